"""The first of issue 3's breaks on the real system: minutes, so it runs with the soak tests."""

import pytest

from eval.floors import raised, read_floors
from eval.gate import passed, rule
from eval.inside import in_process
from eval.run import run
from eval.sets import default_sets


@pytest.mark.soak
def test_dropping_the_lexical_leg_of_the_real_system_turns_the_gate_red() -> None:
    whole, broken = [], []
    for chosen in default_sets():
        with in_process(chosen.sources) as system:
            whole += run(chosen.name, chosen.questions, system)
            system.service.store._generation.lexical = None
            broken += run(chosen.name, chosen.questions, system)
    floors = raised(read_floors(), whole, "2026-01-01")
    assert rule(floors, passed(whole), whole).is_open
    assert not rule(floors, passed(whole), broken).is_open
