import unicodedata
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from texts import languages

from vectorstore.digits import canonical, digits_value
from vectorstore.number_rules import number_rules
from vectorstore.numerals import numerals

ZEROS = [chr(c) for c in range(0x11_0000) if unicodedata.category(chr(c)) == "Nd" and unicodedata.decimal(chr(c)) == 0]
separators = st.sampled_from([".", ",", "٫", "٬", "'", "’", "\u00a0", "\u202f"])


@pytest.mark.parametrize(
    ("digits", "decimal", "value"),
    [
        ("12,287", ".", "12287"),
        ("12.287", ",", "12287"),
        ("12.287", ".", "12.287"),
        ("12,287", ",", "12.287"),
        ("25,3", ".", "25.3"),
        ("25.3", ",", "25.3"),
        ("1.234.567", ".", "1234567"),
        ("1,234,567", ",", "1234567"),
        ("2,46,000", ".", "246000"),
        ("1,234.5", ".", "1234.5"),
        ("1.234,5", ".", "1234.5"),
        ("1.234.567,89", ".", "1234567.89"),
        ("0,125", ".", "0.125"),
        ("7'700", ".", "7700"),
        ("7\u00a0700", ",", "7700"),
        ("7\u202f700,5", ",", "7700.5"),
        ("১২,২৮৭", ".", "12287"),
        ("१,२५,०००", ".", "125000"),
        ("١٢٬٢٨٧", ".", "12287"),
        ("٣٫٥", ".", "3.5"),
        ("٣٫٥", ",", "3.5"),
        ("٣٫١٢٥", ".", "3.125"),
        ("007", ".", "7"),
    ],
)
def test_what_digits_are_worth(digits: str, decimal: str, value: str) -> None:
    assert digits_value(digits, decimal) == Decimal(value)


def test_in_the_maghreb_a_point_groups_thousands() -> None:
    assert digits_value("180.000", point_groups=True) == 180_000
    assert digits_value("18.5", point_groups=True) == Decimal("18.5")
    assert digits_value("٣٫١٢٥", point_groups=True) == Decimal("3.125")


@pytest.mark.parametrize("digits", ["", ".", "٫", "x"])
def test_no_digit_is_no_number(digits: str) -> None:
    with pytest.raises(ValueError, match="holds no digit"):
        digits_value(digits)


@given(st.integers(0, 10**18), st.sampled_from(ZEROS))
def test_digits_of_any_script_are_worth_the_same(number: int, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    assert digits_value(written) == number
    assert [numeral.value for numeral in numerals(f"x {written} y", "en")] == [number]


def test_so_are_digits_younger_than_python() -> None:
    assert digits_value("𐵁𐵂") == 12  # Garay, Unicode 16: `regex` knows them, `unicodedata` of Python 3.11 does not
    assert [numeral.value for numeral in numerals("𐵁𐵂.𐵀𐵁.𐵂𐵀𐵂𐵃 and 𐵁,𐵂𐵃𐵄", "en")] == [2023, 1234]


@given(st.lists(st.integers(0, 9999), min_size=1), separators, separators)
@example([1, 2, 3, 4], ",", ".")
@example([1, 2, 3], ",", ",")
def test_any_run_of_digits_and_separators_has_a_value(numbers: list[int], one: str, other: str) -> None:
    run = str(numbers[0]) + "".join((one, other)[at % 2] + str(number) for at, number in enumerate(numbers[1:]))
    for decimal in ".,":
        value = digits_value(run, decimal)
        assert value >= 0
        assert canonical(value).replace(".", "").strip("0") == "".join(c for c in run if c.isdecimal()).strip("0")


@given(st.decimals(min_value=0, max_value=10**15, places=3), languages)
def test_a_value_written_as_a_language_writes_it_is_read_again(value: Decimal, language: str) -> None:
    whole, rest = f"{value:f}".split(".")
    decimal = number_rules(language).decimal
    grouped = f"{int(whole):,}".replace(",", "." if decimal == "," else ",")
    rest = rest.rstrip("0")
    if rest and (len(rest) < 3 or len(grouped) > 3):
        assert digits_value(f"{grouped}{decimal}{rest}", decimal) == value
    assert digits_value(grouped, decimal) == int(whole)
