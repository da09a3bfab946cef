/** An answer with its sources, to take along: as plain text for a letter, as Markdown for a document. */
import { sourceName } from "./source.mjs";
import { tidy, webAddress } from "./text.mjs";

const SIGNS = /[\\`*_{}[\]()<>#+!|~&$]/g;

/** One line, in which nothing is a sign of Markdown or HTML, at its beginning neither. */
function asText(text) {
  const line = tidy(text).replace(SIGNS, "\\$&");
  return line.replace(/^(\d+)\.(?=\s|$)/, "$1\\.").replace(/^[-=:]/, "\\$&");
}

/** The answer with its sources, for a letter or a report. */
export function plainAnswer(answer) {
  const sources = answer.citations.map((citation) =>
    [`[${citation.number}] ${sourceName(citation)}: “${citation.cited_text.trim()}”`, citation.source_url]
      .filter(Boolean)
      .join("\n    "),
  );
  return [answer.question, "", answer.text, "", ...sources].join("\n").trim();
}

function markdownSource(citation) {
  const address = citation.source_url ? webAddress(citation.source_url) : null;
  const label = asText(sourceName(citation));
  const source = address ? `[${label}](<${address.replace(/[<>]/g, encodeURIComponent)}>)` : label;
  return `${citation.number}. ${source}\n\n   > ${asText(citation.cited_text)}`;
}

/** The same as Markdown: the question in bold, the sources as a numbered list of quotations. */
export function markdownAnswer(answer) {
  const lines = answer.text.split(/\n+/).map(asText).filter(Boolean);
  return [`**${asText(answer.question)}**`, ...lines, ...answer.citations.map(markdownSource)].join("\n\n");
}
