import pytest

from qa.compose import state_figure
from qa.quantities import quantities
from qa.support.figures import holds_figure
from qa.support.reading import Reading


def said(text: str, language: str) -> list[str]:
    return [state_figure(q, "en") for q in quantities(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("en", "They got half a litre of water a day.", "0.5 liters"),
        ("en", "It took an hour and a half.", "1.5 hours"),
        ("en", "It took three quarters of an hour.", "0.75 hours"),
        ("de", "Sie bekamen einen halben Liter Wasser.", "0.5 liters"),
        ("de", "Nach einer Viertelstunde war alles vorbei.", "0.25 hours"),
        ("hi", "उन्हें रोज़ आधा लीटर पानी मिला।", "0.5 liters"),
        ("hi", "सवा घंटे तक बहस चली।", "1.25 hours"),
        ("bn", "আধ ঘণ্টা অপেক্ষা করতে হয়েছে।", "0.5 hours"),
        ("bn", "সোয়া এক ঘণ্টা লেগেছে।", "1.25 hours"),
        ("ar", "حصل كل منهم على نصف لتر من الماء.", "0.5 liters"),
        ("ar", "يبلغ عمق الحفرة متر ونصف المتر.", "1.5 m"),
        ("vi", "Mỗi người được nửa lít nước.", "0.5 liters"),
        ("vi", "Hố sâu một mét rưỡi.", "1.5 m"),
    ],
)
def test_a_part_of_one_unit_is_a_figure(language: str, text: str, figure: str) -> None:
    assert said(text, language) == [figure]


@pytest.mark.parametrize(
    ("language", "text", "figures"),
    [
        ("en", "two and a half hours later", ["2.5 hours"]),
        ("en", "half a million euros", ["500,000 euros"]),
        ("en", "Half of the members came.", ["Half (50%)"]),
        ("ar", "ثلاثة أيام ونصف", ["3.5 days"]),
        ("hi", "सवा दो घंटे", ["2.25 hours"]),
        ("vi", "hai tiếng rưỡi", ["2.5 hours"]),
    ],
)
def test_what_a_number_counts_is_no_part_of_one(language: str, text: str, figures: list[str]) -> None:
    assert said(text, language) == figures


@pytest.mark.parametrize(("claim", "holds"), [("0.5 liters", True), ("1.5 liters", False)])
def test_a_part_said_in_words_supports_its_figure_and_no_other(claim: str, holds: bool) -> None:
    sentence, reading = Reading("Jeder bekam einen halben Liter Wasser.", "de"), Reading(claim, "en")
    assert holds_figure(sentence, reading, reading.figures[0]) == holds
