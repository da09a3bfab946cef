"""Numbers as values, whatever their digits, separators, scale words or language.

``12,287``, ``১২,২৮৭``, ``12.287`` in German and ``2 مليار و295 مليون`` are read as what they are worth.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

import regex

from vectorstore.months import YEARS
from vectorstore.number_rules import NumberRules, follows, number_rules, starts
from vectorstore.roman import roman_value
from vectorstore.words import Word, fold, words_of

__all__ = ["NumberRules", "Numeral", "canonical", "digits_value", "number_rules", "numerals"]

_GROUPING = regex.compile(r"[٬'’\u00a0\u202f]")
_MARKS = ".,٫"
_TANWIN = "\u064b"
"""The mark that makes an ending singular: مليونًا is one million, مليونا before a noun mostly two."""
_BLANKS = " \u2009"
_GROUP = 3
"""Digits of a group of thousands."""

_NO_MARKS = dict.fromkeys(map(ord, _MARKS))
_DATE = regex.compile(r"(?<!\p{Nd})(?:\p{Nd}{1,2}([./])\p{Nd}{1,2}\1\p{Nd}{4}|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2})(?!\p{Nd})")
_YEAR_LENGTH, _SHORT = 4, 2
_YEAR_TO = ("/", "-", "–", "‑")
_GAP = regex.compile(r"[\s\-‑–]{0,2}")
# The digits of `regex` are of a newer Unicode than Python's own: it finds some that `str.isdecimal` does not know.
_DIGITS = tuple(regex.compile(rf"\p{{nv={digit}}}") for digit in range(10))
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_LONGEST_RUN = 28
"""Characters of a run of digits that is still a number, as many as Decimal keeps exactly; a longer one is a code."""
_LARGEST_SCALE = Decimal(10) ** 24
_MOST_DECIMALS = 6
_MILLION = Decimal(10) ** 6
_CRORE = Decimal(10) ** 7
_RESTS = (Decimal(10) ** 3, Decimal(10) ** 5)
"""Scales that bare digits may add to: of a million they do not, «2 million 17 …»."""
_IN_MILLIONS = frozenset((
    "people", "followers", "subscribers", "users", "viewers", "readers", "listeners", "customers", "visitors",
    "tourists", "passengers", "pilgrims", "migrants", "refugees", "voters", "workers", "jobs", "pupils", "students",
    "children", "adults", "residents", "households", "homes", "families", "patients", "doses", "trees", "vehicles",
    "tickets", "copies", "views", "downloads", "tonnes", "tons", "barrels", "litres", "hectares", "acres",
))  # fmt: skip
"""What an m behind digits counts in millions, not in metres."""

_SHORTEST_PREFIXED = 3
"""Letters of a number word behind a preposition written on: لست is "I am not", not "for six"."""


class Numeral(NamedTuple):
    """A number in a text: ``text[start:end]`` is worth ``value``.

    ``written`` is the value of the digits alone, before a scale word (25.3 of "25.3 billion"); ``is_date`` marks a
    numeric date such as 18.09.2023, whose ``value`` is its year; ``is_roman`` one that names and counts nothing. The 24
    of "2023/24" is worth 2024.
    """

    start: int
    end: int
    value: Decimal
    written: Decimal
    is_date: bool = False
    is_roman: bool = False


def numerals(text: str, language: str) -> list[Numeral]:
    """Return the numbers of a text in order, none overlapping; a fraction like ``170/430`` is two numbers."""
    return list(_numerals(text, language))


@lru_cache(maxsize=20_000)
def digits_value(digits: str, decimal: str = ".", *, point_groups: bool = False) -> Decimal:
    """Return the value of a run of digits with separators, digits of any script.

    ``decimal`` is the language's decimal character. A single ``.`` or ``,`` before exactly three digits groups
    thousands unless it is that character (a point does even then where ``point_groups``, as in the Maghreb); several
    groups (also Indian ``2,46,000``) are always thousands; the Arabic ``٫`` always parts the decimals.

    :raises ValueError: if there is no digit.
    """
    ascii_digits = "".join(map(_ascii_digit, digits))
    if not any(c.isdecimal() for c in ascii_digits):
        raise ValueError(f"{digits!r} holds no digit.")
    plain = _GROUPING.sub("", ascii_digits)
    marks = [c for c in plain if c in _MARKS]
    if not marks:
        return Decimal(plain)
    whole, tail = plain.rsplit(marks[-1], 1)
    may_group = marks[-1] != decimal or (point_groups and decimal == ".")
    is_group = len(marks) > 1 or (may_group and len(tail) == 3 and not plain.startswith("0"))
    is_whole = is_group and len(set(marks)) == 1 and marks[-1] != "٫"
    whole = whole.translate(_NO_MARKS)
    return Decimal(whole + tail if is_whole else f"{whole}.{tail}")


def canonical(value: Decimal) -> str:
    """Return the one way to write a value in ASCII: no separators, no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ascii_digit(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character.isascii() or character in "٫٬’\u00a0\u202f":
        return character
    return next((str(digit) for digit, pattern in enumerate(_DIGITS) if pattern.match(character)), character)


def _numerals(text: str, language: str) -> Iterator[Numeral]:
    tokens, may_start = words_of(text), starts(language)
    possible = [at for at, token in enumerate(tokens) if may_start(token.text)]
    if not possible:
        return
    reader = _Reader(text, tokens, language)
    dates = {match.start(): match.end() for match in _DATE.finditer(text)}
    behind, year = 0, Decimal(0)
    for position in possible:
        token = tokens[position]
        if token.start < behind:
            continue
        if year and (ends := _season_end(text, behind, year, token)) is not None:
            behind, year = token.end, Decimal(0)
            yield ends
            continue
        if token.start in dates:
            behind = dates[token.start]
            yield _date(text, token.start, behind)
        elif (numeral := reader.number(position)) is not None:
            behind = numeral.end
            is_year = behind - numeral.start == _YEAR_LENGTH and YEARS.start <= numeral.value < YEARS.stop
            year = numeral.value if is_year else Decimal(0)
            yield numeral


def _season_end(text: str, behind: int, year: Decimal, token: Word) -> Numeral | None:
    """Return the year that two digits right behind another stand for, 2024 for the 24 of «2023/24»; else None."""
    if text[behind : token.start] not in _YEAR_TO or len(token.text) != _SHORT or not token.text.isdecimal():
        return None
    value = year - year % 100 + digits_value(token.text)
    return Numeral(token.start, token.end, value, value) if value > year else None


def _date(text: str, start: int, end: int) -> Numeral:
    year = max(digits_value(part) for part in regex.findall(r"\p{Nd}+", text[start:end]))
    return Numeral(start, end, year, year, is_date=True)


class _Part(NamedTuple):
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


class _Sum:
    """A number as it is read: finished groups of falling scale, and an open group that a scale may still multiply."""

    def __init__(self, first: _Part) -> None:
        self._finished = self._group = Decimal(0)
        self._limit: Decimal | None = None
        self._has_digits = first.is_digits
        self.add(first)

    @property
    def value(self) -> Decimal:
        return self._finished + self._group

    def takes(self, part: _Part) -> bool:
        """Tell whether a further part belongs to the number."""
        if self._is_counted_in(part):
            return True
        if self._limit is not None and part.value * part.scale >= self._limit:
            return False
        if not self._is_open:
            is_bare = part.scale == 1 and (part.is_digits or self._has_digits)  # 2 million and 17 cows
            is_filler = part.step == 100  # một nghìn KHÔNG TRĂM linh hai
            return (part.value > 0 or is_filler) and (part.is_joined or not is_bare)
        return not part.is_digits and (0 < part.value < self._step or self._is_ten_behind_unit(part))

    def add(self, part: _Part) -> None:
        """Add a part to the open group, and close the group if the part names a scale."""
        if self._is_counted_in(part):
            self._group, self._finished = self._group + self._finished, Decimal(0)
        self._group += part.value
        self._last, self._step, self._is_open = part.value, part.step, part.scale == 1
        if not self._is_open:
            self._finished += self._group * part.scale
            self._group, self._limit = Decimal(0), part.scale

    def _is_counted_in(self, part: _Part) -> bool:
        """Tell whether a part is the crore that thousands before it count: ৩৮ হাজার ৫২ কোটি is 38,052 crore."""
        is_below = self._limit is not None and part.value < self._limit < part.scale
        return is_below and not self._is_open and part.scale == _CRORE and part.value > 0

    def _is_ten_behind_unit(self, part: _Part) -> bool:
        """Tell whether a part is the twenty of five-and-twenty (خمسة وعشرون)."""
        return part.is_joined and 0 < self._last < 10 and 20 <= part.value < 100 and part.value % 10 == 0


class _Reader:
    """Reads the numbers of one text, words and digits."""

    def __init__(self, text: str, tokens: Sequence[Word], language: str) -> None:
        self._text, self._tokens, self._rules = text, tokens, number_rules(language)
        self._may_follow = follows(language)

    @cached_property
    def _keys(self) -> Sequence[str]:
        return [fold(token.text) for token in self._tokens]

    def number(self, position: int) -> Numeral | None:
        """Return the longest number that starts at a token."""
        token = self._tokens[position]
        if token.is_number and not self._may_go_on(position + 1):
            alone = self._digits(position)
            return None if alone is None else Numeral(token.start, token.end, alone[0], alone[0])
        roman = roman_value(token.text)
        if roman is not None:
            return Numeral(token.start, token.end, Decimal(roman), Decimal(roman), is_roman=True)
        if self._is_repeated(position):
            return None
        first = part = self._part(position, is_first=True)
        if first is None or part is None:
            return None
        read = _Sum(first)
        while (further := self._further(part.after)) is not None and read.takes(further):
            read.add(further)
            part = further
        if part is first and first.is_article:
            return None
        return Numeral(first.start, self._tokens[part.after - 1].end, read.value, first.written)

    def _is_repeated(self, position: int) -> bool:
        """Tell whether a scale word stands twice without a number, which is only many: শত শত, হাজার হাজার."""
        if self._keys[position] not in self._rules.scales:
            return False
        beside = [at for at in (position, position + 1) if self._is_adjacent(at)]
        return any(self._keys[at - 1] == self._keys[at] for at in beside)

    def _further(self, position: int) -> _Part | None:
        """Return the part right behind another, with or without a joiner between."""
        if not self._may_go_on(position):
            return None
        part = self._part(position)
        if part is None and self._keys[position] in self._rules.joiners and self._is_adjacent(position + 1):
            part = self._part(position + 1)
            is_written_on = self._tokens[position].end == self._tokens[position + 1].start  # ألف و500
            return part._replace(is_joined=part.is_digits and is_written_on) if part is not None else None
        if part is not None and self._goes_on(position, part):
            return part._replace(is_joined=True)
        return part

    def _goes_on(self, position: int, part: _Part) -> bool:
        """Tell whether digits behind a thousand or a lakh are its rest: ৯ হাজার ৬৪০ is 9,640."""
        is_rest = part.is_digits and part.scale == 1 and part.value < 1000 and part.value == int(part.value)
        gap = self._text[self._tokens[position - 1].end : self._tokens[position].start]
        return is_rest and not gap.strip() and self._rules.scales.get(self._keys[position - 1]) in _RESTS

    def _part(self, position: int, *, is_first: bool = False) -> _Part | None:
        """Read digits or number words with the scale words behind them."""
        token, shift = self._tokens[position], Decimal(0)
        is_shifted = self._keys[position] in self._rules.before and self._is_adjacent(position + 1)
        if is_shifted:  # साढ़े तीन, three and a half
            shift, position = self._rules.before[self._keys[position]], position + 1
        base = self._base(position, is_first=is_first, is_shifted=is_shifted)
        if base is None:
            return None
        value, after, joiner = base
        is_digits = self._tokens[position].is_number
        half, after = (Decimal(0), after) if self._keys[after - 1] in self._rules.unhalved else self._half(after)
        is_bare = not joiner and not half
        is_hundreds = is_shifted and not is_digits and value >= 100 and value % 100 == 0  # সাড়ে চারশ
        written = value = value + shift * (100 if is_hundreds else 1) + half
        value, scale = _in_thousands(value) if not is_digits else (value, Decimal(1))
        unscaled = after
        value, scale, step, after = self._scaled(value, scale, after, is_digits=is_digits)
        key = self._keys[position]
        is_listed = self._pair(position) in self._rules.words
        is_article = is_bare and after == unscaled and key in self._rules.articles and not self._counts(key, after)
        is_article = is_article and not is_listed
        start = token.start + (joiner if is_first else 0)
        return _Part(start, value, scale, step, written, after, is_digits, is_article, bool(joiner))

    def _base(self, position: int, *, is_first: bool, is_shifted: bool) -> tuple[Decimal, int, int] | None:
        """Return the value of digits or of number words, the position behind, and the length of a joiner written on."""
        rules, key = self._rules, self._keys[position]
        if self._tokens[position].is_number:
            digits = self._digits(position)
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

    def _digits(self, position: int) -> tuple[Decimal, int] | None:
        """Return the value of a run of digits and the position behind, None where it is a code."""
        rules, run = self._rules, self._tokens[position].text
        if len(run) > _LONGEST_RUN:
            return None
        value = digits_value(run, rules.decimal, point_groups=rules.point_groups)
        fraction = _FRACTIONS.get(self._text[(end := self._tokens[position].end) : end + 1])
        if fraction is not None and value == int(value):  # 3½
            return value + fraction, position + 1
        if not self._may_go_on(position + 1):
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
        return is_group and (self._rules.blank_groups or gap != " " or not digits_value(run))

    def _pair(self, position: int) -> str:
        """Return the two words that start here as they are listed, an empty string if they cannot be."""
        if self._keys[position] not in self._rules.pairs or not self._is_adjacent(position + 1):
            return ""
        return f"{self._keys[position]} {self._keys[position + 1]}"

    def _times(self, position: int) -> int:
        """Return how many a scale word alone stands for: two by its ending before a noun (ألفا عامل), else one."""
        word, after = self._tokens[position].text, position + 1
        is_twofold = self._keys[position] in self._rules.twofold and _TANWIN not in word
        if not is_twofold or not self._is_adjacent(after):
            return 1
        if self._text[self._tokens[position].end : self._tokens[after].start].strip():
            return 1
        key = self._keys[after]
        is_apart = key in self._rules.apart or key.startswith("ال") or self._part(after) is not None
        return 1 if is_apart else 2

    def _counts(self, key: str, after: int) -> bool:
        """Tell whether a word that is a number only beside some nouns stands right before one of them."""
        counted = self._rules.counted.get(key)
        if counted is None or not self._is_adjacent(after) or self._keys[after] not in counted:
            return False
        if self._tokens[after].text[:1].isupper():  # Ba Đình is a name
            return False
        ahead = after - 2
        if ahead < 0:
            return True
        if key in self._rules.unless and (
            self._tokens[ahead].is_number or self._keys[ahead] in self._rules.unless[key]
        ):
            return False
        return self._keys[ahead] not in self._rules.ranking

    def _written_on(self, key: str, position: int) -> tuple[Decimal, int, int] | None:
        """Read number words written as one (dreiundzwanzig) or on to a preposition (بثلاثة)."""
        rules = self._rules
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
        is_said = self._is_adjacent(after) and self._keys[after] in self._rules.points and self._is_adjacent(after + 1)
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
            elif scale > 1 or (is_digits and factor < 100) or value >= 1000:
                break
            else:
                value, step = value * factor, int(factor) if factor in (10, 100) else 1
            after += 1
        if after > first:
            scale_word = self._keys[after - 1]
            half, after = self._half(after)  # hai triệu rưỡi
            after += bool(half) and self._names_again(after, scale_word)
            value += half if scale > 1 else half * step
        return value, scale, step, after

    def _names_again(self, position: int, scale_word: str) -> bool:
        """Tell whether the scale of a half is said behind it again: ثلاثة ملايين ونصف المليون is 3.5 million."""
        if not self._is_adjacent(position):
            return False
        again = self._rules.scales.get(self._keys[position].removeprefix("ال"))
        return again is not None and again == self._rules.scales.get(scale_word)

    def _listed(self, table: Mapping[str, Decimal], key: str, position: int) -> Iterator[tuple[Decimal, int]]:
        """Yield the values listed for the two words that start here, then for the one, with the position behind."""
        if key in self._rules.pairs and self._is_adjacent(position + 1):
            pair = f"{key} {self._keys[position + 1]}"
            if pair in table:
                yield table[pair], position + 2
        if key in table:
            yield table[key], position + 1

    def _with_unit(self, value: Decimal, after: int) -> tuple[Decimal, int]:
        """Add the unit behind a ten: twenty-five, mười lăm."""
        if 0 < value < 100 and value % 10 == 0 and self._is_adjacent(after):
            key = self._keys[after]
            unit = self._rules.articles.get(key) if key in self._rules.units else self._rules.words.get(key)
            if unit is not None and 0 < unit < 10:
                return value + unit, after + 1
        return value, after

    def _half(self, position: int) -> tuple[Decimal, int]:
        """Return the fraction that words add here (and a half, ونصف, rưỡi), and the position behind; 0 if none."""
        if position >= len(self._keys) or self._keys[position] not in self._rules.halves:
            return Decimal(0), position
        for phrase, value in self._rules.behind.items():
            end = position + phrase.count(" ") + 1
            if " ".join(self._keys[position:end]) == phrase and all(map(self._is_adjacent, range(position, end))):
                return value, end
        return Decimal(0), position

    def _factor(self, position: int) -> Decimal | None:
        if not self._is_adjacent(position):
            return None
        if self._keys[position] == "m" and (self._is_money(position - 1) or self._are_many(position)):
            return _MILLION
        return self._rules.scales.get(self._keys[position])

    def _are_many(self, position: int) -> bool:
        """Tell whether an m written on to digits stands before what comes in millions: «3.5m followers»."""
        following = self._keys[position + 1] if self._is_adjacent(position + 1) else ""
        return self._tokens[position - 1].end == self._tokens[position].start and following in _IN_MILLIONS

    def _is_money(self, position: int) -> bool:
        """Tell whether the sign of a currency, or capitals that stand for one, stand right before digits."""
        token = self._tokens[position]
        ahead = self._text[: token.start].rstrip()[-1:]
        is_glued = position > 0 and self._tokens[position - 1].end == token.start
        is_code = is_glued and self._tokens[position - 1].text.isupper()
        return token.is_number and ((ahead != "" and unicodedata.category(ahead) == "Sc") or is_code)

    def _may_go_on(self, position: int) -> bool:
        """Tell at little cost whether a word can be more of a number that stands right before it."""
        is_word = position < len(self._tokens)
        return is_word and self._may_follow(self._tokens[position].text) and self._is_adjacent(position)

    def _is_adjacent(self, position: int) -> bool:
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
