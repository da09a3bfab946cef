import pytest
from sentences import figures_of, view_of

from qa.borders import parts_of


def parts(text: str, language: str) -> list[str]:
    sentence = view_of(text, language)
    return [
        text[sentence.tokens[part.start].start : sentence.tokens[part.stop - 1].end]
        for part in parts_of(sentence, figures_of(sentence))
    ]


@pytest.mark.parametrize(
    ("language", "text", "owners"),
    [
        ("en", "There were 17 in Brandenburg and eleven in Saxony.", ["Brandenburg", "Saxony"]),
        ("en", "Cleve received 138 mm of rain, Wudinna 121 mm and Cummins 214 mm.", ["Cleve", "Wudinna", "Cummins"]),
        ("de", "Es sind 15 Sitze für die CDU, 12 für die SPD und 9 für die AfD.", ["CDU", "SPD", "AfD"]),
        ("vi", "Nhiều nhất là Diễn Châu (52 người), tiếp đến là Quỳnh Lưu (44 người).", ["Diễn Châu", "Quỳnh Lưu"]),
        ("hi", "मनाली में 86 प्रतिशत, कुल्लू में 64 प्रतिशत और बंजार में 59 प्रतिशत थी।", ["मनाली", "कुल्लू", "बंजार"]),
        ("bn", "গ্যাভি দিয়েছে ১২৪ কোটি টাকা, সরকার ৪৭ কোটি টাকা", ["গ্যাভি", "সরকার"]),
        ("ar", "تتحمل الوزارة ٨ ملايين ريال منها والشركة ٦ ملايين ريال", ["الوزارة", "والشركة"]),
    ],
)
def test_an_owner_goes_with_its_own_figure_alone(language: str, text: str, owners: list[str]) -> None:
    found = parts(text, language)
    assert [[owner in part for owner in owners] for part in found] == [
        [i == j for j in range(len(owners))] for i in range(len(owners))
    ]


def test_a_semicolon_parts_two_figures_more_than_a_comma() -> None:
    text = "There are 3,150 people in 14 camps; the largest is in the college, where 640 live."
    assert "college" in parts(text, "en")[-1]


@pytest.mark.parametrize(
    ("language", "text", "own"),
    [
        ("de", "Die Fabrik kann 900 Räder bauen, lieferte im Mai aber nur 310 aus.", "Mai"),
        ("de", "Der Saal fasst 600 Gäste, zog 2023 jedoch nur 140 an.", "2023"),
        ("bn", "গত বছরে ৮১০টি দোকান চিহ্নিত হলেও ভাঙা গিয়েছে ১২৭টি।", "ভাঙা"),
        ("bn", "৪০ জন আবেদন করলেও নিয়োগ পেয়েছেন ১২ জন।", "নিয়োগ"),
    ],
)
def test_what_a_concession_leads_to_goes_with_the_second_figure(language: str, text: str, own: str) -> None:
    first, second = parts(text, language)
    assert own in second
    assert own not in first
