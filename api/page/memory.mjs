/** What the page remembers. A browser that forbids storage only forgets. */

function keeper(storage) {
  return {
    get(key) {
      try {
        return storage().getItem(`qa.${key}`);
      } catch {
        return null;
      }
    },
    /** null forgets. */
    set(key, value) {
      try {
        if (value === null) storage().removeItem(`qa.${key}`);
        else storage().setItem(`qa.${key}`, value);
      } catch {
        /* private window: the choice lasts as long as the page */
      }
    },
  };
}

/** Kept by the browser: choices of the reader. */
export const memory = keeper(() => localStorage);
/** Kept by this tab until it closes: the key, a question under way, a draft. */
export const session = keeper(() => sessionStorage);
