import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.tones import is_syllable, with_tones
from vectorstore.words import bare, fold

FOLDER = Path(__file__).parents[2] / "vectorstore" / "lexicon"
LINES = [line.split("\t") for line in (FOLDER / "tones.tsv").read_text("utf-8").splitlines() if line[0] != "#"]
READINGS = {syllable: readings.split("|") for syllable, readings in LINES}


@pytest.mark.parametrize(
    "meant",
    [
        "bao nhiêu hộ nuôi tôm hùm đủ điều kiện nhận hỗ trợ",
        "Những nơi nào ở Jharkhand cũng sẽ được trải mặt sân giống Simdega trước tháng 3/2026?",
        "bà chủ tiệm bánh mì cô Bay bị phạt bao nhiêu tiền",
        "còn năm 2023?",
        "có mấy người chết trong vụ cháy ngày 21 tháng 10?",
        "ai là chủ tịch?",
        "không tăng bao nhiêu phần trăm",
        "Dân số Sóc Trăng là bao nhiêu?",
        "HÀ NỘI CÓ MẤY CÂY CẦU",
        "máy bay không người lái chở thuốc mang tối đa bao nhiêu kg",
    ],
)
def test_syllables_get_their_diacritics_by_what_stands_beside_them(meant: str) -> None:
    typed = bare(meant)
    assert typed.isascii()
    assert with_tones(typed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "Cô ấy cho ba con gà ăn hai lần",
        "Ai cho tôi mua xe?",
        "Bạn của Ban Ki Moon là ai?",
        "Ở झारखंड có mấy nhà ga?",
        "",
    ],
)
def test_what_is_a_word_as_typed_stays_where_diacritics_are_typed(text: str) -> None:
    assert with_tones(text) == (text, {})


def test_a_row_without_diacritics_is_read_anew_within_a_proper_question() -> None:
    assert with_tones("Năm nay bao nhieu ho được hỗ trợ?").text == "Năm nay bao nhiêu hộ được hỗ trợ?"


def test_what_neighbours_do_not_tell_keeps_its_other_readings() -> None:
    assert with_tones("ho").others[0] == ("họ", "hồ")
    assert not with_tones("bao nhieu nguoi").others
    assert not with_tones("hop tac xa").others


@given(st.text(max_size=60) | st.lists(st.sampled_from(sorted(READINGS)), max_size=12).map(" ".join))
def test_every_letter_keeps_its_place(text: str) -> None:
    found = with_tones(text)
    assert len(found.text) == len(text)
    assert bare(fold(found.text)) == bare(fold(text))
    assert all(text[at].isalpha() for at in found.others)


@given(st.lists(st.sampled_from(sorted(READINGS)), min_size=1, max_size=12).map(" ".join))
def test_what_has_its_diacritics_is_left_alone(text: str) -> None:
    meant = with_tones(text).text
    if not meant.isascii():
        assert with_tones(meant).text == meant


def test_the_readings_are_spellings_of_their_syllable() -> None:
    assert [syllable for syllable, _ in LINES] == sorted(READINGS)
    for syllable, readings in READINGS.items():
        assert len(set(readings)) == len(readings), syllable
        assert all(fold(one) == one and bare(one) == syllable for one in readings), syllable
        assert all(unicodedata.is_normalized("NFC", one) for one in readings)


def test_the_rows_hold_listed_readings_only() -> None:
    rows = tomllib.loads((FOLDER / "tones.toml").read_text("utf-8"))["rows"]
    words = {word for row in rows for word in f"{row['before']} {row['behind']}".split()} - set("^$#A")
    assert [word for word in sorted(words) if word not in READINGS.get(bare(word), ())] == []


def test_other_words_are_no_syllables() -> None:
    assert is_syllable("nhieu")
    assert not any(map(is_syllable, ("cooperatives", "jharkhand", "nhiêu", "")))


def test_a_syllable_alone_is_left_as_typed_where_it_is_likeliest_so() -> None:
    assert with_tones("vay").text == "vay"
    assert with_tones("dau").text != "dau"
