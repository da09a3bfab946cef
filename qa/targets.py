"""A figure beside the target for it in one sentence: «87.4 per cent, against a target of 80»."""

from qa.borders import parts_of
from qa.roles import roles_told
from qa.units import NAMING, Quantity
from qa.views import SentenceView


def target_of(view: SentenceView, figure: Quantity) -> Quantity | None:
    """Return the one figure of the same kind and unit that a sentence says was planned where this one was not."""
    if figure.kind in NAMING or figure.is_date:
        return None
    alike = [q for q in view.quantities if (q.kind, q.unit) == (figure.kind, figure.unit)]
    if len(alike) < 2 or not view.tokens:
        return None
    parts = parts_of(view, alike)
    planned = [q for q, part in zip(alike, parts, strict=True) if "target" in roles_told(view, q, alike, part)]
    if len(planned) != 1 or planned[0].start == figure.start or planned[0].upper is not None:
        return None
    return planned[0]


def is_target(view: SentenceView, figure: Quantity) -> bool:
    """Tell whether a figure is only the target of another in its sentence."""
    alike = [q for q in view.quantities if (q.kind, q.unit) == (figure.kind, figure.unit)]
    return any((target := target_of(view, q)) is not None and target.start == figure.start for q in alike)
