"""A question as words, tokens and the cues that ask in it, for those who take it apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from qa.best_cue import widest_cues
from qa.cues import FALLBACK, Cue, is_asking, joiners, said_words
from vectorstore.lexicon import LANGUAGES, load_lexicon
from vectorstore.tokenizer import Token, tokenizer
from vectorstore.words import Word, fold, words

MARKS = " ,،;؛?؟।"
"""What may stand around a piece of a question and is no word of it."""

_COMMAS = ",،;؛"


@dataclass(frozen=True)
class Asked:
    """A question as words, tokens and the cues that ask in it, each behind the one before."""

    text: str
    language: str
    found: Sequence[Word]
    keys: Sequence[str]

    @property
    def cues_of(self) -> str:
        """The language whose cues the question is read by."""
        return self.language if self.language in LANGUAGES else FALLBACK

    @cached_property
    def tokens(self) -> list[Token]:
        """The tokens of the question, each behind the «and» that Arabic writes on."""
        starts = {word.start for word in self.found}
        tokens = tokenizer(self.language).tokens(self.text)
        joined = {word.start for word in self.found if word.end in starts}  # «و» written on
        return [t._replace(start=t.start + 1) if t.start in joined else t for t in tokens]

    def is_joiner(self, position: int) -> bool:
        """Tell whether a word may join two questions."""
        return self.keys[position] in joiners(self.cues_of)

    def has_comma(self, position: int) -> bool:
        """Tell whether a comma stands before a word."""
        gap = self.text[self.found[position - 1].end : self.found[position].start] if position else ""
        return any(c in _COMMAS for c in gap)


def words_asked(text: str, language: str) -> list[Word]:
    """Return the words of a question, «and» cut off where Arabic writes it on (وكم)."""
    found: list[Word] = []
    for word in words(text):
        key = fold(word.text)
        rest = key[1:]
        lexicon = load_lexicon("ar")
        if language == "ar" and key[:1] == "و" and len(rest) > 1:
            is_other = lexicon.lookup(key) is None and (rest.startswith("ال") or lexicon.analyse(rest))
            is_other = is_other or text[: word.start].rstrip()[-1:] in ("،", ",")  # «…، وفي العام الماضي؟»
            if is_other or is_asking(rest, language):
                found.append(Word(word.text[:1], word.start, word.start + 1, is_number=False))
                word = Word(word.text[1:], word.start + 1, word.end, is_number=False)
        found.append(word)
    return found


def joints(asked: Asked) -> list[Word]:
    """Return what joins in a question: its joining words, and signs between blanks («men + women»).

    «While» and the like join behind a comma alone: «…, còn năm ngoái thì sao?».
    """
    signs = [Word(sign, at, at + 1, is_number=False) for sign in "+&" if (at := asked.text.find(f" {sign} ") + 1)]
    turning = said_words(asked.cues_of, asked.keys, "turning")
    joining = (i for i in range(len(asked.found)) if asked.is_joiner(i) or (i in turning and asked.has_comma(i)))
    return [asked.found[i] for i in joining] + signs


def asking_cues(asked: Asked) -> list[tuple[Cue, int, int]]:
    """Return the cues that ask, each behind the one before."""
    chosen: list[tuple[Cue, int, int]] = []
    for cue, first, last in sorted(widest_cues(asked.cues_of, asked.keys), key=lambda m: (m[1], m[1] - m[2])):
        if cue.asks and cue.kind not in ("yes_no", "definition", "thing") and not (chosen and first < chosen[-1][2]):
            chosen.append((cue, first, last))
    return chosen


def first_cue(asked: Asked) -> tuple[int, int]:
    """Return where the first cue that asks stands in the text; nowhere at its start."""
    first = next(iter(asking_cues(asked)), None)
    return (asked.found[first[1]].start, asked.found[first[2] - 1].end) if first else (0, 0)


def question_of(*pieces: str) -> str:
    """Return the question that some pieces of one make."""
    return " ".join(piece.strip(MARKS) for piece in pieces if piece.strip(MARKS)) + "?"
