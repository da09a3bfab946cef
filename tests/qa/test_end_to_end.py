"""Everyday questions over a few plain sentences, from the question to the words of the answer."""

import pytest

from eval.draws import chain_over
from qa.request import AskRequest
from vectorstore.document import Source

TEXTS = {
    "en": "The number of schools in Aldra fell from 110 to 45. The bus to the harbour runs every 20 minutes. "
    "The lab tests the water three times a day. The ferry takes 1 hour. Marjorie Askew, 79, keeps the lighthouse.",
    "bn": "কুমারদহ বিলে তিন বছরে ঝিনুকের ঘনত্ব প্রতি বর্গমিটারে ১১টি থেকে ৪টিতে নেমেছে।",
    "de": "In Aldra sank die Zahl der Bäckereien in drei Jahren von 110 auf 45.",
    "hi": "अल्द्रा में तीन साल में डाकघरों की संख्या 110 से घटकर 45 रह गई।",
    "ar": "انخفض عدد المصانع في ألدرا من 110 إلى 45 خلال ثلاث سنوات. وتستغرق رحلة القطار 4 ساعات.",
    "vi": "Velmo khánh thành bệnh viện\n\nThành phố Velmo khánh thành bệnh viện vào ngày 3 tháng 3 năm 2023. "
    "Tỷ lệ thất nghiệp ở Velmo là 9% vào năm 2019.",
}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many schools are there in Aldra now?", "45"),
        ("How many schools were there in Aldra before?", "110"),
        ("How often does the bus to the harbour run?", "Every 20 minutes"),
        ("Wie oft fährt der Bus zum Hafen?", "Alle 20 Minuten"),
        ("How often does the lab test the water?", "3 times"),
        ("How long does the ferry take?", "1 hour"),
        ("كم تستغرق رحلة القطار؟", "4 ساعات"),
        ("How old is Marjorie Askew?", "79"),
        ("কুমারদহ বিলে এখন প্রতি বর্গমিটারে কয়টা ঝিনুক মেলে?", "4"),
        ("কুমারদহ বিলে আগে প্রতি বর্গমিটারে কয়টা ঝিনুক মিলত?", "11"),
        ("Wie viele Bäckereien gibt es heute in Aldra?", "45"),
        ("Wie viele Bäckereien gab es früher in Aldra?", "110"),
        ("अल्द्रा में अब कितने डाकघर हैं?", "45"),
        ("अल्द्रा में पहले कितने डाकघर थे?", "110"),
        ("كم مصنعا في ألدرا الآن؟", "45"),
        ("كم مصنعا كان في ألدرا سابقا؟", "110"),
        ("Năm 2019 tỷ lệ thất nghiệp ở Velmo là bao nhiêu?", "9%"),
        ("Bệnh viện ở Velmo được khánh thành khi nào?", "3 tháng 3 năm 2023"),
    ],
)
def test_an_everyday_question_is_answered(question: str, answer: str) -> None:
    with chain_over([Source(language, text, language=language) for language, text in TEXTS.items()]) as chain:
        said = chain.runnable.invoke(AskRequest(question))
    assert said.refusal is None
    assert answer in said.text.partition(" [")[0]
