import pytest

from qa.question import analyse


def content(text: str, language: str) -> set[str]:
    return {token.key for token in analyse(text, language).tokens}


@pytest.mark.parametrize(
    ("language", "plain", "stressed"),
    [
        ("en", "How many nurses left the clinic?", "How many nurses exactly left the clinic in the end?"),
        ("de", "Wie viele Boote liegen im Hafen?", "Wie viele Boote liegen eigentlich genau im Hafen?"),
        ("hi", "कितने मजदूर काम पर लौटे?", "असल में अब तक कितने मजदूर काम पर लौटे?"),
        ("bn", "কতজন যাত্রী এসেছিলেন?", "আসলে এখন পর্যন্ত কতজন যাত্রী এসেছিলেন?"),
        ("ar", "كم قاربا غرق؟", "كم قاربا غرق في النهاية بالضبط؟"),
        ("vi", "Có bao nhiêu hộ nhận được tiền?", "Thực tế cho đến nay có bao nhiêu hộ nhận được tiền?"),
    ],
)
def test_what_only_stresses_is_no_content(language: str, plain: str, stressed: str) -> None:
    assert content(stressed, language) == content(plain, language)


@pytest.mark.parametrize(
    ("language", "plain", "contrast"),
    [
        ("en", "How many guests came this year", ", not last summer"),
        ("de", "Wie viele Gäste kamen dieses Jahr", ", nicht letzten Sommer"),
        ("hi", "इस साल कितने यात्री आए", ", पिछली गर्मी नहीं"),
        ("bn", "এ বছর কতটি নৌকা ডুবেছে", ", গত শীতে নয়"),
        ("ar", "كم مزارعا شارك هذا العام", "، وليس الصيف الماضي"),
        ("vi", "Năm nay có bao nhiêu khách đến", ", không phải mùa hè"),
    ],
)
def test_what_is_not_meant_is_no_content(language: str, plain: str, contrast: str) -> None:
    assert content(f"{plain}{contrast}?", language) == content(f"{plain}?", language)


def test_what_goes_on_behind_an_apposition_is_content() -> None:
    text = "Warum kam Thinh, der frühere Chef, nicht mit einer Strafe davon?"
    assert "strafe" in content(text, "de")


def test_a_year_that_is_named_is_content() -> None:
    assert "2019" in content("How many died in the year 2019 before the flood?", "en")


def test_one_in_letters_is_nothing_to_look_for_but_in_a_rate() -> None:
    assert [t.key for t in analyse("How heavy is one of the trains?", "en").tokens] == ["trains"]
    assert analyse("Lao động thu nhập bình quân bao nhiêu một năm?", "vi").kind == "money"
    assert analyse("?", "en").tokens == analyse("", "vi").tokens == ()
