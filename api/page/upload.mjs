/** Handing articles in: dropped files and pasted text, one line of news for each. */
import { api, fileType } from "./api.mjs";
import { el } from "./dom.mjs";
import { languageName, say } from "./i18n.mjs";
import { clip, tidy } from "./text.mjs";

/** `onAdded()` is called once after a batch in which something was added. */
export function createUpload({ form, drop, input, news, onAdded }) {
  /** Hand one thing in and tell what became of it; true if it is here now. */
  async function hand(name, send) {
    const line = say(el("li", {}), "sending", { name });
    news.prepend(line);
    try {
      const { status, language } = await send();
      line.className = "good";
      say(line, status, () => ({ name, language: languageName(language) }));
      return true;
    } catch (error) {
      if (error.name !== "Problem") throw error;
      line.className = "bad";
      const said = error.message.startsWith(`${name}: `) ? error.message.slice(name.length + 2) : error.message;
      const detail = el("span", { lang: "en", dir: "auto" }, said);
      line.replaceChildren(say(el("span"), "notAdded", { name }), " ", error.status ? detail : say(el("span"), "unreachable"));
      line.removeAttribute("data-says"); // its parts speak for it now
      return false;
    }
  }

  async function handFiles(files) {
    let any = false;
    for (const file of files) {
      if (fileType(file.name) === null) {
        news.prepend(say(el("li", { class: "bad" }), "wrongType", { name: file.name }));
        continue;
      }
      any = (await hand(file.name, () => api.addFile(file))) || any;
    }
    if (any) onAdded();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = form.elements.text.value;
    const title = tidy(form.elements.title.value);
    if (text.trim() === "") return form.elements.text.focus();
    if (!(await hand(title || clip(tidy(text), 40), () => api.addText(text, title)))) return;
    form.reset();
    onAdded();
  });
  input.addEventListener("change", async () => {
    await handFiles([...input.files]);
    input.value = ""; // so that the same file can be chosen again
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.dataset.over = "";
    });
  }
  drop.addEventListener("dragleave", (event) => {
    if (!drop.contains(event.relatedTarget)) delete drop.dataset.over;
  });
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    delete drop.dataset.over;
    handFiles([...event.dataTransfer.files]);
  });
}
