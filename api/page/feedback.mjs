/** What a reader thinks of an answer: up or down at once, a comment if there is one. */
import { api } from "./api.mjs";
import { el, icon } from "./dom.mjs";
import { sayProblem } from "./failure.mjs";
import { say } from "./i18n.mjs";
import { expectProblem } from "./problem.mjs";

const RATINGS = { up: "helpful", down: "unhelpful" };
const LIMIT = 2000; // characters

function commentForm(send) {
  const text = el("textarea", { name: "comment", rows: 2, dir: "auto", maxlength: LIMIT });
  const label = el("label", {}, say(el("span"), "comment"), text);
  const button = el("button", { class: "button" }, say(el("span"), "commentSend"));
  const form = el("form", { class: "comment", autocomplete: "off" }, label, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(text.value.trim());
  });
  return form;
}

/** Return `[buttons, place]`: two buttons for a row of actions, and where the comment's form and the thanks appear. */
export function createFeedback(answerId, given = null) {
  const place = el("div", { class: "feedback-place" });
  const said = el("p", { class: "faint", role: "status" });
  let rating = given?.rating ?? null;

  function show() {
    for (const [name, button] of Object.entries(buttons)) button.setAttribute("aria-pressed", String(name === rating));
  }

  async function send(wanted, comment = "") {
    const before = rating;
    rating = wanted;
    show();
    try {
      await api.feedback(answerId, comment ? { rating, comment } : { rating });
      say(said, "thanks");
      place.replaceChildren(said, ...(comment ? [] : [commentForm((text) => text && send(wanted, text))]));
    } catch (error) {
      rating = before;
      show();
      place.replaceChildren(sayProblem(said, expectProblem(error)));
    }
  }

  const buttons = Object.fromEntries(
    Object.entries(RATINGS).map(([name, key]) => {
      const button = el("button", { type: "button", class: "icon-button", onclick: () => send(name) }, icon(name));
      return [name, say(button, key, {}, "label")];
    }),
  );
  show();
  return [el("span", { class: "ratings" }, ...Object.values(buttons)), place];
}
