import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from texts import any_text, languages

from qa.compose import state_figure
from qa.quantities import quantities
from qa.support import Evidence, unsupported

BENGALI = Evidence("এখানে ৭,৭০০টিরও বেশি সক্রিয় সমবায় ও ১৭টি ইউনিয়ন আছে।", "bn")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("More than 7,700 active cooperatives", BENGALI),
        ("17 unions and 7,700 cooperatives", BENGALI),
        ("1.25 billion pounds", Evidence("مليار و250 مليون جنيه", "ar")),
        ("100,000 rupees", Evidence("१ लाख रुपये", "hi")),
        ("25.3 billion dong", Evidence("25,3 tỷ đồng", "vi")),
        ("65 million dong", Evidence("65–70 triệu đồng", "vi")),
        ("65–70 million dong", Evidence("65–70 triệu đồng", "vi")),
        ("it fell in 2023", Evidence("am 18.09.2023 fiel", "de")),
        ("no figure at all", Evidence("nor here", "en")),
        ("", BENGALI),
    ],
)
def test_the_same_value_in_another_language_is_support(claim: str, evidence: Evidence) -> None:
    assert unsupported(claim, "en", [evidence]) == []


@pytest.mark.parametrize(
    ("claim", "figures", "evidence"),
    [
        ("7,700 cooperatives", ["7,700"], Evidence("12,287 cooperatives", "en")),
        ("5 million cows", ["5 million"], Evidence("5 cows", "en")),
        ("5 cows", ["5"], Evidence("5 million cows", "en")),
        ("5 dollars", ["5 dollars"], Evidence("5 euros", "en")),
        ("5 km", ["5 km"], Evidence("5 kg", "en")),
        ("5 percent", ["5 percent"], Evidence("5 cows", "en")),
        ("65–71 million", ["65–71 million"], Evidence("65–70 million", "en")),
        ("68 million", ["68 million"], Evidence("65–70 million", "en")),
        ("17 and 18", ["18"], Evidence("17", "en")),
        ("17", ["17"], Evidence("in 2017", "en")),
        ("7", ["7"], Evidence("7,700 cooperatives", "en")),
        ("5", ["5"], Evidence("no figure at all", "en")),
    ],
)
def test_another_value_or_unit_is_none(claim: str, figures: list[str], evidence: Evidence) -> None:
    assert unsupported(claim, "en", [evidence]) == figures


def test_without_evidence_no_figure_is_supported() -> None:
    assert unsupported("7,700 and 17", "en", []) == ["7,700", "17"]


def test_figures_may_stand_in_several_sentences() -> None:
    evidence = [Evidence("7,700 cooperatives", "en"), Evidence("17 unions", "en")]
    assert unsupported("7,700 cooperatives in 17 unions", "en", evidence) == []


@given(any_text, languages)
def test_a_sentence_supports_itself(text: str, language: str) -> None:
    assert unsupported(text, language, [Evidence(text, language)]) == []


@given(any_text, languages, any_text, languages)
def test_more_evidence_never_hurts(claim: str, language: str, other: str, its_language: str) -> None:
    one, more = Evidence(other, its_language), Evidence(claim + " ", language)
    assert len(unsupported(claim, language, [one, more])) <= len(unsupported(claim, language, [one]))


@given(any_text, languages)
def test_what_is_unsupported_stands_in_the_claim(claim: str, language: str) -> None:
    assert all(figure and figure in claim for figure in unsupported(claim, language, []))


STATED = [
    ("en", "more than 12,287 groups"), ("en", "25.3 billion dong"), ("en", "65–70 million dong"), ("en", "5 to 7 km"),
    ("de", "rund 1,5 Mio. Euro"), ("de", "17,5 Prozent"), ("hi", "2,46,000 रुपये"), ("hi", "साढ़े तीन लाख"),
    ("bn", "৭,৭০০টিরও বেশি"), ("bn", "২ কোটি ৫০ লাখ টাকা"), ("ar", "مليار و250 مليون جنيه"), ("ar", "١٢٫٥ كم"),
    ("ar", "180.000 شخص"), ("vi", "gần 25,3 tỷ đồng"), ("vi", "300 tấn"), ("en", "0.125 ha"), ("en", "two years"),
]  # fmt: skip


@given(st.sampled_from(STATED), languages, st.sampled_from(["", "১?"]))
@example(("de", "17,125 kg"), "en", "")
@example(("en", "1.125 km"), "de", "")
@example(("en", "1.125 km"), "ar", "")
def test_what_is_stated_of_a_figure_is_supported_by_its_sentence(
    sentence: tuple[str, str], language: str, question: str
) -> None:
    own, text = sentence
    stated = state_figure(quantities(text, own)[0], language, question=question)
    assert unsupported(stated, language, [Evidence(text, own)]) == []


def test_a_quotation_is_supported_and_what_is_said_about_it_is_not() -> None:
    sentence = "The Elbe rose by 2 metres."
    for claim in (sentence, f"„{sentence}“", f"It says: {sentence}", f"{sentence} {sentence}"):
        assert unsupported(claim, "en", [Evidence(sentence, "en")]) == []
    assert unsupported("more than 7,700", "en", [Evidence("7,700", "en")]) == ["7,700"]
    assert unsupported(f"{sentence} And by 3 metres.", "en", [Evidence(sentence, "en")]) == ["3 metres"]
