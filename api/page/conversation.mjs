/** The column of questions and answers. A question, once asked, stays on the page whatever becomes of it. */
import { renderAnswer, renderPartial } from "./answer.mjs";
import { api } from "./api.mjs";
import { el, safely } from "./dom.mjs";
import { renderFailure } from "./failure.mjs";
import { askBody } from "./history.mjs";
import { say } from "./i18n.mjs";
import { pending } from "./pending.mjs";
import { expectProblem, Problem } from "./problem.mjs";
import { clip } from "./text.mjs";

const SPOKEN = 1000; // characters of an answer that are read out unasked

/** Tell of a stream as it comes: `passages` and `delta` change what the turn shows, claim by claim. */
function listener(show, announce) {
  let text = "";
  return (event, value) => {
    if (event === "passages") show([say(el("p", { class: "searching" }), "reading", { count: value.passages.length })]);
    if (event !== "delta") return;
    text += value.text;
    show(renderPartial(text), "streaming");
    announce("isolated", { text: clip(value.text.replace(/\s*\[\d+\]/g, ""), SPOKEN) });
  };
}

/**
 * :param log: the node that holds the turns
 * :param announce: speaks what happened
 * :param access: knows whether the service keeps conversations, and asks for a key
 * :param onBusy: told whether a question is under way
 * :param onKept: told the conversation's id once the service keeps it, null when none is open
 * :param edit: puts a question back into the composer
 */
export function createConversation({ log, announce, access, card, openReader, onBusy, onKept, edit }) {
  let turns = [];
  let id = null;
  let running = null;

  function show(turn, nodes, state) {
    turn.reply.replaceChildren(...nodes);
    turn.node.dataset.state = state;
    turn.reply.setAttribute("aria-busy", String(state === "searching" || state === "streaming"));
  }

  function add(question, language = null) {
    const reply = el("div", { class: "reply" });
    const heading = el("h2", { class: "question", dir: "auto" }, ...safely(question));
    const turn = { question, language, answer: null, reply, node: el("article", { class: "turn" }, heading, reply) };
    turns.push(turn);
    log.append(turn.node);
    return turn;
  }

  function showAnswer(turn, answer, given = null) {
    turn.answer = answer;
    const feedback = access.keepsConversations() ? given : undefined;
    show(turn, renderAnswer(answer, { card, openReader, announce, feedback }), answer.status);
  }

  function showFailure(turn, problem) {
    const retry = () => run(turn);
    const change = () => {
      pending.forget();
      edit(turn.question);
    };
    show(turn, renderFailure(problem, { retry, edit: change, enterKey: () => access.enter(retry) }), "failed");
  }

  /** Ask; if the service has forgotten the conversation, tell it what the page knows of it and go on. */
  async function reach(turn, signal, hear) {
    const body = () => askBody(turns, turns.indexOf(turn), id);
    try {
      return await api.ask(body(), signal, hear);
    } catch (error) {
      if (error.status !== 404 || id === null) throw error;
      id = null;
      return api.ask(body(), signal, hear);
    }
  }

  function settle(turn, answer) {
    pending.forget();
    showAnswer(turn, answer);
    if (answer.status === "refused") announce("refused");
    else if (answer.notices.includes("answer_incomplete")) announce("answer_incomplete");
    else announce("answerDone", { count: answer.citations.length });
    if (!access.keepsConversations() || !answer.conversation_id) return;
    id = answer.conversation_id;
    onKept(id);
  }

  async function run(turn) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    onBusy(true);
    pending.keep({ question: turn.question, language: turn.language, conversation: id });
    const showing = (nodes, state = "searching") => running === mine && show(turn, nodes, state);
    showing([say(el("p", { class: "searching" }), "searching")]);
    announce("searching");
    turn.node.scrollIntoView({ block: "start" });
    try {
      const answer = await reach(turn, mine.signal, listener(showing, announce));
      if (!mine.signal.aborted) settle(turn, answer);
    } catch (error) {
      fail(turn, error.name === "AbortError" ? null : expectProblem(error));
    } finally {
      if (running === mine) {
        running = null;
        onBusy(false);
      }
    }
  }

  function fail(turn, problem) {
    if (!turns.includes(turn)) return; // another conversation has been opened meanwhile
    if (problem === null) pending.forget();
    showFailure(turn, problem);
    announce(problem ? "failed" : "stopped");
  }

  function clear() {
    running?.abort();
    turns = [];
    id = null;
    log.replaceChildren();
  }

  /** Show again the question that was under way when the page went. */
  function resume() {
    const left = pending.of(id);
    if (left) showFailure(add(left.question, left.language), new Problem(0, "", { isCut: true }));
  }

  async function open(wanted) {
    clear();
    const mine = new AbortController();
    running = mine;
    onBusy(true);
    log.replaceChildren(say(el("p", { class: "searching" }), "restoring"));
    try {
      const kept = await api.conversation(wanted, mine.signal);
      log.replaceChildren();
      id = wanted;
      for (const { question, answer, feedback } of kept.turns) showAnswer(add(question), answer, feedback ?? null);
      resume();
      turns.at(-1)?.node.scrollIntoView({ block: "start" });
    } catch (error) {
      if (running === mine) notOpened(error.name === "AbortError" ? null : expectProblem(error), wanted);
    } finally {
      if (running === mine) {
        running = null;
        onBusy(false);
      }
    }
  }

  function notOpened(problem, wanted) {
    if (problem?.status === 404) {
      onKept(null);
      return log.replaceChildren(say(el("p", { class: "notice-bar", role: "status" }), "conversationGone"));
    }
    const retry = () => open(wanted);
    log.replaceChildren(...renderFailure(problem, { retry, enterKey: () => access.enter(retry) }));
  }

  return {
    ask: (question, language) => run(add(question, language)),
    clear: () => {
      clear();
      pending.forget();
    },
    open,
    resume,
    current: () => id,
    stop: () => running?.abort(),
    isEmpty: () => turns.length === 0,
  };
}
