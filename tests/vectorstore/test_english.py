from hypothesis import given
from texts import unicode_text

from vectorstore.english import english_words, irregular_lemma
from vectorstore.lexicon import LANGUAGES, load_lexicon
from vectorstore.words import fold


@given(unicode_text)
def test_a_lemma_of_any_word_is_a_word(word: str) -> None:
    key = fold(word)
    assert irregular_lemma(key) or not key


def test_english_words_are_what_glosses_are_made_of() -> None:
    glosses = {g for language in LANGUAGES for e in load_lexicon(language).entries.values() for g in e.glosses}
    assert english_words() == {fold(word) for gloss in glosses for word in gloss.split()}
