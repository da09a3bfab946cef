import json
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from texts import any_text

from qa.generate.reading import LONGEST_REPLY, Reply, Stated

A, B = Stated("Seven co-ops are active.", (1,)), Stated("They have 17 unions.", (2, 3))
ASKED_FOR = json.dumps(
    {
        "declined": False,
        "claims": [{"text": A.text, "citations": [1]}, {"text": B.text, "citations": [2, 3]}],
        "translations": [{"sentence": 1, "text": "Seven."}],
    }
)


def read(*pieces: str) -> tuple[list[Stated], Reply]:
    reply = Reply("en")
    claims = [claim for piece in pieces for claim in reply.feed(piece)]
    return claims + reply.finish(), reply


FORMS = {
    "as asked for": ASKED_FOR,
    "fenced": f"```json\n{ASKED_FOR}\n```",
    "with prose around": f"Sure! Here is the answer:\n\n{ASKED_FOR}\n\nI hope that helps.",
    "after thinking": '<think>{"claims": [{"text": "No", "citations": [9]}]} or [8].</think>' + ASKED_FOR,
    "pretty": json.dumps(json.loads(ASKED_FOR), indent=2),
    "trailing commas": ASKED_FOR.replace("}]", "},]").replace("3]}", "3],}"),
    "numbers as text": ASKED_FOR.replace("[2, 3]", '["2", "[3]"]').replace("[1]", '"1"'),
    "numbers as floats": ASKED_FOR.replace("[2, 3]", "[2.0, 3.0]"),
    "other names": ASKED_FOR.replace('"text": "T', '"claim": "T').replace("citations", "sources"),
    "markers in the text": ASKED_FOR.replace('unions.", "citations": [2, 3]', 'unions.[2][3]"'),
    "a list": json.dumps([{"text": A.text, "citations": [1]}, {"text": B.text, "citations": [2, 3]}]),
    "cut in the translations": ASKED_FOR[:-20],
    "text with markers": f"{A.text} [1] {B.text} [2][3]",
    "text with markers before the stop": "Seven co-ops are active [1]. They have 17 unions [2, 3].",
    "text with other brackets": f"{A.text}【1】 {B.text}【2】【3】",
    "text in a list": f"- {A.text} [1]\n- {B.text} [2, 3]\n",
    "text in native digits": f"{A.text} [১] {B.text} [২, ৩]",
    "text after a greeting": f"Hello there! I looked at it. {A.text} [1] {B.text} [2][3] Ask me more!",
    "an object of text": json.dumps({"answer": f"{A.text} [1] {B.text} [2][3]"}),
}


@pytest.mark.parametrize("form", FORMS)
def test_claims_are_read_from_what_models_reply(form: str) -> None:
    claims, _ = read(FORMS[form])
    assert [claim.numbers for claim in claims] == [(1,), (2, 3)]
    assert [claim.text.strip(" .-") for claim in claims] == [A.text.strip("."), B.text.strip(".")]


@given(st.sampled_from(sorted(FORMS)), st.lists(st.integers(0, 400), max_size=8))
@example("with prose around", [3, 40])
@example("text with markers", [26, 27, 28])
def test_how_a_reply_is_cut_into_pieces_changes_nothing(form: str, cuts: list[int]) -> None:
    text = FORMS[form]
    borders = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    pieces = [text[a:b] for a, b in pairwise(borders)]
    claims, reply = read(*pieces)
    whole, at_once = read(text)
    assert claims == whole
    assert (reply.translations, reply.declined) == (at_once.translations, at_once.declined)


def test_a_claim_is_read_as_soon_as_it_stands_whole() -> None:
    reply = Reply("en")
    assert reply.feed('{"declined": false, "claims": [{"text": "Seven co-ops are active.", "citations": [1') == []
    assert reply.feed("]}") == [A]
    text = Reply("en")
    assert text.feed("Seven co-ops are active. [1") == []
    assert text.feed("]") == []
    assert text.feed(" They") == [A]


def test_what_is_half_broken_gives_what_it_holds() -> None:
    claims, _ = read('{"claims": [{"text": "Seven co-ops are active.", "citations": [1]}, {"text": "They ha')
    assert claims == [A]
    claims, _ = read('{"claims": [{"text": "The "big" one is 7.", "citations": [1]}]}')
    assert claims == [Stated('The "big" one is 7.', (1,))]


def test_translations_are_no_claims() -> None:
    claims, reply = read(ASKED_FOR)
    assert len(claims) == 2
    assert reply.translations == {1: "Seven."}


@pytest.mark.parametrize("text", ['{"declined": true, "claims": []}', '{"claims": []}', '```{"declined": true}```'])
def test_a_model_may_decline(text: str) -> None:
    claims, reply = read(text)
    assert claims == []
    assert reply.declined


@pytest.mark.parametrize(
    "text", ["", "<html>no</html>", '{"claims": [{"text": "Se', "{}", "I do not know.", "[1]", "{{{{"]
)
def test_what_points_at_nothing_is_no_claim(text: str) -> None:
    claims, reply = read(text)
    assert claims == []
    assert not reply.declined


def test_a_reply_without_end_is_read_up_to_a_limit() -> None:
    claims, _ = read(*["Seven co-ops are active. [1] "] * 10_000)
    assert 1_000 < len(claims) <= LONGEST_REPLY // len("Seven co-ops are active. [1]")


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text", ["{" * 40_000 + "}" * 40_000, '{"a":' * 8_000 + "1" + "}" * 8_000, '{"text": "' + "[1" * 20_000]
)
def test_nesting_without_end_does_no_harm(text: str) -> None:
    assert read(text)[0] == []


@given(any_text, st.lists(st.integers(0, 60), max_size=5))
def test_any_text_is_read_without_an_error(text: str, cuts: list[int]) -> None:
    borders = sorted({0, len(text), *(min(cut, len(text)) for cut in cuts)})
    claims, _ = read(*[text[a:b] for a, b in pairwise(borders)])
    assert all(claim.text for claim in claims)
