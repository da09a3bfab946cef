import tomllib
import unicodedata
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.lexicon import LANGUAGES, Affixes, Entry, Lexicon, gazetteer_rows, load_lexicon, parse_rows
from vectorstore.lexicon_check import (
    GAZETTEER_COLUMNS,
    gazetteer_problems,
    lexicon_problems,
    lies_in_problems,
    related_problems,
    table_problems,
)
from vectorstore.tokenizer import tokenizer
from vectorstore.words import fold, words

FOLDER = Path(str(files("vectorstore") / "lexicon"))
BARE = Affixes(prefixes=(), suffixes=(), linkers=(), shortest=3)
GERMAN = Affixes(
    prefixes=(),
    suffixes=(("en", ""), ("s", ""), ("t", "en")),
    linkers=("", "s", "en"),
    shortest=3,
    fronts=(("abge", "ab"), ("abzu", "ab"), ("ge", "")),
    umlauts=(("äu", "au"), ("ä", "a")),
    plurals=("en", "e", ""),
    dropped="e",
)
ARABIC = Affixes(
    prefixes=("ال", "و", "ب"),
    suffixes=(("ته", "ه"), ("ه", ""), ("ي", "")),
    linkers=("",),
    shortest=3,
    late=("سي", "س", "ي"),
)


def lexicon(*lines: str, affixes: Affixes = BARE) -> Lexicon:
    return Lexicon("de", parse_rows(lines), affixes)


def table(name: str) -> dict:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


# -- the data ---------------------------------------------------------------------------------------------------------


def test_the_tables_are_as_the_format_says() -> None:
    problems = lexicon_problems(FOLDER)
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(problems[:100])


def test_a_german_noun_may_have_a_line_behind_a_word_without_its_capital() -> None:
    lines = ["waren\tf\tbe", "Waren\tn\tgoods"]
    assert not list(table_problems(lines, "de"))
    assert [number for number, _ in table_problems([*lines, "WAREN\tn\tgoods"], "de")] == [3]
    assert [number for number, _ in table_problems(["mine\tn\tmine", "Mine\tn\tmine"], "en")] == [2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_can_be_looked_up(language: str) -> None:
    loaded = load_lexicon(language)
    for form, entry in parse_rows((FOLDER / f"{language}.tsv").read_text("utf-8").splitlines()):
        key = " ".join(fold(word.text) for word in words(form))
        found = loaded.capitals.get(key) if form.istitle() and key in loaded.capitals else loaded.lookup(key)
        assert found is not None, form
        assert (found.pos, found.glosses[: len(entry.glosses)]) == (entry.pos, entry.glosses), form


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_the_lexicon_is_as_large_as_promised(language: str) -> None:
    assert len(load_lexicon(language).entries) >= 2_000


def test_affixes_are_listed_for_every_language_the_longest_first() -> None:
    affixes = table("affixes")
    assert set(affixes) == set(LANGUAGES)
    for rules in affixes.values():
        assert rules["shortest"] >= 1
        assert all(isinstance(part, str) and part for part in [*rules["prefixes"], *rules.get("late", [])])
        assert not set(rules["prefixes"]) & set(rules.get("late", []))
        assert all(ending and isinstance(instead, str) for ending, instead in rules["suffixes"])
        assert len(set(map(tuple, rules["suffixes"]))) == len(rules["suffixes"])
        assert len(set(rules["prefixes"])) == len(rules["prefixes"])
        assert all(
            not later.startswith(earlier) or later == earlier
            for at, earlier in enumerate(rules["prefixes"])
            for later in rules["prefixes"][at:]
        ), "a prefix behind a shorter one that it starts with is never tried first"


def test_number_words_are_listed_for_every_language() -> None:
    numbers = table("numbers")
    assert set(numbers) == set(LANGUAGES)
    for rules in numbers.values():
        assert rules["decimal"] in (".", ",")
        assert all(isinstance(value, int) and value >= 10 for value in rules["scales"].values())
        assert all(isinstance(value, int | float) and value >= 0 for value in rules["words"].values())
        assert all(0 <= value < 20 for value in rules["articles"].values())
        assert all(-1 < value < 1 for part in ("before", "behind") for value in rules[part].values())


def test_sounds_are_coarse() -> None:
    sounds = table("sounds")
    second, left_out = sounds.pop("other"), sounds.pop("left_out")
    assert all(set(rule) == {"between", "vowels"} for rule in left_out.values())
    assert all(set(affixes) <= {"before", "behind"} for affixes in sounds.pop("written_on").values())
    for script in [*sounds.values(), *second.values()]:
        assert all(letters and unicodedata.is_normalized("NFC", letters) for letters in script)
        assert all(regex.fullmatch(r"[PTKSJMNLRFHaiu]*", sound) for sound in script.values())


def test_abbreviations_are_listed_for_every_language_without_their_stop() -> None:
    abbreviations = table("abbreviations")
    assert set(abbreviations) == {*LANGUAGES, "months"}
    for rules in abbreviations.values():
        assert all(word and word == word.casefold() and not word.endswith(".") for word in rules["words"])
        assert len(set(rules["words"])) == len(rules["words"])


def test_boilerplate_labels_hold_words() -> None:
    boilerplate = table("boilerplate")
    assert set(boilerplate) == {"source", "comments"}
    for labels in boilerplate.values():
        assert all(any(True for _ in words(label)) for label in labels)
        assert len(set(map(fold, labels))) == len(labels)


# -- the validator ----------------------------------------------------------------------------------------------------


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


# -- looking up -------------------------------------------------------------------------------------------------------


def test_comments_and_empty_lines_are_passed_over() -> None:
    assert list(parse_rows(["# form, pos, glosses", "", "Haus\tn\thouse|home"])) == [
        ("Haus", Entry("n", ("house", "home")))
    ]


def test_the_gazetteer_gives_a_language_its_spellings_with_the_english_name() -> None:
    lines = ["en\tkind\thi\tde", "Hanoi|Ha Noi\tcapital\tहनोई|हानोई\tHanoi", "Munich\tcity\t\tMünchen"]
    assert list(gazetteer_rows(lines, "hi")) == [
        ("हनोई", Entry("p", ("Hanoi",))),
        ("हानोई", Entry("p", ("Hanoi",))),
    ]
    assert [form for form, _ in gazetteer_rows(lines, "de")] == ["Hanoi", "München"]
    assert list(gazetteer_rows(lines, "bn")) == []


def test_a_syllable_of_personal_names_is_no_name_among_latin_words() -> None:
    lines = ["en\tkind\thi\tde", "Long\tperson-syllable\tलॉन्ग\tLong"]
    assert list(gazetteer_rows(lines, "de")) == []
    assert len(list(gazetteer_rows(lines, "hi"))) == 1


def test_a_form_is_found_whatever_its_spelling() -> None:
    found = lexicon("Straße\tn\tstreet")
    assert found.lookup("strasse") == Entry("n", ("street",))
    assert found.lookup("weg") is None


def test_two_entries_of_one_form_are_one_with_the_first_three_glosses() -> None:
    found = lexicon("Bank\tn\tbank|bench", "bank\tp\tbank|shoal|row")
    assert found.lookup("bank") == Entry("n", ("bank", "bench", "shoal"))


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


def test_a_compound_comes_apart_the_longest_part_first() -> None:
    found = lexicon(
        "Genosse\tn\tcomrade", "Genossenschaft\tn\tcooperative", "Mitglied\tn\tmember", "Zahl\tn\tnumber",
        affixes=GERMAN,
    )  # fmt: skip
    assert [e.glosses[0] for e in found.analyse("genossenschaftsmitglied")] == ["cooperative", "member"]
    assert [e.glosses[0] for e in found.analyse("genossenschaftsmitgliedszahlen")] == [
        "cooperative",
        "member",
        "number",
    ]
    assert found.analyse("genossenschaftsxyz") == ()


def test_a_participle_and_an_infinitive_with_zu_are_their_verb() -> None:
    found = lexicon("ablehnen\tv\treject", "basten\tv\ttinker", "Bäck\tn\tbaker", affixes=GERMAN)
    for form in ("abgelehnt", "abzulehnen"):
        assert found.analyse(form) == (Entry("v", ("reject",)),)
    assert found.analyse("gebastt") == (Entry("v", ("tinker",)),)
    assert found.analyse("gebäck") == (), "only a verb has a participle"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("gartenstrasse", ("garden", "street")),
        ("glasstaub", ("glass", "dust")),
        ("apfelsteuer", ("apple", "tax")),
        ("betriebsteil", ("company", "part")),
        ("regierungsteam", ("government", "team")),
    ],
)
def test_an_s_that_begins_a_noun_is_no_linker(word: str, meant: tuple[str, ...]) -> None:
    assert tuple(entry.glosses[0] for entry in load_lexicon("de").analyse(word)) == meant


@pytest.mark.parametrize(("word", "meant"), [("وزرائها", "minister"), ("أعضاؤها", "member"), ("شركتا", "company")])
def test_an_arabic_noun_is_found_before_what_is_written_on_to_it(word: str, meant: str) -> None:
    assert [entry.glosses[0] for entry in load_lexicon("ar").analyse(fold(word))] == [meant]


def test_a_part_of_a_compound_may_mean_what_the_word_alone_does_not() -> None:
    affixes = replace(GERMAN, firsts={"haupt": ("main",)}, lasts={"werk": ("factory",)})
    known = lexicon("haupt\tn\thead", "werk\tn\twork", "auto\tn\tcar", affixes=affixes)
    assert [entry.glosses[0] for entry in known.analyse("hauptwerks")] == ["main", "factory"]
    assert [entry.glosses[0] for entry in known.analyse("autowerken")] == ["car", "factory"]
    assert [entry.glosses[0] for entry in known.analyse("werk")] == ["work"]


def test_a_name_ends_a_compound_only_as_it_is_listed() -> None:
    known = lexicon("komma\tn\tcomma", "ndier\tp\tNdier", affixes=GERMAN)
    assert [entry.glosses[0] for entry in known.analyse("kommandier")] == ["comma", "Ndier"]
    assert known.analyse("kommandieren") == ()


def test_a_plural_that_changes_its_vowel_is_its_noun_alone_and_in_a_compound() -> None:
    union = Entry("n", ("association",))
    found = lexicon("Verband\tn\tassociation", "Sport\tn\tsport", "lang\ta\tlong", affixes=GERMAN)
    assert found.analyse("verbände") == (union,)
    assert found.analyse("sportverbände") == (Entry("n", ("sport",)), union)
    assert found.analyse("länge") == (), "only a noun has such a plural"


def test_a_noun_may_lose_its_last_vowel_within_a_compound() -> None:
    rows = ("Kirche\tn\tchurch", "Turm\tn\ttower", "nicht\tf\tnot", "Nichte\tn\tniece", "Raucher\tn\tsmoker")
    found = lexicon(*rows, affixes=GERMAN)
    assert [e.glosses[0] for e in found.analyse("kirchturm")] == ["church", "tower"]
    assert found.analyse("nichtraucher") == (), "a word of its own lost nothing"


def test_neither_a_short_name_nor_an_interjection_ends_a_compound() -> None:
    found = lexicon("Tier\tn\tanimal", "Chen\tp\tChen", "Privat\ta\tprivate", "sach\tx\toh", affixes=GERMAN)
    assert found.analyse("tierchen") == found.analyse("privatsach") == ()


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


@pytest.mark.parametrize(
    ("language", "phrase", "gloss"),
    [
        ("hi", "हत्थे चढ़ा", "catch"),
        ("hi", "नाम पड़ा", "be named"),
        ("bn", "গলা মেলান", "sing along"),
        ("bn", "চাকরি গেছে", "lose job"),
        ("ar", "ساري المفعول", "valid"),
        ("ar", "صارت ملكاً", "become property"),
    ],
)
def test_a_turn_of_phrase_means_what_its_words_alone_do_not(language: str, phrase: str, gloss: str) -> None:
    (token,) = tokenizer(language).tokens(phrase)
    assert token.glosses[0] == gloss


def test_only_a_language_with_linkers_has_compounds() -> None:
    rows = ("Haus\tn\thouse", "Boot\tn\tboat")
    assert lexicon(*rows).analyse("hausboot") == ()
    assert len(lexicon(*rows, affixes=GERMAN).analyse("hausboot")) == 2


def test_a_noun_written_on_to_another_is_cut_off_and_a_name_stays_whole() -> None:
    tails = Affixes(prefixes=(), suffixes=(("এ", ""), ("ে", "")), linkers=("",), shortest=3, tails=("কক্ষ", "জমি"))
    rows = ("ভোট\tn\tvote", "কক্ষ\tn\troom", "ঢাকা\tp\tDhaka", "ঢাক\tn\tdrum")
    found = lexicon(*rows, affixes=tails)
    assert [e.glosses[0] for e in found.analyse("ভোটকক্ষে")] == ["vote", "room"]
    assert [e.glosses[0] for e in found.analyse("ভোটজমি")] == ["vote"], "a tail that is not listed says nothing"
    assert found.analyse("ঢাকাকক্ষ") == found.analyse("ঢাকভোট") == ()


@pytest.mark.parametrize("language", ["hi", "bn"])
def test_what_is_written_on_to_other_nouns_is_listed_and_longer_ones_come_first(language: str) -> None:
    found = load_lexicon(language)
    assert found.affixes.tails
    for at, tail in enumerate(found.affixes.tails):
        assert found.lookup(tail), tail
        assert not any(tail != other and tail.endswith(other) for other in found.affixes.tails[:at]), tail


@given(st.sampled_from(LANGUAGES), st.text(max_size=12))
def test_what_an_unknown_word_is_made_of_is_listed(language: str, text: str) -> None:
    loaded = load_lexicon(language)
    known = set(loaded.entries.values())
    assert all(entry in known for entry in loaded.analyse(fold(text)))


def test_an_unsupported_language_has_no_lexicon() -> None:
    with pytest.raises(KeyError):
        load_lexicon("fr")


@pytest.mark.parametrize(
    "line",
    ["belong\tinclude", "belong\tinclude|\tjoin", "belong\tbelong\t", "belong\tinclude\tinclude", "Belong\tinclude\t"],
)
def test_a_bad_line_of_related_words_is_named(line: str) -> None:
    assert [number for number, _ in related_problems(["# comment", line])] == [2]


def test_a_word_has_one_line_of_related_words() -> None:
    assert list(related_problems(["belong\tinclude\tjoin"])) == []
    assert [number for number, _ in related_problems(["belong\tinclude\t", "belong\tpart\t"])] == [2]
