"""Where the words of a claim stand in a sentence of any language."""

from qa.support.reading import Reading
from vectorstore.english import gloss_stems
from vectorstore.tokenizer import Token


def meeting(claim: Reading, position: int, sentence: Reading) -> set[int]:
    """Return the tokens of a sentence that a content word of a claim meets, by gloss or spelling."""
    token = claim.tokens[position]
    if not is_content(token):
        return set()
    found = set(sentence.positions.get(token.key, ()))
    for gloss in token.glosses:
        stems = gloss_stems(gloss.lower())
        if all(stem in sentence.stems for stem in stems):
            found.update(at for stem in stems for at in sentence.stems[stem] if is_content(sentence.tokens[at]))
    return found


def is_content(token: Token) -> bool:
    """Tell whether a token is more than a function word."""
    return token.pos != "f"
