/** The service's REST door. Every failure is a `Problem`; nothing else leaves here but an `AbortError`. */
import { session } from "./memory.mjs";
import { Problem, problemFrom, problemOf } from "./problem.mjs";
import { readEvents } from "./sse.mjs";

const JSON_TYPE = "application/json";
const FILE_TYPES = {
  txt: "text/plain",
  md: "text/markdown",
  html: "text/html",
  htm: "text/html",
  xhtml: "application/xhtml+xml",
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

/** The content type of a file name the page may send, or null. */
export function fileType(name) {
  return FILE_TYPES[name.toLowerCase().match(/\.([^.]+)$/)?.[1]] ?? null;
}

/** Ids may hold slashes, which stay; a "?" or "#" in one must not become part of the address' grammar. */
export function documentPath(id) {
  return `/v1/documents/${id.split("/").map(encodeURIComponent).join("/")}`;
}

const conversationPath = (id) => `/v1/conversations/${encodeURIComponent(id)}`;

/** The key of this tab goes with every request; no key, no header. */
export function authorization() {
  const key = session.get("key");
  return key ? { Authorization: `Bearer ${key}` } : {};
}

function withQuery(path, values) {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
}

function brokenOff(error, isCut) {
  return error.name === "AbortError" ? error : new Problem(0, error.message, { isCut });
}

async function send(path, { method = "GET", body, type = JSON_TYPE, accept = JSON_TYPE, ...options } = {}) {
  const headers = { Accept: accept, ...authorization(), ...(body === undefined ? {} : { "Content-Type": type }) };
  const response = await fetch(path, { method, headers, body, ...options }).catch((error) => {
    throw brokenOff(error, false);
  });
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function request(path, options = {}) {
  const response = await send(path, options);
  if (response.status === 204) return null;
  return response.json().catch((error) => {
    throw brokenOff(error, true);
  });
}

/** The events of a reply as they come, `[name, value]`; what is no event of ours breaks it off. */
async function* eventsOf(body) {
  try {
    for await (const { event, data } of readEvents(body)) yield [event, JSON.parse(data)];
  } catch (error) {
    throw brokenOff(error, true);
  }
}

/**
 * The value of the event that ends an answer's stream; the others go to `onEvent(name, value)` as they come.
 *
 * The stream is read to its end: a connection that is left in between cannot be used again.
 */
export async function lastOf(body, onEvent) {
  let answer = null;
  try {
    for await (const [event, value] of eventsOf(body)) {
      if (event === "error") throw problemFrom(value, Number(value.status) || 500, value.retry_after);
      if (event === "answer") answer = value;
      else if (answer === null) onEvent(event, value);
    }
  } catch (error) {
    if (answer === null) throw error; // what breaks after the answer breaks nothing
  }
  if (answer === null) throw new Problem(0, "The stream ended before its answer.", { isCut: true });
  return answer;
}

async function askStream(question, signal, onEvent) {
  const options = { method: "POST", body: JSON.stringify(question), accept: "text/event-stream", signal };
  const { body } = await send("/v1/ask/stream", options);
  return lastOf(body, onEvent);
}

const json = (method, value) => ({ method, body: JSON.stringify(value) });

export const api = {
  /** Ask; `onEvent(name, value)` hears of `passages` and `delta` on the way. */
  ask: askStream,
  ready: () => request("/readyz"),
  me: () => request("/v1/me"),
  suggestions: (language) => request(withQuery("/v1/suggestions", { language })),
  feedback: (id, value) => request(`/v1/answers/${encodeURIComponent(id)}/feedback`, json("POST", value)),

  documents: (cursor = null, limit = 20) => request(withQuery("/v1/documents", { limit, cursor })),
  document: (id, signal) => request(documentPath(id), { signal }),
  addText: (text, title) => request("/v1/documents", json("POST", title ? { text, title } : { text })),
  deleteDocument: (id, keepalive = false) => request(documentPath(id), { method: "DELETE", keepalive }),

  conversations: (q = "", cursor = null, limit = 50) => request(withQuery("/v1/conversations", { q, limit, cursor })),
  conversation: (id, signal) => request(conversationPath(id), { signal }),
  renameConversation: (id, title) => request(conversationPath(id), json("PATCH", { title })),
  deleteConversation: (id, keepalive = false) => request(conversationPath(id), { method: "DELETE", keepalive }),
  exportConversation: async (id, format) =>
    (await send(withQuery(`${conversationPath(id)}/export`, { format }), { accept: "*/*" })).blob(),
};
