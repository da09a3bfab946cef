import pytest
from sentences import view_of

from qa.wholes import parts_and_wholes, whole_of


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("en", "163 of the 210 schools are open.", "210"),
        ("de", "Auf sie entfielen 287 der 405 Stimmen.", "405"),
        ("vi", "xóa 38 trong số 57 điểm đen", "57"),
        ("ar", "حضر ٤١ من أصل ٦٨ شاهدا", "٦٨"),
        ("hi", "94 गाँवों में से 38 में बैटरियाँ ख़राब हैं।", "94"),
        ("bn", "১৮৬টির মধ্যে ১৫৯টি কারখানা খোলা।", "১৮৬"),
    ],
)
def test_a_part_is_told_from_its_whole(language: str, text: str, whole: str) -> None:
    sentence = view_of(text, language)
    found = [whole_of(sentence, figure) for figure in sentence.quantities]
    assert [text[f.start : f.end] for f in found if f is not None] == [whole]


def test_delegates_of_cooperatives_are_no_part_of_them() -> None:
    sentence = view_of("412 Delegierte aus 437 Genossenschaften", "de")
    assert [whole_of(sentence, figure) for figure in sentence.quantities] == [None, None]


@pytest.mark.parametrize(
    ("language", "text", "pairs"),
    [
        ("de", "Von 34 Filialen bleiben 27.", [(27, 34)]),
        ("en", "Of the 23, nine work in farming, six in health.", [(9, 23)]),
        ("vi", "Trong số 214 HTX có 152 HTX nông nghiệp, 27 HTX thủ công.", [(152, 214)]),
        ("vi", "Ông Khải cho biết trong 420 nhà máy chỉ còn 347 nhà máy hoạt động.", [(347, 420)]),
        ("ar", "من بين 214 تعاونية، 152 تعاونية زراعية.", [(152, 214)]),
        ("de", "Von 210 auf 164 sank die Zahl.", []),
        ("vi", "Trong 12 xã có 5 trường học.", []),
        ("en", "The head of 23 schools dismissed nine teachers.", []),
    ],
)
def test_a_whole_may_stand_before_its_part(language: str, text: str, pairs: list[tuple[int, int]]) -> None:
    assert [(int(part.value), int(whole.value)) for part, whole in parts_and_wholes(view_of(text, language))] == pairs
