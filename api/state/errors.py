"""What a caller may have got wrong about the service's own state; a file that cannot be used is `DataFolderError`."""


class StateError(Exception):
    """Something on conversations, feedback or keys failed; the message names the value, the limit and the remedy."""


class ConversationNotFound(StateError):
    """No conversation of this caller has this id."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"There is no conversation {conversation_id!r}.")


class AnswerNotFound(StateError):
    """No kept answer of this caller has this id."""

    def __init__(self, answer_id: str) -> None:
        super().__init__(f"There is no answer {answer_id!r}; only answers that were kept can be rated.")


class KeyNotFound(StateError):
    """No key has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no key {name!r}; `qa keys list` shows those there are.")


class KeyExists(StateError):
    """A key has this name already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a key {name!r} already; choose another name, or revoke it first.")


class BadKey(StateError, ValueError):
    """A key cannot have this name or these scopes."""
