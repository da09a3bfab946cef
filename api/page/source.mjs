/** What a citation, a passage or an article is called, and where it points: shared by chip, card, reader and list. */
import { el, icon, name } from "./dom.mjs";
import { languageName, say } from "./i18n.mjs";
import { tidy, webAddress } from "./text.mjs";

export const sourceName = (source) => tidy(source.publisher || source.document_title || source.title || source.document_id);

/** Publisher, language and date in one quiet line; what is not known is left out. */
export function sourceLine(source) {
  const language = el("span");
  say(language, "isolated", () => ({ text: languageName(source.language) }));
  const parts = [source.publisher ? name(tidy(source.publisher)) : null, language];
  if (source.published) parts.push(el("time", {}, tidy(source.published)));
  return el("span", { class: "source-line" }, ...parts.filter(Boolean));
}

/** A link to the article's own page, or null: only http and https become links, and they learn nothing of us. */
export function originalLink(url) {
  const address = url ? webAddress(url) : null;
  if (address === null) return null;
  const label = say(el("span"), "original");
  const link = el("a", { class: "quiet", href: address, target: "_blank", rel: "noopener noreferrer" }, label, icon("out"));
  link.title = address;
  return link;
}

/** A citation's or passage's place, as the reader opens it. */
export function target(source) {
  return { ...source, cited_text: source.cited_text ?? source.text ?? null, highlights: source.highlights ?? [] };
}
