/** The reader: the whole article as stored, beside the chat, at the cited sentence. */
import { api } from "./api.mjs";
import { el, writeOriginal } from "./dom.mjs";
import { sayProblem } from "./failure.mjs";
import { say } from "./i18n.mjs";
import { permalink, shortVersion } from "./place.mjs";
import { originalLink, sourceLine } from "./source.mjs";
import { locate, paragraphs, tidy } from "./text.mjs";

const part = (panel, name) => panel.querySelector(`[data-part="${name}"]`);

/** The article's paragraphs; `place` (of `locate`) is tinted and its highlights are marked. */
function articleText(document, place) {
  const spans = place.highlights.map(([start, end]) => ({ start, end, kind: "mark" }));
  if (place.start !== null) spans.push({ start: place.start, end: place.end, kind: "sentence" });
  return paragraphs(document.text).map(([start, end]) =>
    writeOriginal(el("p", { dir: "auto" }), document.text, start, end, spans),
  );
}

/** Where `target` stands in the article of today; a link to another version names no place in this one. */
function placeOf(document, target) {
  if (target.linked_version && target.linked_version !== shortVersion(document.version))
    return { state: "outdated", start: null, end: null, highlights: [] };
  return locate(document.text, target);
}

/** What has happened to the article since it was cited, or null. */
function changeNote(document, target, place) {
  if (place.state === "outdated") return "linkOutdated";
  if (place.state === "gone") return "gone";
  if (place.state === "moved") return "moved";
  const cited = target.document_version;
  return cited && document.version && cited !== document.version ? "changed" : null;
}

/** `announce` speaks; `onToggle(isOpen)` lets the page make room. */
export function createReader(panel, { announce, onToggle }) {
  const body = part(panel, "body");
  const note = part(panel, "note");
  let targets = [];
  let index = 0;
  let opener = null;
  let loading = null;

  /** Scroll the cited words to the upper third, where the eye begins; only the reader scrolls, never the page. */
  function scrollToPlace() {
    const cited = body.querySelector("mark, .sentence");
    if (!cited) return void (body.scrollTop = 0);
    const top = cited.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
    body.scrollTop = Math.max(0, top - body.clientHeight / 3);
  }

  function head(source) {
    const title = part(panel, "title");
    title.textContent = tidy(source.document_title ?? source.title ?? source.document_id);
    title.lang = source.language ?? "";
    part(panel, "meta").replaceChildren(...(source.language ? [sourceLine(source)] : []));
    part(panel, "links").replaceChildren(...[originalLink(source.source_url)].filter(Boolean));
    part(panel, "steps").hidden = targets.length < 2;
    say(part(panel, "position"), "position", { number: index + 1, count: targets.length });
    part(panel, "previous").disabled = index === 0;
    part(panel, "next").disabled = index === targets.length - 1;
  }

  function fillIn(document, target) {
    const place = placeOf(document, target);
    const changed = changeNote(document, target, place);
    head({ ...document, document_title: document.title });
    note.hidden = changed === null;
    if (changed) say(note, changed);
    body.replaceChildren(el("div", { class: "article original", lang: document.language }, ...articleText(document, place)));
    scrollToPlace();
  }

  async function load() {
    loading?.abort();
    loading = new AbortController();
    const { signal } = loading;
    const target = targets[index];
    head(target);
    note.hidden = true;
    body.replaceChildren(say(el("p", { class: "searching" }), "opening"));
    try {
      fillIn(await api.document(target.document_id, signal), target);
    } catch (error) {
      if (error.name !== "Problem") {
        if (error.name !== "AbortError") throw error;
        return; // a newer place was asked for
      }
      const line = el("p", { class: "failure", role: "alert" });
      body.replaceChildren(error.status === 404 ? say(line, "deletedSince") : sayProblem(line, error));
    }
  }

  function open(newTargets, at, from = null) {
    [targets, index, opener] = [newTargets, at, from];
    panel.hidden = false;
    onToggle(true);
    markChip();
    panel.focus({ preventScroll: true });
    // On a phone the reader takes the lower half: keep what was tapped in the upper one.
    opener?.scrollIntoView({ block: "nearest" });
    return load();
  }

  function markChip() {
    for (const chip of document.querySelectorAll("[aria-current]")) chip.removeAttribute("aria-current");
    const number = targets[index]?.number;
    const turn = opener?.closest(".turn");
    if (!panel.hidden && number) turn?.querySelector(`.chip[data-citation="${number}"]`)?.setAttribute("aria-current", "true");
  }

  function close() {
    if (panel.hidden) return;
    loading?.abort();
    panel.hidden = true;
    onToggle(false);
    markChip();
    opener?.setAttribute("data-returning", "");
    opener?.focus();
    opener?.removeAttribute("data-returning");
    opener = null;
  }

  function step(by) {
    if (index + by < 0 || index + by >= targets.length) return;
    index += by;
    markChip();
    load();
    if (document.activeElement === document.body) panel.focus({ preventScroll: true }); // the button went disabled
  }

  async function copyLink() {
    const [button, label] = [part(panel, "copy"), part(panel, "copy-label")];
    await navigator.clipboard.writeText(permalink(targets[index], location.origin + location.pathname));
    button.setAttribute("data-done", "");
    announce("copied");
    say(label, "copied");
    setTimeout(() => {
      button.removeAttribute("data-done");
      say(label, "copyLink");
    }, 2000);
  }

  part(panel, "close").addEventListener("click", close);
  part(panel, "previous").addEventListener("click", () => step(-1));
  part(panel, "next").addEventListener("click", () => step(1));
  part(panel, "copy").hidden = !navigator.clipboard;
  part(panel, "copy").addEventListener("click", copyLink);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) close();
  });
  return { open, close };
}
