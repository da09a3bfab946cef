/** The choices in the head of the page: colours and language, kept by the browser. */
import { say, use } from "./i18n.mjs";
import { memory } from "./memory.mjs";
import { LANGUAGES } from "./strings.mjs";

const THEMES = { auto: "themeAuto", light: "themeLight", dark: "themeDark" };

export function startTheme(button) {
  const root = document.documentElement;
  const show = () => say(button, THEMES[root.dataset.theme ?? "auto"], {}, "label");
  button.addEventListener("click", () => {
    const names = Object.keys(THEMES);
    const next = names[(names.indexOf(root.dataset.theme ?? "auto") + 1) % names.length];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    memory.set("theme", next);
    show();
  });
  show();
}

export function startLanguages(select) {
  for (const [code, { name }] of Object.entries(LANGUAGES)) {
    const option = new Option(name, code);
    option.lang = code;
    select.append(option);
  }
  select.addEventListener("change", () => {
    memory.set("language", select.value);
    use(select.value);
  });
}
