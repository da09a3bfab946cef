"""First questions: answered from where they came, well formed in every language, the same for the same articles."""

import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from serving import ROOT, SEEDS

from qa.answer import Answer
from qa.question import analyse
from qa.request import AskRequest
from qa.service import Service
from qa.suggest import MOST, Suggester, facts, questions
from vectorstore import Store
from vectorstore.document import Source
from vectorstore.english import gloss_stems
from vectorstore.folder import find_articles
from vectorstore.lexicon import LANGUAGES, gazetteer
from vectorstore.tokenizer import tokenizer

TABLE = tomllib.loads((files("qa") / "data" / "suggestions.toml").read_text("utf-8"))
Make = Callable[..., Service]


@pytest.fixture(scope="module", params=[SEEDS, ROOT / "eval" / "articles"], ids=["seeds", "topics"])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with closing(Store(tmp_path_factory.mktemp("suggest") / "data")) as store:
        store.ingest([article.load() for article in find_articles([request.param])[0]])
        yield Service(store)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "data")) as one:
        yield one


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_suggestion_is_answered_from_its_article(service: Service, language: str) -> None:
    suggested = service.suggestions(language)
    assert 2 <= len(suggested) <= MOST
    assert len({one.question for one in suggested}) == len(suggested)
    assert len({one.document_id for one in suggested}) >= 2
    for one in suggested:
        answer = service.ask(AskRequest(one.question))
        assert one.language == answer.language == language
        assert answer.status == "answered"
        assert one.document_id in {citation.document.id for citation in answer.citations}
        assert any(c.isdecimal() for c in answer.text)


def test_other_articles_come_before_a_second_question_about_one(service: Service) -> None:
    documents = [one.document_id for one in service.suggestions("en")]
    several = len(set(documents))
    assert len(set(documents[:several])) == several


def test_the_same_articles_give_the_same_questions(service: Service) -> None:
    again = Suggester(service.store, service.ask)
    assert again.suggest("de") == service.suggestions("de")


def test_a_language_without_wordings_gets_english(service: Service) -> None:
    assert service.suggestions("tlh") == service.suggestions("en")


def test_no_articles_no_questions(store: Store) -> None:
    service = Service(store)
    assert service.suggestions("hi") == ()
    store.put(Source("a", "Nothing is counted here, and nothing in Berlin. It is in Berlin all the same."))
    assert service.suggestions("en") == ()


def test_worked_out_once_and_anew_when_the_articles_change(store: Store) -> None:
    text = "The zoo of Berlin is old. Visitors in Berlin met {} elephants on Monday."
    store.put(Source("zoo", text.format(31)))
    asked: list[str] = []
    service = Service(store)

    def ask(request: AskRequest) -> Answer:
        asked.append(request.question)
        return service.ask(request)

    suggester = Suggester(store, ask)
    (first,) = suggester.suggest("en")
    assert "elephants" in first.question
    assert "Berlin" in first.question
    count = len(asked)
    assert suggester.suggest("en") == (first,)
    assert len(asked) == count
    store.delete("zoo")
    assert suggester.suggest("en") == ()
    store.put(Source("zoo", text.format(52)))
    assert suggester.suggest("en") == (first,)


def test_the_work_is_bounded_when_nothing_is_answered(store: Store) -> None:
    """A service that refuses everything is asked sixty times, however much is counted in however many articles."""
    counted = "Berlin has {0} schools, {1} hospitals, {2} markets, {3} bridges. In Berlin {4} buses met {5} trains."
    store.ingest([Source(f"a{n}", counted.format(*range(n + 10, n + 16))) for n in range(40)])
    refusal = Service(store).ask(AskRequest("Which element has the highest melting point?"))
    assert refusal.refusal
    asked: list[str] = []

    def refuse(request: AskRequest) -> Answer:
        asked.append(request.question)
        return refusal

    assert Suggester(store, refuse).suggest("en") == ()
    assert len(asked) == 60


def made_of(store: Store, text: str, language: str = "en") -> dict[str, str]:
    """Return what facts are found in a text: the noun and the figure's words."""
    store.put(Source("one", text, language=language))
    document = store.document("one")
    found = facts(document)
    assert all(document.text[f.sentence.start : f.sentence.end] for f in found)
    return {fact.noun: document.text[fact.figure.start : fact.figure.end] for fact in found}


def test_which_figures_make_a_question(store: Store) -> None:
    about = "This is about Berlin. "
    assert made_of(store, f"{about}There are 31 schools.") == {"school": "31"}
    assert made_of(store, "This is about nowhere. There are 31 schools.") == {}
    assert made_of(store, f"{about}There are 31 schools. Later there were 35 schools.") == {}
    assert made_of(store, f"{about}There are 31 schools. So it has 31 schools.") == {"school": "31"}
    assert made_of(store, f"{about}It took 31 minutes, in 2023, on 3 May.") == {}
    assert made_of(store, f"{about}There were 2 groups.") == {}
    assert made_of(store, f"{about}There were 24 groups.") == {"group": "24"}
    assert made_of(store, f"{about}There were 24 old groups and 12 old schools.") == {"school": "12"}
    assert made_of(store, f"{about}Es gibt 31 Schulen.", "de") == {"school": "31"}


def test_a_noun_means_the_same_in_every_language() -> None:
    """What is asked for is understood as the word that it was made from."""
    astray = []
    for key, forms in TABLE["nouns"].items():
        wanted = [set(gloss_stems(word)) for word in key.split("|")]
        for language, form in forms.items():
            tokens = [token for token in tokenizer(language).tokens(form) if token.pos != "f"]
            meant = {stem for token in tokens for gloss in token.glosses for stem in gloss_stems(gloss.lower())}
            if not any(stems <= meant for stems in wanted):
                astray.append((key, language, form))
    assert astray == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_wording_asks_for_a_count(language: str) -> None:
    for wording in TABLE["questions"][language]:
        for noun in ("worker", "cooperative", "tree"):
            place = gazetteer()["Berlin"].spellings[language]
            question = wording.format(noun=TABLE["nouns"][noun][language], place=place)
            asked = analyse(question)
            assert (asked.kind, asked.language) == ("count", language)
            focus = [stem for at in asked.focus for gloss in asked.tokens[at].glosses for stem in gloss_stems(gloss)]
            assert set(gloss_stems(noun)) <= set(focus)


def test_places_that_want_an_article_get_it(store: Store) -> None:
    store.put(Source("one", "The Netherlands are flat. The Netherlands have 31 schools."))
    (fact,) = facts(store.document("one"))
    assert all("on the Netherlands" in question for question in questions(fact, "en"))
    assert all("über die Niederlande" in question for question in questions(fact, "de"))
    assert all("Hà Lan" in question for question in questions(fact, "vi"))


def test_articles_are_those_of_names_we_have() -> None:
    names = {language: {name.spellings.get(language) for name in gazetteer().values()} for language in ("en", "de")}
    assert [n for language, listed in TABLE["articles"].items() for n in listed if n not in names[language]] == []
