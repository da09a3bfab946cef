"""HTML that cannot be broken by what articles and answers say: every text is escaped, once."""

from html import escape


class Html(str):
    """Text that is markup already."""


Child = str | Html | None


def tag(name: str, *children: Child, **attributes: object) -> Html:
    """Return an element. Plain text is escaped; None and False leave a child or an attribute out.

    Attribute names: a trailing ``_`` goes (``class_``), other ``_`` become ``-``.
    """
    pairs = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{name}{pairs}>{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    """Return children one after the other, escaped where they are plain text."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children if child is not None))


def article_text(name: str, text: Child, language: str | None = None, **attributes: object) -> Html:
    """Return an element of article or question text, in whichever direction it runs."""
    return tag(name, text, dir="auto", lang=language, **attributes)


def percent(value: float) -> str:
    """Return a share as a percentage of three figures at most."""
    return f"{value:.0%}" if value >= 0.9995 or value == 0 else f"{value * 100:.1f} %".replace(" %", "%")
