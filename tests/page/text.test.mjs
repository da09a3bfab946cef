import assert from "node:assert/strict";
import { test } from "node:test";
import * as text from "../../api/page/text.mjs";

/** What the service does: Python's `text[start:end]`, in code points. */
const slice = (whole, start, end) => [...whole].slice(start, end).join("");
const SAMPLES = ["", "plain", "😀a😀b", "৭,৭০০টিরও বেশি", "👩‍🌾 farmers 𝔘𐍈", "العربية 🇩🇪 हिन्दी", "😀😀😀"];

test("a span in code points is the same span in UTF-16, in every script", () => {
  for (const sample of SAMPLES) {
    const at = text.utf16Offsets(sample);
    const length = [...sample].length;
    for (let start = 0; start <= length; start++)
      for (let end = start; end <= length; end++)
        assert.equal(sample.slice(at(start), at(end)), slice(sample, start, end));
  }
});

test("an offset outside the text is the nearest one inside", () => {
  const at = text.utf16Offsets("😀b");
  assert.deepEqual([at(-3), at(2), at(99)], [0, 3, 3]);
});

test("segments lose nothing, and a kind covers exactly its span", () => {
  const whole = "abcdefghij";
  const pieces = text.segments(whole, 1, 9, [{ start: 2, end: 8, kind: "sentence" }, { start: 4, end: 6, kind: "mark" }, { start: 8, end: 99, kind: "mark" }]);
  assert.equal(pieces.map((piece) => piece.text).join(""), whole.slice(1, 9));
  assert.equal(pieces.filter((piece) => piece.kinds.includes("sentence")).map((piece) => piece.text).join(""), "cdefgh");
  assert.deepEqual(pieces.filter((piece) => piece.kinds.includes("mark")).map((piece) => piece.text), ["ef", "i"]);
});

test("a span outside or turned round marks nothing", () => {
  const pieces = text.segments("abc", 0, 3, [{ start: 5, end: 9, kind: "mark" }, { start: 2, end: 1, kind: "mark" }]);
  assert.deepEqual(pieces, [{ text: "abc", kinds: [] }]);
});

test("paragraphs are the lines that hold something, at their offsets", () => {
  const whole = "one\n\n  \r\n two \nthree";
  assert.deepEqual(text.paragraphs(whole).map(([s, e]) => whole.slice(s, e)), ["one", " two ", "three"]);
});

test("markers become numbers, other brackets stay text", () => {
  assert.deepEqual(text.answerLines("More than 7,700 [1][2]. See [3].\nNext [2]", [1, 2]), [
    [{ text: "More than 7,700" }, { number: 1 }, { number: 2 }, { text: ". See [3]." }],
    [{ text: "Next" }, { number: 2 }],
  ]);
});

test("a marker that an article wrote itself is text", () => {
  const claims = [{ text: "He said [1] twice" }];
  assert.deepEqual(text.answerLines("He said [1] twice [1]", [1], claims), [[{ text: "He said [1] twice" }, { number: 1 }]]);
  assert.deepEqual(text.answerLines("Many [1]", [1], [{ text: "Many [1]" }]), [[{ text: "Many" }, { number: 1 }]]);
});

const ARTICLE = "😀 One. Two 👩‍🌾 7,700 three. End.";
const start = [...ARTICLE].join("\u0000").split("\u0000").indexOf("T");
const CITATION = {
  cited_text: "Two 👩‍🌾 7,700 three.",
  start_char_index: start,
  end_char_index: start + [..."Two 👩‍🌾 7,700 three."].length,
  highlights: [[start + 8, start + 13]],
};
const marked = (whole, place) => place.highlights.map(([s, e]) => whole.slice(s, e));

test("a citation is found where it says, highlight included", () => {
  const place = text.locate(ARTICLE, CITATION);
  assert.equal(place.state, "exact");
  assert.equal(ARTICLE.slice(place.start, place.end), CITATION.cited_text);
  assert.deepEqual(marked(ARTICLE, place), ["7,700"]);
});

test("a sentence that moved is found again with its highlight; one that is gone marks nothing", () => {
  const moved = text.locate(`New 😀 lead. ${ARTICLE}`, CITATION);
  assert.equal(moved.state, "moved");
  assert.deepEqual(marked(`New 😀 lead. ${ARTICLE}`, moved), ["7,700"]);
  assert.deepEqual(text.locate("Nothing of it.", CITATION), { state: "gone", start: null, end: null, highlights: [] });
});

test("highlights inside the quote alone", () => {
  assert.deepEqual(text.quoteHighlights(CITATION).map(([s, e]) => CITATION.cited_text.slice(s, e)), ["7,700"]);
});

test("characters that turn the direction are singled out, nothing is lost", () => {
  const pieces = text.controlPieces("a\u202e007,7\u202cb");
  assert.deepEqual(pieces.map((piece) => piece.text ?? piece.name), ["a", "U+202E", "007,7", "U+202C", "b"]);
  assert.equal(pieces.map((piece) => piece.text ?? piece.control).join(""), "a\u202e007,7\u202cb");
});

test("characters without width are singled out; those that scripts, emoji and flags need stay", () => {
  const names = (whole) => text.controlPieces(whole).flatMap((piece) => piece.name ?? []);
  assert.deepEqual(names("7\u200b7\u20600\ufeff0\u0007\u{e0041}"), ["U+200B", "U+2060", "U+FEFF", "U+0007", "U+E0041"]);
  for (const whole of ["क्‍ष", "می‌خواهم", "👩‍🌾", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "عربي\u200f\u061c", "tab\tline\n", "𝔘"]) {
    assert.deepEqual(names(whole), [], whole);
    assert.equal(text.controlPieces(whole).map((piece) => piece.text).join(""), whole);
  }
});

test("a search sees neither case nor Latin accents, and every sign of the other scripts", () => {
  assert.equal(text.fold("Führungskräfte Đồng ＡＢＣ"), "fuhrungskrafte dong abc");
  assert.notEqual(text.fold("कि"), text.fold("क"));
  assert.equal(text.fold("সমবায়"), text.fold("সমবায়"));
});

test("a label is one line without tricks, and keeps the joiners that scripts need", () => {
  assert.equal(text.tidy(" a\u202eexe.txt\u0000\n b\u200b "), "a exe.txt b");
  assert.equal(text.tidy("क्‍ष"), "क्‍ष");
  assert.equal(text.tidy(null), "");
});

test("clipping cuts between graphemes and at a word", () => {
  assert.equal(text.clip("short", 10), "short");
  assert.equal(text.clip("one two three four", 12), "one two…");
  assert.equal(text.clip("👩‍🌾👩‍🌾👩‍🌾", 2), "👩‍🌾…");
});

test("only web addresses become links", () => {
  assert.equal(text.webAddress("https://example.org/a b"), "https://example.org/a%20b");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "file:///etc", "//x", "", null])
    assert.equal(text.webAddress(bad), null);
});
