"""Keys: who may ask and who may manage. Only their digests are kept; they are few, and held in memory."""

import hashlib
import hmac
import re
import secrets
import threading
from collections.abc import Collection
from dataclasses import dataclass, field

import sqlalchemy as sa

from api.state.database import Database, now
from api.state.errors import BadKey, KeyExists, KeyNotFound
from api.state.tables import ACCESS_KEY

SCOPES = ("ask", "manage")
"""``ask``: questions, searches, reading documents, conversations, feedback; ``manage``: documents and keys."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret: its name is what its conversations belong to."""

    name: str
    scopes: tuple[str, ...]
    created: str
    digest: bytes = field(repr=False)


class Keys:
    """Makes, tells and revokes keys; safe to use from several threads.

    One process owns the data folder, so what it holds in memory is what there is, and asking who calls reads no file.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changing = threading.Lock()
        with database.reading() as connection:
            rows = connection.execute(sa.select(ACCESS_KEY).order_by(ACCESS_KEY.c.name)).all()
        self._all = tuple(Key(row.name, tuple(row.scopes.split()), row.created, row.digest) for row in rows)

    @property
    def all(self) -> tuple[Key, ...]:
        """Every key, in order of name."""
        return self._all

    def create(self, name: str, scopes: Collection[str] = SCOPES) -> tuple[Key, str]:
        """Make a key; return it with its secret, which nobody can find out again.

        :raises BadKey: if the name or a scope cannot be taken.
        :raises KeyExists: if the name is taken.
        """
        _check(name, scopes)
        secret = f"qa_{secrets.token_urlsafe(32)}"
        key = Key(name, tuple(scope for scope in SCOPES if scope in scopes), now(), _digest(secret))
        row = {"name": name, "scopes": " ".join(key.scopes), "created": key.created, "digest": key.digest}
        with self._changing:
            if any(other.name == name for other in self._all):
                raise KeyExists(name)
            with self._database.writing() as connection:
                connection.execute(sa.insert(ACCESS_KEY).values(**row))
            self._all = tuple(sorted((*self._all, key), key=lambda one: one.name))
        return key, secret

    def revoke(self, name: str) -> None:
        """Take a key back, at once; its conversations stay, for a key of the same name.

        :raises KeyNotFound: if there is none.
        """
        with self._changing:
            if all(key.name != name for key in self._all):
                raise KeyNotFound(name)
            with self._database.writing() as connection:
                connection.execute(sa.delete(ACCESS_KEY).where(ACCESS_KEY.c.name == name))
            self._all = tuple(key for key in self._all if key.name != name)

    def holder(self, secret: str) -> Key | None:
        """Return the key that has a secret, or None; how long that takes tells nothing about any secret."""
        given = _digest(secret)
        found = [key for key in self._all if hmac.compare_digest(key.digest, given)]
        return found[0] if found else None


def _digest(secret: str) -> bytes:
    # One round of SHA-256 is enough: slow hashes protect what people think up, and this is 256 bits of chance, which
    # no one guesses however fast the hash. A slow one would cost every request its time.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()


def _check(name: str, scopes: Collection[str]) -> None:
    if not _NAME.fullmatch(name):
        raise BadKey(
            f"The name {name!r} cannot be taken; a key's name has 1 to 64 letters (a to z), digits, dots, hyphens and "
            "underscores, and begins with a letter or a digit."
        )
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise BadKey(f"The scope {unknown[0] if unknown else ''!r} is not known; known are {', '.join(SCOPES)}.")
