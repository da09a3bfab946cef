/** Puts the page together: who tells whom, and nothing else. */
import { createCard } from "./card.mjs";
import { createComposer } from "./composer.mjs";
import { createConversation } from "./conversation.mjs";
import { createDocuments } from "./documents.mjs";
import { icon, memory } from "./dom.mjs";
import { adopt, pickLanguage, say, use } from "./i18n.mjs";
import { createReader, targetOfHash } from "./reader.mjs";
import { LANGUAGES } from "./strings.mjs";
import { createWelcome } from "./welcome.mjs";

const $ = (selector) => document.querySelector(selector);
const THEMES = { auto: "themeAuto", light: "themeLight", dark: "themeDark" };

function startTheme(button) {
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

function startLanguages(select) {
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

function connect() {
  const page = $("#page");
  const reader = createReader($("#reader"), {
    onToggle: (isOpen) => page.classList.toggle("reading", isOpen),
  });
  const card = createCard(reader.open);
  const composer = createComposer($("#composer"), {
    onAsk: (question, language) => {
      page.classList.remove("fresh");
      composer.followUp(true);
      conversation.ask(question, language);
    },
    onStop: () => conversation.stop(),
  });
  const conversation = createConversation({
    log: $("#log"),
    status: $("#status"),
    card,
    openReader: reader.open,
    onBusy: composer.setBusy,
    edit: composer.put,
  });
  const documents = createDocuments($("#documents"), { openReader: reader.open, onChange: () => welcome.refresh() });
  const welcome = createWelcome($("#examples"), {
    onExample: (question) => composer.put(question, true),
    onAdd: documents.open,
  });

  $("#open-documents").addEventListener("click", (event) => documents.open(event.currentTarget));
  $("#new-conversation").addEventListener("click", () => {
    card.hide();
    reader.close();
    conversation.clear();
    page.classList.add("fresh");
    composer.followUp(false);
    composer.focus();
  });
  const linked = () => {
    const target = targetOfHash(location.hash);
    if (target) reader.open([target], 0);
  };
  addEventListener("hashchange", linked);
  linked();
  welcome.refresh();
}

for (const slot of document.querySelectorAll("[data-icon]")) slot.replaceWith(icon(slot.dataset.icon));
startLanguages($("#language"));
$("#language").value = pickLanguage(memory.get("language"), navigator.languages);
adopt(document);
await use($("#language").value);
startTheme($("#theme"));
connect();
delete document.documentElement.dataset.starting;
if (matchMedia("(pointer: fine)").matches) $("#question").focus(); // on a phone the keyboard would cover the page
