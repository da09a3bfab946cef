from importlib.resources import files
from pathlib import Path

import pytest

from vectorstore.lexicon import LANGUAGES
from vectorstore.lexicon_check import (
    GAZETTEER_COLUMNS,
    gazetteer_problems,
    lexicon_problems,
    lies_in_problems,
    related_problems,
    table_problems,
)

FOLDER = Path(str(files("vectorstore") / "lexicon"))


def test_the_tables_are_as_the_format_says() -> None:
    problems = lexicon_problems(FOLDER)
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(problems[:100])


def test_a_german_noun_may_have_a_line_behind_a_word_without_its_capital() -> None:
    lines = ["waren\tf\tbe", "Waren\tn\tgoods"]
    assert not list(table_problems(lines, "de"))
    assert [number for number, _ in table_problems([*lines, "WAREN\tn\tgoods"], "de")] == [3]
    assert [number for number, _ in table_problems(["mine\tn\tmine", "Mine\tn\tmine"], "en")] == [2]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Haus\tn", "has 2 columns"),
        ("Haus\tn\thouse\textra", "has 4 columns"),
        ("Haus\tz\thouse", "part of speech 'z'"),
        ("Haus\tnv\thouse", "part of speech 'nv'"),
        ("Haus\tn\t", "empty gloss"),
        ("Haus\tn\thouse|", "empty gloss"),
        ("Haus\tn\ta|b|c|d", "4 glosses"),
        ("Haus\tn\thouse|house", "gives a gloss twice"),
        ("Haus\tn\tदाम", "not plain English"),
        ("Haus\tn\thouse ", "a blank too many"),
        (" Haus\tn\thouse", "a blank too many"),
        ("Ba\u0308r\tn\tbear", "not in NFC"),
        ("дом\tn\thouse", "which is not Latin"),
        ("—\tn\tdash", "holds no word"),
        ("\tn\thouse", "holds no word"),
    ],
)
def test_the_validator_names_what_is_wrong(line: str, problem: str) -> None:
    ((number, found),) = table_problems(["# comment", line], "de")
    assert number == 2
    assert problem in found


def test_the_validator_finds_a_form_that_is_listed_twice() -> None:
    lines = ["Straße\tn\tstreet", "", "STRASSE\tn\troad"]
    assert list(table_problems(lines, "de")) == [
        (3, "'STRASSE' is listed in line 1 already (case, marks and joiners do not count)")
    ]


def test_the_validator_checks_the_gazetteer() -> None:
    header = "\t".join(GAZETTEER_COLUMNS)
    good = "Hanoi\tcapital\tहनोई\tহ্যানয়\tهانوي\tHanoi\tHà Nội"
    assert list(gazetteer_problems([header, good])) == []
    assert [n for n, _ in gazetteer_problems([header, good + "\t"])] == [2]
    assert [n for n, _ in gazetteer_problems([header, good.replace("capital", "Big City")])] == [2]
    assert [n for n, _ in gazetteer_problems([header, good.replace("हनोई", "হনোই")])] == [2]
    assert [n for n, _ in gazetteer_problems([header, good.replace("হ্যানয়", "হ্যানয়|হ্যানয়")])] == [2]
    assert [n for n, _ in gazetteer_problems(["en\tkind", good])] == [1]


def test_the_validator_checks_which_place_lies_in_which() -> None:
    kinds = {"India": {"country"}, "Bihar": {"province"}, "Patna": {"city"}, "UNESCO": {"organization"}}
    good = ["# places", "India\tBihar", "Bihar\tPatna"]
    assert list(lies_in_problems(good, kinds)) == []
    wrong = ["Patna", "Bihar\tGaya", "India\tUNESCO", "Bihar\tPatna|Patna", "India\tPatna"]
    for line in wrong:
        assert next(n for n, _ in lies_in_problems([*good, line], kinds)) == 4, line
    assert [n for n, _ in lies_in_problems([*good, "Patna\tIndia"], kinds)] == [2, 3, 4]


def test_the_validator_names_the_file_and_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "gazetteer.tsv").write_text("\t".join(GAZETTEER_COLUMNS) + "\n", "utf-8")
    (tmp_path / "related.tsv").write_text("", "utf-8")
    (tmp_path / "lies_in.tsv").write_text("", "utf-8")
    for language in LANGUAGES[1:]:
        (tmp_path / f"{language}.tsv").write_text("", "utf-8")
    rows = "".join(f"{a}{b}\tn\tgovernment\n" for a in "abcdefg" for b in "hklmn") + "zz\tn\tGovernment\n"
    (tmp_path / "de.tsv").write_text(rows, "utf-8")
    assert lexicon_problems(tmp_path) == [
        "en.tsv: is missing",
        "de.tsv:36: gloss 'Government' is no name: write 'government'",
    ]


@pytest.mark.parametrize(
    "line",
    ["belong\tinclude", "belong\tinclude|\tjoin", "belong\tbelong\t", "belong\tinclude\tinclude", "Belong\tinclude\t"],
)
def test_a_bad_line_of_related_words_is_named(line: str) -> None:
    assert [number for number, _ in related_problems(["# comment", line])] == [2]


def test_a_word_has_one_line_of_related_words() -> None:
    assert list(related_problems(["belong\tinclude\tjoin"])) == []
    assert [number for number, _ in related_problems(["belong\tinclude\t", "belong\tpart\t"])] == [2]
