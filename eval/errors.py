"""The one family of errors of this floor."""


class EvalError(Exception):
    """Something the person who runs the examiner can cure; the message says how."""


class BadGoldenSet(EvalError):
    """A golden file cannot be read, or breaks the contract's format."""


class SystemFailed(EvalError):
    """The system under test answered with an error instead of an answer."""
