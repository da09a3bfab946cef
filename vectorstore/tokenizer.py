"""One tokenizer for the embedder, the lexical index and the gloss that readers see (design D2).

A text of any language becomes tokens that carry English glosses: what is listed as several words is one token, a
compound is one token a part, a word that nobody listed is a name that can still meet its like by sound.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

import regex
import Stemmer

from vectorstore.entry import Entry
from vectorstore.lexicon import LANGUAGES, Lexicon, collecting_nothing, load_lexicon
from vectorstore.months import MONTHS, figured_dates
from vectorstore.naming import Place, has_capitals, is_site, ordinary_names, starts_sentence
from vectorstore.particles import verbs_apart
from vectorstore.persons import (
    Around,
    beginnings,
    follows_name,
    is_family_name,
    is_family_name_before,
    middles,
    syllables,
)
from vectorstore.roman import roman_value
from vectorstore.spelt import (
    MOST_LETTERS,
    Spelling,
    first_letter_named,
    is_word_too,
    letter_named,
    spelt_in_row,
    spelt_in_word,
)
from vectorstore.words import fold, is_number, script_language, words, words_of

Kind = Literal["word", "name", "number"]

_STEMMER = Stemmer.Stemmer("english")

_FOLLOWING = 3
"""Words behind a family name that may belong to it."""

_MOST_GLOSSES = 3

_NO_ARTICLE = "إل"
"""Folded it looks like the Arabic article, which has no hamza: إلواي is Elway, not "the Wi"."""

_FORMS_KEPT = 200_000
"""Written forms that a tokenizer remembers, about 60 MB if there are so many."""


class Token(NamedTuple):
    """A word, a name or a number of a text: ``text[start:end]``.

    ``glosses`` are English lemmas, likeliest first, empty for an unknown name and for a number; ``key`` is the folded
    surface, of an abbreviation that is spelt its Latin letters; ``pos`` is that of `vectorstore.lexicon.Entry`.
    """

    start: int
    end: int
    key: str
    kind: Kind
    pos: str
    glosses: tuple[str, ...] = ()


class _Part(NamedTuple):
    """What a token is, wherever it stands; see `Token`."""

    key: str
    kind: Kind
    pos: str
    glosses: tuple[str, ...]


class _Form(NamedTuple):
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
    parts: tuple[_Part, ...]
    nouns: tuple[_Part, ...] = ()


_Found = tuple[int, int, _Form]
"""A word of a text: where it starts and ends, and its form."""


class Tokenizer:
    """Cuts the text of one language into tokens; Latin words inside another script are read as English."""

    def __init__(self, language: str) -> None:
        """Prepare for a language tag; one that is not supported is read with the English lexicon only."""
        self.language = language if language in LANGUAGES else "en"
        self._forms: dict[str, _Form] = {}

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text in order; parts of one compound share their offsets."""
        found = [(word.start, word.end, self._forms.get(word.text) or self._form(word.text)) for word in words_of(text)]
        result: list[Token] = []
        position = 0
        while position < len(found):
            start, end, form = found[position]
            count, entry = _longest(text, found, position) if form.seconds else (1, None)
            if (
                entry is not None
                and result
                and self._goes_on(text, result[-1], found[position : position + count], entry)
            ):
                count, entry = 1, None
            if entry is not None:
                key = " ".join(other.key for _, _, other in found[position : position + count])
                result.append(Token(start, found[position + count - 1][1], *_listed(key, entry)))
            elif form.letters and (spelt := self._spelt(text, found, position)):
                count, abbreviation = spelt
                result.append(abbreviation)
            else:
                parts = form.nouns if form.nouns and _is_noun(text, start, form.parts) else form.parts
                result += [Token(start, end, *part) for part in parts]
            position += count
        named = self._with_names(text, self._with_ordinary_names(text, self._with_particles(text, result)))
        return self._with_months(text, named)

    def _with_months(self, text: str, tokens: list[Token]) -> list[Token]:
        """Read the month of a date in figures as its name, the day and the year beside it as numbers of their own."""
        dates = figured_dates(text, self.language) if any(token.kind == "number" for token in tokens) else ()
        for date in reversed(dates):
            inside = [at for at, token in enumerate(tokens) if token.start < date.end and date.start < token.end]
            month = MONTHS[date.number - 1]
            named = Token(*date.month, fold(month), "word", "n", (month,))
            figures = [Token(*place, fold(text[slice(*place)]), "number", "d") for place in date.numbers]
            tokens[inside[0] : inside[-1] + 1] = sorted([named, *figures])
        return tokens

    def _goes_on(self, text: str, before: Token, found: Sequence[_Found], entry: Entry) -> bool:
        """Tell whether some words are no entry but the rest of a person's name: «Dương Văn Minh», «Lê Thành Công»."""
        if entry.pos == "p" or self.language != "vi" or not text[found[-1][0]].isupper():
            return False
        written = [text[start:end] for start, end, _ in found]
        is_near = text[before.end : found[0][0]] == " " and text[before.start].isupper()
        return is_near and before.key in beginnings("vi") and all(word.istitle() for word in written)

    def _with_particles(self, text: str, tokens: list[Token]) -> list[Token]:
        """Read a verb and its particle at the end of the clause as what they mean together, where the verb stands."""
        lexicon = load_lexicon(self.language)
        if not lexicon.affixes.particles.isdisjoint([token.key for token in tokens]):
            places = [(token.start, token.end, token.key) for token in tokens]
            for verb, particle, entry in verbs_apart(text, places, lexicon):
                tokens[verb] = tokens[verb]._replace(kind="word", pos=entry.pos, glosses=entry.glosses)
                tokens[particle] = tokens[particle]._replace(kind="word", pos="f", glosses=())
        return tokens

    def _with_ordinary_names(self, text: str, tokens: list[Token]) -> list[Token]:
        """Read words as names where what stands around them tells so; parts of one compound become one name."""
        if not has_capitals(self.language):
            return tokens
        places = [Place(t.start, t.end, t.key, t.pos, t.kind == "name" and t.glosses in ((), (t.key,))) for t in tokens]
        named = ordinary_names(text, places, self.language)
        if not named:
            return tokens
        result: list[Token] = []
        for at, token in enumerate(tokens):
            if at not in named:
                result.append(token)
            elif not result or result[-1].start < token.start:
                glosses = syllables("vi").get(token.key, ())
                glosses += token.glosses if is_site(token.key, self.language) else ()
                result.append(Token(token.start, token.end, token.key, "name", "p", glosses[:_MOST_GLOSSES]))
        return result

    def _with_names(self, text: str, tokens: list[Token]) -> list[Token]:
        """Read the words behind a family name as the rest of a person's name."""
        left, between = 0, middles()
        for at, token in enumerate(tokens):
            if not left and token.pos != "p" and token.key not in between:
                continue
            written = _written(text, token)
            around = Around(_FOLLOWING + 1 - left, tokens[at - 1].key, *_next_word(text, tokens, at))
            is_near = at > 0 and text[tokens[at - 1].end : token.start] == " "
            if left and is_near and follows_name(written, token.pos, self.language, around):
                _make_name(text, tokens, at)
                left -= 1
            elif is_near and is_family_name_before(_written(text, tokens[at - 1]), token.key, token.pos, around):
                _make_name(text, tokens, at - 1)
                _make_name(text, tokens, at)
                left = _FOLLOWING - 1
            else:
                left = _FOLLOWING if is_family_name(token.key, token.pos, written) else 0
        return tokens

    def _spelt(self, text: str, found: Sequence[_Found], position: int) -> tuple[int, Token] | None:
        """Read the names of letters that start here as their abbreviation; return how many words these are, and it."""
        row: list[Spelling] = []
        for start, end, form in found[position : position + MOST_LETTERS]:
            letters = letter_named(form.key, form.lexicon.language) if row else form.letters
            is_word = is_word_too(form.key, form.lexicon.language)
            row.append(Spelling(start, end, letters, form.parts[0].pos == "f", is_word))
        count, letters = spelt_in_row(text, row)
        return (count, Token(row[0].start, row[count - 1].end, *_abbreviation(letters))) if count else None

    def _form(self, written: str) -> _Form:
        """Work out a form, and keep it: a text's words are mostly those of the texts before."""
        lexicon = self._lexicon_for(written)
        if is_number(written) or roman_value(written) is not None:  # not kept: there is no end of them
            key = fold(written)
            return _Form(key, lexicon, 1, frozenset(), (key,), "", (_Part(key, "number", "d", ()),))
        key = _without_possessive(fold(written))
        stems = (key, *lexicon.without_ending(key))
        firsts = (key, *lexicon.without_prefix(key))
        longest = max(lexicon.longest.get(first, 1) for first in firsts)
        seconds = frozenset().union(*(lexicon.seconds.get(first, ()) for first in firsts))
        letters = first_letter_named(key, lexicon.language)
        noun = lexicon.capitals.get(key) if written[0].isupper() and not written.isupper() else None
        nouns = (_listed(key, noun),) if noun else ()
        form = _Form(key, lexicon, longest, seconds, stems, letters, self._parts(lexicon, written, key), nouns)
        if len(self._forms) < _FORMS_KEPT:
            self._forms[written] = form
        return form

    def _lexicon_for(self, written: str) -> Lexicon:
        by_script = script_language(written)
        if by_script is not None:
            return load_lexicon(by_script)
        return load_lexicon(self.language if self.language in ("de", "vi") else "en")

    def _parts(self, lexicon: Lexicon, written: str, key: str) -> tuple[_Part, ...]:
        entries = lexicon.analyse(key)
        if written.startswith(_NO_ARTICLE) and key not in lexicon.entries and entries == lexicon.analyse(key[2:]):
            entries = ()
        if not entries and lexicon.language != "en" and script_language(written) is None:
            entries = _english(key) if key in english_words() else ()
        if not entries and lexicon.language == "en":
            entries = _english(key)
        if not entries and (abbreviation := spelt_in_word(key, lexicon.language)):
            return (_abbreviation(abbreviation),)
        if not entries and written[0].isupper() and (cut := lexicon.behind_name(key)) is not None:
            return (_Part(cut[0], "name", "p", ()), _listed(key, cut[1]))
        return tuple(_listed(key, entry) for entry in entries) or (_Part(key, "name", "p", ()),)


def _make_name(text: str, tokens: list[Token], at: int) -> None:
    """Read a token as part of a person's name."""
    token = tokens[at]
    glosses = syllables(script_language(_written(text, token)) or "vi").get(token.key, ())
    tokens[at] = Token(token.start, token.end, token.key, "name", "p", glosses)


def _is_noun(text: str, start: int, parts: Sequence[_Part]) -> bool:
    """Tell whether a capital marks a noun: where a sentence begins, only if it is no question that a verb begins."""
    return not starts_sentence(text, start) or (parts[0].pos == "v" and not text.rstrip().endswith("?"))


def _written(text: str, token: Token) -> str:
    return text[token.start : token.end]


def _next_word(text: str, tokens: Sequence[Token], at: int) -> tuple[str, str]:
    """Return the word a blank behind a token, as it is written, and its part of speech; empty where none is."""
    is_near = at + 1 < len(tokens) and text[tokens[at].end : tokens[at + 1].start] == " "
    return (_written(text, tokens[at + 1]), tokens[at + 1].pos) if is_near else ("", "")


def _longest(text: str, found: Sequence[_Found], position: int) -> tuple[int, Entry | None]:
    """Find the longest entry of several words that starts here; words are parted by single blanks or hyphens."""
    start, _, form = found[position]
    if position + 1 == len(found) or form.seconds.isdisjoint(found[position + 1][2].stems):
        return 1, None
    longest = min(form.longest, len(found) - position)
    reach = 1
    while reach < longest and _is_gap(text[found[position + reach - 1][1] : found[position + reach][0]]):
        reach += 1
    keys = [other.key for _, _, other in found[position : position + reach]]
    for count in range(reach, 1, -1):
        entry = form.lexicon.lookup_inflected(keys[:count])
        if entry is not None and (entry.pos == "p" or not _HALT.search(text, start, found[position + count - 1][1])):
            return count, entry
    return 1, None


@cache
def tokenizer(language: str) -> Tokenizer:
    """Return the tokenizer of a language; cached."""
    return Tokenizer(language)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the English stem of a lower-case word: its own where one is listed, else that of Snowball (Porter 2)."""
    return _own_stems().get(word) or str(_STEMMER.stemWord(word))


@cache
def _own_stems() -> Mapping[str, str]:
    table = tomllib.loads((files("vectorstore") / "lexicon" / "stems.toml").read_text("utf-8"))
    return {word: own for own, forms in table.items() for word in forms}


@lru_cache(maxsize=100_000)
def gloss_stems(gloss: str) -> tuple[str, ...]:
    """Return the stems under which a gloss is found, of one word or several, English function words left out."""
    found = [part for word in words(gloss) for part in irregular_lemma(fold(word.text)).lower().split()]
    content = [stem(word) for word in found if not is_function_word(word)]
    return tuple(content or map(stem, found))


def irregular_lemma(word: str) -> str:
    """Return the lemma of an irregular or British form (children, went, organisation), other words as they are."""
    entry = load_lexicon("en").lookup(word)
    return entry.glosses[0] if entry is not None and entry.pos not in "fdp" else word


def is_function_word(word: str) -> bool:
    """Tell whether a folded English word only holds a sentence together (of, the, how)."""
    entry = load_lexicon("en").lookup(word)
    return entry is not None and entry.pos == "f"


@cache
def english_words() -> frozenset[str]:
    """Return every English word that some gloss uses: what a Latin word may be inside German or Vietnamese."""
    return frozenset(fold(word) for word in {word for gloss, _ in _listed_glosses() for word in gloss.split()})


@cache
@collecting_nothing()
def _listed_glosses() -> Mapping[tuple[str, str], int]:
    """Return every gloss of the lexicons with the part of speech it has there, and how often."""
    entries = [entry for language in LANGUAGES for entry in load_lexicon(language).entries.values()]
    times = Counter(map(id, entries))  # many forms share one entry
    found: dict[tuple[str, str], int] = {}
    for entry in {id(entry): entry for entry in entries}.values():
        for gloss in entry.glosses:
            found[gloss, entry.pos] = found.get((gloss, entry.pos), 0) + times[id(entry)]
    return found


def _without_possessive(key: str) -> str:
    """Lao Cai's is Lao Cai; it's is a word of its own."""
    return key if load_lexicon("en").lookup(key) else key.removesuffix("'s")


def _listed(key: str, entry: Entry) -> _Part:
    return _Part(key, "name" if entry.pos == "p" else "word", entry.pos, entry.glosses)


def _abbreviation(letters: str) -> _Part:
    """Return what an abbreviation is when it stands there in Latin letters."""
    entry = load_lexicon("en").lookup(letters)
    return _listed(letters, entry) if entry is not None and entry.pos == "p" else _Part(letters, "name", "p", ())


def _english(key: str) -> tuple[Entry, ...]:
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
    alone: dict[str, dict[str, int]] = {}
    within: dict[str, dict[str, int]] = {}
    for (gloss, listed_as), times in _listed_glosses().items():
        parts = gloss.lower().split()
        is_alone = len(parts) == 1
        pos = listed_as if is_alone or listed_as == "p" else "n"
        pos = pos if pos not in "fdx" else "n"
        for word in {*parts, *map(stem, parts)}:
            counts = (alone if is_alone else within).setdefault(word, {})
            counts[pos] = counts.get(pos, 0) + times
    return {word: max(counts, key=counts.__getitem__) for word, counts in {**within, **alone}.items()}


# What may part the words of one listed name: «TP. Vinh», «Washington, D.C.», «COP28», «Bà Rịa – Vũng Tàu».
_GAP = regex.compile(r"[ \u00a0.,'’&/॰\-‑–]{0,3}|\n")

# What only a name may hold: a comma, a full stop behind a word («27 triệu đồng. Hành vi» is no «đồng hành»).
_HALT = regex.compile(r",|\p{L}{3}\.\s")


def _is_gap(gap: str) -> bool:
    return _GAP.fullmatch(gap) is not None
