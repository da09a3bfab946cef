from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import unicode_text

from vectorstore.tokenizer import tokenizer


def read(text: str) -> dict[str, str]:
    """Each word of a German text with its first gloss, without the words that only hold a sentence together."""
    tokens = tokenizer("de").tokens(text)
    return {token.key: token.glosses[0] for token in tokens if token.pos != "f" and token.glosses}


@pytest.mark.parametrize(
    ("text", "verb", "meaning"),
    [
        ("Ein Bündnis mit der Partei schloss er aus.", "schloss", "exclude"),
        ("Das Unternehmen gab von Juli bis September 49,5 Mio. Euro aus, im Vorjahr weniger.", "gab", "spend"),
        ("An der Studie nehmen 640 Patienten teil; sie läuft weiter.", "nehmen", "participate"),
        ("Beide treten am 23. Juni in einer Stichwahl gegeneinander an", "treten", "compete"),
        ("Krahl führte dies auf die Zinsen, die Preise und den Mangel zurück.", "führte", "attribute"),
    ],
)
def test_a_particle_at_the_end_of_the_clause_belongs_to_its_verb(text: str, verb: str, meaning: str) -> None:
    assert read(text)[verb] == meaning


def test_a_particle_inside_the_clause_is_a_preposition() -> None:
    assert read("Er schloss das Tor aus Holz.")["schloss"] != "exclude"


def test_a_particle_finds_no_verb_of_the_sentence_before() -> None:
    assert read("Sie gaben viel. Mehr nicht von hier aus.")["gaben"] == "give"
    assert read("Sie gaben viel für den Umbau aus.")["gaben"] == "spend"


def test_a_noun_is_no_verb() -> None:
    assert read("Das Schloss brannte aus.")["schloss"] == "castle"


@given(unicode_text, st.sampled_from(["aus", "zurück", "an"]))
def test_tokens_stay_where_they_are(text: str, particle: str) -> None:
    tokens = tokenizer("de").tokens(f"{text} {particle}.")
    assert all(one.start <= other.start for one, other in pairwise(tokens))
    assert tokens[-1].key == particle
