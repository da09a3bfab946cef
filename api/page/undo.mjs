/** Deleting with a way back: the service is told only when the time for second thoughts is over. */
import { el } from "./dom.mjs";
import { detailOf, sayProblem } from "./failure.mjs";
import { say } from "./i18n.mjs";
import { expectProblem } from "./problem.mjs";

const GRACE = 8000; // ms; stands still while the way back has keyboard focus or the pointer rests on it
const TICK = 250;

/** `onGone()` is called when something is deleted for good. */
export function createRemovals({ onGone }) {
  const waiting = new Set();

  function settle(removal) {
    clearInterval(removal.timer);
    waiting.delete(removal);
  }

  function restore({ row, content }) {
    row.classList.remove("leaving");
    row.replaceChildren(...content);
  }

  async function commit(removal, isLeaving = false) {
    settle(removal);
    const { row, remove } = removal;
    try {
      await remove(isLeaving);
    } catch (error) {
      const problem = expectProblem(error);
      if (problem.status !== 404) {
        restore(removal);
        const said = [sayProblem(el("span"), problem), " ", detailOf(problem, "span")];
        return row.append(el("p", { class: "row-problem", role: "alert" }, ...said));
      }
    }
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (row.contains(document.activeElement)) next?.querySelector("button")?.focus();
    row.remove();
    onGone();
  }

  function start(removal, button) {
    let left = GRACE;
    removal.timer = setInterval(() => {
      if (button.matches(":focus-visible") || removal.row.matches(":hover")) return;
      left -= TICK;
      if (left <= 0) commit(removal);
    }, TICK);
  }

  addEventListener("pagehide", () => [...waiting].forEach((removal) => commit(removal, true)));

  return {
    /** Take `row` out of its list; `remove(isLeaving)` deletes what it stands for, on a page that may be closing. */
    begin(row, title, remove) {
      const removal = { row, remove, content: [...row.childNodes], from: document.activeElement, timer: 0 };
      const back = () => {
        settle(removal);
        restore(removal);
        removal.from?.focus();
      };
      const button = el("button", { type: "button", class: "button", onclick: back }, say(el("span"), "undo"));
      row.classList.add("leaving");
      row.replaceChildren(say(el("p", { role: "status" }), "removed", { title }), button);
      waiting.add(removal);
      button.focus();
      start(removal, button);
    },
    /** Delete at once what is still waiting. */
    flush: () => Promise.all([...waiting].map((removal) => commit(removal))),
  };
}
