/** Sending a file with its progress, which `fetch` does not tell. */
import { authorization } from "./api.mjs";
import { Problem, problemFrom } from "./problem.mjs";

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {}; // not one of ours
  }
}

/**
 * Resolve to the service's receipt; `onProgress(share)` hears how much is sent, 1 when all of it is.
 * Rejects with a `Problem`.
 */
export function sendFile(file, type, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/v1/documents?${new URLSearchParams({ filename: file.name })}`);
    for (const [name, value] of Object.entries({ ...authorization(), Accept: "application/json", "Content-Type": type }))
      request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", (event) => onProgress(event.total ? event.loaded / event.total : 1));
    request.upload.addEventListener("load", () => onProgress(1));
    request.addEventListener("load", () => {
      const body = parsed(request.responseText);
      if (request.status < 300) resolve(body);
      else reject(problemFrom(body, request.status, request.getResponseHeader("Retry-After"), request.statusText));
    });
    request.addEventListener("error", () => reject(new Problem(0, "The file could not be sent.")));
    request.send(file);
  });
}
