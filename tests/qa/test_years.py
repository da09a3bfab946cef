import pytest

from qa.quantities import quantities


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("en", "The village has 1000 mills.", ["count"]),
        ("en", "In 1850 the village had 2000 mills.", ["year", "count"]),
        ("en", "Since 1990 they have grown to 1800 active members.", ["year", "count"]),
        ("en", "The 1995 agreement and the 1812 war", ["year", "year"]),
        ("en", "Founded 1995. In May 1945 soldiers came.", ["year", "year"]),
        ("en", "It was the 2024 games and by 1815 ships ruled.", ["year", "year"]),
        ("en", "It has 2024 members; with 1950 seats", ["count", "count"]),
        ("de", "Der Verband hat 2024 Mitglieder.", ["count"]),
        ("de", "Im Jahr 1850 gab es 1200 Mühlen.", ["year", "count"]),
        ("hi", "2019 में 1500 किसान थे", ["year", "count"]),
        ("hi", "वर्ष 1857 में", ["year"]),
        ("bn", "২০২৬ সালে ১২০০টি সমবায় ও ১৫০০ কৃষক", ["year", "count", "count"]),
        ("ar", "في عام 2023 كان هناك 1200 تعاونية", ["year", "count"]),
        ("vi", "Năm 2023 có 1500 hợp tác xã", ["year", "count"]),
    ],
)
def test_four_digits_before_what_they_count_are_no_year(language: str, text: str, kinds: list[str]) -> None:
    assert [quantity.kind for quantity in quantities(text, language)] == kinds
