import assert from "node:assert/strict";
import { test } from "node:test";
import { lastOf } from "../../api/page/api.mjs";
import { createEventReader } from "../../api/page/sse.mjs";

const encode = (text) => new TextEncoder().encode(text);
const event = (name, value, end = "\n") => `event: ${name}${end}data: ${JSON.stringify(value)}${end}${end}`;
const TEXTS = [
  "More than 7,700 cooperatives [1]", "৭,৭০০টিরও বেশি সমবায়", "أكثر من ٧٬٧٠٠ تعاونية", "क्लस्टर 1 में ७,७०० से अधिक", "hơn 7.700 hợp tác xã",
  "Über 7.700 Genossenschaften", "👩‍🌾 𝔘𐍈 🇩🇪 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "a\u2028b\u0085c\u202e", "",
];
const STREAM = [event("passages", { passages: [] }), ": still here\n\n", ...TEXTS.map((text) => event("delta", { text })), event("answer", { text: "ü" })].join("");

function readAll(pieces) {
  const reader = createEventReader();
  return pieces.flatMap((piece) => reader.push(piece));
}

const WHOLE = readAll([encode(STREAM)]);

test("a stream in one piece gives its events", () => {
  assert.deepEqual(WHOLE.map((one) => one.event), ["passages", ...TEXTS.map(() => "delta"), "answer"]);
  assert.deepEqual(WHOLE.slice(1, -1).map((one) => JSON.parse(one.data).text), TEXTS);
});

for (const [name, end] of [["LF", "\n"], ["CRLF", "\r\n"], ["CR", "\r"]]) {
  test(`cut in two at every byte, the same events (${name})`, () => {
    const bytes = encode(STREAM.replaceAll("\n", end));
    for (let cut = 0; cut <= bytes.length; cut++)
      assert.deepEqual(readAll([bytes.slice(0, cut), bytes.slice(cut)]), WHOLE, `cut at ${cut}`);
  });

  test(`byte by byte, with empty pieces between, the same events (${name})`, () => {
    const bytes = encode(STREAM.replaceAll("\n", end));
    assert.deepEqual(readAll([...bytes].flatMap((byte) => [new Uint8Array([byte]), new Uint8Array()])), WHOLE);
  });
}

test("a byte order mark, comments, unknown fields and a missing space change nothing", () => {
  const text = "\ufeff: hello\nid: 7\nretry: 10\nevent:delta\ndata:{\ndata: }\nnonsense\n\nevent: lost\n\ndata\n\n";
  assert.deepEqual(readAll([encode(text)]), [{ event: "delta", data: "{\n}" }, { event: "message", data: "" }]);
});

test("an event that the end cuts short is none", () => {
  assert.deepEqual(readAll([encode("event: answer\ndata: {}\n")]), []);
});

function streamOf(text, size) {
  const bytes = encode(text);
  return new ReadableStream({
    start(controller) {
      for (let from = 0; from < bytes.length; from += size) controller.enqueue(bytes.slice(from, from + size));
      controller.close();
    },
  });
}

test("the answer ends the stream, and what came before was heard in order", async () => {
  const heard = [];
  const answer = await lastOf(streamOf(STREAM, 3), (name, value) => heard.push(value.text ?? name));
  assert.deepEqual(answer, { text: "ü" });
  assert.deepEqual(heard, ["passages", ...TEXTS]);
});

test("an error event is the problem it carries", async () => {
  const stream = streamOf(event("delta", { text: "a" }) + event("error", { status: 503, detail: "busy" }), 5);
  await assert.rejects(lastOf(stream, () => {}), { name: "Problem", status: 503, message: "busy" });
});

test("an event that is not JSON breaks the stream off; a listener's own error passes", async () => {
  await assert.rejects(lastOf(streamOf("event: delta\ndata: {\n\n", 9), () => {}), { name: "Problem", isCut: true });
  const fail = () => {
    throw new RangeError("ours");
  };
  await assert.rejects(lastOf(streamOf(STREAM, 9), fail), { name: "RangeError" });
});

test("a stream that ends without its answer is cut, wherever that happens", async () => {
  const whole = event("passages", { passages: [] }) + event("delta", { text: "৭,৭০০" });
  for (const length of [0, 10, whole.length - 1, whole.length])
    await assert.rejects(lastOf(streamOf(whole.slice(0, length), 4), () => {}), { name: "Problem", isCut: true });
});
