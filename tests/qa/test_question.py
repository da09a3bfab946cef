import pytest
from hypothesis import example, given
from texts import any_text, languages

from qa.cues import FALLBACK, NUMERIC, joiners
from qa.parts import parts
from qa.question import analyse
from vectorstore.lexicon import LANGUAGES

KINDS = {
    "definition", "percentage", "money", "measure", "count", "date", "reason", "person", "place", "organization",
    "list", "manner", "yes_no", "what", "other",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [
        ("en", "count", "How many cooperatives are there?"),
        ("de", "count", "Wie viele Genossenschaften gibt es?"),
        ("hi", "count", "कितनी सहकारी समितियाँ हैं?"),
        ("bn", "count", "কতটি সমবায় আছে?"),
        ("ar", "count", "كم عدد التعاونيات؟"),
        ("vi", "count", "Có bao nhiêu hợp tác xã?"),
        ("en", "person", "Who chairs the committee?"),
        ("de", "person", "Wer leitet den Ausschuss?"),
        ("hi", "date", "बैठक कब हुई?"),
        ("bn", "place", "সভা কোথায় হয়েছিল?"),
        ("ar", "reason", "لماذا تأخر المشروع؟"),
        ("vi", "date", "Dự án bắt đầu khi nào?"),
        ("en", "percentage", "What percentage of households is poor?"),
        ("en", "money", "What is the budget of the project?"),
        ("en", "measure", "How long is the bridge?"),
        ("en", "definition", "What does OCOP stand for?"),
        ("en", "other", "cooperatives"),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(language: str, kind: str, text: str) -> None:
    question = analyse(text)
    assert (question.language, question.kind) == (language, kind)


@pytest.mark.parametrize(
    ("language", "text", "focus"),
    [
        ("en", "How many cooperatives are in Lang Son?", "cooperatives"),
        ("de", "Wie viele Genossenschaften gibt es in Lang Son?", "Genossenschaften"),
        ("vi", "Có bao nhiêu hợp tác xã ở Lạng Sơn?", "hợp tác xã"),
    ],
)
def test_the_focus_is_what_is_counted(language: str, text: str, focus: str) -> None:
    question = analyse(text, language)
    assert question.focus_text.startswith(focus)
    assert "Son" not in question.focus_text
    assert question.focus


def test_cues_and_function_words_are_no_content() -> None:
    question = analyse("How many cooperatives are in the province?", "en")
    assert {"how", "many", "the", "in"}.isdisjoint(token.key for token in question.tokens)


def test_a_unit_behind_the_cue_is_what_is_asked_in() -> None:
    assert analyse("How many tonnes of rice were sold?", "en").unit == "tonne"
    assert analyse("How many cooperatives sold rice?", "en").unit is None


@given(any_text, languages)
@example("how", "en")
@example("?", "hi")
@example("what does * mean", "en")
def test_any_text_can_be_analysed(text: str, language: str) -> None:
    question = analyse(text, language)
    assert (question.text, question.language) == (text, language)
    assert question.kind in KINDS
    assert question.focus <= set(range(len(question.tokens)))
    assert question.focus_text in text
    assert not question.focus or question.focus_text
    assert question.unit is None or question.kind in NUMERIC
    assert all(token.pos != "f" for token in question.tokens)


@given(any_text, languages)
def test_how_a_question_ends_does_not_change_its_kind(text: str, language: str) -> None:
    plain = text.rstrip(" ?!.\n")
    assert analyse(plain, language).kind == analyse(plain + " ?", language).kind


def test_an_unsupported_language_is_read_as_english_and_keeps_its_tag() -> None:
    question = analyse("How many cooperatives?", "fr")
    assert (question.language, question.kind) == ("fr", "count")
    assert joiners("fr") == joiners(FALLBACK)


@given(any_text, languages)
def test_a_question_has_one_part_or_two(text: str, language: str) -> None:
    found = parts(text, language)
    assert found == [text] or len(found) == 2


def test_two_questions_in_one_are_two() -> None:
    text = "How many groups and how many unions are in Lang Son?"
    one, other = parts(text, "en")
    assert "groups" in one
    assert "unions" in other
    assert all("Lang Son" in part for part in (one, other))
    assert parts("How many groups are in Lang Son and Cao Bang?", "en") == [
        "How many groups are in Lang Son and Cao Bang?"
    ]


def test_every_language_joins_questions() -> None:
    assert all(joiners(language) for language in LANGUAGES)
