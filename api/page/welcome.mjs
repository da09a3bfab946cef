/** The first screen: questions to start from, drawn from what is indexed. */
import { api } from "./api.mjs";
import { el, name } from "./dom.mjs";
import { languageName, say, t } from "./i18n.mjs";
import { clip, tidy } from "./text.mjs";

const SHOWN = 4;

/** At most `count` articles, first one of each language, then the rest, in the order given; no title twice. */
export function pickExamples(documents, count = SHOWN) {
  const titled = documents.filter((entry, i) => entry.title && documents.findIndex((e) => e.title === entry.title) === i);
  const first = titled.filter((entry, i) => titled.findIndex((e) => e.language === entry.language) === i);
  return [...first, ...titled.filter((entry) => !first.includes(entry))].slice(0, count);
}

/** `onExample(question)` when one is chosen; `onAdd(opener)` when there is nothing to ask about yet. */
export function createWelcome(section, { onExample, onAdd }) {
  const list = section.querySelector("ul");
  const starting = document.querySelector("#starting");
  const empty = section.querySelector("[data-part=empty]");

  function example(entry) {
    const title = tidy(entry.title);
    const ask = () => onExample(t("aboutQuestion", { title: clip(title.replace(/[.…]+$/, ""), 80) }, false));
    const language = say(el("span", { class: "faint" }), "isolated", () => ({ text: languageName(entry.language) }));
    const button = el("button", { type: "button", class: "example", onclick: ask });
    const label = el("span", { class: "example-about" }, say(el("span"), "about"), " ", language);
    button.append(label, name(clip(title, 110), { class: "example-title", lang: entry.language, dir: "auto" }));
    return el("li", {}, button);
  }

  function show(documents) {
    list.replaceChildren(...pickExamples(documents).map(example));
    section.querySelector("h2").hidden = documents.length === 0;
    empty.hidden = documents.length > 0;
  }

  /** While the first indexing runs, `/readyz` says 503: tell so and look again. */
  async function refresh() {
    try {
      await api.ready();
      show((await api.documents()).documents);
      starting.hidden = true;
    } catch (error) {
      if (error.name !== "Problem") throw error;
      starting.hidden = error.status !== 503;
      if (error.status === 503 || error.status === 0) setTimeout(refresh, 2000);
    }
  }

  empty.querySelector("button").addEventListener("click", (event) => onAdd(event.currentTarget));
  return { refresh };
}
