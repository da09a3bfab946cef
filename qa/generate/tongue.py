"""Is a text in the language it should be in? Strict about scripts, lenient about names and short texts."""

from collections import Counter
from functools import cache

import regex

from vectorstore.language import detect_language
from vectorstore.lexicon import load_lexicon
from vectorstore.words import fold, script_language, words

_LATIN = ("en", "de", "vi")
_LATIN_LETTER = regex.compile(r"\p{Latin}")
_ENOUGH = 2
"""Function words of another language from which a text is taken to be in it."""

_LONG = 60
"""Letters from which a text is long enough to be told from languages without a lexicon."""


def speaks(text: str, language: str) -> bool:
    """Tell whether a text may be in a language; one that is too short to tell may.

    Names of another script are allowed, up to as many letters as there are of the language's own.
    """
    found = [word.text for word in words(text) if not word.is_number]
    letters: Counter[str] = Counter()
    for word in found:
        letters[script_language(word) or ("latin" if _LATIN_LETTER.search(word) else "other")] += len(word)
    own = language if language not in _LATIN else "latin"
    if letters[own] < sum(letters.values()) / 2:
        return False
    if own != "latin":
        return True
    keys = [fold(word) for word in found]
    heard = {tag: sum(key in _function_words(tag) for key in keys) for tag in _LATIN}
    other = max(heard[tag] for tag in _LATIN if tag != language)
    if other >= _ENOUGH and other > heard[language]:
        return False
    return letters["latin"] < _LONG or detect_language(text) in (language, "en")


@cache
def _function_words(language: str) -> frozenset[str]:
    entries = load_lexicon(language).entries
    return frozenset(key for key, entry in entries.items() if entry.pos == "f" and " " not in key)
