/** Making nodes. Text enters as text nodes only: there is no way through here for markup. */
import { controlPieces, segments } from "./text.mjs";

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const ICONS = {
  send: "M12 19V5m-6 6 6-6 6 6",
  stop: "M8 8h8v8H8z",
  close: "m6 6 12 12M18 6 6 18",
  previous: "m15 5-7 7 7 7",
  next: "m9 5 7 7-7 7",
  out: "M14 5h5v5m0-5-8 8M10 6H6v12h12v-4",
  link: "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1m2 4a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
  copy: "M9 9h10v11H9zM5 15V4h10",
  articles: "M6 4h9l4 4v12H6zM9 11h7m-7 4h7",
  theme: "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
  fresh: "M12 6v12M6 12h12",
  bin: "M5 7h14M10 7V4h4v3m-7 0 1 13h8l1-13",
  history: "M4.5 12a7.5 7.5 0 1 0 2.6-5.7L4.5 8.5m0-4v4h4M12 8v4.5l3 2",
  pencil: "m5 19 1-4L16 5l3 3L9 18z",
  download: "M12 5v10m-4.5-4.5L12 15l4.5-4.5M5 19h14",
  key: "M13 9a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zm-1.3 3.2L20 20.5m-3.5-3.5 2.5-2.5",
  up: "M8 11v8H5v-8zl4-7a2 2 0 0 1 2 2v3h5l-1.5 8.5a1.5 1.5 0 0 1-1.5 1.5H8",
  down: "M16 13V5h3v8zl-4 7a2 2 0 0 1-2-2v-3H5l1.5-8.5A1.5 1.5 0 0 1 8 5h8",
};
const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * Text that may come from an article, as nodes. A character that turns the reading direction is kept (so copying gives the article's own
 * text) but closed in an isolate of its own, where it turns nothing, and shown by name.
 */
export function safely(text) {
  return controlPieces(text).map((piece) =>
    piece.control === undefined ? piece.text : el("bdi", { class: "control", "data-name": piece.name }, piece.control),
  );
}

/** Append `text[from:to]` to `node`: spans of kind "mark" as `<mark>`, "sentence" as `<span class="sentence">`. */
export function writeOriginal(node, text, from, to, spans) {
  for (const piece of segments(text, from, to, spans)) {
    const nodes = safely(piece.text);
    if (piece.kinds.includes("mark")) node.append(el("mark", {}, ...nodes));
    else if (piece.kinds.includes("sentence")) node.append(el("span", { class: "sentence" }, ...nodes));
    else node.append(...nodes);
  }
  return node;
}

/** A name from an article or a file: its own direction, nobody else's. */
export function name(text, attributes = {}) {
  return el("bdi", attributes, text);
}
