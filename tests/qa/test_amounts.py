"""Tests of what kind of figure «how much» asks for."""

import pytest

from qa.question import analyse


@pytest.mark.parametrize(
    ("language", "question", "kind", "asked"),
    [
        ("bn", "সেতুটি কতটা লম্বা?", "measure", {"length"}),
        ("bn", "খাল কতখানি চওড়া করা হয়েছে?", "measure", {"length"}),
        ("bn", "মেশিনটা কতটা ভারী", "measure", {"weight"}),
        ("hi", "पुल कितना मोटा है", "measure", {"length"}),
        ("vi", "chảo ăng ten rộng bao nhiêu", "measure", {"length"}),
        ("de", "Tempolimit auf Bergstraßen?", "measure", {"speed"}),
        ("ar", "بكم تذكرة الدخول؟", "money", {"money"}),
        ("ar", "بكم حصل النادي على اللاعب؟", "money", {"money"}),
        ("ar", "بكم الساق الاصطناعية؟", "money", {"money"}),
        ("ar", "بكم صوت فاز المرشح؟", "count", set()),
        ("ar", "بكم سنة حكم عليه؟", "measure", {"duration"}),
        ("ar", "كم يقبض الراعي؟", "money", {"money"}),
        ("ar", "دفعت الشركة التعويض، فكم في المئة منه تطلب؟", "percentage", {"percentage"}),
        ("de", "Wieviel von seiner Rente gibt er aus?", "count", {"money", "percentage"}),
        ("en", "How much of his pension does he spend?", "count", {"money", "percentage"}),
        ("vi", "tiêu sọ bán được mấy tiền", "money", {"money"}),
        ("hi", "टमाटर का रेट कितना था", "money", {"money", "percentage"}),
        ("bn", "নিয়ম ভাঙলে কত জরিমানা", "money", {"money"}),
        ("en", "What reward did the finder get?", "money", {"money"}),
        ("en", "What is the highest severance?", "money", {"money"}),
    ],
)
def test_how_much_asks_for_a_figure_of_a_kind(language: str, question: str, kind: str, asked: set[str]) -> None:
    read = analyse(question, language)
    assert (read.kind, set(read.asked)) == (kind, asked)


def test_to_fine_somebody_asks_for_no_sum() -> None:
    assert analyse("Mái ấm Hoa Cúc làm gì mà bị phạt nặng nhất?", "vi").kind == "what"
    assert analyse("بكم زادت الأسعار؟", "ar").asked > {"money", "percentage"}


@pytest.mark.parametrize(
    ("language", "question"),
    [("ar", "بكم انخفض عدد الزوار؟"), ("en", "By how much did the number of visitors fall?")],
)
def test_a_number_of_things_changes_by_a_count_or_a_share(language: str, question: str) -> None:
    read = analyse(question, language)
    assert (read.kind, read.asked) == ("count", {"percentage"})
