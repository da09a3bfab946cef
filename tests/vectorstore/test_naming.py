"""An ordinary word is a name where a capital and what stands around it say so."""

import pytest

from vectorstore.naming import Place, ordinary_names
from vectorstore.tokenizer import tokenizer


def names(language: str, text: str) -> list[str]:
    return [text[t.start : t.end] for t in tokenizer(language).tokens(text) if t.kind == "name"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("vi", "theo ông Lâm, lượng xe tăng", ["Lâm"]),
        ("vi", "người dân huyện Quỳnh Phụ và gò Cây Trâm", ["Quỳnh", "Phụ", "Cây", "Trâm"]),
        ("vi", "Bà Hồ Thị Xuân Lan phát biểu", ["Hồ", "Thị", "Xuân", "Lan"]),
        ("vi", "người nuôi ở thị xã Sông Cầu", ["Sông", "Cầu"]),
        ("vi", "anh Lê Thành Công và ông Dương Văn Minh", ["Lê", "Thành", "Công", "Dương", "Văn", "Minh"]),
        ("de", "Das sagte Minister Vogel gestern", ["Vogel"]),
        ("de", "Oberbürgermeisterin Anna Jäger und Peter Koch", ["Anna", "Jäger", "Peter", "Koch"]),
        ("de", "Frau Falkenhain kommt", ["Falkenhain"]),
        ("en", "how many beads were found at Go Cay Tram?", ["Go", "Cay", "Tram"]),
        ("en", "the judge asked Mr Cook and Dr Fisher", ["Cook", "Fisher"]),
    ],
)
def test_a_word_behind_a_title_or_in_a_row_of_syllables_is_a_name(
    language: str, text: str, expected: list[str]
) -> None:
    assert names(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("vi", "Gần chợ có một khu rừng"),
        ("vi", "Sở Xây dựng và Ban Chấp hành họp hôm nay"),
        ("vi", "ông lâm vào cảnh khó khăn"),
        ("de", "Der Trainer Zeit zu geben, war richtig"),
        ("de", "eine Frau Angst hatte"),
        ("de", "die Sprecherin Mitte der Woche"),
        ("en", "the cook and the baker go by tram"),
    ],
)
def test_an_ordinary_word_stays_one(language: str, text: str) -> None:
    assert names(language, text) == []


def test_a_place_that_begins_a_name_keeps_its_meaning() -> None:
    assert [token.glosses[:1] for token in tokenizer("vi").tokens("ở Chợ Lớn")][1] == ("market",)


def test_a_listed_name_and_a_number_stay_what_they_are() -> None:
    text = "ông Huế Ba"
    found = [Place(0, 3, "ông", "n", False), Place(4, 7, "huế", "p", False), Place(8, 10, "ba", "d", False)]
    assert ordinary_names(text, found, "vi") == set()


def test_scripts_without_capitals_have_none() -> None:
    assert ordinary_names("श्री कमल", [Place(0, 4, "श्री", "n", False), Place(5, 8, "कमल", "n", False)], "hi") == set()
