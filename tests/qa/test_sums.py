"""Tests of sums of money where a text or a question leaves something unsaid."""

import pytest
from sentences import view_of

from qa.question import analyse
from qa.sums import currencies, with_bare_sums


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("bn", "সেখানে চ্যাম্পিয়নের পুরস্কার দেড় কোটি।", "money"),
        ("hi", "पुरस्कार राशि 8 लाख की गई", "money"),
        ("hi", "कंपनी का 38 करोड़ बकाया है", "money"),
        ("de", "Der Preis beträgt 3 Millionen.", "money"),
        ("ar", "بلغت الكلفة 3 ملايين، وفق الوزارة", "money"),
        ("bn", "দেশে ২ কোটি শ্রমিক কম বেতনে কাজ করেন", "count"),
        ("en", "The price of water rose for 2 million people", "count"),
        ("en", "The price rose in 26 towns", "count"),
        ("hi", "मतदाता 3 करोड़ हैं", "count"),
    ],
)
def test_lakhs_and_millions_of_nothing_named_may_be_money(language: str, text: str, kind: str) -> None:
    sentence = view_of(text, language)
    asked = analyse("How much money was it?", "en")
    assert [q.kind for q in with_bare_sums(asked, sentence, sentence.quantities)] == [kind]
    counted = analyse("How many were there?", "en")
    assert [q.kind for q in with_bare_sums(counted, sentence, sentence.quantities)] == ["count"]


@pytest.mark.parametrize(
    ("language", "question", "units"),
    [
        ("en", "How many euros did it cost?", {"EUR"}),
        ("de", "Wie viele Dollar kostete es?", {"USD"}),
        ("hi", "कुल कितने डॉलर लगे?", {"USD"}),
        ("bn", "টিকিট কিনতে কত ফ্রাঁ লাগে?", {"franc"}),
        ("ar", "كم دولارا كلف المشروع؟", {"USD"}),
        ("vi", "Dự án tốn bao nhiêu usd?", {"USD"}),
        ("bn", "টিকিটের দাম কত টাকা?", set()),
        ("hi", "कितने रुपये लगे?", set()),
        ("vi", "Vé giá bao nhiêu đồng?", set()),
        ("en", "How much did it cost?", set()),
    ],
)
def test_a_question_names_the_currency_that_it_asks_for(language: str, question: str, units: set[str]) -> None:
    assert currencies(analyse(question, language)) == units
