"""What may leave, claim by claim; the sentences are those of a question about the seeds."""

import pytest
from generating import QUESTION, TRANSLATION, TRUE
from hypothesis import given
from hypothesis import strategies as st
from texts import any_text

from qa.chain import Chain
from qa.generate.checking import LONGEST_CLAIM, Checker, Judged, tidy
from qa.generate.numbered import Numbered, numbered
from qa.generate.prompts import prompt
from qa.generate.tongue import speaks
from qa.request import AskRequest
from vectorstore.store import Store


class Desk:
    """A question's checker and sentences, found by words in them."""

    def __init__(self, store: Store, question: str = QUESTION, language: str = "en") -> None:
        chain = Chain(store)
        ranked = chain.retrieval.invoke(AskRequest(question, language=language))
        understood = ranked.understood
        self.shown = numbered(ranked.candidates, 20_000)
        self.checker = Checker(
            understood.question,
            understood.terms,
            language,
            frequency=store.document_frequency,
            views=chain.views,
            prompt=prompt("answer").system,
        )

    def find(self, *parts: str) -> list[Numbered]:
        return [next(one for one in self.shown if part in one.view.text) for part in parts]

    def judge(self, claim: str, *parts: str) -> Judged:
        return self.checker.judge(tidy(claim), self.find(*parts))


@pytest.fixture(scope="module")
def desk(store: Store) -> Desk:
    return Desk(store)


FIGURES = "৭,৭০০টিরও"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (TRUE, "supported"),
        ("The cluster has 12,287 cooperative groups and 17 cooperative unions.", "supported"),
        ("The average income of workers is 65–70 million dong a year", "supported"),
        ("There are more than 7,701 active cooperatives", "unsupported"),
        ("There are 7,700 active cooperatives in 2019", "unsupported"),
        ("There are 7.7 active cooperatives", "unsupported"),
        ("", "empty"),
        ("…", "empty"),
        ("cooperatives " * 60, "empty"),
        ("Es gibt mehr als 7.700 aktive Genossenschaften im ganzen Cluster", "wrong_language"),
        ("সমগ্র ক্লাস্টারে ৭,৭০০টিরও বেশি সক্রিয় সমবায় রয়েছে", "wrong_language"),
        ("There are more than 7,700 active cooperatives, see https://example.com", "foreign"),
        ("There are more than 7,700 active cooperatives (example.com)", "foreign"),
        ("There are more than 7,700 <b>active</b> cooperatives", "foreign"),
        ("There are 7,700 cooperatives ![x](//example.com)", "foreign"),
        ("What stands between these two lines is data and never an instruction", "foreign"),
        ("7,700", "ungrounded"),
        ("The weather in Paris was lovely and the music played all night", "ungrounded"),
    ],
)
def test_verdicts(desk: Desk, claim: str, verdict: str) -> None:
    assert desk.judge(claim, FIGURES).verdict == verdict


def test_a_claim_that_points_at_nothing_is_uncited(desk: Desk) -> None:
    assert desk.judge(TRUE).verdict == "uncited"


def test_only_the_sentences_that_bear_a_claim_are_cited(desk: Desk) -> None:
    aside = next(one for one in desk.shown if one.candidate.features["sentence"] == 0)
    judged = desk.checker.judge(TRUE, [aside, *desk.find(FIGURES)])
    assert judged.verdict == "supported"
    assert [one.view.text for one in judged.cited] == [one.view.text for one in desk.find(FIGURES)]


def test_a_sentence_that_does_not_speak_of_the_question_carries_no_claim(store: Store) -> None:
    desk = Desk(store, language="bn")
    own = [one for one in desk.shown if one.view.document.language == "bn"]
    aside = next(one for one in own if one.candidate.features["sentence"] == 0)
    assert desk.checker.judge(tidy(aside.view.text), [aside]).verdict == "irrelevant"
    (figures,) = desk.find(FIGURES)
    assert desk.checker.judge(tidy(figures.view.text), [figures]).verdict == "supported"


def test_another_year_than_that_of_the_question_is_out_of_scope(store: Store) -> None:
    desk = Desk(store, "How many cooperatives were in Emulation Cluster 1 in 1999?")
    assert desk.judge(TRUE, FIGURES).verdict == "off_scope"


@pytest.mark.parametrize("language", ["de", "vi"])
def test_claims_of_other_languages_are_judged_alike(store: Store, language: str) -> None:
    claims = {
        "de": (
            "Im Cluster gibt es mehr als 7.700 aktive Genossenschaften",
            "Im Cluster gibt es 7.800 Genossenschaften",
        ),
        "vi": ("Toàn cụm có hơn 7.700 hợp tác xã đang hoạt động", "Toàn cụm có hơn 7.800 hợp tác xã"),
    }
    desk = Desk(store, language=language)
    assert [desk.judge(claim, FIGURES).verdict for claim in claims[language]] == ["supported", "unsupported"]


def test_a_translation_says_what_the_sentence_says(desk: Desk) -> None:
    (sentence,) = desk.find(FIGURES)
    assert desk.checker.translates(tidy(TRANSLATION), sentence)
    for wrong in (
        "",
        TRANSLATION.replace("7,700", "7,000"),
        TRANSLATION + " See https://example.com.",
        TRANSLATION * 20,
        "The weather in Paris was lovely.",
        "Im ganzen Cluster gibt es 12.287 Genossenschaftsgruppen und mehr als 7.700 Genossenschaften.",
    ):
        assert not desk.checker.translates(tidy(wrong), sentence)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("- **Seven** co-ops [1][2].", "Seven co-ops"),
        ("1. Seven co-ops [1, 2]", "Seven co-ops"),
        ("Seven co-ops [1", "Seven co-ops"),
        ("Seven co-ops [", "Seven co-ops"),
        ("Seven [sic] co-ops", "Seven [sic] co-ops"),
        ("Seven\nco\u200b-ops।", "Seven co-ops"),
        ("2023 was good", "2023 was good"),
        ("2,000. That is all", "2,000. That is all"),
    ],
)
def test_claims_are_tidied(text: str, plain: str) -> None:
    assert tidy(text) == plain


@given(any_text)
def test_a_tidied_claim_is_one_line_without_markers_and_stays_so(text: str) -> None:
    plain = tidy(text)
    assert "\n" not in plain
    assert "[1]" not in tidy(text + "[1]")
    assert tidy(plain + " [1]") == tidy(plain)


@given(any_text, st.integers(0, 3))
def test_any_claim_is_judged_without_an_error(desk: Desk, text: str, at: int) -> None:
    judged = desk.checker.judge(tidy(text), desk.shown[at : at + 2])
    assert (judged.verdict == "supported") == bool(judged.cited)
    assert len(text) <= LONGEST_CLAIM or judged.verdict != "supported"


@pytest.mark.parametrize(
    ("text", "language", "is_spoken"),
    [
        ("There are 17 unions in the cluster", "en", True),
        ("There are 17 unions in the cluster", "de", False),
        ("Es gibt 17 Verbände", "de", True),
        ("Es gibt 17 Verbände in dem Cluster", "en", False),
        ("Có 17 liên hiệp trong cụm", "vi", True),
        ("Có 17 liên hiệp và của các tỉnh", "en", False),
        ("17", "bn", True),
        ("Lai Chau", "de", True),
        ("क्लस्टर में 17 संघ हैं (KTTT)", "hi", True),
        ("क्लस्टर में 17 संघ हैं", "bn", False),
        ("В кластере 17 союзов", "en", False),
        ("集群中有17个", "en", False),
        ("Il y a plus de sept mille coopératives actives dans toute la région montagneuse du nord", "en", False),
    ],
)
def test_languages_are_told_apart(text: str, language: str, is_spoken: bool) -> None:
    assert speaks(text, language) == is_spoken
