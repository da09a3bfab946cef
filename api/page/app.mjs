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

/** A panel whose module is fetched when it is first needed: the first screen does without. */
function lazily(module, create) {
  let made = null;
  return () => (made ??= import(module).then(create));
}

function setAddress(id) {
  const hash = id === null ? "" : conversationHash(id);
  if (location.hash !== hash) history.replaceState(null, "", location.pathname + location.search + hash);
}

function connect() {
  const page = $("#page");
  const announce = createAnnouncer($("#status"));
  const setFresh = (isFresh) => {
    page.classList.toggle("fresh", isFresh);
    composer.followUp(!isFresh);
  };
  const ask = (question, language = composer.language()) => {
    setFresh(false);
    conversation.ask(question, language);
  };
  const startAnew = () => {
    card.hide();
    reader.close();
    conversation.clear();
    setAddress(null);
    setFresh(true);
  };
  const openConversation = (id) => {
    card.hide();
    reader.close();
    setAddress(id);
    setFresh(false);
    conversation.open(id);
  };

  const reader = createReader($("#reader"), {
    announce,
    onToggle: (isOpen) => {
      page.classList.toggle("reading", isOpen);
      if (!isOpen) setAddress(conversation.current());
    },
  });
  const card = createCard(reader.open);
  const composer = createComposer($("#composer"), { onAsk: ask, onStop: () => conversation.stop() });
  const access = createAccess($("#key"), {
    onChange: () => {
      $("#open-conversations").hidden = !access.keepsConversations();
      $("#open-key").hidden = !access.concernsKeys();
    },
    onAccepted: () => {
      welcome.refresh();
      goToAddress();
    },
  });
  const conversation = createConversation({
    log: $("#log"),
    announce,
    access,
    card,
    openReader: reader.open,
    onBusy: composer.setBusy,
    onKept: setAddress,
    edit: composer.put,
  });
  const documents = lazily("./documents.mjs", ({ createDocuments }) =>
    createDocuments($("#documents"), { access, openReader: reader.open, onChange: () => welcome.refresh() }),
  );
  const conversations = lazily("./conversations.mjs", ({ createConversations }) =>
    createConversations($("#conversations"), {
      current: conversation.current,
      onOpen: openConversation,
      onGone: (id) => id === conversation.current() && startAnew(),
    }),
  );
  const openDocuments = async (opener) => (await documents()).open(opener);
  const welcome = createWelcome($("#examples"), {
    onAsk: (question) => ask(question),
    onAdd: openDocuments,
    onReady: async () => (await access.look()) || access.enter(),
  });

  $("#open-documents").addEventListener("click", (event) => openDocuments(event.currentTarget));
  $("#open-conversations").addEventListener("click", async () => (await conversations()).open());
  $("#open-key").addEventListener("click", () => access.enter());
  $("#new-conversation").addEventListener("click", () => {
    startAnew();
    composer.focus();
  });
  acceptDrops(async (files) => {
    const panel = await documents();
    await panel.open($("#open-documents"));
    panel.add(files);
  });

  function goToAddress() {
    const target = targetOfHash(location.hash);
    const id = conversationOfHash(location.hash);
    if (target) reader.open([target], 0);
    else if (id && id !== conversation.current()) openConversation(id);
  }
  addEventListener("hashchange", goToAddress);
  return { access, conversation, goToAddress, setFresh, welcome };
}

/** What a reload finds again: the conversation, or the first question of one that was not answered. */
async function start({ access, conversation, goToAddress, setFresh, welcome }) {
  welcome.refresh();
  if (!(await access.look())) return;
  goToAddress();
  if (conversationOfHash(location.hash) === null) conversation.resume();
  if (!conversation.isEmpty()) setFresh(false);
}

for (const slot of document.querySelectorAll("[data-icon]")) slot.replaceWith(icon(slot.dataset.icon));
startLanguages($("#language"));
$("#language").value = pickLanguage(memory.get("language"), navigator.languages);
await use($("#language").value);
adopt(document); // only now: until there are strings, the page keeps the English ones it was written with
startTheme($("#theme"));
const parts = connect();
delete document.documentElement.dataset.starting;
if (matchMedia("(pointer: fine)").matches) $("#question").focus(); // on a phone the keyboard would cover the page
start(parts);
