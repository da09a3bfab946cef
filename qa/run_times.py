"""Times that something took as a clock writes them: «2:14:47», hours, minutes and seconds."""

from collections.abc import Iterator
from decimal import Decimal

import regex

from qa.units import Quantity
from vectorstore.digits import digits_value

RUN = "run_time"
"""The unit of such a figure, whose value is in seconds."""

_TIME = regex.compile(r"(?<![\p{Nd}:.,])(\p{Nd}{1,2}):(\p{Nd}{2}):(\p{Nd}{2})(?![\p{Nd}:])")
_SIXTY = 60


def run_times(text: str) -> list[Quantity]:
    """Return the times of a text in order."""
    return list(_found(text)) if ":" in text else []


def shown_run(seconds: Decimal) -> str:
    """Return a time as a clock writes it."""
    minutes, rest = divmod(int(seconds), _SIXTY)
    hours, minutes = divmod(minutes, _SIXTY)
    return f"{hours}:{minutes:02}:{rest:02}"


def _found(text: str) -> Iterator[Quantity]:
    for match in _TIME.finditer(text):
        hours, minutes, seconds = (digits_value(part) for part in match.groups())
        if max(minutes, seconds) < _SIXTY:
            start, end = match.span()
            value = (hours * _SIXTY + minutes) * _SIXTY + seconds
            yield Quantity(start, end, start, end, value, None, RUN, "duration", None, end)
