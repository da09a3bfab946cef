"""The prompts: files in ``qa/prompts``, filled in. What others wrote stands behind a fence that it cannot close."""

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

import regex

from qa.generate.model import Messages
from qa.generate.numbered import Numbered
from qa.request import Turn
from vectorstore.commands import speaks_to_a_machine

LANGUAGE_NAMES = {
    "en": "English",
    "de": "German (Deutsch)",
    "hi": "Hindi (हिन्दी)",
    "bn": "Bengali (বাংলা)",
    "ar": "Arabic (العربية)",
    "vi": "Vietnamese (tiếng Việt)",
}
LANGUAGE_REMINDER = " Your last answer was in another language; every claim must be in {language}."
_TURNS = 6
_TURN_LENGTH = 500

_JOINERS = "\u200c\u200d"  # they spell words of Hindi, Bengali and Arabic
_BRACKETED = regex.compile(r"[\[【［]\s*(\p{Nd}+(?:\s*[,;–-]\s*\p{Nd}+)*)\s*[\]】］]")
_TEMPLATE_MARK = regex.compile(r"<\||\|>|\[/?INST\]|<<|>>|</?s>", flags=regex.IGNORECASE)

Secret = Callable[[], str]
"""Makes the part of a fence that no data can know."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of two messages with places to fill in; a changed text has a new version."""

    name: str
    version: int
    system: str
    human: str


@cache
def prompt(name: str) -> Prompt:
    """Read a prompt file."""
    text = (files("qa") / "prompts" / f"{name}.md").read_text("utf-8")
    head, system, human = text.split("\n===\n")
    return Prompt(name, int(head.removeprefix("version: ")), system.strip(), human.strip())


def new_secret() -> str:
    """Return 64 random bits, in hexadecimal digits."""
    return secrets.token_hex(8)


def answer_messages(
    question: str, numbered: Sequence[Numbered], language: str, *, reminded: bool = False, secret: Secret = new_secret
) -> Messages:
    """Return the messages that ask for an answer; ``reminded``: the last one was in a wrong language."""
    name = LANGUAGE_NAMES.get(language, language)
    return _filled(
        prompt("answer"),
        secret(),
        sentences="\n".join(_lines(numbered)),
        question=as_data(question),
        language=name,
        reminder=LANGUAGE_REMINDER.format(language=name) if reminded else "",
    )


def rewrite_messages(question: str, history: Sequence[Turn], language: str, *, secret: Secret = new_secret) -> Messages:
    """Return the messages that ask for a question that stands alone."""
    said = [f"{turn.role}: {as_data(turn.content)[:_TURN_LENGTH]}" for turn in history[-_TURNS:]]
    return _filled(
        prompt("rewrite"),
        secret(),
        conversation="\n".join(said),
        question=as_data(question),
        language=LANGUAGE_NAMES.get(language, language),
    )


def as_data(text: str) -> str:
    """Return a text as one line in which nothing looks like a sentence's number or a mark of a chat template.

    Characters that nobody sees are left out: they hide words from the reader that a model reads.
    """
    seen = "".join(c for c in text if c.isspace() or c in _JOINERS or unicodedata.category(c) not in ("Cf", "Cc", "Co"))
    line = " ".join(_TEMPLATE_MARK.sub(" ", seen).split())
    return _BRACKETED.sub(r"(\1)", line)


def _lines(numbered: Sequence[Numbered]) -> list[str]:
    lines: list[str] = []
    last = ""
    for one in numbered:
        document = one.view.document
        if document.id != last:
            source = ", ".join(
                as_data(part)
                for part in (document.title, document.publisher, document.published)
                if part and not speaks_to_a_machine(part, document.language)
            )
            lines.append(f"Article: {source} (language: {LANGUAGE_NAMES.get(document.language, document.language)})")
            last = document.id
        lines.append(f"[{one.number}] {as_data(one.view.text)}")
    return lines


def _filled(prompt: Prompt, secret: str, **values: str) -> Messages:
    fence = {"opening": f"<<<DATA {secret}", "closing": f"DATA {secret}>>>"}
    return tuple(
        (role, Template(text).substitute(fence | values))
        for role, text in (("system", prompt.system), ("human", prompt.human))
    )
