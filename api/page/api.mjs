/** The service's REST door. Every failure is a `Problem`; nothing else leaves here but an `AbortError`. */

export class Problem extends Error {
  /** `status` is 0 when no reply came at all; `retryAfter` is in seconds or null. */
  constructor(status, detail, retryAfter = null) {
    super(detail);
    this.name = "Problem";
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Ids may hold slashes, which stay; a "?" or "#" in one must not become part of the address' grammar. */
export function documentPath(id) {
  return `/v1/documents/${id.split("/").map(encodeURIComponent).join("/")}`;
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  const detail = typeof body.detail === "string" ? body.detail : body.title;
  return new Problem(response.status, detail || response.statusText, Number.isNaN(seconds) ? null : seconds);
}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { headers: { Accept: "application/json" }, ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, error.message);
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return null;
  return response.json().catch((error) => {
    if (error.name === "AbortError") throw error;
    throw new Problem(0, error.message); // cut off in the middle of the body
  });
}

function post(path, body, contentType, signal) {
  const headers = { Accept: "application/json", "Content-Type": contentType };
  return request(path, { method: "POST", headers, body, signal });
}

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

export const api = {
  ask: (question, signal) => post("/v1/ask", JSON.stringify(question), JSON_TYPE, signal),
  ready: () => request("/readyz"),
  documents: (cursor = null, limit = 20) =>
    request(`/v1/documents?limit=${limit}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`),
  document: (id, signal) => request(documentPath(id), { signal }),
  addText: (text, title) => post("/v1/documents", JSON.stringify(title ? { text, title } : { text }), JSON_TYPE),
  addFile: (file) => post(`/v1/documents?filename=${encodeURIComponent(file.name)}`, file, fileType(file.name)),
  deleteDocument: (id) => request(documentPath(id), { method: "DELETE" }),
};
