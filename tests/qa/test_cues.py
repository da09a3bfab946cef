import pytest

from qa.cues import is_asking, joiners
from qa.question import analyse
from qa.roles import asks_whole
from vectorstore.lexicon import LANGUAGES


def test_every_language_joins_questions() -> None:
    assert all(joiners(language) for language in LANGUAGES)


@pytest.mark.parametrize("language", ["sa", "ru", "zh"])
def test_words_of_languages_without_cues_ask_as_english_ones_do(language: str) -> None:
    assert is_asking("how", language)
    assert not asks_whole("12 ?", language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "What finally pushed the bakery over the edge?"),
        ("en", "What has prompted the ban?"),
        ("en", "What gives the lake its red colour?"),
        ("en", "What worried the councillors who voted no?"),
        ("de", "Was hat letztlich zum Streit geführt, was löste ihn aus?"),
        ("de", "Was machte die Brücke so teuer?"),
        ("de", "Was stand eigentlich hinter dem Verbot?"),
        ("hi", "किस घटना के बाद मेला बंद किया गया?"),
        ("bn", "কিসের অভাবে স্কুলটি বন্ধ হলো?"),
        ("ar", "ما الذي أقلق المزارعين في الوادي؟"),
        ("vi", "Rốt cuộc điều gì đã thực sự khiến nhà máy đóng cửa?"),
        ("vi", "Đâu là lý do cây cầu bị đóng?"),
    ],
)
def test_what_brought_something_about_is_its_reason(language: str, text: str) -> None:
    assert analyse(text, language).kind == "reason"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What did the ministry have in mind?", "what"),
        ("Was macht die Feuerwehr?", "what"),
        ("What has the council decided?", "what"),
        ("গ্রামে ক'টা বাড়ি ভেঙেছে?", "count"),
        ("উইপোকা কটা ক্যাসেট খেয়েছিল", "count"),
        ("কটি স্কুল বন্ধ হলো?", "count"),
    ],
)
def test_helping_words_change_no_other_kind(text: str, kind: str) -> None:
    assert analyse(text).kind == kind
