/** Every failure that the page shows is a `Problem`. */

export class Problem extends Error {
  /**
   * :param status: of HTTP; 0 when no reply came at all, or not the whole of it
   * :param retryAfter: seconds, or null
   * :param isCut: whether a reply began and broke off
   */
  constructor(status, detail, { retryAfter = null, isCut = false } = {}) {
    super(detail);
    this.name = "Problem";
    this.status = status;
    this.retryAfter = retryAfter;
    this.isCut = isCut;
  }
}

/** Let anything but a `Problem` pass on as the error it is. */
export function expectProblem(error) {
  if (error.name !== "Problem") throw error;
  return error;
}

/** A reply that is not ok, as a `Problem`; its body need not be one of ours. */
export async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  return problemFrom(body, response.status, response.headers.get("Retry-After"), response.statusText);
}

/** A problem document as a `Problem`. */
export function problemFrom(body, status, retryAfter = null, fallback = "") {
  const seconds = Number.parseInt(retryAfter ?? "", 10);
  const detail = typeof body?.detail === "string" ? body.detail : body?.title;
  return new Problem(status, String(detail || fallback), { retryAfter: Number.isNaN(seconds) ? null : seconds });
}
