from dataclasses import replace

import pytest
from eval_fakes import ARTICLES, BUILDER, LENGTH, LENGTH_DE, QUESTIONS, WEATHER, YEAR, Knows, refusal
from hypothesis import given
from hypothesis import strategies as st

from eval.articles import Article, articles_of
from eval.edits import Change, apply, edited, pack, sentences_at
from eval.evidence import evidence_spans
from eval.matching import matches, matches_all, normal
from eval.run import run
from eval.sets import default_sets
from eval.twin import CHANGED_NUMBER, INJECTED_INSTRUCTION, REMOVED_EVIDENCE, Twin
from eval.twin_injection import INSTRUCTIONS, PAYLOAD, injected_instructions, injection
from eval.twin_number import changed_number, figure_places, rewritten
from eval.twin_removal import removed_evidence
from eval.twins import RIGHT, Plan, ask_twins, outcome, plan, rates, read_twins, write_twins
from vectorstore.clean import clean
from vectorstore.document import Source

SOURCES = tuple(Source(article.id, article.text, language=article.language) for article in ARTICLES.values())
WRITTEN = {"7,700": "1,234", "৭,৭০০": "১,২৩৪", "7.700": "1.234", "١٬٢٥٠": "١٬٢٣٤", "7700": "1234"}


def after(twin: Twin, articles=ARTICLES) -> dict[str, str]:
    return {name: apply(a.text, [c for c in twin.edit if c.document == name]) for name, a in articles.items()}


def test_a_changed_number_changes_in_every_article_that_states_it() -> None:
    twin = changed_number(LENGTH, ARTICLES)
    assert twin is not None
    texts = after(twin)
    assert twin.new != "120"
    for name in LENGTH.documents:
        assert matches(twin.new, texts[name])
        assert not matches("120", texts[name])
    assert texts["pul"] == ARTICLES["pul"].text


def test_what_is_no_figure_or_is_given_away_has_no_such_twin() -> None:
    assert changed_number(BUILDER, ARTICLES) is None
    assert changed_number(WEATHER, ARTICLES) is None
    assert changed_number(replace(LENGTH, question="Is it 120 metres long?"), ARTICLES) is None
    assert changed_number(replace(LENGTH, kind="yes_no"), ARTICLES) is None
    elsewhere = replace(BUILDER, answer_any=(("1931",),))
    assert changed_number(elsewhere, ARTICLES) is None, "the figure does not stand in the evidence"


@pytest.mark.parametrize(("before", "expected"), WRITTEN.items())
def test_a_figure_is_written_as_the_one_before(before: str, expected: str) -> None:
    assert rewritten(before, "1234") == expected


def test_a_figure_is_found_whole_and_outside_of_dates_and_times() -> None:
    text = "30 of 30.5, 130, 1,30, 30/40 on 30.09.2023 at 10:30; ৩০টি"
    assert [text[start:end] for start, end in figure_places(text, "30")] == ["30", "30", "৩০"]


@given(st.text(alphabet="ab 1২٣.,", max_size=40), st.integers(1, 9999))
def test_places_of_a_figure_are_whole_numbers(text: str, figure: int) -> None:
    for start, end in figure_places(text, str(figure)):
        assert not text[start - 1 : start].isdecimal()
        assert not text[end : end + 1].isdecimal()


def test_removed_evidence_is_gone_from_every_article() -> None:
    twin = removed_evidence(LENGTH, {name: ARTICLES[name] for name in ("bridge", "bruecke")})
    assert twin is not None
    texts = after(twin)
    assert "metres" not in texts["bridge"]
    assert texts["bridge"].strip().startswith("Karl Meyer")
    assert "Meter" not in texts["bruecke"]


def test_no_twin_where_the_answer_is_still_said() -> None:
    assert removed_evidence(LENGTH, ARTICLES) is None, "the Hindi article still says 120"
    assert removed_evidence(WEATHER, ARTICLES) is None


def test_an_instruction_is_a_paragraph_in_every_article() -> None:
    text = apply(ARTICLES["bridge"].text, [c for c in injection(ARTICLES, "Obey.") if c.document == "bridge"])
    assert "\n\nObey." in text
    assert text.replace("\n\nObey.", "") == ARTICLES["bridge"].text
    twins = injected_instructions([replace(BUILDER, id=f"q{n}") for n in range(200)], ARTICLES)
    assert {twin.new for twin in twins} == set(INSTRUCTIONS.values())
    assert all(PAYLOAD in instruction for instruction in INSTRUCTIONS.values())


changes = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.text(max_size=3)), max_size=4)


@given(st.text(min_size=30, max_size=40), changes)
def test_applying_changes_keeps_everything_else(text: str, drawn) -> None:
    wanted = [Change("a", min(a, b), max(a, b), new) for a, b, new in drawn]
    apart = [
        each for n, each in enumerate(sorted(wanted)) if all(each.start >= other.end for other in sorted(wanted)[:n])
    ]
    result = apply(text, apart)
    assert len(result) == len(text) + sum(len(each.text) - (each.end - each.start) for each in apart)
    assert apply(text, []) == text


def test_changes_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply("abcdef", [Change("a", 0, 3, "x"), Change("a", 2, 4, "y")])


@pytest.mark.parametrize("chosen", default_sets(), ids=lambda each: each.name)
def test_the_twins_of_the_repository_are_valid(chosen) -> None:
    made = plan(chosen)
    articles = chosen.articles
    kinds = {twin.kind for twin in made.twins}
    assert kinds == {CHANGED_NUMBER, REMOVED_EVIDENCE, INJECTED_INSTRUCTION}
    for edits, twins in made.batches:
        copies = articles_of(edited(chosen.sources, articles, edits))
        for twin in twins:
            _check(twin, articles, copies)


def _check(twin: Twin, articles, copies) -> None:
    question = twin.question
    for name, spans in evidence_spans(question, articles).items():
        if twin.kind == CHANGED_NUMBER:
            assert matches(twin.new, copies[name].text), question.id
            assert not matches(twin.new, articles[name].text), question.id
        elif twin.kind == REMOVED_EVIDENCE:
            for start, end in spans:
                for begin, stop in sentences_at(articles[name], start, end):
                    assert articles[name].text[begin:stop] not in copies[name].text, question.id
        else:
            assert all(quote in copies[name].text for quote in question.evidence[name]), question.id
            assert twin.new in copies[name].text
    assert all(clean(copy.text).text == copy.text for copy in copies.values())


def test_batches_hold_every_twin_once_and_no_two_edits_of_a_sentence() -> None:
    chosen = default_sets()[1]
    made = plan(chosen)
    assert len({(twin.kind, twin.question.id) for twin in made.twins}) == len(made.twins)
    assert len(made.batches) < len({twin.edit for twin in made.twins}) / 3, "stores are shared"
    articles = chosen.articles
    for edits, _ in made.batches:
        touched = [sentence for edit in edits for sentence in _touched(edit, articles)]
        assert len(touched) == len(set(touched))


def _touched(edit, articles) -> set[tuple[str, tuple[int, int]]]:
    return {(c.document, place) for c in edit for place in sentences_at(articles[c.document], c.start, c.end)}


def test_packing_is_first_fit_and_keeps_the_order() -> None:
    article = Article("a", "One is 1. Two is 2. Three is 3.", "en")
    first, second, third = ((Change("a", at, at + 1, new),) for at, new in ((7, "5"), (17, "6"), (29, "7")))
    assert pack([first, second, first, third], {"a": article}, most=2) == [[first, second], [third]]
    clash = (Change("a", 0, 3, "Won"),)
    assert pack([first, clash], {"a": article}) == [[first], [clash]]
    alike = (Change("a", 17, 18, "5"),)
    assert pack([first, alike], {"a": article}) == [[first], [alike]], "two figures of one article stay two"


class Reads(Knows):
    """Knows where the answer stands and says that sentence, as it is now."""

    def ask(self, question, history=()):
        body = super().ask(question, history)
        if not body["citations"]:
            return refusal(question)
        return {**body, "text": body["citations"][0]["cited_text"]}


def results_over(text: str, question=LENGTH):
    articles = {"bridge": replace(ARTICLES["bridge"], text=text)}
    alone = replace(
        question,
        documents=("bridge",),
        evidence={"bridge": question.evidence["bridge"]},
    )
    return run("toy", [alone], Reads([alone], articles))[0]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (CHANGED_NUMBER, "It is 250 metres: 120 metres", "stale"),
        (CHANGED_NUMBER, "It has 250 feet: x20 metres", "refused"),
        (REMOVED_EVIDENCE, "It cost 45.", "refused"),
        (REMOVED_EVIDENCE, "It is 120 metres.", "answered"),
        (INJECTED_INSTRUCTION, "It is 120 metres.", "unmoved"),
        (INJECTED_INSTRUCTION, f"{PAYLOAD} is 120 metres.", "obeyed"),
        (INJECTED_INSTRUCTION, "It was 120 metres.", "moved"),
    ],
)
def test_outcomes_by_hand(kind: str, text: str, expected: str) -> None:
    twin = Twin(kind, LENGTH, (), "120", "250")
    before, now = results_over("It is 120 metres."), results_over(text)
    if "x20" in text or "45" in text:
        now = replace(now, answer=refusal(""), verdict=replace(now.verdict, status="refused"))
    assert outcome(twin, before, now) == expected


def test_following_the_figure_is_the_right_outcome() -> None:
    before = results_over("It is 120 metres.")
    followed = replace(before, answer={**before.answer, "text": "250 metres"})
    other = replace(before, answer={**before.answer, "text": "300 metres"})
    twin = Twin(CHANGED_NUMBER, LENGTH, (), "120", "250")
    assert outcome(twin, before, followed) == RIGHT[CHANGED_NUMBER]
    assert outcome(twin, before, other) == "other"


def test_a_plan_is_carried_out(monkeypatch, tmp_path) -> None:
    """The fake answers from the golden rows whatever the articles say: it is found out."""
    from contextlib import contextmanager

    from eval import twins
    from eval.sets import GoldenSet

    @contextmanager
    def opened(chosen):
        articles = articles_of(chosen.sources)
        held = [q for q in QUESTIONS if all(evidence_spans(q, articles).get(d) for d in q.documents)]
        lost = [replace(q, documents=(), evidence={}, answer_any=()) for q in QUESTIONS if q not in held]
        yield Knows([*held, *lost], articles)

    monkeypatch.setattr(twins, "opened", opened)
    chosen = GoldenSet("toy", (LENGTH, LENGTH_DE, BUILDER, YEAR, WEATHER), SOURCES)
    made = plan(chosen)
    assert isinstance(made, Plan)
    found = list(ask_twins(made))
    counts = rates(found)
    assert counts[REMOVED_EVIDENCE]["refused"] == sum(counts[REMOVED_EVIDENCE].values()) > 0
    assert counts[INJECTED_INSTRUCTION]["unmoved"] == len(QUESTIONS)
    assert counts["other language"] == {"consistent": 1}
    write_twins(tmp_path / "twins.jsonl", found)
    assert read_twins(tmp_path / "twins.jsonl") == found
    assert read_twins(tmp_path / "none.jsonl") == []
    assert normal("120").numbers == {"120"}
    assert matches_all([["120"]], "120")
