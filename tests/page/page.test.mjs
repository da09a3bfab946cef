import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { documentPath, fileType } from "../../api/page/api.mjs";
import { askBody, historyBefore } from "../../api/page/history.mjs";
import { pickLanguage } from "../../api/page/i18n.mjs";
import * as place from "../../api/page/place.mjs";
import { Problem, problemFrom } from "../../api/page/problem.mjs";
import { markdownAnswer, plainAnswer } from "../../api/page/sharing.mjs";
import { LANGUAGES, load } from "../../api/page/strings.mjs";

const turn = (question, text) => ({ question, language: null, answer: text ? { text } : null });

test("the first question sends no history, a follow-up the answered turns before it", () => {
  const turns = [turn("a", "A"), turn("failed", null), turn("b", "B"), turn("c", null)];
  assert.deepEqual(askBody(turns, 0), { question: "a" });
  assert.deepEqual(askBody(turns, 3).history.map((entry) => `${entry.role}: ${entry.content}`), [
    "user: a", "assistant: A", "user: b", "assistant: B",
  ]);
  assert.deepEqual(historyBefore(turns, 4, 1).map((entry) => entry.content), ["b", "B"]);
});

test("a chosen answer language is sent", () => {
  assert.deepEqual(askBody([{ question: "a", language: "vi", answer: null }], 0), { question: "a", language: "vi" });
});

test("an id keeps its slashes and nothing else of an address", () => {
  assert.equal(documentPath("a b/ö?#1.x"), "/v1/documents/a%20b/%C3%B6%3F%231.x");
});

test("the service's conversation is continued by its id, without a history beside it", () => {
  assert.deepEqual(askBody([turn("a", "A"), turn("b", null)], 1, "c1"), { question: "b", conversation_id: "c1" });
});

test("the five kinds of files can be sent, others not", () => {
  assert.deepEqual(["a.TXT", "b.c.md", "c.htm", "d.html", "txt", "a.exe", ".md"].map(fileType), [
    "text/plain", "text/markdown", "text/html", "text/html", null, null, "text/markdown",
  ]);
  assert.match(fileType("x.DOCX"), /wordprocessingml/);
  assert.equal(fileType("x.pdf"), "application/pdf");
});

test("the page speaks the kept language, else the browser's first that it knows, else English", () => {
  assert.equal(pickLanguage("bn", ["de"]), "bn");
  assert.equal(pickLanguage(null, ["fr-FR", "vi-VN", "de"]), "vi");
  assert.equal(pickLanguage("xx", ["fr"]), "en");
});

const CITED = {
  document_id: "a/b #1", document_version: "sha256:0123456789abcdef", start_char_index: 12, end_char_index: 30, highlights: [[14, 16], [20, 30]],
};

test("a permalink opens the reader at the passage it was made from", () => {
  const link = place.permalink(CITED, "http://127.0.0.1:8000/");
  const found = place.targetOfHash(new URL(link).hash);
  assert.deepEqual(
    [found.document_id, found.start_char_index, found.end_char_index, found.highlights],
    [CITED.document_id, 12, 30, CITED.highlights],
  );
  assert.equal(found.linked_version, place.shortVersion(CITED.document_version));
});

test("what is no place in a permalink names the article alone, or nothing", () => {
  assert.equal(place.targetOfHash("#read=a&at=x-y").end_char_index, 0);
  assert.deepEqual(place.targetOfHash("#read=a&at=5-9&mark=1-2,6-7,8-99,z").highlights, [[6, 7]]);
  assert.equal(place.targetOfHash("#other"), null);
  assert.equal(place.conversationOfHash(place.conversationHash("a&b=#c")), "a&b=#c");
  assert.equal(place.conversationOfHash("#read=a"), null);
});

test("a problem says what the service said, and when to come again", () => {
  const problem = problemFrom({ detail: "wait" }, 429, "7");
  assert.deepEqual([problem.message, problem.status, problem.retryAfter], ["wait", 429, 7]);
  assert.deepEqual([problemFrom({}, 500, null, "Oops").message, problemFrom("text", 502).message], ["Oops", ""]);
  assert.ok(new Problem(0, "", { isCut: true }).isCut);
});

test("a copied answer names its sources", () => {
  const citation = { number: 1, publisher: "p", cited_text: "Zitat. ", source_url: "https://x.org" };
  assert.equal(plainAnswer({ question: "q?", text: "a [1]", citations: [citation] }), "q?\n\na [1]\n\n[1] p: “Zitat.”\n    https://x.org");
});

test("an answer as Markdown quotes its sources, and no article can break out of its quotation", () => {
  const citation = {
    number: 1, publisher: "a](http://evil) <img>", cited_text: "One\n\n# *two* `three` <script>", source_url: "https://x.org/a>b",
  };
  assert.equal(
    markdownAnswer({ question: "*q*?", text: "1. A line [1]\nanother", citations: [citation] }),
    [
      "**\\*q\\*?**",
      "1\\. A line \\[1\\]",
      "another",
      "1. [a\\]\\(http://evil\\) \\<img\\>](<https://x.org/a%3Eb>)\n\n   > One \\# \\*two\\* \\`three\\` \\<script\\>",
    ].join("\n\n"),
  );
});

/** The modules that `name` imports when it is loaded, itself included. */
async function importedBy(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const source = await readFile(new URL(`../../api/page/${name}`, import.meta.url), "utf8");
  for (const [, next] of source.matchAll(/^(?:import|export)[^;]*?from "\.\/([\w.]+)";/gm)) await importedBy(next, found);
  return found;
}

test("the page asks for all its modules at once, not one after the other", async () => {
  const html = await readFile(new URL("../../api/page/index.html", import.meta.url), "utf8");
  const listed = [...html.matchAll(/(?:modulepreload" href|type="module" src)="\/page\/([\w.]+)"/g)].map((match) => match[1]);
  assert.deepEqual(listed.sort(), [...(await importedBy("app.mjs"))].sort());
});

const forms = (entry) => (typeof entry === "string" ? [entry] : Object.values(entry));
const blanks = (entry) => [...new Set(forms(entry).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

for (const language of Object.keys(LANGUAGES)) {
  test(`${language}: every string, in the order of the English ones, with the same blanks and all plural forms`, async () => {
    const [english, strings] = [await load("en"), await load(language)];
    assert.deepEqual(Object.keys(strings), Object.keys(english));
    for (const [key, entry] of Object.entries(strings)) {
      assert.deepEqual(blanks(entry), blanks(english[key]), key);
      if (typeof entry === "string") continue;
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== "zero");
      for (const form of needed) assert.ok(form in entry, `${key}: ${form}`);
    }
  });
}
