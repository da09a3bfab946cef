/** An answer, a refusal or a failure as nodes of the conversation. */
import { el, icon, name, safely } from "./dom.mjs";
import { languageName, say } from "./i18n.mjs";
import { sourceLine, sourceName, target } from "./source.mjs";
import { answerLines, clip, tidy } from "./text.mjs";

const NOTICES = ["model_unavailable", "index_rebuilding", "sources_disagree", "language_unsupported"];

function chip(citations, index, card) {
  const citation = citations[index];
  const language = say(el("span", { class: "chip-language" }), "isolated", () => ({ text: languageName(citation.language) }));
  const button = el(
    "button",
    { type: "button", class: "chip", "aria-controls": "reader", "data-citation": citation.number },
    say(el("span", { class: "visually-hidden" }), "source"),
    el("span", { class: "number" }, String(citation.number)),
    name(sourceName(citation), { class: "chip-source" }),
    language,
  );
  return card.attach(button, citations, index);
}

function answerText(answer, card) {
  const targets = answer.citations.map(target);
  const numbers = targets.map((citation) => citation.number);
  return answerLines(answer.text, numbers, answer.claims).map((parts) =>
    el(
      "p",
      { class: "answer-text", lang: answer.language, dir: "auto" },
      ...parts.flatMap((part) =>
        part.number === undefined ? safely(part.text) : [" ", chip(targets, numbers.indexOf(part.number), card)],
      ),
    ),
  );
}

function notices(codes) {
  const items = codes.map((code) =>
    NOTICES.includes(code) ? say(el("li"), code) : say(el("li"), "otherNotice", { code }),
  );
  return items.length ? el("ul", { class: "notices" }, ...items) : null;
}

function closest(passages, openReader) {
  if (!passages?.length) return null;
  const targets = passages.map(target);
  const items = targets.map((passage, index) => {
    const text = el("span", { class: "original", lang: passage.language, dir: "auto" }, clip(tidy(passage.cited_text), 240));
    const button = el("button", { type: "button", class: "passage", onclick: () => openReader(targets, index, button) });
    button.append(text, sourceLine({ ...passage, publisher: passage.publisher || clip(tidy(passage.document_title), 60) }));
    return el("li", {}, button);
  });
  return el("section", { class: "closest" }, say(el("h3"), "closest"), el("ol", {}, ...items));
}

/** The answer with its sources, for a letter or a report. */
export function plainAnswer(answer) {
  const sources = answer.citations.map((citation) =>
    [`[${citation.number}] ${sourceName(citation)}: “${citation.cited_text.trim()}”`, citation.source_url]
      .filter(Boolean)
      .join("\n    "),
  );
  return [answer.question, "", answer.text, "", ...sources].join("\n").trim();
}

function copyButton(answer) {
  if (!navigator.clipboard) return null; // browsers keep it from pages over plain http, loopback excepted
  const label = say(el("span", { role: "status" }), "copyAnswer");
  const copy = async () => {
    await navigator.clipboard.writeText(plainAnswer(answer));
    say(label, "copied");
    setTimeout(() => say(label, "copyAnswer"), 2000);
  };
  return el("button", { type: "button", class: "quiet", onclick: copy }, icon("copy"), label);
}

/** `card` attaches chips, `openReader(targets, index, opener)` opens an article. */
export function renderAnswer(answer, { card, openReader }) {
  if (answer.status !== "refused") {
    return [notices(answer.notices), ...answerText(answer, card), el("p", { class: "actions" }, copyButton(answer))].filter(Boolean);
  }
  const message = el("p", { class: "answer-text", lang: answer.language, dir: "auto" }, ...safely(answer.text));
  const body = el("div", { class: "refusal" }, say(el("p", { class: "kicker" }), "refused"), message);
  return [notices(answer.notices), body, closest(answer.refusal?.closest, openReader)].filter(Boolean);
}

/** A failure in words: ours for what we know, then the service's own `detail`. */
export function sayProblem(node, problem) {
  if (problem.status === 0) return say(node, "unreachable");
  if (problem.status !== 429) return say(node, "failed");
  return problem.retryAfter === null ? say(node, "tooMany") : say(node, "tooManySeconds", { count: problem.retryAfter });
}

/** `problem` is a Problem, or null when the reader stopped the question; `retry` and `edit` are the ways on. */
export function renderFailure(problem, { retry, edit }) {
  const text = problem ? sayProblem(el("p"), problem) : say(el("p"), "stopped");
  const detail = problem?.status ? el("p", { class: "detail", lang: "en", dir: "auto" }, problem.message) : null;
  const buttons = el(
    "p",
    { class: "actions" },
    el("button", { type: "button", class: "button", onclick: retry }, say(el("span"), "retry")),
    el("button", { type: "button", class: "quiet", onclick: edit }, say(el("span"), "edit")),
  );
  return [el("div", { class: problem ? "failure" : "failure stopped" }, ...[text, detail, buttons].filter(Boolean))];
}

