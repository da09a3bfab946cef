import unicodedata
from importlib.resources import files
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import languages, unicode_text

from vectorstore.sounds import bare_names, sound_keys
from vectorstore.words import fold, words

KINDS = ("capital", "city", "province", "person-syllable")


def keys(name: str, language: str = "en") -> set[str]:
    return set(sound_keys(fold(name), language))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Huong", "Hương", "हुओंग", "হুওং", "هوونغ"),
        ("Truong", "Trương", "ट्रुओंग", "ট্রুং", "ترونغ"),
        ("Jacksonville", "জ্যাকসনভিল"),
        ("Berlin", "बर्लिन", "বার্লিন", "برلين"),
        ("London", "लंदन", "লন্ডন", "لندن"),
        ("Kabul", "काबुल", "কাবুল", "كابول"),
        ("Tunis", "ट्यूनिस", "তিউনিস", "تونس"),
        ("Zuckerberg", "ज़ुकरबर्ग", "জাকারবার্গ", "زوكربيرغ"),
        ("Darwin", "डार्विन", "ডারউইন", "داروين"),
        ("Ngoan", "न्गोआन", "নগোয়ান", "نغوان"),
        ("Knoxville", "नॉक्सविल", "নক্সভিল", "نوكسفيل"),
        ("Heidegger", "हाइडेगर", "হাইডেগার", "هايدغر"),
        ("Baghdad", "बगदाद", "বাগদাদ", "بغداد"),
        ("Isny", "ইসনি", "إيسني"),
        ("Bhuntar", "भुंतर", "ভুন্তর", "بهونتار"),
        ("Bonn", "বন", "بن"),
        ("Chichaoua", "शीशावा", "শিশাওয়া", "شيشاوة"),
        ("Heisenberg", "হাইজেনবার্গ"),
        ("Khrushchev", "ख्रुश्चेव"),
        ("Giáp", "जियाप", "জিয়াপ", "جياب"),
        ("Quý", "কুই"),
        ("Garhwal", "गढ़वाल", "গাড়োয়াল"),
    ],
)
def test_spellings_of_one_name_in_many_scripts_share_a_key(spellings: tuple[str, ...]) -> None:
    for spelling in spellings[1:]:
        assert keys(spellings[0]) & keys(spelling), spelling


@pytest.mark.parametrize(
    ("name", "written", "language"),
    [("Isny", "ইসনির", "bn"), ("Lindenau", "লিন্ডেনাউয়ের", "bn"), ("Qobayat", "القبيات", "ar"), ("Isny", "Isnyer", "de")],
)
def test_a_name_is_heard_without_its_article_or_case(name: str, written: str, language: str) -> None:
    heard = {key for form in bare_names(fold(written), language) for key in keys(form, language)}
    assert keys(name) & heard
    assert not keys(name) & keys(written, language), "the affix is heard too"


@given(st.sampled_from(["ar", "bn", "de", "en", "hi", "vi"]), st.text(max_size=10))
def test_a_bare_name_is_a_part_of_the_name(language: str, text: str) -> None:
    for bare in bare_names(fold(text), language):
        assert 3 <= len(bare) < len(fold(text))
        assert fold(text).startswith(bare) or fold(text).endswith(bare)


@pytest.mark.parametrize("spelling", ["लिंत्स", "লিনৎস", "لينتس"])
def test_german_is_read_as_it_is_spoken(spelling: str) -> None:
    assert keys("Linz", "de") & keys(spelling)


def names(language: str) -> list[tuple[str, str]]:
    """English name and its first spelling in a language, where both are one word."""
    lines = (files("vectorstore") / "lexicon" / "gazetteer.tsv").read_text("utf-8").splitlines()
    header, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    kind, column = header.index("kind"), header.index(language)
    pairs = [(row[0].split("|")[0], row[column].split("|")[0]) for row in rows if row[kind] in KINDS]
    return [pair for pair in pairs if all(name.isalpha() or len(list(words(name))) == 1 for name in pair)]


@pytest.mark.parametrize(("language", "share"), [("hi", 0.7), ("bn", 0.7), ("ar", 0.7), ("de", 0.9), ("vi", 0.9)])
def test_most_names_of_the_gazetteer_meet_their_english_spelling(language: str, share: float) -> None:
    pairs = names(language)
    met = [bool(keys(english) & keys(other, language)) for english, other in pairs]
    assert len(pairs) > 300
    assert sum(met) / len(pairs) >= share


def test_unrelated_names_rarely_share_a_key() -> None:
    found = [keys(name) for name in sorted({english for english, _ in names("hi")})]
    pairs = list(combinations(found, 2))
    assert sum(bool(one & other) for one, other in pairs) / len(pairs) < 0.005


@pytest.mark.parametrize(
    ("one", "other"), [("Hanoi", "Berlin"), ("Müller", "Schmidt"), ("मुंबई", "London"), ("Lima", "Oslo")]
)
def test_names_that_sound_unlike_share_none(one: str, other: str) -> None:
    assert not keys(one) & keys(other)


def test_marks_of_vietnamese_do_not_part_a_name_from_its_plain_spelling() -> None:
    assert keys("Nẵng", "vi") & keys("Nang", "vi")
    assert keys("Trường", "vi") & keys("Truong", "vi")


@pytest.mark.parametrize("word", ["", "7", "合作社", "—", "ъ"])
def test_a_word_without_a_letter_of_a_known_script_has_no_key(word: str) -> None:
    assert sound_keys(word) == ()


@given(unicode_text, languages)
def test_any_word_has_at_most_two_keys_a_reading_of_plain_letters(text: str, language: str) -> None:
    found = sound_keys(fold(text), language)
    assert len(set(found)) == len(found) <= 8
    for key in found:
        assert key[0] in "cv"
        assert len(key) > 1
        assert set(key[1:]) <= set("PTKSMNLRFaiu")


@given(unicode_text, languages)
def test_how_a_word_is_normalised_does_not_matter(text: str, language: str) -> None:
    one, other = (fold(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert sound_keys(one, language) == sound_keys(other, language)


@given(st.text(alphabet="abdeiklmnoru", max_size=8), st.sampled_from("bdfklmnprst"), languages)
def test_a_doubled_consonant_is_one(name: str, consonant: str, language: str) -> None:
    once, twice = (sound_keys(f"{name}o{consonant * times}a", language) for times in (1, 2))
    assert once == twice
