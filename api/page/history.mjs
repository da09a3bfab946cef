/** What a question tells the service of the conversation so far. */

export const HISTORY_TURNS = 4;

/** The last answered turns before `index` as `[{role, content}, …]`, oldest first; turns without an answer count not. */
export function historyBefore(turns, index = turns.length, limit = HISTORY_TURNS) {
  return turns
    .slice(0, index)
    .filter((turn) => turn.answer)
    .slice(-limit)
    .flatMap((turn) => [
      { role: "user", content: turn.question },
      { role: "assistant", content: turn.answer.text },
    ]);
}

/** The body of `POST /v1/ask` for `turns[index]`: the service's own conversation, or what the page has kept of it. */
export function askBody(turns, index, conversation = null) {
  const { question, language } = turns[index];
  const asked = { question, ...(language ? { language } : {}) };
  if (conversation) return { ...asked, conversation_id: conversation };
  const history = historyBefore(turns, index);
  return history.length ? { ...asked, history } : asked;
}
