"""Which language a text is in: by script, by the words the lexicons know, and by py3langid for all other languages."""

from collections import Counter
from functools import cache, lru_cache

import regex

from vectorstore.english import english_words
from vectorstore.lexicon import LANGUAGES, Lexicon, load_lexicon
from vectorstore.tones import is_syllable
from vectorstore.umlauts import umlauted
from vectorstore.words import bare, fold, script_language, words, words_of

SAMPLE = 3000
"""Code points looked at, from the start."""

_LATIN = ("en", "de", "vi")
_LATIN_LETTER = regex.compile(r"\p{Latin}")
_VIETNAMESE = regex.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", flags=regex.IGNORECASE)
_GERMAN = regex.compile(r"[äöüß]", flags=regex.IGNORECASE)
_FOREIGN = regex.compile(r"[\p{L}--[\p{Latin}\p{Devanagari}\p{Bengali}\p{Arabic}]]", flags=regex.V1)
_LONG_ENOUGH = 60
_NO_SYLLABLE = -0.7
"""What a word that is no syllable says for Vietnamese without diacritics."""
_NAME = 0.5
"""What a syllable with a capital says for it, where those without one say as much: any language has such names."""


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
        if not _is_sentence_of_latin(sample) or (scripts[best] * 3 >= letters["latin"] and _is_said_in(best, sample)):
            return _confirmed(best, sample, hint)
    return _confirmed(latin_language(sample), sample, hint)


def _is_foreign(text: str) -> bool:
    """Tell whether most letters are of a script that none of the supported languages is written in."""
    return 2 * len(_FOREIGN.findall(text)) > sum(character.isalpha() for character in text)


def _is_sentence_of_latin(text: str) -> bool:
    found = [fold(word.text) for word in words(text)]
    listed = (*map(_common, _LATIN), _bare_common())
    return sum(any(key in common for common in listed) for key in found) >= 2


def _is_said_in(language: str, text: str) -> bool:
    """Tell whether a text holds a function word of a language, not only names in its script."""
    return any(fold(word.text) in _common(language) for word in words(text))


def latin_language(text: str) -> str:
    """Choose among the supported languages of Latin script by their listed words, the commonest counting most."""
    english = german = vietnamese = syllables = 0.0
    for word in words_of(text):
        as_english, as_german, as_vietnamese, as_syllable = _votes(word.text)
        english += as_english
        german += as_german
        vietnamese += as_vietnamese
        syllables += as_syllable
    german += 0.5 * len(_GERMAN.findall(text))
    vietnamese += 1.0 * len(_VIETNAMESE.findall(text))
    if 2 * syllables > max(english, german, vietnamese):  # it cannot be more than that
        vietnamese = max(vietnamese, _toneless(text))
    scores = dict(zip(_LATIN, (english, german, vietnamese), strict=True))
    return max(_LATIN, key=scores.__getitem__)


@lru_cache(maxsize=50_000)
def _votes(word: str) -> tuple[float, float, float, float]:
    """Return how much a word speaks for each of the languages of Latin script, and for bare Vietnamese at most."""
    key = fold(word)
    listed = (english_words(), load_lexicon("de").entries, load_lexicon("vi").entries)
    english, german, vietnamese = (
        1.0 if key in _common(language) else 0.3 if key in own else 0.0
        for language, own in zip(_LATIN, listed, strict=True)
    )
    if german == 0.0 and english == 0.0 and (spelled := umlauted(word)) is not None:
        german = 1.0 if fold(spelled) in _common("de") else 0.3
    return english, german, vietnamese, max(0.0, _typed_bare(key))


def _toneless(text: str) -> float:
    """Return how much a text speaks for Vietnamese typed without diacritics: with capitals alone it is but a name."""
    said = names = 0.0
    found = words_of(text)
    is_shouted = text.isupper()
    if len(found) == 1 and fold(found[0].text) in english_words():
        return 0.0
    for at, word in enumerate(found):
        vote = _typed_bare(fold(word.text))
        if is_shouted or not (at and word.text[0].isupper()):
            said += vote
        else:
            names += _NAME * (vote > 0.0)
    has_words = is_shouted or any(word.text[0].islower() for word in found)
    return (said + min(said, names)) * has_words


@lru_cache(maxsize=50_000)
def _typed_bare(key: str) -> float:
    """Return how much a folded word speaks for Vietnamese without diacritics."""
    if not key.isalpha():
        return 0.0
    if not is_syllable(key):
        return _NO_SYLLABLE
    return 1.0 if key in _bare_common() else 0.3


@cache
def _bare_common() -> frozenset[str]:
    """Return the function words of Vietnamese without their diacritics."""
    return frozenset(map(bare, _common("vi")))


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
    return sum(_is_known(key, lexicon) for key in found) / max(1, len(found))


def _is_known(key: str, lexicon: Lexicon) -> bool:
    return bool(lexicon.analyse(key)) or (lexicon.language == "vi" and is_syllable(key))


@cache
def _common(language: str) -> frozenset[str]:
    """Return the function words of a language: the single-word entries marked ``f``."""
    return frozenset(key for key, e in load_lexicon(language).entries.items() if e.pos == "f" and " " not in key)
