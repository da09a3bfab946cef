/** The column of questions and answers. A question, once asked, stays on the page whatever becomes of it. */
import { renderAnswer, renderFailure, sayProblem } from "./answer.mjs";
import { api } from "./api.mjs";
import { el, safely } from "./dom.mjs";
import { say } from "./i18n.mjs";
import { askBody } from "./history.mjs";

/**
 * :param log: the node that holds the turns
 * :param status: the live region that speaks what happened
 * :param onBusy: told whether a question is under way
 * :param edit: puts a question back into the composer
 */
export function createConversation({ log, status, card, openReader, onBusy, edit }) {
  let turns = [];
  let running = null;

  function show(turn, nodes, state) {
    turn.reply.replaceChildren(...nodes);
    turn.node.dataset.state = state;
    turn.reply.setAttribute("aria-busy", String(state === "searching"));
  }

  async function run(turn) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    onBusy(true);
    show(turn, [say(el("p", { class: "searching" }), "searching")], "searching");
    say(status, "searching");
    turn.node.scrollIntoView({ block: "start" });
    const ways = { retry: () => run(turn), edit: () => edit(turn.question) };
    try {
      turn.answer = await api.ask(askBody(turns, turns.indexOf(turn)), mine.signal);
      show(turn, renderAnswer(turn.answer, { card, openReader }), turn.answer.status);
      say(status, "answerReady", { text: turn.answer.text });
    } catch (error) {
      const problem = error.name === "Problem" ? error : null;
      if (!problem && error.name !== "AbortError") throw error;
      show(turn, renderFailure(problem, ways), "failed");
      if (problem) sayProblem(status, problem);
      else say(status, "stopped");
    } finally {
      if (running === mine) {
        running = null;
        onBusy(false);
      }
    }
  }

  function ask(question, language) {
    const reply = el("div", { class: "reply" });
    const heading = el("h2", { class: "question", dir: "auto" }, ...safely(question));
    const turn = { question, language, answer: null, reply, node: el("article", { class: "turn" }, heading, reply) };
    turns.push(turn);
    log.append(turn.node);
    return run(turn);
  }

  function clear() {
    running?.abort();
    turns = [];
    log.replaceChildren();
    status.textContent = "";
  }

  return { ask, clear, stop: () => running?.abort(), isEmpty: () => turns.length === 0 };
}
