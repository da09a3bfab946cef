from vectorstore.marks import marks
from vectorstore.tokenizer import tokenizer


def test_a_syllable_of_a_person_s_name_is_not_the_word_that_it_looks_like() -> None:
    name = next(token for token in tokenizer("vi").tokens("chị Giáp Thị Loan") if token.key == "loan")
    word = next(token for token in tokenizer("en").tokens("a loan") if token.key == "loan")
    of_name, of_word = marks(name, "vi").by_key, marks(word, "en").by_key
    assert "~loan" in of_word
    assert "~loan" not in of_name
    assert any(mark.startswith("!") for mark in of_name)
