import pytest

from qa.question import analyse


@pytest.mark.parametrize(
    ("text", "kind", "value", "side"),
    [
        ("Do more than half of the weavers own a loom?", "percentage", 50, "above"),
        ("Arbeitet mehr als die Hälfte der Weber nachts?", "percentage", 50, "above"),
        ("क्या आधे से ज़्यादा बुनकर महिलाएँ हैं?", "percentage", 50, "above"),
        ("বুনকরদের অর্ধেকের কম কি নারী?", "percentage", 50, "below"),
        ("هل أكثر من نصف العمال نساء؟", "percentage", 50, "above"),
        ("Có hơn một nửa thợ dệt là phụ nữ không?", "percentage", 50, "above"),
        ("Has the mill beaten its target?", "percentage", 100, "above"),
        ("Were at least three quarters of the votes counted?", "percentage", 75, "from"),
        ("Is the river longer than 80 km?", "measure", 80, "above"),
        ("Are there more than 2000 looms?", "count", 2000, "above"),
        ("Did the mill earn less than $5 million?", "money", 5_000_000, "below"),
    ],
)
def test_a_yes_no_question_says_what_it_compares_with(text: str, kind: str, value: int, side: str) -> None:
    question = analyse(text)
    assert question.kind == "yes_no"
    assert question.limit is not None
    assert (question.limit.kind, question.limit.value, question.limit.side) == (kind, value, side)


def test_only_a_yes_no_question_compares() -> None:
    assert analyse("Which towns have more than 50 mills?").limit is None
    assert analyse("Is the mill open?").limit is None


@pytest.mark.parametrize(
    "text",
    [
        "Did more visitors come than expected?",
        "Kamen mehr Besucher als geplant?",
        "هل فاق عدد الزوار التوقعات؟",
        "Lượng khách có vượt dự kiến không?",
    ],
)
def test_what_was_only_expected_is_no_target_of_which_a_share_is_told(text: str) -> None:
    asked = analyse(text)
    assert (asked.kind, asked.limit) == ("yes_no", None)
