"""One tokenizer for the embedder, the lexical index and the gloss that readers see (design D2).

A text of any language becomes tokens that carry English glosses: what is listed as several words is one token, a
compound is one token a part, a word that nobody listed is a name that can still meet its like by sound.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from vectorstore.forms import Form, Forms, Kind, Part, abbreviation_part, listed
from vectorstore.lexicon import LANGUAGES, load_lexicon
from vectorstore.lexicon_entry import Entry
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
from vectorstore.spelt import MOST_LETTERS, Spelling, is_word_too, letter_named, spelt_in_row
from vectorstore.words import fold, script_language, words_of

_FOLLOWING = 3
"""Words behind a family name that may belong to it."""

_MOST_GLOSSES = 3

_GAP = regex.compile(r"[ \u00a0.,'’&/॰\-‑–]{0,3}|\n")
"""What may part the words of one listed name: «TP. Vinh», «Washington, D.C.», «COP28», «Bà Rịa – Vũng Tàu»."""

_HALT = regex.compile(r",|\p{L}{3}\.\s")
"""What only a name may hold: a comma, a full stop behind a word («27 triệu đồng. Hành vi» is no «đồng hành»)."""


class Token(NamedTuple):
    """A word, a name or a number of a text: ``text[start:end]``.

    ``glosses`` are English lemmas, likeliest first, empty for an unknown name and for a number; ``key`` is the folded
    surface, of an abbreviation that is spelt its Latin letters; ``pos`` is that of `vectorstore.lexicon_entry.Entry`.
    """

    start: int
    end: int
    key: str
    kind: Kind
    pos: str
    glosses: tuple[str, ...] = ()


_Found = tuple[int, int, Form]
"""A word of a text: where it starts and ends, and its form."""


class Tokenizer:
    """Cuts the text of one language into tokens; Latin words inside another script are read as English."""

    def __init__(self, language: str) -> None:
        """Prepare for a language tag; one that is not supported is read with the English lexicon only."""
        self.language = language if language in LANGUAGES else "en"
        self._forms = Forms(self.language)

    def tokens(self, text: str) -> list[Token]:
        """Return the tokens of a text in order; parts of one compound share their offsets."""
        forms = self._forms
        found = [(word.start, word.end, forms[word.text]) for word in words_of(text)]
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
                result.append(Token(start, found[position + count - 1][1], *listed(key, entry)))
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
        return (count, Token(row[0].start, row[count - 1].end, *abbreviation_part(letters))) if count else None


def _make_name(text: str, tokens: list[Token], at: int) -> None:
    """Read a token as part of a person's name."""
    token = tokens[at]
    glosses = syllables(script_language(_written(text, token)) or "vi").get(token.key, ())
    tokens[at] = Token(token.start, token.end, token.key, "name", "p", glosses)


def _is_noun(text: str, start: int, parts: Sequence[Part]) -> bool:
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


def _is_gap(gap: str) -> bool:
    return _GAP.fullmatch(gap) is not None
