from hypothesis import given
from texts import languages

from vectorstore.number_rules import number_rules
from vectorstore.numerals import numerals
from vectorstore.words import fold


def test_an_unsupported_language_is_read_as_english() -> None:
    assert number_rules("fr") == number_rules("en")
    assert [numeral.value for numeral in numerals("1,5 million", "sw")] == [1_500_000]


@given(languages)
def test_words_of_the_number_tables_are_folded_and_unambiguous(language: str) -> None:
    rules = number_rules(language)
    for table in (rules.scales, rules.words, rules.articles, rules.before, rules.behind):
        assert all(" ".join(map(fold, key.split())) == key for key in table)
    assert not set(rules.words) & set(rules.articles)
    assert set(rules.units) <= set(rules.articles)
    assert set(rules.alone) <= set(rules.scales)
