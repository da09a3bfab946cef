/** An answer or a refusal as nodes of the conversation. */
import { el, icon, name, safely } from "./dom.mjs";
import { createFeedback } from "./feedback.mjs";
import { languageName, say } from "./i18n.mjs";
import { markdownAnswer, plainAnswer } from "./sharing.mjs";
import { sourceLine, sourceName, target } from "./source.mjs";
import { answerLines, clip, tidy } from "./text.mjs";

const NOTICES = ["model_unavailable", "answer_incomplete", "index_rebuilding", "sources_disagree", "language_unsupported"];

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

/** A button that copies `text()`; null where browsers keep the clipboard from the page (http, loopback excepted). */
function copyButton(key, text, announce) {
  if (!navigator.clipboard) return null;
  const label = say(el("span"), key);
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    announce("copied");
    say(label, "copied");
    setTimeout(() => say(label, key), 2000);
  };
  return el("button", { type: "button", class: "quiet", onclick: copy }, icon("copy"), label);
}

function actions(answer, feedback, announce) {
  const copies = [
    copyButton("copyAnswer", () => plainAnswer(answer), announce),
    copyButton("copyMarkdown", () => markdownAnswer(answer), announce),
  ];
  const [ratings, place] = feedback === undefined ? [null, null] : createFeedback(answer.id, feedback);
  return [el("div", { class: "actions" }, ...copies, ratings), place];
}

/** The text of an answer that is still coming, without the markers at its end: they become chips once it is whole. */
export function renderPartial(text) {
  const lines = text.replace(/(\s*\[\d+\])+\s*$/, "").split("\n").filter((line) => line.trim());
  return lines.map((line) => el("p", { class: "answer-text", dir: "auto" }, ...safely(line)));
}

/**
 * `card` attaches chips, `openReader(targets, index, opener)` opens an article, `announce` speaks; `feedback` is what
 * was given so far or null, and undefined where the service takes none.
 */
export function renderAnswer(answer, { card, openReader, announce, feedback }) {
  const around = (nodes) => [notices(answer.notices), ...nodes].filter(Boolean);
  if (answer.status !== "refused") return around([...answerText(answer, card), ...actions(answer, feedback, announce)]);
  const message = el("p", { class: "answer-text", lang: answer.language, dir: "auto" }, ...safely(answer.text));
  const body = el("div", { class: "refusal" }, say(el("p", { class: "kicker" }), "refused"), message);
  const [ratings, place] = feedback === undefined ? [null, null] : createFeedback(answer.id, feedback);
  const row = ratings && el("div", { class: "actions" }, ratings);
  return around([body, closest(answer.refusal?.closest, openReader), row, place]);
}
