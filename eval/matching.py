"""Whether an answer's text says what a golden question expects (contract, section 3, *Matching*)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_MARKER = re.compile(r"\[\s*\d+(?:\s*,\s*\d+)*\s*\]")
_DATE = (
    r"(?<![\d.,])(?:\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)\d{4}|\d{4}(?P<mark>[./-])\d{1,2}(?P=mark)\d{1,2})(?![.,]?\d)"
)
_NUMBER = re.compile(rf"(?P<date>{_DATE})|\d{{1,3}}(?: \d{{3}})+(?:[.,٫]\d+)?(?!\d)|\d+(?:[.,'’٫٬]\d+)*")
_ONLY_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_GROUP_MARKS = str.maketrans("", "", " '’٬")


@dataclass(frozen=True, slots=True)
class Normal:
    """A text made comparable: ``text`` bare of marks and hyphens, ``numbers`` its whole numbers and parts of dates."""

    text: str
    numbers: frozenset[str]


@lru_cache(maxsize=4096)
def normal(text: str) -> Normal:
    """Drop citation markers, NFKC, case fold, digits to ASCII, no separators inside numbers, decimal comma to point.

    Then drop combining marks and hyphens; a hyphen between two numbers becomes a space.
    """
    plain = unicodedata.normalize("NFKC", _MARKER.sub("\n", text)).casefold()
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in plain)
    numbers: set[str] = set()

    def canonical(match: re.Match[str]) -> str:
        parts = _date_parts(match[0]) if match["date"] else (number_value(match[0]),)
        numbers.update(parts, {".".join(parts)})
        return ".".join(parts)

    return Normal(_bare(_NUMBER.sub(canonical, plain)), frozenset(numbers))


def number_value(digits: str) -> str:
    """Return one way to write a number of ASCII digits: no separators, a decimal point, no needless zeros.

    A single ``.`` or ``,`` before exactly three digits separates thousands, unless ``0`` stands before it.
    """
    plain = digits.translate(_GROUP_MARKS)
    if "٫" in plain:
        whole, _, decimals = plain.partition("٫")
    elif (point := _decimal_mark(plain)) is not None:
        whole, _, decimals = plain.rpartition(point)
    else:
        whole, decimals = plain, ""
    whole, decimals = re.sub(r"\D", "", whole).lstrip("0") or "0", decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def matches(expected: str, given: str) -> bool:
    """Tell whether ``given`` says ``expected``: a number as a whole number or part of a date, else as a substring.

    A substring that begins or ends with a number must not cut a longer one.
    """
    wanted, said = normal(expected), normal(given)
    if not wanted.text:
        return False
    if _ONLY_NUMBER.fullmatch(wanted.text):
        return wanted.text in said.numbers
    before = r"(?<!\d)(?<!\d\.)" if wanted.text[0].isdecimal() else ""
    after = r"(?!\.?\d)" if wanted.text[-1].isdecimal() else ""
    return re.search(before + re.escape(wanted.text) + after, said.text) is not None


def matched_option(group: Sequence[str], given: str) -> int | None:
    """Return the index of the first string of a group that the text matches, or None."""
    return next((index for index, option in enumerate(group) if matches(option, given)), None)


def matches_all(groups: Iterable[Sequence[str]], given: str) -> bool:
    """Tell whether the text matches one string of every group."""
    return all(matched_option(group, given) is not None for group in groups)


def _decimal_mark(digits: str) -> str | None:
    marks = [char for char in digits if char in ".,"]
    if not marks or marks.count(marks[-1]) > 1:
        return None
    head, _, tail = digits.rpartition(marks[-1])
    groups_thousands = len(marks) == 1 and len(tail) == 3 and len(head) <= 3 and not head.startswith("0")
    return None if groups_thousands else marks[-1]


def _date_parts(date: str) -> tuple[str, ...]:
    return tuple(str(int(part)) for part in re.split(r"[./-]", date))


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (char for char in decomposed if unicodedata.category(char) not in ("Mn", "Mc", "Me", "Cf"))
    spaced = re.sub(r"(?<=\d)[-‐‑‒–−](?=\d)", " ", "".join(kept))
    joined = "".join(char for char in spaced if unicodedata.category(char) != "Pd")
    return " ".join(joined.split())
