/**
 * The card of a citation: the original sentence with the answer's own words marked, a gloss, the way to the source.
 *
 * One card for the page. It stands in the document right behind its chip, so Tab goes from chip to card and on; it
 * can be hovered, closed with Escape, and stays while pointer or focus is in it (WCAG 1.4.13).
 */
import { el, icon, safely, writeOriginal } from "./dom.mjs";
import { say } from "./i18n.mjs";
import { originalLink, sourceLine } from "./source.mjs";
import { quoteHighlights, tidy } from "./text.mjs";

const SHOW_AFTER = 120; // ms: a pointer on its way past opens nothing
const HIDE_AFTER = 220; // ms: time to travel from chip to card

/** Another wording of the quote, always labelled as what it is. */
function wording(kind, text, note = null) {
  if (!text) return null;
  const label = el("span", { class: "wording-label" }, say(el("strong"), kind));
  if (note) label.append(" · ", say(el("span"), note));
  return el("div", { class: "wording" }, label, el("p", { lang: text.language, dir: "auto" }, ...safely(text.text)));
}

function quote(citation) {
  const spans = quoteHighlights(citation).map(([start, end]) => ({ start, end, kind: "mark" }));
  const node = el("blockquote", { class: "original", id: "card-quote", lang: citation.language, dir: "auto" });
  return writeOriginal(node, citation.cited_text, 0, citation.cited_text.length, spans);
}

function content(citation, read) {
  const button = el("button", { type: "button", class: "button", onclick: read }, icon("articles"), say(el("span"), "read"));
  const title = el("p", { class: "card-title", lang: citation.language, dir: "auto" }, tidy(citation.document_title));
  return [
    el("header", {}, el("span", { class: "number" }, String(citation.number)), el("div", {}, title, sourceLine(citation))),
    quote(citation),
    wording("translation", citation.translation),
    wording("gloss", citation.gloss, "glossNote"),
    el("footer", {}, button, originalLink(citation.source_url)),
  ].filter(Boolean);
}

export function createCard(openReader) {
  const card = el("div", { class: "card", id: "card", role: "group" });
  let chip = null;
  let timer = 0;

  function place() {
    if (!chip) return;
    const at = chip.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const below = at.bottom + 8;
    const fitsBelow = below + height < innerHeight - 8 || at.top - 8 < height;
    const left = document.documentElement.dir === "rtl" ? at.right - width : at.left;
    card.style.setProperty("--x", `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`);
    card.style.setProperty("--y", `${fitsBelow ? Math.min(below, Math.max(8, innerHeight - height - 8)) : at.top - 8 - height}px`);
  }

  function hide() {
    clearTimeout(timer);
    chip?.removeAttribute("data-open");
    chip?.removeAttribute("aria-describedby");
    chip = null;
    card.remove();
  }

  function show(nextChip, citation, read) {
    clearTimeout(timer);
    if (chip === nextChip) return;
    hide();
    chip = nextChip;
    chip.setAttribute("data-open", "");
    chip.setAttribute("aria-describedby", "card-quote"); // a screen reader says the original sentence
    // The card speaks the page's language in the page's direction, whatever the answer around it does.
    card.lang = document.documentElement.lang;
    card.dir = document.documentElement.dir;
    card.replaceChildren(...content(citation, read));
    card.scrollTop = 0;
    chip.after(card);
    place();
  }

  const soon = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  const left = (event) => {
    if (!chip || card.contains(event.relatedTarget) || chip.contains(event.relatedTarget)) return;
    hide();
  };
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && soon(hide, HIDE_AFTER));
  card.addEventListener("focusout", left);
  addEventListener("resize", place);
  addEventListener("scroll", place, { capture: true, passive: true });
  document.addEventListener("pointerdown", (event) => {
    if (chip && !card.contains(event.target) && !chip.contains(event.target)) hide();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !chip) return;
      event.stopPropagation(); // the reader behind it stays open
      if (card.contains(document.activeElement)) chip.focus();
      hide();
    },
    { capture: true },
  );

  /** Give `node` (a chip) the card of `citations[index]`; a click opens the reader, a first tap only the card. */
  function attach(node, citations, index) {
    const read = () => {
      hide();
      openReader(citations, index, node);
    };
    const open = () => show(node, citations[index], read);
    let firstTap = false;
    node.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && soon(open, SHOW_AFTER));
    node.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && soon(hide, HIDE_AFTER));
    node.addEventListener("pointerdown", (event) => {
      firstTap = event.pointerType !== "mouse" && chip !== node;
    });
    // When the reader gives the focus back, the card has just been read: no need to show it again.
    const byKeyboard = () => node.matches(":focus-visible") && !node.hasAttribute("data-returning");
    node.addEventListener("focus", () => byKeyboard() && open());
    node.addEventListener("blur", left);
    node.addEventListener("click", () => {
      if (firstTap) open();
      else read();
      firstTap = false;
    });
    return node;
  }

  return { attach, hide };
}
