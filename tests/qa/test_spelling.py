import tomllib
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.letters import LATIN, by_letter
from qa.spelling import bare_name, is_name_part, kind_of, spelled
from vectorstore.words import fold, script_language

SCRIPTS = {"latin": None, "hi": "hi", "bn": "bn", "ar": "ar"}


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("शालिनी", "Shalini"),
        ("कमला", "Kamla"),
        ("मरावी", "Maravi"),
        ("अरविंद", "Arvind"),
        ("मनमोहन", "Manmohan"),
        ("चंपा", "Champa"),
        ("चंद्र", "Chandra"),
        ("आनंद", "Anand"),
        ("भट्ट", "Bhatt"),
        ("धर्म", "Dharm"),
        ("विश्वनाथ", "Vishwanath"),
        ("रफ़ीक़", "Rafiq"),
        ("सीएनईएस", "CNES"),
        ("শাহীনা", "Shahina"),
        ("রহমান", "Rahman"),
        ("তাহমিনা", "Tahmina"),
        ("চন্দ্র", "Chandra"),
        ("ওয়াহিদ", "Wahid"),
        ("থাং", "Thang"),
        ("এসএসসি", "SSC"),
    ],
)
def test_a_name_is_romanised_as_it_is_spoken(word: str, written: str) -> None:
    assert by_letter(word, LATIN) == written
    assert by_letter(unicodedata.normalize("NFD", word), LATIN) == written


@pytest.mark.parametrize(
    ("name", "language", "reader", "shown"),
    [
        ("गीता देवी", "hi", "de", "Geeta Devi"),
        ("गीता देवी", "hi", "vi", "Geeta Devi"),
        ("सुखविंदर नेगी", "hi", "en", "Sukhvindar Negi"),
        ("अरविंद नेताम", "hi", "bn", "অরবিন্দ নেতাম"),
        ("রোকসানা পারভীন", "bn", "de", "Roksana Parvin"),
        ("স্বপন রশীদ", "bn", "hi", "स्वपन रशीद"),
        ("লো ভান থাং", "bn", "en", "Lo Van Thang"),
        ("رنا أحمد", "ar", "de", "Rana Ahmed"),
        ("عبد الله أحمد", "ar", "hi", "अब्दुल्ला अहमद"),
        ("Ahmed Hassan", "en", "bn", "আহমেদ হাসান"),
        ("Ahmed Hassan", "en", "ar", "أحمد حسن"),
        ("Nguyễn Văn Đức", "vi", "hi", "गुयेन वान डुक"),
        ("München", "de", "en", "Munich"),
        ("القاهرة", "ar", "de", "Kairo"),
    ],
)
def test_a_name_is_shown_in_the_readers_script(name: str, language: str, reader: str, shown: str) -> None:
    assert spelled(name, language, reader) == shown


@pytest.mark.parametrize(
    ("name", "language", "reader"),
    [
        ("خميس الحكماني", "ar", "de"),  # Arabic leaves out the vowels
        ("गीता देवी", "hi", "ar"),
        ("Harriet Osgood", "en", "hi"),
        ("Trần Hữu Khiêm", "vi", "de"),  # the letters are the reader's own
        ("Marek Dittrich", "de", "vi"),
        ("गीता देवी", "hi", "hi"),
    ],
)
def test_where_nothing_tells_how_a_name_is_written_it_is_left_as_it_is(name: str, language: str, reader: str) -> None:
    assert spelled(name, language, reader) is None


@pytest.mark.parametrize(
    ("name", "language", "bare"),
    [
        ("রোকসানা পারভীনের", "bn", "রোকসানা পারভীন"),
        ("তাহমিনা রশীদকে", "bn", "তাহমিনা রশীদ"),
        ("আবু নাসের", "bn", "আবু নাসের"),
        ("Harriet Osgood's", "en", "Harriet Osgood"),
        ("Matthias Grewe", "de", "Matthias Grewe"),
    ],
)
def test_a_name_is_shown_without_the_ending_of_its_case(name: str, language: str, bare: str) -> None:
    assert bare_name(name, language) == bare


@given(st.text(st.characters(min_codepoint=0x0900, max_codepoint=0x09FF), min_size=1, max_size=12))
def test_any_letters_are_written_in_the_other_script_or_not_at_all(word: str) -> None:
    for target in (LATIN, "hi", "bn", "ar"):
        written = by_letter(word, target)
        assert written is None or (target == LATIN) <= (script_language(written) is None)


def test_what_only_looks_like_a_name_is_none_as_it_is_written() -> None:
    assert is_name_part("علي", "ar", exactly=True)
    assert not is_name_part("على", "ar", exactly=True)
    assert kind_of("Kairo", "de") == "capital"


def rows() -> tuple[list[str], list[list[str]]]:
    lines = (files("qa") / "data" / "person_names.tsv").read_text("utf-8").splitlines()
    header, *found = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return header, found


def test_every_listed_name_stands_in_the_script_of_its_column_and_in_one_row() -> None:
    header, found = rows()
    assert header == list(SCRIPTS)
    for column, script in enumerate(SCRIPTS.values()):
        forms = [form for row in found for form in row[column].split("|") if form]
        assert all(script_language(form) == script for form in forms)
        doubled = {form for form in map(fold, forms) if list(map(fold, forms)).count(form) > 1}
        assert doubled == set()
    assert all(sum(bool(cell) for cell in row) > 1 for row in found)


@pytest.mark.parametrize(("source", "other"), [("hi", "bn"), ("bn", "hi")])
def test_every_letter_that_is_romanised_has_one_in_the_other_script(source: str, other: str) -> None:
    table = tomllib.loads((files("qa") / "data" / "letters.toml").read_text("utf-8"))
    own = table[source]["consonants"] | table[source]["vowels"] | table[source]["signs"] | table[source]["marks"]
    missing = {letter for letter in own if by_letter(letter, other) == letter}
    assert missing <= {"ऩ", "ऱ", "ऍ", "ॅ"}


@pytest.mark.parametrize(
    ("name", "bare"), [("মোহনপুরে", "মোহনপুর"), ("ধূপঝোরায়", "ধূপঝোরা"), ("তারাগাছিতে", "তারাগাছি"), ("মোহনপুর", "মোহনপুর")]
)
def test_a_place_is_named_without_what_says_that_something_is_there(name: str, bare: str) -> None:
    assert bare_name(name, "bn", is_place=True) == bare
    assert bare_name(name, "bn") == name  # a person's name may end so
