"""Which of several is the most or the least of its kind: what a question asks for, and what a sentence tells."""

from functools import lru_cache

from qa.telling import told_at

MOST, LEAST = "most", "least"


@lru_cache(maxsize=5_000)
def ranks_in(text: str, language: str) -> frozenset[str]:
    """Return whether a text speaks of what is the ``most`` or the ``least`` of its kind, by a superlative."""
    least = told_at("hindmost", text, language)
    most = [
        place
        for place in told_at("foremost", text, language)
        if not any(place[0] < end and start < place[1] for start, end in least)  # «সবচেয়ে কম» is no «সবচেয়ে»
    ]
    return frozenset((*([MOST] if most else []), *([LEAST] if least else [])))


def tells_rank(asked: frozenset[str], text: str, language: str) -> bool:
    """Tell whether a sentence says what is first, or last, of several, as it is asked for: also by «followed by»."""
    if asked & ranks_in(text, language):
        return True
    return MOST in asked and bool(told_at("ranked", text, language))
