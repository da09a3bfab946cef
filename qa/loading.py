"""What every question needs, loaded before the first one: its answer takes no longer than those of the others."""

from concurrent.futures import ThreadPoolExecutor

from qa.cross_encoder import cross_encoder
from vectorstore.embed import embedded_model
from vectorstore.english import english_pos, english_words
from vectorstore.lexicon import LANGUAGES, collecting_nothing, load_lexicon


def load(*, is_embedded: bool = True) -> None:
    """Load the lexicons and, beside them, the models: unpacking weights does not hold the interpreter.

    ``is_embedded``: the embedded model turns sentences into vectors, and no other one (``QA_EMBEDDING``) does.
    """
    with collecting_nothing(), ThreadPoolExecutor(max_workers=2) as beside:
        models = [beside.submit(one) for one in ([embedded_model] if is_embedded else []) + [cross_encoder]]
        load_words()
        for model in models:
            model.result()


def load_words() -> None:
    """Load the lexicons and what is known of English words, on this thread alone."""
    for language in LANGUAGES:
        load_lexicon(language)
    english_words()
    english_pos()
