/** The question box: grows with the question, Enter sends, Shift+Enter breaks the line; while busy, send is stop. */
import { say } from "./i18n.mjs";
import { memory, session } from "./memory.mjs";
import { LANGUAGES } from "./strings.mjs";

const LIMIT = 2000; // characters, by the contract

function fillLanguages(select) {
  for (const [code, { name }] of Object.entries(LANGUAGES)) {
    const option = new Option(name, code);
    option.lang = code;
    select.append(option);
  }
  const kept = memory.get("answerLanguage");
  if (kept in LANGUAGES) select.value = kept;
  select.addEventListener("change", () => memory.set("answerLanguage", select.value));
}

export function createComposer(form, { onAsk, onStop }) {
  const { question, answerLanguage, send, stop } = form.elements;
  const warning = form.querySelector(".composer-warning");
  let busy = false;
  fillLanguages(answerLanguage);

  function resize() {
    if (CSS.supports("field-sizing", "content")) return;
    question.style.blockSize = "auto";
    question.style.blockSize = `${question.scrollHeight}px`;
  }

  function check() {
    const length = [...question.value].length;
    warning.hidden = length <= LIMIT;
    if (length > LIMIT) say(warning, "tooLong", { count: length });
    question.setAttribute("aria-invalid", String(length > LIMIT));
    send.disabled = busy || question.value.trim() === "" || length > LIMIT;
    resize();
  }

  function changed() {
    session.set("draft", question.value || null); // a reload loses no half-written question
    check();
  }

  function put(text) {
    question.value = text;
    changed();
    question.focus();
    question.setSelectionRange(text.length, text.length);
  }

  function submit() {
    check();
    if (send.disabled) return;
    const text = question.value.trim();
    put("");
    onAsk(text, answerLanguage.value || null);
  }

  function setBusy(isBusy) {
    busy = isBusy;
    // Hiding the focused button would drop the focus to the page.
    const held = document.activeElement === send || document.activeElement === stop;
    send.hidden = busy;
    stop.hidden = !busy;
    if (held) question.focus();
    check();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  question.addEventListener("keydown", (event) => {
    // isComposing: Enter that only confirms a word of an input method (Hindi, Bengali, Vietnamese) sends nothing.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  question.addEventListener("input", changed);
  stop.addEventListener("click", onStop);
  question.value = session.get("draft") ?? "";
  check();
  return {
    put,
    setBusy,
    focus: () => question.focus(),
    language: () => answerLanguage.value || null,
    followUp: (is) => say(question, is ? "placeholderFollowUp" : "placeholder", {}, "placeholder"),
  };
}
