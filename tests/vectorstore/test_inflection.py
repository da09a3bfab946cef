from dataclasses import replace

import pytest
from lexicons import ARABIC, GERMAN, lexicon

from vectorstore.affixes import Affixes
from vectorstore.lexicon import load_lexicon
from vectorstore.lexicon_entry import Entry
from vectorstore.words import fold


def test_the_least_is_cut_off_first() -> None:
    found = lexicon("Frau\tn\twoman", "Fraue\tn\twrong", affixes=GERMAN)
    assert found.analyse("frauen") == (Entry("n", ("woman",)),)
    assert found.analyse("fraus") == (Entry("n", ("woman",)),)
    assert found.analyse("frauchen") == ()


def test_of_two_prefixes_the_shorter_is_cut_off_first() -> None:
    rows = ("شعر\tn\thair", "يشعر\tv\tfeel")
    assert lexicon(*rows, affixes=ARABIC).analyse("سيشعر") == (Entry("v", ("feel",)),)
    assert lexicon(rows[0], affixes=ARABIC).analyse("سيشعر") == (Entry("n", ("hair",)),)


def test_a_late_prefix_is_cut_off_where_no_ending_is() -> None:
    rows = ("يدي\tn\thand", "ديه\tn\tblood money")
    assert lexicon(*rows, affixes=ARABIC).analyse("يديه") == (Entry("n", ("hand",)),)
    assert lexicon(rows[1], affixes=ARABIC).analyse("يديه") == (Entry("n", ("blood money",)),)
    assert lexicon("بيت\tn\thouse", "تته\tn\twrong", affixes=ARABIC).analyse("بيته") == (Entry("n", ("house",)),)


def test_a_long_name_behind_a_prefix_is_meant_a_short_one_only_where_no_other_word_fits() -> None:
    rows = ("ليبيا\tp\tLibya", "ليبي\ta\tLibyan", "دانا\tp\tDana", "فدان\tn\tacre")
    arabic = Affixes(ARABIC.prefixes, (("ا", ""), *ARABIC.suffixes), ARABIC.linkers, 3, late=("ف",))
    assert lexicon(*rows, affixes=arabic).analyse("بليبيا") == (Entry("p", ("Libya",)),)
    assert lexicon(*rows, affixes=arabic).analyse("فدانا") == (Entry("n", ("acre",)),)
    assert lexicon(*rows[:3], affixes=arabic).analyse("فدانا") == (Entry("p", ("Dana",)),)


def test_a_word_without_its_ending_is_nearer_than_a_name_without_a_prefix() -> None:
    rows = ("يكون\tv\tbe", "كونان\tp\tConan")
    arabic = Affixes(ARABIC.prefixes, (("ان", ""),), ARABIC.linkers, 3, late=("ي",))
    assert lexicon(*rows, affixes=arabic).analyse("يكونان") == (Entry("v", ("be",)),)


@pytest.mark.parametrize(
    ("word", "gloss"),
    [("وكانت", "be"), ("سيتحول", "turn"), ("وألمانيا", "Germany"), ("تحقيقه", "achievement"), ("للسيارات", "car")],
)
def test_arabic_words_bear_what_is_written_on_to_them(word: str, gloss: str) -> None:
    assert gloss in load_lexicon("ar").analyse(fold(word))[0].glosses


def test_a_stem_is_never_a_function_word() -> None:
    assert lexicon("mit\tf\twith", affixes=GERMAN).analyse("mits") == ()


def test_a_participle_and_an_infinitive_with_zu_are_their_verb() -> None:
    found = lexicon("ablehnen\tv\treject", "basten\tv\ttinker", "Bäck\tn\tbaker", affixes=GERMAN)
    for form in ("abgelehnt", "abzulehnen"):
        assert found.analyse(form) == (Entry("v", ("reject",)),)
    assert found.analyse("gebastt") == (Entry("v", ("tinker",)),)
    assert found.analyse("gebäck") == (), "only a verb has a participle"


@pytest.mark.parametrize(("word", "meant"), [("وزرائها", "minister"), ("أعضاؤها", "member"), ("شركتا", "company")])
def test_an_arabic_noun_is_found_before_what_is_written_on_to_it(word: str, meant: str) -> None:
    assert [entry.glosses[0] for entry in load_lexicon("ar").analyse(fold(word))] == [meant]


def test_a_plural_that_changes_its_vowel_is_its_noun_alone_and_in_a_compound() -> None:
    union = Entry("n", ("association",))
    found = lexicon("Verband\tn\tassociation", "Sport\tn\tsport", "lang\ta\tlong", affixes=GERMAN)
    assert found.analyse("verbände") == (union,)
    assert found.analyse("sportverbände") == (Entry("n", ("sport",)), union)
    assert found.analyse("länge") == (), "only a noun has such a plural"


@pytest.mark.parametrize(
    ("form", "glosses"),
    [
        ("Genossenschaftsverbände", ["cooperative union"]),
        ("Genossenschaftsverbänden", ["cooperative union"]),
        ("Genossenschaftsverbandes", ["cooperative union"]),
        ("Dachverbänden", ["umbrella organization"]),
        ("Erlösen", ["proceeds"]),
        ("Produktionsgenossenschaften", ["production cooperative"]),
        ("Mehrheitsverbände", ["majority", "association"]),
        ("anzuwenden", ["apply"]),
        ("einberief", ["convene"]),
        ("Eröffnungstag", ["opening", "day"]),
        ("Brandnacht", ["fire", "night"]),
        ("Munitionslager", ["ammunition", "camp"]),
        ("Munitionslagern", ["ammunition", "camp"]),
        ("Rettungswachen", ["rescue", "station"]),
        ("Sangerhausen", []),
        ("Impfbus", ["vaccination", "bus"]),
    ],
)
def test_forms_of_german_have_the_gloss_of_their_lemma(form: str, glosses: list[str]) -> None:
    assert [entry.glosses[0] for entry in load_lexicon("de").analyse(fold(form))] == glosses


@pytest.mark.parametrize("form", ["ننتظر", "تنتظر", "سننتظر", "وتنتظر", "لننتظر"])
def test_every_person_of_an_arabic_verb_is_found_by_the_third(form: str) -> None:
    persons = Affixes(prefixes=(), suffixes=(), linkers=("",), shortest=3, fronts=load_lexicon("ar").affixes.fronts)
    found = lexicon("ينتظر\tv\twait", "يسار\tn\tleft", affixes=persons)
    assert [entry.glosses[0] for entry in found.analyse(fold(form))] == ["wait"]
    assert found.analyse(fold("نسار")) == (), "only a verb has persons"


@pytest.mark.parametrize(
    ("form", "gloss"),
    [
        ("عولج", "treat"),
        ("وعولجت", "treat"),
        ("استُفيد", "benefit"),
        ("يُستفاد", "benefit"),
        ("يستفادون", "benefit"),
        ("يستفيدن", "benefit"),
    ],
)
def test_an_arabic_verb_is_found_by_a_form_that_differs_by_a_letter(form: str, gloss: str) -> None:
    rows = ("عالج\tv\ttreat", "استفاد\tv\tbenefit", "يستفيد\tv\tbenefit", "كاتب\tn\tauthor")
    affixes = replace(ARABIC, verb_letters=load_lexicon("ar").affixes.verb_letters, suffixes=(("ون", ""), ("ت", "")))
    found = lexicon(*rows, affixes=affixes)
    assert [entry.glosses[0] for entry in found.analyse(fold(form))] == [gloss]
    assert found.analyse(fold("كوتب")) == (), "only a verb has such forms"


@pytest.mark.parametrize(
    ("language", "form", "gloss"),
    [
        ("ar", "انتهوا", "end"),
        ("ar", "محامون", "lawyer"),
        ("hi", "छपवाया", "print"),
        ("hi", "सिलवाने", "sew"),
        ("bn", "লেখানো", "write"),
        ("bn", "নৌকাগুলোয়", "boat"),
    ],
)
def test_forms_that_are_not_listed_have_the_gloss_of_their_lemma(language: str, form: str, gloss: str) -> None:
    assert gloss in load_lexicon(language).analyse(fold(form))[0].glosses
