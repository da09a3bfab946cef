/**
 * Server-sent events out of bytes, however they are cut: in the middle of a character, of a line end, of an event.
 *
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation (without reconnection:
 * a question that broke is asked again by the person, not by the browser).
 */

/** Takes bytes with `push(bytes)` and returns the events they complete: `[{event, data}, …]`. */
export function createEventReader() {
  const decoder = new TextDecoder(); // keeps half a character for the next bytes, drops a byte order mark
  let rest = "";
  let afterReturn = false; // "\r" ended a line; a "\n" right after it belongs to it
  let event = "";
  let data = [];

  function field(line) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") event = value;
    else if (name === "data") data.push(value);
  }

  function close() {
    const whole = data.length ? [{ event: event || "message", data: data.join("\n") }] : [];
    [event, data] = ["", []];
    return whole;
  }

  return {
    push(bytes) {
      let text = decoder.decode(bytes, { stream: true });
      if (text === "") return [];
      if (afterReturn && text.startsWith("\n")) text = text.slice(1);
      afterReturn = text.endsWith("\r");
      const lines = (rest + text).split(/\r\n|\r|\n/);
      rest = lines.pop();
      return lines.flatMap((line) => {
        if (line === "") return close();
        if (!line.startsWith(":")) field(line);
        return [];
      });
    },
  };
}

/** The events of a body's stream, in order; an event that the end cuts short is none. */
export async function* readEvents(stream) {
  const reader = stream.getReader();
  const events = createEventReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* events.push(value);
    }
  } finally {
    reader.cancel().catch(() => {}); // whoever stops listening early leaves no open line behind
  }
}
