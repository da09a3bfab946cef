/** What the service lets this tab do: the key it has been given, the scopes of that key, what the service keeps. */
import { api } from "./api.mjs";
import { say } from "./i18n.mjs";
import { sayProblem } from "./failure.mjs";
import { session } from "./memory.mjs";
import { expectProblem } from "./problem.mjs";

/** `onChange()` when what is allowed may have changed; `onAccepted()` when the service has taken a new key. */
export function createAccess(dialog, { onChange, onAccepted }) {
  const form = dialog.querySelector("form");
  const note = dialog.querySelector("[data-part=note]");
  const forget = dialog.querySelector("[data-part=forget]");
  let scopes = null; // null: the service knows no keys, everything is allowed
  let keeps = false; // a service without keys keeps no conversations either
  let asked = null;
  let isWanted = false; // the service has said that it wants a key
  let afterwards = null;

  async function ask() {
    try {
      const me = await api.me();
      [scopes, keeps] = [Array.isArray(me.scopes) ? me.scopes : null, true];
    } catch (error) {
      asked = null; // so that the next one asks anew
      isWanted = expectProblem(error).status === 401;
      if (isWanted) onChange();
      if (isWanted) return false;
    }
    onChange();
    return true;
  }

  /** Learn from the service who we are, once; false if it wants a key first. */
  const look = () => (asked ??= ask());

  /** Ask the person for a key; `then()` once the service has accepted one. */
  function enter(then = null) {
    afterwards = then;
    note.hidden = true;
    forget.hidden = session.get("key") === null;
    form.reset();
    if (!dialog.open) dialog.showModal();
    form.elements.key.focus();
  }

  async function tryKey(key) {
    const before = session.get("key");
    session.set("key", key);
    try {
      await api.me().catch((error) => {
        if (expectProblem(error).status !== 404) throw error;
      });
    } catch (error) {
      session.set("key", before);
      note.hidden = false;
      if (error.status === 401) say(note, "keyWrong");
      else sayProblem(note, error);
      return form.elements.key.select();
    }
    dialog.close();
    asked = null;
    await look();
    onAccepted();
    afterwards?.();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const key = form.elements.key.value.trim();
    if (key) tryKey(key);
  });
  forget.addEventListener("click", () => {
    session.set("key", null);
    location.reload(); // nothing that the key showed stays on the page
  });
  dialog.querySelector("[data-part=close]").addEventListener("click", () => dialog.close());

  return {
    look,
    enter,
    concernsKeys: () => isWanted || session.get("key") !== null,
    may: (scope) => scopes === null || scopes.includes(scope),
    keepsConversations: () => keeps,
  };
}
