"""An answer in words: figures in the conventions of the answer's language, short templates, never a dump."""

import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files

from qa.answer import Claim
from qa.exactness import approximations
from qa.run_times import RUN, shown_run
from qa.shares import shown_share
from qa.units import Quantity, units
from vectorstore.lexicon import LANGUAGES
from vectorstore.number_rules import number_rules
from vectorstore.words import script_language

_ZERO = {"hi": 0x0966, "bn": 0x09E6, "ar": 0x0660}
_SCALED_FROM = Decimal(1_000_000)
_FEW = range(3, 11)
"""Values behind which Arabic has a noun in the plural, by their last two digits."""


@cache
def phrases(language: str) -> dict:  # type: ignore[type-arg]
    """Return the phrases of a language, those of English where it has none."""
    table = tomllib.loads((files("qa") / "data" / "templates.toml").read_text("utf-8"))
    return table[language if language in LANGUAGES else "en"]  # type: ignore[no-any-return]


def has_phrases(language: str) -> bool:
    """Tell whether answers can be given in a language."""
    return language in LANGUAGES


def state_figure(quantity: Quantity, language: str, focus: str = "", *, question: str = "") -> str:
    """Return a figure as a short statement: how exact, how much, of what.

    Native digits are used only when the question used them.
    """
    number = shown_run(quantity.value) if quantity.unit == RUN else _number(quantity.value, language, quantity.scale)
    if quantity.upper is not None:
        number = _range(number, _number(quantity.upper, language, quantity.scale))
    if quantity.unit is not None:
        number += _unit(quantity, language)
    if quantity.share is not None and (said := shown_share(*quantity.share, _shown_in(language))) is not None:
        number = f"{said} ({number})"
    for value, smaller in quantity.rest:
        number += f" {_number(value, language, Decimal(1))}{units()[smaller].show[_shown_in(language)]}"
    if quantity.exactness is not None:
        number = approximations()[quantity.exactness][2][_shown_in(language)].format(number)
    is_counted = bool(focus) and quantity.unit is None
    figure = _counted(number, focus, language) if is_counted else number
    return _upper_first(_native(figure, language, question))


def _unit(quantity: Quantity, language: str) -> str:
    """Return the unit as it is written behind a figure: one hour, two hours; «3 ساعات», «11 ساعة»."""
    assert quantity.unit is not None
    shown = units()[quantity.unit].show[_shown_in(language)]
    value = quantity.value if quantity.upper is None else quantity.upper
    is_few = value % 1 == 0 and _FEW.start <= value % 100 < _FEW.stop
    forms = phrases(language)["units_one"] if value == 1 else phrases(language)["units_few"] if is_few else {}
    return shown.replace(shown.strip(), forms.get(shown.strip(), shown.strip()))


def state_how_often(
    quantity: Quantity, figure: str, language: str, *, is_time_between: bool, period: str | None = None
) -> str:
    """Return a figure, stated already, as an answer to «how often»: every 20 minutes, 3 times a day, once."""
    is_one = quantity.value == 1 and quantity.upper is None and figure == _number(Decimal(1), language, Decimal(1))
    form = "every" if is_time_between else "once" if is_one else "times"
    said: str = phrases(language)[form].format(figure=figure)
    return _upper_first(said if period is None else phrases(language)["times_in"][period].format(times=said))


def _counted(number: str, focus: str, language: str) -> str:
    table = phrases(language)
    focus = table["counted_as"].get(focus, focus)
    if focus.endswith(tuple(table["uncounted"])):
        return number
    behind = (form for beginning, form in table["counted_behind"].items() if focus.startswith(beginning))
    said: str = next(behind, table["counted"]).format(figure=number, focus=focus)
    return said


def _shown_in(language: str) -> str:
    return language if language in LANGUAGES else "en"


def stated(claims: Sequence[Claim]) -> Iterator[str]:
    """Yield the text of an answer claim by claim, each with its markers; joined by nothing they are the whole."""
    for at, claim in enumerate(claims):
        markers = "".join(f"[{number}]" for number in claim.citations)
        yield f"{'; ' if at else ''}{claim.text} {markers}"


def quote(sentence: str, language: str) -> str:
    """Return a sentence of an article in the quotation marks of the answer's language."""
    text: str = phrases(language)["quote"].format(text=sentence)
    return text


def name_first(name: str, text: str, language: str) -> str:
    """Return a text led by the name that it gives."""
    led: str = phrases(language)["named"].format(name=name, text=text)
    return led


def decide(text: str, language: str, *, is_so: bool) -> str:
    """Return what bears on a question with the yes or no that it decides."""
    decided: str = phrases(language)["yes" if is_so else "no"].format(text=text)
    return decided


def format_number(value: Decimal, language: str) -> str:
    """Return a number with the separators of a language: 12,287 or 12.287 or 25.3."""
    rules = phrases(language)
    whole, _, rest = f"{value.normalize():f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", rules["group"]) if len(whole) > 3 else whole
    is_ambiguous = number_rules(language).point_groups and len(rest) == 3  # 1.125 would be read as a thousand and more
    return grouped + (("٫" if is_ambiguous else rules["decimal"]) + rest if rest else "")


def _number(value: Decimal, language: str, written: Decimal) -> str:
    """Write millions and more with a scale word: the article's own (1,194 million), else where it is short."""
    own = phrases(language)["scales_own"].get(str(written)) if value >= _SCALED_FROM else None
    if own is not None and (scaled := value / written) == scaled.quantize(Decimal("0.001")):
        return f"{format_number(scaled, language)} {own}"
    written = Decimal(1) if str(written) not in phrases(language)["scales"] else written
    for scale, name in phrases(language)["scales"].items():
        if value >= _SCALED_FROM and (Decimal(scale) == written or (written == 1 and value >= Decimal(scale))):
            scaled = value / Decimal(scale)
            if written != 1 or scaled == scaled.quantize(Decimal("0.001")):
                name = phrases(language)["scales_one"].get(scale, name) if scaled == 1 else name
                return f"{format_number(scaled, language)} {name}"
            break
    return format_number(value, language)


def _range(low: str, high: str) -> str:
    """Join two ends, the scale said once: 65–70 million."""
    low_number, _, low_scale = low.partition(" ")
    return f"{low_number}–{high}" if low_scale == high.partition(" ")[2] else f"{low}–{high}"


def _native(text: str, language: str, question: str) -> str:
    zero = _ZERO.get(language)
    used = any(unicodedata.category(c) == "Nd" and not c.isascii() for c in question)
    if zero is None or not used:
        return text
    return "".join(chr(zero + int(c)) if c.isascii() and c.isdigit() else c for c in text)


def _upper_first(text: str) -> str:
    return text if script_language(text) else text[:1].upper() + text[1:]
