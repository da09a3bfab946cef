import assert from "node:assert/strict";
import { test } from "node:test";
import { plainAnswer } from "../../api/page/answer.mjs";
import { documentPath, fileType } from "../../api/page/api.mjs";
import { askBody, historyBefore } from "../../api/page/history.mjs";
import { pickLanguage } from "../../api/page/i18n.mjs";
import { targetOfHash } from "../../api/page/reader.mjs";
import { LANGUAGES, load } from "../../api/page/strings.mjs";
import { pickExamples } from "../../api/page/welcome.mjs";

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

test("text and Markdown files can be sent, others not", () => {
  assert.deepEqual(["a.TXT", "b.c.md", "txt", "a.exe", ".md", "a.PDF"].map(fileType), ["text/plain", "text/markdown", null, null, "text/markdown", "application/pdf"]);
});

test("the page speaks the kept language, else the browser's first that it knows, else English", () => {
  assert.equal(pickLanguage("bn", ["de"]), "bn");
  assert.equal(pickLanguage(null, ["fr-FR", "vi-VN", "de"]), "vi");
  assert.equal(pickLanguage("xx", ["fr"]), "en");
});

test("a permalink names a place, anything else none", () => {
  const place = targetOfHash("#read=a%2Fb&at=12-30");
  assert.deepEqual([place.document_id, place.start_char_index, place.end_char_index], ["a/b", 12, 30]);
  assert.equal(targetOfHash("#read=a&at=x-y").end_char_index, 0);
  assert.equal(targetOfHash("#other"), null);
});

test("examples take each language once before any twice", () => {
  const entry = (title, language) => ({ title, language });
  const shown = pickExamples([entry("1", "hi"), entry("1", "hi"), entry("2", "hi"), entry("", "de"), entry("3", "ar")], 3);
  assert.deepEqual(shown.map((one) => one.title), ["1", "3", "2"]);
});

test("a copied answer names its sources", () => {
  const citation = { number: 1, publisher: "p", cited_text: "Zitat. ", source_url: "https://x.org" };
  assert.equal(plainAnswer({ question: "q?", text: "a [1]", citations: [citation] }), "q?\n\na [1]\n\n[1] p: “Zitat.”\n    https://x.org");
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
