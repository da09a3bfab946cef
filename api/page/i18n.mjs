/**
 * The interface's language. A node remembers what it says (`say`), so a change of language rewrites the page in
 * place: no conversation is drawn again, no focus is lost.
 */
import { LANGUAGES, load } from "./strings.mjs";
import { tidy } from "./text.mjs";

let language = "en";
let strings = {};
let fallback = {};
const sayings = new WeakMap(); // node → {attribute: [key, values]}

/** The first wanted language the page speaks: the kept choice, then the browser's in their order, then English. */
export function pickLanguage(kept, wanted) {
  const bases = [kept, ...wanted].filter(Boolean).map((tag) => tag.toLowerCase().split("-")[0]);
  return bases.find((base) => base in LANGUAGES) ?? "en";
}

/** Put `values` into `template`; a value that is text is isolated, so that its direction stays its own. */
export function fill(template, values, isolate = true) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => {
    const value = values[key];
    if (value === undefined) return whole;
    if (typeof value === "number") return new Intl.NumberFormat(`${language}-u-nu-latn`).format(value);
    return isolate ? `\u2068${tidy(value)}\u2069` : tidy(value);
  });
}

/** The text of `key`; an entry with plural forms is chosen by `values.count`. */
export function t(key, values = {}, isolate = true) {
  const entry = key === "isolated" ? "{text}" : (strings[key] ?? fallback[key] ?? key);
  const forms = typeof entry === "string" ? { other: entry } : entry;
  const form = new Intl.PluralRules(language).select(values.count ?? 0);
  return fill(forms[form] ?? forms.other, values, isolate);
}

export function languageName(code) {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(code) ?? code;
  } catch {
    return code; // not a language tag
  }
}

/** A moment as the reader's language writes it: the time of day only for today. */
export function moment(iso) {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return "";
  const isToday = time.toDateString() === new Date().toDateString();
  const shape = isToday ? { timeStyle: "short" } : { dateStyle: "medium" };
  return new Intl.DateTimeFormat(`${language}-u-nu-latn`, shape).format(time);
}

function write(node, attribute, [key, values]) {
  const text = t(key, typeof values === "function" ? values() : values);
  if (attribute === "text") node.textContent = text;
  else node.setAttribute(attribute === "label" ? "aria-label" : attribute, text);
  if (attribute === "label" && node.matches("button")) node.title = text;
}

/** Make `node` say `key`, now and after a change of language. `attribute`: text, label, placeholder. */
export function say(node, key, values = {}, attribute = "text") {
  node.setAttribute("data-says", "");
  const said = sayings.get(node) ?? {};
  said[attribute] = [key, values];
  sayings.set(node, said);
  write(node, attribute, said[attribute]);
  return node;
}

const MARKS = [
  ["data-say", "text"],
  ["data-say-label", "label"],
  ["data-say-placeholder", "placeholder"],
];

/** Take over what `index.html` marks with `data-say`, `data-say-label`, `data-say-placeholder`. */
export function adopt(root) {
  for (const [mark, attribute] of MARKS) {
    for (const node of root.querySelectorAll(`[${mark}]`)) say(node, node.getAttribute(mark), {}, attribute);
  }
}

export const currentLanguage = () => language;

/** Speak `wanted` from now on; resolves when the page does. */
export async function use(wanted) {
  [strings, fallback] = await Promise.all([load(wanted), load("en")]);
  language = wanted;
  const root = document.documentElement;
  root.lang = wanted;
  root.dir = LANGUAGES[wanted].direction;
  document.title = t("appName");
  for (const node of document.querySelectorAll("[data-says]")) {
    for (const [attribute, saying] of Object.entries(sayings.get(node) ?? {})) write(node, attribute, saying);
  }
  document.dispatchEvent(new Event("qa:language")); // for what is fetched in the reader's language
}
