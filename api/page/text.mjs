/**
 * Pure functions over text: no DOM, so `node --test` can state their laws.
 *
 * The service counts Unicode code points, JavaScript counts UTF-16 units. Everything here but `utf16Offsets` speaks
 * UTF-16; convert once at the door and forget the difference.
 */

/** Return a function from a code point offset into `text` to the UTF-16 offset of the same place, clamped to it. */
export function utf16Offsets(text) {
  const wide = []; // code point indexes of the characters that take two units
  let index = 0;
  for (const character of text) {
    if (character.length === 2) wide.push(index);
    index += 1;
  }
  return (codePoint) => {
    const wanted = Math.min(Math.max(codePoint, 0), index);
    let low = 0;
    let high = wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wide[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return wanted + low;
  };
}

/** Cut `text[from:to]` at the borders of `spans` (`{start, end, kind}`): `{text, kinds}` in order, nothing lost. */
export function segments(text, from, to, spans) {
  const inside = spans
    .map((span) => ({ ...span, start: Math.max(span.start, from), end: Math.min(span.end, to) }))
    .filter((span) => span.start < span.end);
  const borders = [...new Set([from, to, ...inside.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  return borders.slice(1).map((end, i) => ({
    text: text.slice(borders[i], end),
    kinds: inside.filter((span) => span.start <= borders[i] && span.end >= end).map((span) => span.kind),
  }));
}

/** Borders of the lines of `text` that hold more than space. */
export function paragraphs(text) {
  return [...text.matchAll(/[^\n\r]*\S[^\n\r]*/g)].map((match) => [match.index, match.index + match[0].length]);
}

/** Where the claims stand in the answer, without the markers that may close them. */
function claimRanges(text, claims) {
  let from = 0;
  return claims.flatMap((claim) => {
    const body = claim.text.replace(/(\s*\[\d+\])+\s*$/, "");
    const start = body ? text.indexOf(body, from) : -1;
    if (start < 0) return [];
    from = start + body.length;
    return [[start, from]];
  });
}

/**
 * Split an answer's text into lines of parts, `{text}` or `{number}` (a marker).
 *
 * Only numbers of given citations are markers, and none within a claim: a "[2]" that stands in the article is text.
 */
export function answerLines(text, numbers, claims = []) {
  const ranges = claimRanges(text, claims);
  const isMarker = (match) =>
    numbers.includes(Number(match[1])) && !ranges.some(([start, end]) => start <= match.index && match.index < end);
  return paragraphs(text).map(([start, end]) => {
    const parts = [];
    let from = start;
    for (const match of text.slice(0, end).matchAll(/\[(\d+)\]/g)) {
      if (match.index < start || !isMarker(match)) continue;
      parts.push({ text: text.slice(from, match.index).trimEnd() }, { number: Number(match[1]) });
      from = match.index + match[0].length;
    }
    parts.push({ text: text.slice(from, end).trimEnd() });
    return parts.filter((part) => part.number !== undefined || part.text !== "");
  });
}

/** Where a citation stands in an article's text of today: exact, moved, or gone (`start` is then null). */
export function locate(text, citation) {
  const at = utf16Offsets(text);
  const [start, end] = [at(citation.start_char_index), at(citation.end_char_index)];
  const highlights = (citation.highlights ?? []).map(([from, to]) => [at(from), at(to)]);
  const quoted = citation.cited_text ?? null;
  if (quoted === null || text.slice(start, end) === quoted) return { state: "exact", start, end, highlights };
  const moved = quoted === "" ? -1 : text.indexOf(quoted);
  if (moved < 0) return { state: "gone", start: null, end: null, highlights: [] };
  return { state: "moved", start: moved, end: moved + quoted.length, highlights: quoteHighlights(citation, moved) };
}

/** The highlights as UTF-16 spans within `cited_text`, moved by `shift`. */
export function quoteHighlights(citation, shift = 0) {
  const at = utf16Offsets(citation.cited_text);
  return (citation.highlights ?? []).map(([start, end]) => [
    at(start - citation.start_char_index) + shift,
    at(end - citation.start_char_index) + shift,
  ]);
}

/**
 * What changes how text reads without being seen: characters that turn the direction, controls, characters without
 * width, tags (but for those of a flag). Joiners and direction marks stay: Indic scripts, Arabic and emoji need them.
 */
const UNSEEN_KINDS = [
  "[\\u202a-\\u202e\\u2066-\\u2069]",
  "[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]",
  "[\\u180e\\u200b\\u2028\\u2029\\u2060-\\u2064\\ufeff\\ufff9-\\ufffb]",
  "(?<!\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{0,30})[\\u{e0000}-\\u{e007f}]",
];
const UNSEEN = new RegExp(`(${UNSEEN_KINDS.join("|")})`, "u");

/** Split off each such character: `{text}` or `{control, name}`. */
export function controlPieces(text) {
  return text
    .split(UNSEEN)
    .map((piece, i) =>
      i % 2 ? { control: piece, name: `U+${piece.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` } : { text: piece },
    )
    .filter((piece) => piece.text !== "");
}

/** A name fit for a label: one line, no controls, no direction tricks. */
export function tidy(label) {
  return String(label ?? "")
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** `text` as a search compares it: no case, no Latin accents, one form of each character. */
export function fold(text) {
  return String(text ?? "").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d").normalize("NFC");
}

/** `text` in at most `limit` graphemes, cut at a word where there is one, with an ellipsis. */
export function clip(text, limit) {
  const graphemes = [...new Intl.Segmenter().segment(text)].map((piece) => piece.segment);
  if (graphemes.length <= limit) return text;
  const head = graphemes.slice(0, limit - 1).join("");
  const space = head.lastIndexOf(" ");
  return `${(space > head.length / 2 ? head.slice(0, space) : head).trimEnd()}…`;
}

/** The address if it is a web address, else null: `javascript:` and its like never become a link. */
export function webAddress(url) {
  try {
    const { protocol, href } = new URL(url);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}
