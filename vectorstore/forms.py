"""What a word is as it is written, wherever it stands: its key, its parts, and how entries of several words go on."""

from typing import Literal, NamedTuple

from vectorstore.english import english_entries, english_words
from vectorstore.lexicon import Lexicon, load_lexicon
from vectorstore.lexicon_entry import Entry
from vectorstore.roman import roman_value
from vectorstore.spelt import first_letter_named, spelt_in_word
from vectorstore.words import fold, is_number, script_language

Kind = Literal["word", "name", "number"]

_NO_ARTICLE = "إل"
"""Folded it looks like the Arabic article, which has no hamza: إلواي is Elway, not "the Wi"."""

_FORMS_KEPT = 200_000
"""Written forms that are remembered, about 60 MB if there are so many."""


class Part(NamedTuple):
    """What a token is, wherever it stands; see `vectorstore.tokenizer.Token`."""

    key: str
    kind: Kind
    pos: str
    glosses: tuple[str, ...]


class Form(NamedTuple):
    """What is known of a word as it is written.

    ``longest`` is how many words an entry that begins with it has at most, ``seconds`` the second words of these
    entries; ``stems`` is what it may be as one of these: itself, or itself without an ending. ``letters`` is what an
    abbreviation that is spelt may begin with here; ``nouns`` what it is with a capital that no sentence begins with.
    """

    key: str
    lexicon: Lexicon
    longest: int
    seconds: frozenset[str]
    stems: tuple[str, ...]
    letters: str
    parts: tuple[Part, ...]
    nouns: tuple[Part, ...] = ()


class Forms(dict[str, Form]):
    """The forms in texts of one language, each worked out once: a text's words are mostly those of the texts before."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, written: str) -> Form:
        """Work out a form, and keep it."""
        lexicon = self._lexicon_for(written)
        if is_number(written) or roman_value(written) is not None:  # not kept: there is no end of them
            key = fold(written)
            return Form(key, lexicon, 1, frozenset(), (key,), "", (Part(key, "number", "d", ()),))
        key = _without_possessive(fold(written))
        stems = (key, *lexicon.without_ending(key))
        firsts = (key, *lexicon.without_prefix(key))
        longest = max(lexicon.longest.get(first, 1) for first in firsts)
        seconds = frozenset().union(*(lexicon.seconds.get(first, ()) for first in firsts))
        letters = first_letter_named(key, lexicon.language)
        noun = lexicon.capitals.get(key) if written[0].isupper() and not written.isupper() else None
        nouns = (listed(key, noun),) if noun else ()
        form = Form(key, lexicon, longest, seconds, stems, letters, _parts(lexicon, written, key), nouns)
        if len(self) < _FORMS_KEPT:
            self[written] = form
        return form

    def _lexicon_for(self, written: str) -> Lexicon:
        by_script = script_language(written)
        if by_script is not None:
            return load_lexicon(by_script)
        return load_lexicon(self._language if self._language in ("de", "vi") else "en")


def _parts(lexicon: Lexicon, written: str, key: str) -> tuple[Part, ...]:
    entries = lexicon.analyse(key)
    if written.startswith(_NO_ARTICLE) and key not in lexicon.entries and entries == lexicon.analyse(key[2:]):
        entries = ()
    if not entries and lexicon.language != "en" and script_language(written) is None:
        entries = english_entries(key) if key in english_words() else ()
    if not entries and lexicon.language == "en":
        entries = english_entries(key)
    if not entries and (abbreviation := spelt_in_word(key, lexicon.language)):
        return (abbreviation_part(abbreviation),)
    if not entries and written[0].isupper() and (cut := lexicon.behind_name(key)) is not None:
        return (Part(cut[0], "name", "p", ()), listed(key, cut[1]))
    return tuple(listed(key, entry) for entry in entries) or (Part(key, "name", "p", ()),)


def _without_possessive(key: str) -> str:
    """Lao Cai's is Lao Cai; it's is a word of its own."""
    return key if load_lexicon("en").lookup(key) else key.removesuffix("'s")


def listed(key: str, entry: Entry) -> Part:
    """Return what a word, or several, is by its entry."""
    return Part(key, "name" if entry.pos == "p" else "word", entry.pos, entry.glosses)


def abbreviation_part(letters: str) -> Part:
    """Return what an abbreviation is when it stands there in Latin letters."""
    entry = load_lexicon("en").lookup(letters)
    return listed(letters, entry) if entry is not None and entry.pos == "p" else Part(letters, "name", "p", ())
