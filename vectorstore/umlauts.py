"""German typed without umlauts: «fuer», «ueber die Bruecke»."""

from functools import lru_cache
from itertools import islice, product

import regex

from vectorstore.lexicon import load_lexicon
from vectorstore.words import fold, words

_PAIR = regex.compile("([aou]e)", flags=regex.IGNORECASE)
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü", "Ae": "Ä", "Oe": "Ö", "Ue": "Ü", "AE": "Ä", "OE": "Ö", "UE": "Ü"}
_MOST_SPELLINGS = 8


def with_umlauts(text: str) -> str:
    """Return a German text with the umlauts of words that are listed only with them; «neue» and «Goethe» stay."""
    pieces, end = [], 0
    for word in words(text):
        spelled = umlauted(word.text)
        if spelled is not None:
            pieces += [text[end : word.start], spelled]
            end = word.end
    return "".join([*pieces, text[end:]])


@lru_cache(maxsize=10_000)
def umlauted(word: str) -> str | None:
    """Return a word with its umlauts if it is listed with them, and not, or as the same, without; else None."""
    parts = _PAIR.split(word)
    lexicon = load_lexicon("de")
    if len(parts) == 1:
        return None
    known = lexicon.analyse(fold(word))
    readings = product(*((_UMLAUTS[part], part) if part in _UMLAUTS else (part,) for part in parts))
    for one in islice(map("".join, readings), _MOST_SPELLINGS):
        found = lexicon.analyse(fold(one))
        if found and one != word and known in ((), found):
            return one
    return None
