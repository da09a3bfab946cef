/** Handing articles in: dropped files and pasted text, one line of news for each. */
import { api, fileType } from "./api.mjs";
import { el } from "./dom.mjs";
import { sayProblem } from "./failure.mjs";
import { languageName, say } from "./i18n.mjs";
import { expectProblem } from "./problem.mjs";
import { clip, tidy } from "./text.mjs";
import { sendFile } from "./transfer.mjs";

/** The line of one article on its way: what happens, and how far it has come. */
function newsLine(news, name) {
  const text = say(el("span"), "sending", { name });
  const bar = say(el("progress", { max: 1 }), "sending", { name }, "label");
  const line = el("li", {}, text, bar);
  news.prepend(line);
  return {
    progress(share) {
      if (share < 1) bar.value = share;
      else bar.removeAttribute("value"); // sent; now the service reads it, and nobody knows how long
      if (share >= 1) say(text, "indexing", { name });
    },
    done({ status, language }) {
      bar.remove();
      line.className = "good";
      say(text, status, () => ({ name, language: languageName(language) }));
    },
    failed(problem) {
      bar.remove();
      line.className = "bad";
      say(text, "notAdded", { name });
      const said = problem.message.startsWith(`${name}: `) ? problem.message.slice(name.length + 2) : problem.message;
      const isOurs = problem.status === 0 || problem.status === 401 || problem.status === 403 || problem.status === 429;
      line.append(" ", isOurs ? sayProblem(el("span"), problem) : el("span", { lang: "en", dir: "auto" }, said));
    },
  };
}

/** `onAdded()` is called once after a batch in which something was added. */
export function createUpload({ form, input, news, onAdded }) {
  /** Hand one thing in and tell what became of it; true if it is here now. */
  async function handOne(name, send) {
    const line = newsLine(news, name);
    try {
      line.done(await send(line.progress));
      return true;
    } catch (error) {
      line.failed(expectProblem(error));
      return false;
    }
  }

  async function hand(files) {
    let any = false;
    for (const file of files) {
      const type = fileType(file.name);
      if (type === null) news.prepend(say(el("li", { class: "bad" }), "wrongType", { name: file.name }));
      else any = (await handOne(file.name, (onProgress) => sendFile(file, type, onProgress))) || any;
    }
    if (any) onAdded();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = form.elements.text.value;
    const title = tidy(form.elements.title.value);
    if (text.trim() === "") return form.elements.text.focus();
    if (!(await handOne(title || clip(tidy(text), 40), () => api.addText(text, title)))) return;
    form.reset();
    onAdded();
  });
  input.addEventListener("change", async () => {
    await hand([...input.files]);
    input.value = ""; // so that the same file can be chosen again
  });
  return { hand };
}
