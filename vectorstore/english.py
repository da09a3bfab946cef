"""English, in which languages meet: its stems and lemmas, and the words that glosses are made of."""

import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib.resources import files

import Stemmer

from vectorstore.lexicon import LANGUAGES, collecting_nothing, load_lexicon
from vectorstore.lexicon_entry import Entry
from vectorstore.words import fold, words

_STEMMER = Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the English stem of a lower-case word: its own where one is listed, else that of Snowball (Porter 2)."""
    return _own_stems().get(word) or str(_STEMMER.stemWord(word))


@cache
def _own_stems() -> Mapping[str, str]:
    table = tomllib.loads((files("vectorstore") / "lexicon" / "stems.toml").read_text("utf-8"))
    return {word: own for own, forms in table.items() for word in forms}


def irregular_lemma(word: str) -> str:
    """Return the lemma of an irregular or British form (children, went, organisation), other words as they are."""
    entry = load_lexicon("en").lookup(word)
    return entry.glosses[0] if entry is not None and entry.pos not in "fdp" else word


def is_function_word(word: str) -> bool:
    """Tell whether a folded English word only holds a sentence together (of, the, how)."""
    entry = load_lexicon("en").lookup(word)
    return entry is not None and entry.pos == "f"


@lru_cache(maxsize=100_000)
def gloss_stems(gloss: str) -> tuple[str, ...]:
    """Return the stems under which a gloss is found, of one word or several, English function words left out."""
    found = [part for word in words(gloss) for part in irregular_lemma(fold(word.text)).lower().split()]
    content = [stem(word) for word in found if not is_function_word(word)]
    return tuple(content or map(stem, found))


@cache
def english_words() -> frozenset[str]:
    """Return every English word that some gloss uses: what a Latin word may be inside German or Vietnamese."""
    return frozenset(fold(word) for word in {word for gloss, _ in _listed_glosses() for word in gloss.split()})


@cache
@collecting_nothing()
def _listed_glosses() -> Mapping[tuple[str, str], int]:
    """Return every gloss of the lexicons with the part of speech it has there, and how often."""
    entries = (entry for language in LANGUAGES for entry in load_lexicon(language).entries.values())
    return Counter((gloss, entry.pos) for entry in entries for gloss in entry.glosses)


def english_entries(key: str) -> tuple[Entry, ...]:
    """Return an entry for an English word that some gloss uses, itself or its stem; its gloss is itself."""
    pos = english_pos().get(key)
    if pos in (None, "p"):  # jobs are no Jobs
        pos = english_pos().get(stem(key)) or pos
    return (Entry(pos, (key,)),) if pos else ()


@cache
@collecting_nothing()
def english_pos() -> dict[str, str]:
    """Return the part of speech that the words and stems of all glosses mostly have.

    A word that only stands in glosses of several words is a noun, or a name where those are names.
    """
    alone: Counter[tuple[str, str]] = Counter()
    within: Counter[tuple[str, str]] = Counter()
    for (gloss, listed_as), times in _listed_glosses().items():
        parts = gloss.lower().split()
        if len(parts) == 1:
            alone[parts[0], listed_as if listed_as not in "fdx" else "n"] += times
        else:
            for part in parts:
                within[part, "p" if listed_as == "p" else "n"] += times
    stems = _stems({word for word, _ in (*alone, *within)})
    return {**_mostly(within, stems), **_mostly(alone, stems)}


def _mostly(times: Mapping[tuple[str, str], int], stems: Mapping[str, str]) -> dict[str, str]:
    """Return the part of speech that each word, and each stem, has most often."""
    counts: dict[str, dict[str, int]] = {}
    for (word, pos), own in times.items():
        for form in {word, stems[word]}:
            found = counts.setdefault(form, {})
            found[pos] = found.get(pos, 0) + own
    return {form: max(found, key=found.__getitem__) for form, found in counts.items()}


def _stems(chosen: Collection[str]) -> Mapping[str, str]:
    """Return what `stem` says of many words at once."""
    ordered = list(chosen)
    return {**dict(zip(ordered, _STEMMER.stemWords(ordered), strict=True)), **_own_stems()}
