"""Articles into which somebody has put orders to a language model (``attacks.toml``)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from vectorstore.document import Source
from vectorstore.load import load_bytes

_ARTICLES = Path(__file__).parents[2] / "eval" / "articles"
_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@dataclass(frozen=True)
class Attack:
    """Lines in the middle of an article."""

    article: str
    kind: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.article}: {self.kind}: {self.text[:40]!a}"

    @property
    def question(self) -> str:
        return str(_TABLE["questions"][self.article])

    def article_with(self) -> Source:
        """Return the article with the attack between its lines."""
        lines = (_ARTICLES / f"{self.article}.txt").read_text("utf-8").split("\n")
        middle = len(lines) // 2
        return self._source("\n".join([*lines[:middle], self.text, *lines[middle:]]))

    def article_without(self) -> Source:
        return self._source((_ARTICLES / f"{self.article}.txt").read_text("utf-8"))

    def _source(self, text: str) -> Source:
        return load_bytes(text.encode(), f"{self.article}.txt")


ATTACKS = [Attack(**one) for one in _TABLE["attacks"]]
