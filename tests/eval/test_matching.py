import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eval.matching import matched_option, matches, matches_all, normal, number_value

ZEROS = {"devanagari": 0x966, "bengali": 0x9E6, "arabic": 0x660, "persian": 0x6F0, "ascii": 0x30}
numbers = st.integers(0, 10**9)


def in_script(number: int, zero: int) -> str:
    return "".join(chr(zero + int(digit)) for digit in str(number))


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("7,700", "more than 7.700 cooperatives [1]"),
        ("7700", "৭,৭০০টিরও বেশি"),
        ("7700", "7 700 co-ops"),
        ("7700", "7\u00a0700 co-ops"),
        ("246000", "2,46,000 rupees"),
        ("17.5", "17,5 Prozent"),
        ("1234.5", "1.234,5"),
        ("1000000", "1.000.000"),
        ("22.4", "٢٢٫٤ كيلومتر"),
        ("1,250", "١٬٢٥٠"),
        ("0.125", "0,125"),
        ("18", "am 18.09.2023"),
        ("9", "18/09/2023"),
        ("2023", "2023-09-18"),
        ("18.9.2023", "18.09.2023"),
        ("03", "am 3. Mai"),
        ("2026", "2026-2030"),
        ("2021-2025", "2021–2025"),
        ("Lang Son", "tỉnh Lạng Sơn"),
        ("vice-chair", "the Vicechair"),
        ("गुयेन", "श्री गुयेन डुक"),
        ("STRASSE", "die Straße"),
        ("58.1%", "58,1% of them"),
        ("17", "[1] 17 [2]"),
    ],
)
def test_the_same_value_in_another_dress_matches(expected: str, said: str) -> None:
    assert matches(expected, said)


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("17", "2017"),
        ("17", "17.5"),
        ("17", "1,700"),
        ("17", "17,5"),
        ("7", "7 700"),
        ("1", "cooperatives [1]"),
        ("17200", "17 [1] 200"),
        ("2021215", "in 2021 215 products"),
        ("5 billion", "25 billion"),
        ("", "anything"),
        ("-", "a-b"),
        ("Meyer", "Maier"),
    ],
)
def test_another_value_does_not(expected: str, said: str) -> None:
    assert not matches(expected, said)


@given(numbers, st.sampled_from(sorted(ZEROS)), st.sampled_from(sorted(ZEROS)))
def test_a_number_matches_itself_in_every_script(number: int, one: str, other: str) -> None:
    assert matches(in_script(number, ZEROS[one]), f"x {in_script(number, ZEROS[other])} y")


@given(numbers, st.sampled_from([",", ".", " ", "'", "\u202f"]))
def test_separators_of_thousands_do_not_count(number: int, separator: str) -> None:
    assert number_value(f"{number:,}".replace(",", separator).replace("\u202f", " ")) == str(number)
    assert matches(str(number), f"{number:,}".replace(",", separator))


@given(numbers, numbers)
def test_a_number_matches_only_itself(number: int, other: int) -> None:
    assert matches(str(number), f"there are {other}.") == (number == other)


@given(st.text(min_size=1))
@example("2½")
@example("1.2.3")
def test_what_is_not_blank_matches_itself(text: str) -> None:
    assert matches(text, text) == bool(normal(text).text)


@given(st.text(), st.text(alphabet="abc 17,.", max_size=12))
def test_normalising_never_fails_and_the_numbers_stand_in_the_text(text: str, more: str) -> None:
    found = normal(text + more)
    assert all(number.replace(".", "").isdigit() for number in found.numbers)


@given(st.lists(st.sampled_from(["Karl Meyer", "120", "in 1931"]), min_size=1), st.integers(1, 30))
def test_citation_markers_change_nothing(words: list[str], number: int) -> None:
    marked = f" [{number}] ".join(words)
    assert all(matches(word, marked) for word in words)
    assert not matches(str(number), marked) or any(str(number) in word.split() for word in words)


def test_every_group_needs_one_string() -> None:
    assert matches_all([["eleven", "11"], ["2025"]], "11 by 2025")
    assert not matches_all([["eleven", "11"], ["2025"]], "11 by 2026")
    assert matched_option(["eleven", "11"], "11 stations") == 1
    assert matched_option(["eleven"], "12 stations") is None
