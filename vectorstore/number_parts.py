"""The parts that a number is made of: digits or number words, with the scale words behind them («25,3 Milliarden»)."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import regex

from vectorstore.digits import digits_value
from vectorstore.number_rules import follows, number_rules
from vectorstore.words import Word, fold

_TANWIN = "\u064b"
"""The mark that makes an ending singular: مليونًا is one million, مليونا before a noun mostly two."""
_BLANKS = " \u2009"
_GROUP = 3
"""Digits of a group of thousands."""
_GAP = regex.compile(r"[\s\-‑–]{0,2}")
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_LONGEST_RUN = 28
"""Characters of a run of digits that is still a number, as many as Decimal keeps exactly; a longer one is a code."""
_LARGEST_SCALE = Decimal(10) ** 24
_MOST_DECIMALS = 6
_MILLION = Decimal(10) ** 6
_IN_MILLIONS = frozenset((
    "people", "followers", "subscribers", "users", "viewers", "readers", "listeners", "customers", "visitors",
    "tourists", "passengers", "pilgrims", "migrants", "refugees", "voters", "workers", "jobs", "pupils", "students",
    "children", "adults", "residents", "households", "homes", "families", "patients", "doses", "trees", "vehicles",
    "tickets", "copies", "views", "downloads", "tonnes", "tons", "barrels", "litres", "hectares", "acres",
))  # fmt: skip
"""What an m behind digits counts in millions, not in metres."""
_SHORTEST_PREFIXED = 3
"""Letters of a number word behind a preposition written on: لست is "I am not", not "for six"."""


class Part(NamedTuple):
    """A piece of a number, ``value`` times ``scale``: the scale is a thousand or more, or 1.

    More is added to an open group only below ``step``: 10 behind "twenty", 100 behind "two hundred", otherwise nothing.
    """

    start: int
    value: Decimal
    scale: Decimal
    step: int
    written: Decimal
    after: int
    is_digits: bool
    is_article: bool
    is_joined: bool


class Parts:
    """Reads the parts of the numbers in one text, words and digits."""

    def __init__(self, text: str, tokens: Sequence[Word], language: str) -> None:
        self.rules = number_rules(language)
        self._text, self._tokens = text, tokens
        self._may_follow = follows(language)

    @cached_property
    def keys(self) -> Sequence[str]:
        """The tokens of the text, folded."""
        return [fold(token.text) for token in self._tokens]

    def part(self, position: int, *, is_first: bool = False) -> Part | None:
        """Read digits or number words with the scale words behind them."""
        token, shift = self._tokens[position], Decimal(0)
        is_shifted = self.keys[position] in self.rules.before and self.is_adjacent(position + 1)
        if is_shifted:  # साढ़े तीन, three and a half
            shift, position = self.rules.before[self.keys[position]], position + 1
        base = self._base(position, is_first=is_first, is_shifted=is_shifted)
        if base is None:
            return None
        value, after, joiner = base
        is_digits = self._tokens[position].is_number
        half, after = (Decimal(0), after) if self.keys[after - 1] in self.rules.unhalved else self._half(after)
        is_bare = not joiner and not half
        is_hundreds = is_shifted and not is_digits and value >= 100 and value % 100 == 0  # সাড়ে চারশ
        written = value = value + shift * (100 if is_hundreds else 1) + half
        value, scale = _in_thousands(value) if not is_digits else (value, Decimal(1))
        unscaled = after
        value, scale, step, after = self._scaled(value, scale, after, is_digits=is_digits)
        key = self.keys[position]
        is_listed = self._pair(position) in self.rules.words
        is_article = is_bare and after == unscaled and key in self.rules.articles and not self._counts(key, after)
        is_article = is_article and not is_listed
        start = token.start + (joiner if is_first else 0)
        return Part(start, value, scale, step, written, after, is_digits, is_article, bool(joiner))

    def _base(self, position: int, *, is_first: bool, is_shifted: bool) -> tuple[Decimal, int, int] | None:
        """Return the value of digits or of number words, the position behind, and the length of a joiner written on."""
        rules, key = self.rules, self.keys[position]
        if self._tokens[position].is_number:
            digits = self.digits(position)
            return None if digits is None else (*digits, 0)
        pair = self._pair(position)
        if pair in rules.words:  # إحدى عشرة is eleven, not one
            return rules.words[pair], position + 2, 0
        for value, after in self._listed(rules.articles, key, position):
            is_alone = is_first and after == position + 1
            if is_alone or key in rules.units or self._factor(after) is not None or self._counts(key, after):
                return value, after, 0
        for joiner in ("", *rules.joiners):
            bare = key.removeprefix(joiner)
            if joiner and bare == key:
                continue
            for value, after in self._listed(rules.words, bare, position):
                return *self._with_unit(value, after), len(joiner)
            if joiner and bare in rules.units:
                return rules.articles[bare], position + 1, len(joiner)
            if is_shifted and bare in rules.scales:
                return Decimal(1), position, len(joiner)
            if bare in rules.scales and (half := self._half(position + 1))[0]:  # nghìn rưỡi, مليون ونصف
                return rules.scales[bare] * (1 + half[0]), half[1], len(joiner)
            if bare in rules.alone:
                times = self._times(position) if is_first and not joiner else 1
                return times * rules.scales[bare], position + 1, len(joiner)
        return self._written_on(key, position)

    def digits(self, position: int) -> tuple[Decimal, int] | None:
        """Return the value of a run of digits and the position behind, None where it is a code."""
        rules, run = self.rules, self._tokens[position].text
        if len(run) > _LONGEST_RUN:
            return None
        value = digits_value(run, rules.decimal, point_groups=rules.point_groups)
        fraction = _FRACTIONS.get(self._text[(end := self._tokens[position].end) : end + 1])
        if fraction is not None and value == int(value):  # 3½
            return value + fraction, position + 1
        if not self.may_go_on(position + 1):
            return value, position + 1
        return self._in_groups(position) or self._decimals(value, position + 1)

    def _in_groups(self, position: int) -> tuple[Decimal, int] | None:
        """Return the number whose thousands a blank parts, and the position behind it: 40 000, in German 12 287 too."""
        digits, after = self._tokens[position].text, position + 1
        if not (digits.isdecimal() and len(digits) <= _GROUP and digits_value(digits[0])):
            return None
        while after < len(self._tokens) and self._is_group(after):
            digits, after = digits + self._tokens[after].text, after + 1
        return (digits_value(digits), after) if after > position + 1 else None

    def _is_group(self, position: int) -> bool:
        run = self._tokens[position].text
        gap = self._text[self._tokens[position - 1].end : self._tokens[position].start]
        is_group = len(run) == _GROUP and run.isdecimal() and len(gap) == 1 and gap in _BLANKS
        return is_group and (self.rules.blank_groups or gap != " " or not digits_value(run))

    def _pair(self, position: int) -> str:
        """Return the two words that start here as they are listed, an empty string if they cannot be."""
        if self.keys[position] not in self.rules.pairs or not self.is_adjacent(position + 1):
            return ""
        return f"{self.keys[position]} {self.keys[position + 1]}"

    def _times(self, position: int) -> int:
        """Return how many a scale word alone stands for: two by its ending before a noun (ألفا عامل), else one."""
        word, after = self._tokens[position].text, position + 1
        is_twofold = self.keys[position] in self.rules.twofold and _TANWIN not in word
        if not is_twofold or not self.is_adjacent(after):
            return 1
        if self._text[self._tokens[position].end : self._tokens[after].start].strip():
            return 1
        key = self.keys[after]
        is_apart = key in self.rules.apart or key.startswith("ال") or self.part(after) is not None
        return 1 if is_apart else 2

    def _counts(self, key: str, after: int) -> bool:
        """Tell whether a word that is a number only beside some nouns stands right before one of them."""
        counted = self.rules.counted.get(key)
        if counted is None or not self.is_adjacent(after) or self.keys[after] not in counted:
            return False
        if self._tokens[after].text[:1].isupper():  # Ba Đình is a name
            return False
        ahead = after - 2
        if ahead < 0:
            return True
        if key in self.rules.unless and (self._tokens[ahead].is_number or self.keys[ahead] in self.rules.unless[key]):
            return False
        return self.keys[ahead] not in self.rules.ranking

    def _written_on(self, key: str, position: int) -> tuple[Decimal, int, int] | None:
        """Read number words written as one (dreiundzwanzig) or on to a preposition (بثلاثة)."""
        rules = self.rules
        for prefix in rules.prefixes:
            bare = key.removeprefix(prefix)
            if bare != key and len(prefix) == 1 and bare in rules.alone:  # بألف و975
                return rules.scales[bare], position + 1, 0
            if bare != key and len(bare) >= _SHORTEST_PREFIXED:
                for value, after in self._listed(rules.words, bare, position):
                    return *self._with_unit(value, after), 0
        glued = rules.glue.value(key) if rules.glue is not None and key not in rules.articles else None
        return None if glued is None else (*self._with_unit(glued, position + 1), 0)

    def _decimals(self, value: Decimal, after: int) -> tuple[Decimal, int]:
        """Add the decimals behind a point that is a word: ৪২ দশমিক ৬."""
        is_said = self.is_adjacent(after) and self.keys[after] in self.rules.points and self.is_adjacent(after + 1)
        digits = self._tokens[after + 1].text if is_said else ""
        if not digits.isdecimal() or len(digits) > _MOST_DECIMALS or value != int(value):
            return value, after
        return value + digits_value(digits).scaleb(-len(digits)), after + 2

    def _scaled(
        self, value: Decimal, scale: Decimal, after: int, *, is_digits: bool
    ) -> tuple[Decimal, Decimal, int, int]:
        """Multiply by the scale words that stand here: value, scale, step, position behind."""
        step = 1 if is_digits or scale > 1 else next((room for room in (100, 10) if value and value % room == 0), 1)
        first = after
        while (factor := self._factor(after)) is not None and scale * factor <= _LARGEST_SCALE:
            if factor >= 1000:
                scale *= factor
            elif scale > 1 or (is_digits and factor == 10) or value >= 1000:
                break
            else:
                value, step = value * factor, int(factor) if factor in (10, 100) else 1
            after += 1
        if after > first:
            scale_word = self.keys[after - 1]
            half, after = self._half(after)  # hai triệu rưỡi
            after += bool(half) and self._names_again(after, scale_word)
            value += half if scale > 1 else half * step
        return value, scale, step, after

    def _names_again(self, position: int, scale_word: str) -> bool:
        """Tell whether the scale of a half is said behind it again: ثلاثة ملايين ونصف المليون is 3.5 million."""
        if not self.is_adjacent(position):
            return False
        again = self.rules.scales.get(self.keys[position].removeprefix("ال"))
        return again is not None and again == self.rules.scales.get(scale_word)

    def _listed(self, table: Mapping[str, Decimal], key: str, position: int) -> Iterator[tuple[Decimal, int]]:
        """Yield the values listed for the two words that start here, then for the one, with the position behind."""
        if key in self.rules.pairs and self.is_adjacent(position + 1):
            pair = f"{key} {self.keys[position + 1]}"
            if pair in table:
                yield table[pair], position + 2
        if key in table:
            yield table[key], position + 1

    def _with_unit(self, value: Decimal, after: int) -> tuple[Decimal, int]:
        """Add the unit behind a ten: twenty-five, mười lăm."""
        if 0 < value < 100 and value % 10 == 0 and self.is_adjacent(after):
            key = self.keys[after]
            unit = self.rules.articles.get(key) if key in self.rules.units else self.rules.words.get(key)
            if unit is not None and 0 < unit < 10:
                return value + unit, after + 1
        return value, after

    def _half(self, position: int) -> tuple[Decimal, int]:
        """Return the fraction that words add here (and a half, ونصف, rưỡi), and the position behind; 0 if none."""
        if position >= len(self.keys) or self.keys[position] not in self.rules.halves:
            return Decimal(0), position
        for phrase, value in self.rules.behind.items():
            end = position + phrase.count(" ") + 1
            if " ".join(self.keys[position:end]) == phrase and all(map(self.is_adjacent, range(position, end))):
                return value, end
        return Decimal(0), position

    def _factor(self, position: int) -> Decimal | None:
        if not self.is_adjacent(position):
            return None
        if self.keys[position] == "m" and (self._is_money(position - 1) or self._are_many(position)):
            return _MILLION
        scale = self.keys[position]
        if self.is_adjacent(position + 1) and self.keys[position + 1] in self.rules.begins.get(scale, ()):
            return None  # «năm 2019 tỷ lệ …»: a rate, and no thousand million
        return self.rules.scales.get(scale)

    def _are_many(self, position: int) -> bool:
        """Tell whether an m written on to digits stands before what comes in millions: «3.5m followers»."""
        following = self.keys[position + 1] if self.is_adjacent(position + 1) else ""
        return self._tokens[position - 1].end == self._tokens[position].start and following in _IN_MILLIONS

    def _is_money(self, position: int) -> bool:
        """Tell whether the sign of a currency, or capitals that stand for one, stand right before digits."""
        token = self._tokens[position]
        ahead = self._text[: token.start].rstrip()[-1:]
        is_glued = position > 0 and self._tokens[position - 1].end == token.start
        is_code = is_glued and self._tokens[position - 1].text.isupper()
        return token.is_number and ((ahead != "" and unicodedata.category(ahead) == "Sc") or is_code)

    def may_go_on(self, position: int) -> bool:
        """Tell at little cost whether a word can be more of a number that stands right before it."""
        is_word = position < len(self._tokens)
        return is_word and self._may_follow(self._tokens[position].text) and self.is_adjacent(position)

    def is_adjacent(self, position: int) -> bool:
        """Tell whether nothing but a blank, a hyphen or an abbreviation's stop parts a word from the one before."""
        if not 0 < position < len(self._tokens):
            return False
        gap = self._text[self._tokens[position - 1].end : self._tokens[position].start]
        return gap == " " or _GAP.fullmatch(gap.replace(".", "", 1)) is not None


def _in_thousands(value: Decimal) -> tuple[Decimal, Decimal]:
    """Split the value of a word that holds its scale (zweitausend, ألفين): 2 and 1000."""
    scale = Decimal(1)
    while value >= 1000 and value % 1000 == 0:
        value, scale = value / 1000, scale * 1000
    return value, scale
