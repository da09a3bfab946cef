/** The panel of articles: what answers are drawn from, handing more in, taking some out. */
import { api } from "./api.mjs";
import { createDrawer } from "./drawer.mjs";
import { el, icon } from "./dom.mjs";
import { say } from "./i18n.mjs";
import { originalLink, sourceLine, target } from "./source.mjs";
import { fold, tidy } from "./text.mjs";
import { createRemovals } from "./undo.mjs";
import { createUpload } from "./upload.mjs";

const PAGE = 50; // rows shown at once
const FETCHED = 200; // articles of one request, the most the service gives

/** Every article the service lists, fetched as far as it is needed. */
function createCatalog() {
  let known = [];
  let cursor = null;
  const fetchMore = async (first) => {
    const page = await api.documents(first ? null : cursor, FETCHED);
    known = first ? page.documents : [...known, ...page.documents];
    cursor = page.next_cursor ?? null;
  };
  const matches = (query) => {
    const words = fold(query).split(/\s+/).filter(Boolean);
    return known.filter((entry) => {
      const label = fold(`${entry.title} ${entry.publisher ?? ""} ${entry.id} ${entry.language}`);
      return words.every((word) => label.includes(word));
    });
  };
  return {
    /** At least `count` articles that hold every word of `query`, if there are so many; `isFresh` asks anew. */
    async find(query, count, isFresh) {
      if (isFresh) await fetchMore(true);
      while (cursor !== null && matches(query).length < count) await fetchMore(false);
      return { found: matches(query), isAll: cursor === null };
    },
  };
}

/** `openReader(targets, index, opener)`; `onChange()` after the set of articles changed. */
export function createDocuments(dialog, { access, openReader, onChange }) {
  const news = dialog.querySelector("[data-part=news]");
  const adding = dialog.querySelector("details");
  const readOnly = dialog.querySelector("[data-part=read-only]");
  const count = dialog.querySelector("[data-part=count]");
  const catalog = createCatalog();
  const removals = createRemovals({ onGone: onChange });
  const mayChange = () => access.may("manage");
  let shown = 0;
  let opener = null;

  function deleteButton(row, entry) {
    const remove = () => removals.begin(row, entry.title, (isLeaving) => api.deleteDocument(entry.id, isLeaving));
    const button = el("button", { type: "button", class: "icon-button", onclick: remove }, icon("bin"));
    return say(button, "remove", { title: entry.title }, "label");
  }

  function rowOf(entry) {
    const read = () => {
      dialog.close();
      openReader([target({ ...entry, document_id: entry.id, start_char_index: 0, end_char_index: 0 })], 0, opener);
    };
    const asked = { type: "button", class: "row-title", lang: entry.language, dir: "auto", onclick: read };
    const title = el("button", asked, tidy(entry.title) || tidy(entry.id));
    const link = originalLink(entry.source_url) ?? say(el("span", { class: "faint" }), "noSource");
    const row = el("li", { class: "row" }, el("div", {}, title, el("p", { class: "row-meta" }, sourceLine(entry), link)));
    if (mayChange()) row.append(el("div", { class: "row-actions" }, deleteButton(row, entry)));
    return row;
  }

  async function rows(query, isMore) {
    const from = isMore ? shown : 0;
    const { found, isAll } = await catalog.find(query, from + PAGE + 1, !isMore && query === "");
    shown = Math.min(found.length, from + PAGE);
    count.hidden = !isAll || found.length === 0;
    say(count, "articlesCount", { count: found.length });
    if (query === "" && found.length === 0) adding.open = true;
    return { rows: found.slice(from, shown).map(rowOf), hasMore: shown < found.length };
  }

  const drawer = createDrawer(dialog, {
    rows,
    empty: (query) => (query ? "nothingFound" : "noArticles"),
    onOpen: () => {
      adding.hidden = !mayChange();
      readOnly.hidden = mayChange();
      news.replaceChildren();
    },
    onClose: () => removals.flush(),
  });
  const upload = createUpload({
    form: dialog.querySelector("form"),
    input: dialog.querySelector("input[type=file]"),
    news,
    onAdded: () => {
      drawer.refresh();
      onChange();
    },
  });

  return {
    open(from) {
      opener = from;
      return drawer.open();
    },
    /** Files dropped anywhere on the page. */
    add(files) {
      if (mayChange()) upload.hand(files);
    },
  };
}
