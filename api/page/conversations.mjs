/** The panel of conversations: open one again, give it a name, take it along, delete it. */
import { api } from "./api.mjs";
import { createDrawer } from "./drawer.mjs";
import { el, icon } from "./dom.mjs";
import { sayProblem } from "./failure.mjs";
import { moment, say } from "./i18n.mjs";
import { expectProblem } from "./problem.mjs";
import { tidy } from "./text.mjs";
import { createRemovals } from "./undo.mjs";

const FORMATS = { md: "Markdown", json: "JSON" };
const LONGEST = 200; // characters of a title

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A file name that every system takes. */
const fileName = (title, format) => `${tidy(title).replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").slice(0, 60) || "conversation"}.${format}`;

/** `current()` is the id of the conversation that is open; `onOpen(id)`; `onGone(id)` when one was deleted. */
export function createConversations(dialog, { current, onOpen, onGone }) {
  let cursor = null;
  const removals = createRemovals({ onGone: () => {} });

  const tool = (name, key, title, action) =>
    say(el("button", { type: "button", class: "icon-button", onclick: action }, icon(name)), key, { title }, "label");

  const problemLine = (row, error) => {
    row.querySelector(".row-problem")?.remove();
    row.append(sayProblem(el("p", { class: "row-problem", role: "alert" }), expectProblem(error)));
  };

  function startRename(row, entry) {
    const input = el("input", { type: "text", name: "title", dir: "auto", maxlength: LONGEST, required: true });
    say(input, "newTitle", {}, "label");
    input.value = entry.title ?? "";
    const finish = (renamed) => {
      const fresh = rowOf({ ...entry, ...renamed });
      row.replaceWith(fresh);
      fresh.querySelector("[data-tool=rename]").focus();
    };
    const cancel = el("button", { type: "button", class: "quiet", onclick: () => finish({}) }, say(el("span"), "cancel"));
    const confirm = el("button", { class: "button" }, say(el("span"), "save"));
    const form = el("form", { class: "renaming", autocomplete: "off" }, input, confirm, cancel);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const title = tidy(input.value);
      if (!title) return input.focus();
      await api.renameConversation(entry.id, title).then(() => finish({ title }), (error) => problemLine(row, error));
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // Escape leaves the form, not the panel
      finish({});
    });
    row.replaceChildren(form);
    input.select();
  }

  /** Show or hide the formats to take a conversation along in. */
  function toggleExport(row, entry, button) {
    const shown = row.querySelector(".formats");
    button.setAttribute("aria-expanded", String(!shown));
    if (shown) return shown.remove();
    const take = (format) => async () => {
      const blob = await api.exportConversation(entry.id, format).catch((error) => problemLine(row, error));
      if (blob) save(blob, fileName(entry.title ?? "", format));
    };
    const buttons = Object.entries(FORMATS).map(([format, name]) =>
      el("button", { type: "button", class: "button", onclick: take(format) }, icon("download"), name),
    );
    row.append(el("div", { class: "formats" }, ...buttons));
    row.querySelector(".formats button").focus();
  }

  function remove(row, entry, title) {
    removals.begin(row, title, (isLeaving) => api.deleteConversation(entry.id, isLeaving).then(() => onGone(entry.id)));
  }

  function rowOf(entry) {
    const title = tidy(entry.title);
    const open = () => {
      dialog.close();
      onOpen(entry.id);
    };
    const heading = el("button", { type: "button", class: "row-title", dir: "auto", onclick: open });
    if (title) heading.append(title);
    else say(heading, "untitled");
    if (entry.id === current()) heading.setAttribute("aria-current", "true");
    const time = el("time", { datetime: entry.updated });
    say(time, "isolated", () => ({ text: moment(entry.updated) }));
    const row = el("li", { class: "row" }, el("div", {}, heading, el("p", { class: "row-meta faint" }, time)));
    const rename = tool("pencil", "rename", title, () => startRename(row, entry));
    rename.dataset.tool = "rename";
    const take = tool("download", "export", title, () => toggleExport(row, entry, take));
    take.setAttribute("aria-expanded", "false");
    row.append(el("div", { class: "row-actions" }, rename, take, tool("bin", "remove", title, () => remove(row, entry, title))));
    return row;
  }

  async function rows(query, isMore) {
    const page = await api.conversations(query, isMore ? cursor : null);
    cursor = page.next_cursor ?? null;
    return { rows: page.conversations.map(rowOf), hasMore: cursor !== null };
  }

  return createDrawer(dialog, {
    rows,
    empty: (query) => (query ? "nothingFound" : "noConversations"),
    onClose: () => removals.flush(),
  });
}
