import pytest

from qa.counted_phrase import counted_phrase
from qa.views import Views
from vectorstore.document import Document, Span


def document(text: str, language: str = "en") -> Document:
    return Document("a", text, "title", language, "sha256:0", (Span(0, len(text)),))


@pytest.mark.parametrize(
    ("language", "text", "figure", "counted"),
    [
        ("en", "The park has 6,205 elephants and 2,207 in the reserve.", "2,207", "elephants"),
        ("en", "They received 1,460 letters and answered 585 of them.", "585", "letters"),
        ("en", "The storm killed 17 people in 2022 and nine in 2023.", "nine", "people"),
        ("de", "Die 28 Anlagen stehen beiderseits der Grenze: 17 in Brandenburg.", "17", "Anlagen"),
        ("ar", "خضع 7.250 مريضًا للفحص، فتبين أن 1.015 منهم يعانون.", "1.015", "مريضًا"),
        ("vi", "Có 28 huy chương bạc và 35 ở tỉnh khác.", "35", "huy chương bạc"),
    ],
)
def test_a_figure_without_a_noun_counts_what_the_one_before_it_counts(
    language: str, text: str, figure: str, counted: str
) -> None:
    (view,) = Views().of(document(text, language))
    quantity = next(q for q in view.quantities if text[q.number_start :].startswith(figure))
    phrase, share = counted_phrase(view, quantity)
    assert text[phrase[0].start : phrase[-1].end].startswith(counted)
    assert share < 1


def test_a_part_of_something_counts_it() -> None:
    (view,) = Views().of(document("In all 12 of the cooperatives closed."))
    phrase, share = counted_phrase(view, view.quantities[0])
    assert [token.key for token in phrase][:1] == ["cooperatives"]
    assert share == 1
