import pytest

from qa.dated import is_past
from qa.quantities import quantities


@pytest.mark.parametrize(
    ("language", "text", "is_told"),
    [
        ("de", "Das war vor zwei Jahren.", True),
        ("hi", "दो साल पहले यह 265 टन था।", True),
        ("en", "It opened five years ago.", True),
        ("vi", "Hai năm trước là 40 tấn.", True),
        ("en", "The work takes five years.", False),
        ("de", "Es dauert zwei Jahre.", False),
    ],
)
def test_how_long_ago_something_was_is_not_how_long_it_takes(language: str, text: str, is_told: bool) -> None:
    assert is_past(text, quantities(text, language)[0]) == is_told
