/** What went wrong, in the reader's words, and the ways on. */
import { el } from "./dom.mjs";
import { say } from "./i18n.mjs";

const KNOWN = { 401: "keyNeeded", 403: "notAllowed" };

function key(problem) {
  if (problem.isCut) return "cut";
  if (problem.status === 0) return navigator.onLine ? "unreachable" : "offline";
  return KNOWN[problem.status] ?? "failed";
}

/** A failure in words: ours for what we know. */
export function sayProblem(node, problem) {
  if (problem.status !== 429) return say(node, key(problem));
  return problem.retryAfter === null ? say(node, "tooMany") : say(node, "tooManySeconds", { count: problem.retryAfter });
}

/** The service's own sentence, as far as it knows more than we have said. */
export function detailOf(problem, tag = "p") {
  const known = problem.status === 0 || problem.status === 429 || problem.status in KNOWN;
  return known || !problem.message ? null : el(tag, { class: "detail", lang: "en", dir: "auto" }, problem.message);
}

/** Count down on a button that says when it works again; it keeps the focus all the while. */
function holdBack(button, label, seconds) {
  const until = Date.now() + seconds * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.setAttribute("aria-disabled", String(left > 0));
    if (left > 0) say(label, "retryIn", { count: left });
    else say(label, "retry");
    if (left > 0) setTimeout(tick, 250);
  };
  tick();
}

function retryButton(problem, retry) {
  const label = say(el("span"), "retry");
  const button = el("button", { type: "button", class: "button" }, label);
  button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && retry());
  if (problem?.status === 429 && problem.retryAfter) holdBack(button, label, problem.retryAfter);
  return button;
}

/**
 * `problem` is a Problem, or null when the reader stopped the question.
 * The ways on: `retry()`, `edit()` where there is something to edit, `enterKey()` where a key is what is missing.
 */
export function renderFailure(problem, { retry, edit, enterKey }) {
  const first =
    problem?.status === 401
      ? el("button", { type: "button", class: "button", onclick: enterKey }, say(el("span"), "keyEnter"))
      : retryButton(problem, retry);
  const second = edit && el("button", { type: "button", class: "quiet", onclick: edit }, say(el("span"), "edit"));
  const parts = [
    problem ? sayProblem(el("p"), problem) : say(el("p"), "stopped"),
    problem && detailOf(problem),
    el("p", { class: "actions" }, first, second),
  ];
  return [el("div", { class: problem ? "failure" : "failure stopped" }, ...parts)];
}
