import unicodedata

import pytest
from hypothesis import given
from texts import languages, unicode_text

from vectorstore.sounds import sound_keys
from vectorstore.words import fold


def keys(name: str, language: str = "en") -> set[str]:
    return set(sound_keys(fold(name), language))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Nguyen", "Nguyễn", "गुयेन"),
        ("Hanoi", "हनोई", "هانوي", "হ্যানয়"),
        ("Jacksonville", "জ্যাকসনভিল"),
        ("Mumbai", "मुंबई", "মুম্বাই", "مومباي"),
        ("Berlin", "बर्लिन", "বার্লিন", "برلين"),
        ("London", "लंदन", "লন্ডন", "لندن"),
        ("Kabul", "काबुल", "কাবুল", "كابول"),
        ("Muhammad", "Mohammed", "मोहम्मद", "মোহাম্মদ", "محمد"),
    ],
)
def test_spellings_of_one_name_in_many_scripts_share_a_key(spellings: tuple[str, ...]) -> None:
    for spelling in spellings[1:]:
        assert keys(spellings[0]) & keys(spelling), (keys(spellings[0]), spelling, keys(spelling))


@pytest.mark.parametrize(
    ("one", "other"), [("Hanoi", "Berlin"), ("Müller", "Schmidt"), ("मुंबई", "London"), ("Lima", "Oslo"), ("كابول", "Riad")]
)
def test_names_that_sound_unlike_share_none(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


def test_marks_of_vietnamese_do_not_part_a_name_from_its_plain_spelling() -> None:
    assert keys("Đà Nẵng".split()[1], "vi") & keys("Nang", "vi")
    assert keys("Trường", "vi") & keys("Truong", "vi")


@pytest.mark.parametrize("word", ["", "7", "合作社", "—", "ъ"])
def test_a_word_without_a_letter_of_a_known_script_has_no_key(word: str) -> None:
    assert sound_keys(word) == ()


@given(unicode_text, languages)
def test_any_word_has_at_most_two_keys_of_plain_letters(text: str, language: str) -> None:
    found = sound_keys(fold(text), language)
    assert len(set(found)) == len(found) <= 2
    for key in found:
        assert key[0] in "cv"
        assert len(key) > 1
        assert set(key[1:]) <= set("PTKSMNLRFaiu")


@given(unicode_text, languages)
def test_how_a_word_is_normalised_does_not_matter(text: str, language: str) -> None:
    one, other = (fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert sound_keys(one, language) == sound_keys(other, language)


@given(unicode_text, languages)
def test_a_doubled_consonant_is_one(text: str, language: str) -> None:
    name = "".join(c for c in fold(text) if "a" <= c <= "z")
    if not any(pair in name for pair in ("cc", "ss")):
        assert sound_keys(f"mo{name}tta", language)[:1] in (sound_keys(f"mo{name}ta", language)[:1],)
