"""Laws of what a search compares, and of titles."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.state.searching import folded, title_of

TEXT = st.text(max_size=60) | st.text(st.sampled_from("aÀéß ١২3७.,٬ĐđकिạÞſK²ⅷ№'’ـ\u200d\u0301"), max_size=30)


class TestFolding:
    @given(text=TEXT)
    @example(text="x²")
    @example(text="ⅷ №")
    @example(text="İ ẞ ﬁ")
    def test_folding_twice_is_folding_once(self, text: str) -> None:
        assert folded(folded(text)) == folded(text)

    @given(text=TEXT)
    def test_a_text_is_found_by_every_word_of_itself(self, text: str) -> None:
        assert all(word in folded(text) for word in folded(text).split())

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ĐÁNH GIÁ", "danh gia"),
            ("৭,৭০০", "7.700"),
            ("٧٬٧٠٠", "७७००"),
            ("Straße", "STRASSE"),
            ("أحمد", "احمد"),
            ("مُحَمَّد", "محمد"),
            ("हिन्दी", "हिंदी"),
            ("cafe\u0301", "CAFÉ"),
        ],
    )
    def test_what_is_the_same_to_a_reader(self, one: str, other: str) -> None:
        assert folded(one) == folded(other) != ""


class TestTitles:
    @given(
        text=st.text(min_size=1).filter(str.strip)
        | st.text(st.sampled_from("ab é\u0301👩\u200d🌾 \n"), min_size=70, max_size=200).filter(str.strip)
    )
    @example(text="a" * 200)
    @example(text="a " * 100)
    @example(text="e" + "\u0301" * 200)
    @example(text="a" * 79 + " b")
    @example(text="a" * 80 + " b")
    def test_a_title_is_the_beginning_of_the_question_up_to_a_word(self, text: str) -> None:
        plain = " ".join(text.split())
        title = title_of(text)
        assert 1 <= len(title) <= 80
        if len(plain) <= 80:
            assert title == plain
        else:
            assert title[-1] == "…"
            assert plain.startswith(title[:-1])
            assert title[:-1] == title[:-1].rstrip()
            if " " in plain[:79]:
                assert plain[len(title) - 1] == " "
