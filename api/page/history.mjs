/** What a follow-up tells the service of the conversation so far, since the page keeps it and the service does not. */

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

/** The body of `POST /v1/ask` for `turns[index]`. */
export function askBody(turns, index) {
  const { question, language } = turns[index];
  const history = historyBefore(turns, index);
  return { question, ...(language ? { language } : {}), ...(history.length ? { history } : {}) };
}
