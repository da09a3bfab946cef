"""The one exception family of this floor."""


class QaError(Exception):
    """Something on this floor failed; the message names the value, the limit and the remedy."""


class BadQuestion(QaError, ValueError):
    """A question is blank, too long, or asks for an impossible number of passages."""


class NoModel(QaError):
    """A generated answer was asked for, and no language model is configured."""
