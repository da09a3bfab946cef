/** Puts the page together: who tells whom, and nothing else. */
import { createAccess } from "./access.mjs";
import { createAnnouncer } from "./announcer.mjs";
import { createCard } from "./card.mjs";
import { startLanguages, startTheme } from "./choices.mjs";
import { createComposer } from "./composer.mjs";
import { createConversation } from "./conversation.mjs";
import { icon } from "./dom.mjs";
import { acceptDrops } from "./dropzone.mjs";
import { adopt, pickLanguage, use } from "./i18n.mjs";
import { memory } from "./memory.mjs";
import { conversationHash, conversationOfHash, targetOfHash } from "./place.mjs";
import { createReader } from "./reader.mjs";
import { createWelcome } from "./welcome.mjs";

const $ = (selector) => document.querySelector(selector);

/** A panel whose module is fetched when it is first needed, and asked for again if it did not come. */
function lazily(module, create, announce) {
  let made = null;
  const forget = (error) => {
    made = null;
    announce("unreachable");
    throw error;
  };
  return () => (made ??= import(module).then(create, forget));
}

function setAddress(id) {
  const hash = id === null ? "" : conversationHash(id);
  if (location.hash !== hash) history.replaceState(null, "", location.pathname + location.search + hash);
}

/** What the page does as a whole: shows its first screen or a conversation, asks, goes where the address says. */
function createPage(parts) {
  const setFresh = (isFresh) => {
    $("#page").classList.toggle("fresh", isFresh);
    parts.composer.followUp(!isFresh);
  };
  const leave = () => {
    parts.card.hide();
    parts.reader.close();
  };
  const page = {
    setFresh,
    ask(question, language = parts.composer.language()) {
      setFresh(false);
      parts.conversation.ask(question, language);
    },
    startAnew() {
      leave();
      parts.conversation.clear();
      setAddress(null);
      setFresh(true);
    },
    openConversation(id) {
      leave();
      setAddress(id);
      setFresh(false);
      parts.conversation.open(id);
    },
    goToAddress() {
      const target = targetOfHash(location.hash);
      const id = conversationOfHash(location.hash);
      if (target) parts.reader.open([target], 0);
      else if (id && id !== parts.conversation.current()) page.openConversation(id);
    },
  };
  return page;
}

/** The parts of the page; what they tell each other they tell when something happens, so their order is free. */
function fillParts(parts, page, announce) {
  parts.reader = createReader($("#reader"), {
    announce,
    onToggle: (isOpen) => {
      $("#page").classList.toggle("reading", isOpen);
      if (!isOpen) setAddress(parts.conversation.current());
    },
  });
  parts.card = createCard(parts.reader.open);
  parts.composer = createComposer($("#composer"), { onAsk: page.ask, onStop: () => parts.conversation.stop() });
  parts.access = createAccess($("#key"), {
    onChange: () => {
      $("#open-conversations").hidden = !parts.access.keepsConversations();
      $("#open-key").hidden = !parts.access.concernsKeys();
    },
    onAccepted: () => {
      parts.welcome.refresh();
      page.goToAddress();
    },
  });
  parts.conversation = createConversation({
    log: $("#log"),
    announce,
    access: parts.access,
    card: parts.card,
    openReader: parts.reader.open,
    onBusy: parts.composer.setBusy,
    onKept: setAddress,
    edit: parts.composer.put,
  });
  parts.welcome = createWelcome($("#examples"), {
    onAsk: (question) => page.ask(question),
    onAdd: (opener) => parts.openDocuments(opener),
    onReady: async () => (await parts.access.look()) || parts.access.enter(),
  });
}

/** The panels at the side, and what opens them. */
function connectPanels(page, parts, announce) {
  const { access, conversation, reader, welcome } = parts;
  const onChange = () => welcome.refresh();
  const documents = lazily(
    "./documents.mjs",
    ({ createDocuments }) => createDocuments($("#documents"), { access, openReader: reader.open, onChange }),
    announce,
  );
  const onGone = (id) => id === conversation.current() && page.startAnew();
  const { current } = conversation;
  const conversations = lazily(
    "./conversations.mjs",
    ({ createConversations }) => createConversations($("#conversations"), { current, onOpen: page.openConversation, onGone }),
    announce,
  );
  parts.openDocuments = async (opener) => (await documents()).open(opener);
  $("#open-documents").addEventListener("click", (event) => parts.openDocuments(event.currentTarget));
  $("#open-conversations").addEventListener("click", async () => (await conversations()).open());
  $("#open-key").addEventListener("click", () => access.enter());
  acceptDrops(async (files) => {
    await parts.openDocuments($("#open-documents"));
    (await documents()).add(files);
  });
}

function connect() {
  const announce = createAnnouncer($("#status"));
  const parts = {};
  const page = createPage(parts);
  fillParts(parts, page, announce);
  connectPanels(page, parts, announce);
  $("#new-conversation").addEventListener("click", () => {
    page.startAnew();
    parts.composer.focus();
  });
  addEventListener("hashchange", page.goToAddress);
  return { ...parts, page };
}

/** What a reload finds again: the conversation, or the first question of one that was not answered. */
async function start({ access, conversation, page, welcome }) {
  welcome.refresh();
  if (!(await access.look())) return;
  if (!conversation.isEmpty()) return; // somebody was quicker, and has asked already
  page.goToAddress();
  if (conversationOfHash(location.hash) === null) conversation.resume();
  if (!conversation.isEmpty()) page.setFresh(false);
}

for (const slot of document.querySelectorAll("[data-icon]")) slot.replaceWith(icon(slot.dataset.icon));
startLanguages($("#language"));
$("#language").value = pickLanguage(memory.get("language"), navigator.languages);
await use($("#language").value);
adopt(document); // only now: until there are strings, the page keeps the English ones it was written with
startTheme($("#theme"));
const whole = connect();
delete document.documentElement.dataset.starting;
if (matchMedia("(pointer: fine)").matches) $("#question").focus(); // on a phone the keyboard would cover the page
start(whole);
