"""Whether a question asks for an age, and which times are told as none."""

from collections.abc import Sequence

from qa.asking import HEAD_FIRST
from qa.question import Question
from qa.signs import has_sign
from qa.units import Quantity
from vectorstore.reading import tokens_of
from vectorstore.tokenizer import Token

_SHORT = ("second", "minute", "hour")


def is_age_asked(question: Question) -> bool:
    """Tell whether an age is what a question asks for."""
    asked = tokens_of(question.text, question.language)
    return "duration" in question.asked and asks_age(asked, question.language)


def is_no_age(quantity: Quantity) -> bool:
    """Tell whether a figure is of a unit in which nobody's age is told."""
    return quantity.unit in _SHORT


def asks_age(asked: Sequence[Token], language: str) -> bool:
    """Tell whether a word of a question asks for an age, and does not only tell of which thing: «the old mill»."""
    for at, token in enumerate(asked):
        beside = asked[max(0, at - 1) : at] if language in HEAD_FIRST else asked[at + 1 : at + 2]
        if has_sign(token, "age") and not (token.pos == "a" and any(other.pos == "n" for other in beside)):
            return True
    return False
