"""Words that a sentence may use where a question uses another: found in the lexicon, and written down.

A form glossed «examination, test» says that the two are near; when several forms say so, a question that has the one
may be met by a sentence that has the other (paraphrase by pivoting, Bannard & Callison-Burch, ACL 2005).
``lexicon/kin.tsv`` is made from the lexicon alone; make it anew with ``python -m vectorstore.kin`` after corrections.
``lexicon/related.tsv`` is written by hand: who heads a union is its chairman, what belongs to it is included.
"""

import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path

from vectorstore.english import gloss_stems
from vectorstore.lexicon import LANGUAGES, load_lexicon

_LEAST_FORMS = 2
_LEAST_SHARE = 0.05
_WORDS = "nvarx"
_STANDS_FOR = 0.25
_SUGGESTS = 0.05
"""What a word counts for that stands for another, and one that only suggests it, as a share of forms."""


def kin(stem: str) -> dict[str, float]:
    """Return the stems near in meaning to a gloss stem, each with the share of their forms they have in common."""
    return _table().get(stem, {})


@cache
def _table() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for line in (files("vectorstore") / "lexicon" / "kin.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            one, other, share = line.split("\t")
            found.setdefault(one, {})[other] = float(share)
            found.setdefault(other, {})[one] = float(share)
    for word, related, weight in _related():
        for first, second in ((word, related), (related, word)):
            known = found.setdefault(first, {})
            known[second] = max(known.get(second, 0.0), weight)
    return found


def _related() -> Iterator[tuple[str, str, float]]:
    for line in (files("vectorstore") / "lexicon" / "related.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            word, *columns = line.split("\t")
            for column, share in zip(columns, (_STANDS_FOR, _SUGGESTS), strict=True):
                for other in filter(None, column.split("|")):
                    one, two = gloss_stems(word)[-1], gloss_stems(other)[-1]
                    if one != two:
                        yield one, two, share


def pairs() -> list[tuple[str, str, float]]:
    """Return the pairs of stems that share forms, in order; the share is in (0, 1] (Ochiai's coefficient).

    Forms of a language with the same glosses count once, so that a word's endings do not vote.
    """
    alone: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for stems in _stems_of_forms():
        alone.update(stems)
        together.update(combinations(sorted(stems), 2))
    found = []
    for (one, other), forms in together.items():
        share = forms / math.sqrt(alone[one] * alone[other])
        if forms >= _LEAST_FORMS and share >= _LEAST_SHARE:
            found.append((one, other, round(share, 2)))
    return sorted(found)


def _stems_of_forms() -> Iterator[tuple[str, ...]]:
    for language in LANGUAGES[1:]:
        seen = {
            tuple(dict.fromkeys(stems[0] for g in entry.glosses if len(stems := gloss_stems(g.lower())) == 1))
            for entry in load_lexicon(language).entries.values()
            if entry.pos in _WORDS
        }
        yield from sorted(stems for stems in seen if len(stems) > 1)


def write(path: Path) -> int:
    """Write the pairs; return how many there are."""
    found = pairs()
    head = "# English gloss stems that share forms, and their share. Made by `python -m vectorstore.kin`.\n"
    path.write_text(head + "".join(f"{one}\t{other}\t{share}\n" for one, other, share in found), "utf-8")
    return len(found)


if __name__ == "__main__":
    write(Path(__file__).parent / "lexicon" / "kin.tsv")
