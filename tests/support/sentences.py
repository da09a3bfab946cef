"""A sentence as the only one of its article, and its figures."""

from qa.units import NAMING, Quantity
from qa.views import SentenceView
from vectorstore.document import Document, Span


def view_of(text: str, language: str) -> SentenceView:
    whole = Span(0, len(text))
    return SentenceView(Document("a", text, "title", language, "sha256:0", (whole,)), whole, 0)


def figures_of(view: SentenceView) -> list[Quantity]:
    return [q for q in view.quantities if q.kind not in NAMING]
