"""."""
from qa.support.reading import Reading
from collections.abc import Iterator, Sequence
def contradicted(claim: Reading, evidence: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    yield from ()
