import tomllib
from importlib.resources import files

import pytest

from qa.causes import tells_cause
from vectorstore.lexicon import LANGUAGES


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He put the delay down to rain."),
        ("de", "Er führte die Verspätung auf den Regen zurück."),
        ("hi", "देरी के लिए उन्होंने बारिश को ज़िम्मेदार ठहराया।"),
        ("bn", "বৃষ্টির কারণে কাজ পিছিয়েছে।"),
        ("ar", "وعزت الشركة التأخير إلى الأمطار."),
        ("vi", "Công trình chậm chủ yếu do mưa."),
    ],
)
def test_a_cause_is_told_in_every_language(language: str, text: str) -> None:
    assert tells_cause(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bridge opened in May so that lorries could cross."),
        ("de", "Die Brücke wurde im Mai eröffnet."),
        ("vi", "Để kiểm soát, chi cục lấy 860 mẫu."),
    ],
)
def test_a_purpose_or_a_fact_is_no_cause(language: str, text: str) -> None:
    assert not tells_cause(text, language)


def test_every_language_has_its_causes_once() -> None:
    table = tomllib.loads((files("qa") / "data" / "causes.toml").read_text("utf-8"))
    assert set(table) == set(LANGUAGES)
    assert all(len(set(own)) == len(own) for own in table.values())
