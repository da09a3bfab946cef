"""The one exception family of this floor."""


class VectorstoreError(Exception):
    """Something on this floor failed; the message names the value, the limit and the remedy."""


class BadDocument(VectorstoreError, ValueError):
    """An article cannot be taken in: empty, undecodable, too large, or its id is not acceptable."""


class BadQuery(VectorstoreError, ValueError):
    """A query is blank, too long, or asks for an impossible number of passages."""


class DocumentNotFound(VectorstoreError, KeyError):
    """No document has this id."""

    def __str__(self) -> str:
        return str(self.args[0])


class DataFolderBusy(VectorstoreError):
    """Another process owns the data folder."""


class DataFolderError(VectorstoreError):
    """The data folder cannot be used: read-only, full, or damaged beyond what can be rebuilt."""


class DatabaseUnusable(DataFolderError):
    """The database of ``QA_DATABASE_URL`` cannot be used, now or as it is named; what it holds may be sound."""


class EmbeddingError(VectorstoreError):
    """The embedding model cannot be loaded, or gave vectors that cannot be used."""


class IndexDamaged(VectorstoreError):
    """A derived index does not hold what the catalog says; it can be rebuilt."""


class IndexUnreachable(IndexDamaged):
    """The server of an index cannot be reached now; what it holds may be sound."""
