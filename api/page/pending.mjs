/** The question under way, kept by the tab: a reload or a crash in the middle of an answer loses nothing. */
import { session } from "./memory.mjs";

export const pending = {
  /** `{question, language, conversation}`; `conversation` is null for the first question of one. */
  keep: (asked) => session.set("pending", JSON.stringify(asked)),
  forget: () => session.set("pending", null),
  /** What was asked in `conversation` and not answered, or null. */
  of(conversation) {
    try {
      const asked = JSON.parse(session.get("pending") ?? "null");
      return asked?.conversation === conversation && asked.question ? asked : null;
    } catch {
      return null;
    }
  },
};
