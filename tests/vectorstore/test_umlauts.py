import pytest

from vectorstore.umlauts import with_umlauts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wie viele Strassen fuehren ueber die Bruecke?", "Wie viele Strassen führen über die Brücke?"),
        ("Ueberschwemmung in MUENCHEN", "Überschwemmung in MÜNCHEN"),
        ("Was koennen die Buerger fuer die Haeuser tun?", "Was können die Bürger für die Häuser tun?"),
    ],
)
def test_words_that_are_listed_with_umlauts_get_them(typed: str, meant: str) -> None:
    assert with_umlauts(typed) == meant


@pytest.mark.parametrize("text", ["neue Steuer, aktuelle Quelle", "Goethe, Samuel, Galtuer und Itzehoe", "Poesie", ""])
def test_other_words_and_unlisted_names_stay(text: str) -> None:
    assert with_umlauts(text) == text
