import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.errors import EvalError
from eval.gate import QUALITY_FELL
from eval.support import FLOOR, PAIRS, SPOILED_BY, Pair, check, half_score, read_pairs
from vectorstore.lexicon import LANGUAGES


@pytest.mark.parametrize("half", ["tune", "keep"])
def test_the_check_finds_what_is_spoiled_and_keeps_what_is_supported(half: str) -> None:
    score = half_score(check(read_pairs()), half)
    assert score.recall >= FLOOR
    assert score.kept >= FLOOR


def test_the_pairs_are_what_they_are_said_to_be() -> None:
    pairs = read_pairs()
    assert len(pairs) >= 260
    assert len({pair.id for pair in pairs}) == len(pairs)
    assert sum(pair.supported for pair in pairs) * 2 == len(pairs)
    assert {pair.spoiled_by for pair in pairs if not pair.supported} == set(SPOILED_BY)
    assert sum(pair.claim_language != pair.sentence_language for pair in pairs) >= 0.6 * len(pairs)
    for languages in (Counter(p.claim_language for p in pairs), Counter(p.sentence_language for p in pairs)):
        assert set(languages) == set(LANGUAGES)
        assert min(languages.values()) >= 24
    assert all(pair.claim not in pair.sentence for pair in pairs)


def test_both_claims_of_a_sentence_are_in_one_half() -> None:
    halves: dict[str, set[str]] = {}
    for pair in read_pairs():
        halves.setdefault(pair.sentence, set()).add(pair.half)
    assert all(len(half) == 1 for half in halves.values())
    assert {half for each in halves.values() for half in each} == {"tune", "keep"}


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}'])
def test_a_line_that_is_no_pair_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(PAIRS.read_text("utf-8").splitlines()[0] + "\n" + line, "utf-8")
    with pytest.raises(EvalError, match=r"pairs\.jsonl:2"):
        read_pairs(file)


def test_the_command_prints_both_halves_and_falls_below_the_floor(tmp_path: Path) -> None:
    command = CliRunner().invoke(app, ["support"])
    assert command.exit_code == 0
    assert "spoiled claims found" in command.output
    called_wrong = [
        Pair(**{**json.loads(line), "supported": True, "spoiled_by": None})
        for line in PAIRS.read_text("utf-8").splitlines()
    ]
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(json.dumps({k: getattr(p, k) for k in Pair.__slots__}) for p in called_wrong), "utf-8")
    assert CliRunner().invoke(app, ["support", "--pairs", str(file)]).exit_code == QUALITY_FELL
