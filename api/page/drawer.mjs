/** A panel at the side of the page that holds a list with a search. */
import { el } from "./dom.mjs";
import { sayProblem } from "./failure.mjs";
import { say } from "./i18n.mjs";
import { expectProblem } from "./problem.mjs";

const PAUSE = 180; // ms after the last key: one search for a word, not one for each letter

/**
 * `rows(query, isMore)` resolves to `{rows, hasMore}`; `empty(query)` is what an empty list says; `onClose()`.
 * Returns `open(opener)`, `refresh()` and the opener to give the focus to.
 */
export function createDrawer(dialog, { rows, empty, onOpen = () => {}, onClose = () => {} }) {
  const list = dialog.querySelector("[data-part=list]");
  const more = dialog.querySelector("[data-part=more]");
  const search = dialog.querySelector("input[type=search]");
  const note = dialog.querySelector("[data-part=none]");
  let latest = 0;
  let timer = 0;

  async function load(isMore) {
    const mine = ++latest;
    try {
      const found = await rows(search.value.trim(), isMore);
      if (mine !== latest) return; // a newer search is under way
      if (isMore) list.append(...found.rows);
      else list.replaceChildren(...found.rows);
      more.hidden = !found.hasMore;
      note.hidden = list.hasChildNodes();
      if (!note.hidden) say(note, empty(search.value.trim()));
    } catch (error) {
      expectProblem(error);
      if (mine !== latest) return;
      note.hidden = true;
      more.hidden = true;
      list.replaceChildren(sayProblem(el("li", { class: "failure", role: "alert" }), error));
    }
  }

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => load(false), PAUSE);
  });
  more.addEventListener("click", () => load(true));
  dialog.querySelector("[data-part=close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close()); // the backdrop
  dialog.addEventListener("close", onClose);

  return {
    refresh: () => load(false),
    open() {
      search.value = "";
      if (!dialog.open) dialog.showModal();
      onOpen();
      return load(false);
    },
  };
}
