/** The panel of articles: what answers are drawn from, handing more in, taking some out. */
import { sayProblem } from "./answer.mjs";
import { api } from "./api.mjs";
import { el, icon } from "./dom.mjs";
import { say } from "./i18n.mjs";
import { originalLink, sourceLine, target } from "./source.mjs";
import { tidy } from "./text.mjs";
import { createUpload } from "./upload.mjs";

/** `openReader(targets, index, opener)`; `onChange()` after the set of articles changed. */
export function createDocuments(dialog, { openReader, onChange }) {
  const list = dialog.querySelector("[data-part=list]");
  const news = dialog.querySelector("[data-part=news]");
  const adding = dialog.querySelector("details");
  const more = dialog.querySelector("[data-part=more]");
  let cursor = null;
  let opener = null;

  function tell(key, values) {
    news.prepend(say(el("li"), key, values));
  }

  async function remove(row, entry) {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    try {
      await api.deleteDocument(entry.id);
    } catch (error) {
      if (error.name !== "Problem") throw error;
      const line = el("li", { class: "bad" }, say(el("span"), "isolated", { text: entry.title }), ": ");
      line.append(sayProblem(el("span"), error), " ", el("span", { lang: "en", dir: "auto" }, error.message));
      news.prepend(line);
      return askFirst(row, entry, false);
    }
    row.remove();
    tell("removed", { title: entry.title });
    (next?.querySelector("button") ?? dialog).focus();
    onChange();
  }

  /** Swap the row's delete button for the question and back; the focus follows, so a keyboard is never lost. */
  function askFirst(row, entry, asking) {
    const actions = row.querySelector(".row-actions");
    if (!asking) {
      const button = el("button", { type: "button", class: "icon-button", onclick: () => askFirst(row, entry, true) }, icon("bin"));
      actions.replaceChildren(say(button, "remove", { title: entry.title }, "label"));
      if (row.isConnected) button.focus();
      row.classList.remove("asking");
      return;
    }
    const keep = el("button", { type: "button", class: "quiet", onclick: () => askFirst(row, entry, false) }, say(el("span"), "removeNo"));
    const yes = el("button", { type: "button", class: "button danger", onclick: () => remove(row, entry) }, say(el("span"), "removeYes"));
    actions.replaceChildren(say(el("p", { role: "alert" }), "removeAsk"), yes, keep);
    row.classList.add("asking");
    keep.focus();
  }

  function rowOf(entry) {
    const read = () => {
      dialog.close();
      openReader([target({ ...entry, document_id: entry.id, start_char_index: 0, end_char_index: 0 })], 0, opener);
    };
    const title = el("button", { type: "button", class: "row-title", lang: entry.language, dir: "auto", onclick: read }, tidy(entry.title));
    const link = originalLink(entry.source_url) ?? say(el("span", { class: "faint" }), "noSource");
    const row = el("li", { class: "row" }, el("div", {}, title, el("p", { class: "row-meta" }, sourceLine(entry), link)));
    row.append(el("div", { class: "row-actions" }));
    askFirst(row, entry, false);
    return row;
  }

  async function loadPage(after) {
    try {
      const page = await api.documents(after, 50);
      const rows = page.documents.map(rowOf);
      if (after === null) list.replaceChildren(...rows);
      else list.append(...rows);
      cursor = page.next_cursor ?? null;
      if (!list.hasChildNodes()) adding.open = true;
    } catch (error) {
      if (error.name !== "Problem") throw error;
      list.replaceChildren(sayProblem(el("li", { class: "failure" }), error));
      cursor = null;
    }
    more.hidden = cursor === null;
  }

  createUpload({
    form: dialog.querySelector("form"),
    drop: dialog,
    input: dialog.querySelector("input[type=file]"),
    news,
    onAdded: () => {
      loadPage(null);
      onChange();
    },
  });
  more.addEventListener("click", () => loadPage(cursor));
  dialog.querySelector("[data-part=close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close()); // the backdrop

  return {
    open(from) {
      opener = from;
      news.replaceChildren();
      dialog.showModal();
      return loadPage(null);
    },
  };
}
