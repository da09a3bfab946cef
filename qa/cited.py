"""What a claim rests on: its findings and the sentences beside them, as numbered citations."""

from collections.abc import Sequence

from qa.answer import Citation
from qa.carried_over import currency_from
from qa.extract import Finding
from qa.glossing import gloss_of
from qa.lead import Lead
from qa.quantities import quantities
from qa.units import Quantity
from qa.views import SentenceView, Views


def currency_said(quantity: Quantity | None, view: SentenceView, views: Views) -> tuple[SentenceView, ...]:
    """Return the sentence that says the currency of a sum where its own does not, which is cited with it."""
    if quantity is None or quantity.kind != "money":
        return ()
    figures = quantities(view.text, view.document.language, view.read)
    if any(one.start == quantity.start and one.unit for one in figures):
        return ()
    before = views.of(view.document)[: view.index][::-1]
    at = currency_from([one.text for one in before], view.document.language, view.text, view.tokens, figures)
    return () if at is None else (before[at],)


def published(group: Sequence[Finding]) -> str:
    """Return when the newest article of a group was published; what has no date comes behind, in its order."""
    return max(finding.candidate.view.document.published or "" for finding in group)


def cited(
    group: Sequence[Finding], others: Sequence[SentenceView], name: Lead | None, last: int, reader: str
) -> list[Citation]:
    """Return the citations of a claim, numbered behind the ``last``: its findings, then the ``others`` beside them.

    A name that the answer leads with is what is highlighted, in the sentence that has it.
    """
    sentences = [(finding.candidate.view, finding.spans) for finding in group]
    sentences += [(other, (other.span,)) for other in others]
    scores = [finding.confidence for finding in group] + [group[0].confidence] * len(others)
    found = []
    for number, ((view, spans), score) in enumerate(zip(sentences, scores, strict=False), start=last + 1):
        is_named = name is not None and view.span.start <= name.span.start < view.span.end
        found.append(
            Citation(
                number=number,
                document=view.document,
                span=view.span,
                highlights=(name.span,) if name is not None and is_named else spans,
                score=max(0.0, min(1.0, score)),
                gloss=gloss_of(view.text, view.document.language, reader),
            )
        )
    return found
