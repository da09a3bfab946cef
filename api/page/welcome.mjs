/** The first screen: questions to start from, as the service draws them from what is indexed. */
import { api } from "./api.mjs";
import { el, safely } from "./dom.mjs";
import { currentLanguage, say } from "./i18n.mjs";
import { expectProblem } from "./problem.mjs";

const SHOWN = 4;
const AGAIN = 2000; // ms until the service is looked for again

/** `onAsk(question)`; `onAdd(opener)` when there is nothing to ask about yet; `onReady()` once the service answers. */
export function createWelcome(section, { onAsk, onAdd, onReady }) {
  const list = section.querySelector("ul");
  const starting = document.querySelector("#starting");
  const empty = section.querySelector("[data-part=empty]");
  let timer = 0;

  /** A service without suggestions has none to show, and that is all. */
  async function suggestions() {
    try {
      return (await api.suggestions(currentLanguage())).suggestions.slice(0, SHOWN);
    } catch (error) {
      expectProblem(error);
      return [];
    }
  }

  function suggestion({ question, language }) {
    const button = el("button", { type: "button", class: "example", lang: language, dir: "auto", onclick: () => onAsk(question) });
    button.append(...safely(question));
    return el("li", {}, button);
  }

  async function fill() {
    const shown = await suggestions();
    list.replaceChildren(...shown.map(suggestion));
    section.querySelector("h2").hidden = shown.length === 0;
    empty.hidden = shown.length > 0 || (await api.documents(null, 1)).documents.length > 0;
  }

  /** While the first indexing runs, `/readyz` says 503: tell so and look again. */
  async function refresh() {
    clearTimeout(timer);
    try {
      await api.ready();
      starting.hidden = true;
      if (await onReady()) await fill();
    } catch (error) {
      starting.hidden = expectProblem(error).status !== 503;
      if (error.status === 503 || error.status === 0) timer = setTimeout(refresh, AGAIN);
    }
  }

  empty.querySelector("button").addEventListener("click", (event) => onAdd(event.currentTarget));
  document.addEventListener("qa:language", () => fill().catch(expectProblem));
  return { refresh };
}
