"""The support check (design D9): figures, dates, names and negation of a claim against the sentences it cites."""

from qa.support.check import Evidence, unsupported

__all__ = ["Evidence", "unsupported"]
