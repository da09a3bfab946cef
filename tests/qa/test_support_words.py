"""Names and negation: what a sentence supports of them, across scripts."""

import pytest

from qa.support import Evidence, unsupported
from qa.support.negation import cues_of
from qa.support.tables import table
from vectorstore.lexicon import LANGUAGES


@pytest.mark.parametrize(
    ("claim", "language", "text", "own"),
    [
        ("Tariq Aziz said so", "en", "तारिक़ अज़ीज़ ने कहा", "hi"),
        ("said Petr Novotny", "en", "قال بيتر نوفوتني", "ar"),
        ("in Osnabrück", "de", "অসনাব্রুকে", "bn"),
        ("Al-Shabab won", "en", "فاز نادي الشباب", "ar"),
        ("from Mainz", "en", "das Mainzer Unternehmen", "de"),
        ("the French team", "en", "đội tuyển Pháp", "vi"),
        ("in Dhaka", "en", "ঢাকার বাজারে", "bn"),
        ("জয়েশ পাটোয়াকে জরিমানা", "bn", "जयेश पटवा पर जुर्माना", "hi"),
        ("the Souss-Massa region", "en", "جهة سوس ماسة", "ar"),
        ("die Bäckerei verkauft Pfandflaschenautomatenzubehör", "de", "the bakery sells things", "en"),
    ],
)
def test_a_name_is_one_in_any_script(claim: str, language: str, text: str, own: str) -> None:
    assert unsupported(claim, language, [Evidence(text, own)]) == []


@pytest.mark.parametrize(
    ("claim", "language", "text", "own", "names"),
    [
        ("said Meena Patel", "en", "सुनीता कोरी ने कहा", "hi", ["Meena", "Patel"]),
        ("in Kanpur", "en", "लखनऊ में", "hi", ["Kanpur"]),
        ("gegen Bielefeld", "de", "against Osnabrück", "en", ["Bielefeld"]),
        ("ग्रेस वानजिरु जीतीं", "hi", "Ruth Chebet gewann", "de", ["वानजिरु"]),
        ("nach Dresden", "de", "", "de", ["Dresden"]),
    ],
)
def test_another_name_is_none(claim: str, language: str, text: str, own: str, names: list[str]) -> None:
    found = unsupported(claim, language, [Evidence(text, own)])
    assert set(names) <= set(found)


def test_a_name_may_stand_in_the_context_but_a_figure_may_not() -> None:
    cited, before = (
        Evidence("She counted 27 whales.", "en"),
        Evidence("Ines Kowalke works off Gabon with 5 ships.", "en"),
    )
    claim = "said Ines Kowalke, who counted 27 whales with 5 ships"
    assert unsupported(claim, "en", [cited]) == ["Ines", "Kowalke", "5"]
    assert unsupported(claim, "en", [cited], context=[before]) == ["5"]


@pytest.mark.parametrize(
    ("affirmed", "negated", "language"),
    [
        ("The witness recognised the defendant.", "The witness did not recognise the defendant.", "en"),
        ("The strike ended with an agreement.", "The strike ended without an agreement.", "en"),
        ("Die Regierung plant ein Tempolimit.", "Die Regierung plant kein Tempolimit.", "de"),
        ("Die Zeugin erkannte den Mann.", "Die Zeugin erkannte den Mann nicht.", "de"),
        ("आयोग ने बिजली की दरें बढ़ाईं।", "आयोग ने बिजली की दरें नहीं बढ़ाईं।", "hi"),
        ("কমিশন বিদ্যুতের দাম বাড়িয়েছে।", "কমিশন বিদ্যুতের দাম বাড়ায়নি।", "bn"),
        ("রাতে দোকান খোলা থাকবে।", "রাতে দোকান খোলা থাকবে না।", "bn"),
        ("ترفع الوزارة أسعار الوقود.", "لن ترفع الوزارة أسعار الوقود.", "ar"),
        ("Tập đoàn tăng giá điện.", "Tập đoàn không tăng giá điện.", "vi"),
        ("Cơ quan đã phê duyệt vắc-xin.", "Cơ quan chưa phê duyệt vắc-xin.", "vi"),
    ],
)
def test_what_is_negated_is_not_asserted_nor_the_reverse(affirmed: str, negated: str, language: str) -> None:
    assert len(unsupported(affirmed + " ", language, [Evidence(negated, language)])) == 1
    assert len(unsupported(negated + " ", language, [Evidence(affirmed, language)])) == 1
    for claim in (affirmed, negated):
        assert unsupported(f"«{claim}»", language, [Evidence(claim, language)]) == []


@pytest.mark.parametrize(
    ("claim", "language", "text", "own"),
    [
        ("No new duty has been imposed on imports.", "en", "আমদানিতে নতুন কোনো শুল্ক আরোপ করা হয়নি।", "bn"),
        ("Nobody was injured.", "en", "Không ai bị thương.", "vi"),
        ("43 shops burnt down.", "en", "Although nobody was injured, 43 shops burnt down.", "en"),
        ("12 bridges broke.", "en", "न केवल पटना बल्कि गया में भी 12 पुल टूटे।", "hi"),
        ("At least 40 tankers are waiting.", "en", "No fewer than 40 tankers are waiting.", "en"),
        ("At least 2,900 people died.", "en", "قتل ما لا يقل عن 2900 شخص.", "ar"),
        ("The airport received many passengers.", "en", "استقبل المطار مسافرين كثيرين غير أن الرحلات تأخرت.", "ar"),
        ("The air in the room is good.", "en", "Không khí trong phòng tốt.", "vi"),
        ("The date is not known.", "en", "The date is unknown.", "en"),
        ("The ministry did not accept the offer.", "en", "The ministry rejected the offer.", "en"),
        ("তিনি ঢাকায় থাকেন।", "bn", "She lives in Dhaka.", "en"),
    ],
)
def test_idioms_other_clauses_and_words_that_negate_by_meaning_are_no_contradiction(
    claim: str, language: str, text: str, own: str
) -> None:
    assert unsupported(claim, language, [Evidence(text, own)]) == []


def test_every_language_says_no() -> None:
    tables = table("negation.toml")
    assert set(tables) == set(LANGUAGES)
    assert all(set(each) == set(tables["en"]) for each in tables.values())
    for language in LANGUAGES:
        cues = cues_of(language)
        assert cues.clause
        assert cues.cuts
        assert not cues.clause & cues.soft
        assert not cues.clause & cues.phrase
        assert not cues.clause & cues.cuts
