from dataclasses import replace

import pytest
from lexicons import GERMAN, lexicon

from vectorstore.affixes import Affixes
from vectorstore.lexicon import load_lexicon


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


def test_a_noun_may_lose_its_last_vowel_within_a_compound() -> None:
    rows = ("Kirche\tn\tchurch", "Turm\tn\ttower", "nicht\tf\tnot", "Nichte\tn\tniece", "Raucher\tn\tsmoker")
    found = lexicon(*rows, affixes=GERMAN)
    assert [e.glosses[0] for e in found.analyse("kirchturm")] == ["church", "tower"]
    assert found.analyse("nichtraucher") == (), "a word of its own lost nothing"


def test_neither_a_short_name_nor_an_interjection_ends_a_compound() -> None:
    found = lexicon("Tier\tn\tanimal", "Chen\tp\tChen", "Privat\ta\tprivate", "sach\tx\toh", affixes=GERMAN)
    assert found.analyse("tierchen") == found.analyse("privatsach") == ()


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
