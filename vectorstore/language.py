"""Which language a text is in: by script, by the words the lexicons know, and by py3langid for all other languages."""

from collections import Counter
from functools import cache, lru_cache

import regex

from vectorstore.lexicon import LANGUAGES, load_lexicon
from vectorstore.tokenizer import english_words
from vectorstore.words import fold, script_language, words, words_of

SAMPLE = 3000
"""Code points looked at, from the start."""

_LATIN = ("en", "de", "vi")
_LATIN_LETTER = regex.compile(r"\p{Latin}")
_VIETNAMESE = regex.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", flags=regex.IGNORECASE)
_GERMAN = regex.compile(r"[äöüß]", flags=regex.IGNORECASE)
_FOREIGN = regex.compile(r"[\p{L}--[\p{Latin}\p{Devanagari}\p{Bengali}\p{Arabic}]]", flags=regex.V1)
_LONG_ENOUGH = 60


def detect_language(text: str, hint: str | None = None) -> str:
    """Return the ISO 639-1 tag of a text; ``en`` when nothing tells.

    Made for short questions too: the six supported languages are told by script and by their commonest words, with
    names and abbreviations of another script counting little. Any other language is only considered for a text in
    a script that none of the six has, or of some length; then a ``hint`` that names one, what the text's page says it
    is in, is believed.
    """
    sample = text[:SAMPLE]
    if _is_foreign(sample):
        return _other_language(sample, hint)
    letters: Counter[str] = Counter()
    for word in words(sample):
        if not word.is_number:
            letters[script_language(word.text) or "latin"] += len(word.text)
    scripts = {script: n for script, n in letters.items() if script != "latin"}
    if scripts:
        best = max(scripts, key=lambda script: scripts[script])
        if scripts[best] * 3 >= letters["latin"] or not _is_sentence_of_latin(sample):
            return _confirmed(best, sample, hint)
    return _confirmed(latin_language(sample), sample, hint)


def _is_foreign(text: str) -> bool:
    """Tell whether most letters are of a script that none of the supported languages is written in."""
    return 2 * len(_FOREIGN.findall(text)) > sum(character.isalpha() for character in text)


def _is_sentence_of_latin(text: str) -> bool:
    return sum(fold(word.text) in _common(language) for word in words(text) for language in _LATIN) >= 2


def latin_language(text: str) -> str:
    """Choose among the supported languages of Latin script by their listed words, the commonest counting most."""
    english = german = vietnamese = 0.0
    for word in words_of(text):
        as_english, as_german, as_vietnamese = _votes(word.text)
        english += as_english
        german += as_german
        vietnamese += as_vietnamese
    german += 0.5 * len(_GERMAN.findall(text))
    vietnamese += 1.0 * len(_VIETNAMESE.findall(text))
    scores = dict(zip(_LATIN, (english, german, vietnamese), strict=True))
    return max(_LATIN, key=scores.__getitem__)


@lru_cache(maxsize=50_000)
def _votes(word: str) -> tuple[float, float, float]:
    """Return how much a word speaks for each of the languages of Latin script."""
    key = fold(word)
    listed = (english_words(), load_lexicon("de").entries, load_lexicon("vi").entries)
    english, german, vietnamese = (
        1.0 if key in _common(language) else 0.3 if key in own else 0.0
        for language, own in zip(_LATIN, listed, strict=True)
    )
    return english, german, vietnamese


def _confirmed(candidate: str, text: str, hint: str | None) -> str:
    """Ask the hint, or py3langid, whether a longer text is in an unsupported language of the candidate's script."""
    letters = sum(len(word.text) for word in words(text))
    if letters < _LONG_ENOUGH or _share_known(candidate, text) > 0.5:
        return candidate
    return _other_language(text, hint)


def _other_language(text: str, hint: str | None) -> str:
    if hint is not None and hint not in LANGUAGES:  # pages in a supported language's template are often in another
        return hint
    from py3langid import classify  # loads a model of 4 MB: only for a text that looks foreign

    return str(classify(text)[0])


def _share_known(language: str, text: str) -> float:
    lexicon = load_lexicon(language)
    found = [fold(word.text) for word in words(text) if not word.is_number]
    return sum(bool(lexicon.analyse(key)) for key in found) / max(1, len(found))


@cache
def _common(language: str) -> frozenset[str]:
    """Return the function words of a language: the single-word entries marked ``f``."""
    return frozenset(key for key, e in load_lexicon(language).entries.items() if e.pos == "f" and " " not in key)
