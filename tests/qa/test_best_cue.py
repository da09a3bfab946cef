import pytest

from qa.question import analyse


@pytest.mark.parametrize(
    ("language", "question", "kind"),
    [
        ("en", "What does the state literary council mean by a 'boli'?", "definition"),
        ("en", "What exactly counts as a 'black spot' on Indian roads?", "definition"),
        ("en", "How many households counted as poor?", "count"),
        ("de", "Was versteht die Klinik in Ea Sup unter der „Tür-Nadel-Zeit“?", "definition"),
        ("bn", 'প্রদর্শনীর নামে থাকা "লিমেস" আসলে কী ছিল?', "definition"),
        ("vi", "Ở Bangladesh, thế nào thì gọi là đợt rét nhẹ?", "definition"),
        ("en", "Which architect designed the new station?", "person"),
        ("de", "Welcher Gewerkschafter droht am Flughafen mit Streik?", "person"),
        ("ar", "ما الشركة التي تورّد نظام المرور؟", "organization"),
        ("ar", "ما الظروف المخففة التي راعتها المحكمة؟", "list"),
        ("ar", "ما اسم شركة التأمين التي ستدفع التعويض؟", "organization"),
        ("de", "Wie heißt der Vorsitzende des Genossenschaftsverbands?", "person"),
    ],
)
def test_what_is_to_be_explained_and_who_is_asked_for(language: str, question: str, kind: str) -> None:
    assert analyse(question, language).kind == kind


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("what", "What did the WHO recommend to Sudan?"),
        ("what", "Ông ấy đánh giá cao điều gì?"),
        ("yes_no", "Tất cả cửa hàng ở Ai Cập đã mở chưa?"),
        ("yes_no", "Hi, travelling with a toddler - do I have to buy a ticket for him?"),
        ("yes_no", "‘सुगम मध्य’ पर अफ़सर से लिया गया जुर्माना क्या आवेदक को मिलता है?"),
        ("what", "सहकारी समितियों से क्या करने को कहा गया?"),
        ("what", "ماذا ستفعل اتحادات المجموعة رقم 1 مستقبلا؟"),
        ("what", "What is the number of the decree?"),
        ("count", "What is the number of decrees?"),
        ("what", "Welches Amt hat Nguyen Duc Lam?"),
        ("organization", "Welches Amt hat den Bau genehmigt?"),
        ("person", "Who bought the club?"),
        ("reason", "It was meant to open in May. What held it up?"),
        ("manner", "عن أي طريق يحصل المنتجون على القروض؟"),
    ],
)
def test_a_word_that_only_looks_like_a_cue_decides_nothing(kind: str, text: str) -> None:
    assert analyse(text).kind == kind
