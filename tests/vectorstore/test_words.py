import unicodedata
from itertools import pairwise

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from texts import any_text, unicode_text

from vectorstore.words import fold, script_language, words

# What folding levels, in every order: marks of four scripts, old tone places, joiners, capitals that grow.
_LEVELLED = "oaàáòuyỳqOhnङञणनमक््ं़ँ\u200d\u200cـًئؤأإآٱىیةكکٓٔßẞſıİK\u0307\u0308\u0344\u0345ΐৎতঁ়য'’ﬁ№\u00ad"
tangles = st.text(alphabet=st.sampled_from(_LEVELLED), max_size=8)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("हिन्दी", "हिंदी"),
        ("ज़िला", "जिला"),
        ("गाँव", "गांव"),
        ("مُحَمَّد", "محمد"),
        ("إلى", "الي"),
        ("أحمد", "احمد"),
        ("مدينة", "مدينه"),
        ("کتاب", "كتاب"),
        ("جمـــيل", "جميل"),
        ("চাঁদ", "চাদ"),
        ("উৎস", "উত্স"),
        ("hoà", "hòa"),
        ("Thuý", "thúy"),
        ("Zu\u00adsammen", "zusammen"),
        ("People’s", "people's"),
        ("ﬁnance", "finance"),
    ],
)
def test_two_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("qua", "quà"), ("ma", "má"), ("schon", "schön"), ("দিন", "দীন")])
def test_two_words_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_tone_of_qu_belongs_to_the_vowel_behind() -> None:
    assert fold("quý") == "quý"


@given(st.one_of(unicode_text, tangles))
@example("\u01f0")  # ǰ: casefold takes it apart
@example("ΐ")
@example("№")  # decomposing brings a capital
def test_folding_twice_is_folding_once_and_gives_nfc(word: str) -> None:
    folded = fold(word)
    assert fold(folded) == folded
    assert unicodedata.is_normalized("NFC", folded)


def test_folding_twice_is_folding_once_for_every_character() -> None:
    assigned = (c for c in map(chr, range(0x2_0000)) if unicodedata.category(c) not in ("Cn", "Co", "Cs"))
    changed = [c for c in assigned if fold(fold(c)) != fold(c) or not unicodedata.is_normalized("NFC", fold(c))]
    assert changed == []


@given(st.one_of(unicode_text, tangles), st.sampled_from(["NFC", "NFD"]))
def test_how_a_word_is_normalised_or_cased_does_not_matter(word: str, form: str) -> None:
    assert fold(unicodedata.normalize(form, word)) == fold(word)
    assert fold(unicodedata.normalize("NFD", word).casefold()) == fold(word)


def test_words_of_six_languages_keep_their_marks_and_lose_their_punctuation() -> None:
    text = "Bờ-biển: «हिन्दी» (সমবায়), people’s ৮টি 7,700. km²!"
    assert [word.text for word in words(text)] == [
        "Bờ", "biển", "हिन्दी", "সমবায়", "people’s", "৮", "টি", "7,700", "km²",
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["Genossen\u00adschaft", "न्\u200dय", "می\u200cخواهم"])
def test_what_joins_or_parts_letters_unseen_parts_no_word(word: str) -> None:
    assert [found.text for found in words(f"a {word}, b")] == ["a", word, "b"]


@given(any_text)
def test_words_are_slices_in_order_and_hold_every_letter_and_digit(text: str) -> None:
    found = list(words(text))
    assert all(text[word.start : word.end] == word.text for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    inside = {at for word in found for at in range(word.start, word.end)}
    assert [c for at, c in enumerate(text) if at not in inside and regex.match(r"[\p{L}\p{Nd}]", c)] == []


@given(any_text)
def test_a_number_is_digits_and_separators_only(text: str) -> None:
    for word in words(text):
        assert word.is_number == bool(regex.fullmatch(r"\p{Nd}+(?:\P{L}\p{Nd}+)*", word.text))


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("সমবায়", "bn"),
        ("हिन्दी", "hi"),
        ("جمعية", "ar"),
        ("Genossenschaft", None),
        ("xã", None),
        ("合作社", None),
        ("7", None),
    ],
)
def test_a_script_tells_its_language(word: str, language: str | None) -> None:
    assert script_language(word) == language
