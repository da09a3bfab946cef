import pytest

from qa.question import analyse


@pytest.mark.parametrize(
    ("language", "text", "focus"),
    [
        ("en", "How many cooperatives are in Lang Son?", "cooperatives"),
        ("de", "Wie viele Genossenschaften gibt es in Lang Son?", "Genossenschaften"),
        ("vi", "Có bao nhiêu hợp tác xã ở Lạng Sơn?", "hợp tác xã"),
    ],
)
def test_the_focus_is_what_is_counted(language: str, text: str, focus: str) -> None:
    question = analyse(text, language)
    assert question.focus_text.startswith(focus)
    assert "Son" not in question.focus_text
    assert question.focus


def test_what_stands_for_a_blank_of_a_cue_is_content() -> None:
    assert [token.key for token in analyse("What does OCOP stand for?", "en").tokens] == ["ocop"]


@pytest.mark.parametrize(
    ("language", "text", "focus"),
    [
        ("ar", "كم شخصًا نُقل بالمروحيات؟", ""),
        ("ar", "كم شخصا مصابا بالسكري؟", "مصابا بالسكري"),
        ("vi", "bao nhiêu người khuyết tật được đào tạo?", "người khuyết tật"),
        ("vi", "Có bao nhiêu người thiệt mạng?", ""),
        ("bn", "এখন কতজন চাকরি করেন?", ""),
        ("bn", "কতজন শিক্ষার্থী পাস করেছে?", "শিক্ষার্থী"),
        ("en", "How many did malaria kill?", ""),
        ("de", "Wie viele haben unterschrieben?", ""),
        ("de", "Wie viele Brücken riss das Hochwasser fort?", "Brücken"),
    ],
)
def test_what_somebody_did_is_not_what_is_counted(language: str, text: str, focus: str) -> None:
    assert analyse(text, language).focus_text == focus
