/** What the fragment of the page's address names: a passage of an article, or a conversation. */

/** A link that opens this page at this passage of this version of the article. */
export function permalink(target, base) {
  const place = new URLSearchParams({ read: target.document_id });
  if (target.end_char_index > 0) {
    place.set("at", `${target.start_char_index}-${target.end_char_index}`);
    if (target.highlights?.length) place.set("mark", target.highlights.map((span) => span.join("-")).join(","));
    if (target.document_version) place.set("v", shortVersion(target.document_version));
  }
  return `${base}#${place}`;
}

/** Enough of a version to tell it from every other of the article. */
export const shortVersion = (version) => version.replace(/^sha256:/, "").slice(0, 12);

/** `"12-30"` as `[12, 30]`; anything else is `[0, 0]`. */
function span(text) {
  const [, start, end] = text.match(/^(\d{1,9})-(\d{1,9})$/) ?? [null, "0", "0"];
  return [Number(start), Number(end)];
}

/** The place that `#read=…&at=…&mark=…&v=…` names, or null. */
export function targetOfHash(hash) {
  const place = new URLSearchParams(hash.replace(/^#/, ""));
  if (!place.get("read")) return null;
  const [start, end] = span(place.get("at") ?? "");
  const marks = (place.get("mark") ?? "").split(",").map(span);
  return {
    document_id: place.get("read"),
    start_char_index: start,
    end_char_index: end,
    linked_version: place.get("v"),
    cited_text: null,
    highlights: marks.filter(([from, to]) => start <= from && from < to && to <= end),
  };
}

export const conversationHash = (id) => `#${new URLSearchParams({ conversation: id })}`;

/** The conversation that `#conversation=…` names, or null. */
export const conversationOfHash = (hash) => new URLSearchParams(hash.replace(/^#/, "")).get("conversation") || null;
