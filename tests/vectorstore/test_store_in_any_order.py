"""A store stays whole whatever is written to it, in any order, and however it is stopped."""

from pathlib import Path

import pytest
from articles import article
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from stores import assert_whole

from vectorstore import DocumentNotFound, Source, Store


class AnyOrder(RuleBasedStateMachine):
    """Law: whatever is put, replaced and deleted in whatever order, the store holds what a dictionary would."""

    scratch: Path
    number = 0

    @initialize()
    def open(self) -> None:
        AnyOrder.number += 1
        self.folder = self.scratch / str(AnyOrder.number)
        self.store = Store(self.folder)
        self.model: dict[str, Source] = {}

    @rule(batch=st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 2)), min_size=1, max_size=4))
    def ingest(self, batch: list[tuple[str, int]]) -> None:
        sources = [article(name, edition=edition) for name, edition in batch]
        self.store.ingest(sources)
        self.model.update({source.id: source for source in sources})

    @rule(name=st.sampled_from("abcd"))
    def delete(self, name: str) -> None:
        if self.model.pop(name, None) is None:
            with pytest.raises(DocumentNotFound):
                self.store.delete(name)
        else:
            self.store.delete(name)

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store(self.folder)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        assert_whole(self.store, self.model)

    def teardown(self) -> None:
        self.store.close()


def test_any_order_of_writes_and_restarts(tmp_path: Path) -> None:
    AnyOrder.scratch = tmp_path
    slow = settings(max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck))
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(AnyOrder, settings=slow)
