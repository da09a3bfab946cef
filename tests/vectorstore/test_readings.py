from hypothesis import example, given, settings
from hypothesis import strategies as st
from texts import any_text, languages

from vectorstore.reading import read_sentence
from vectorstore.readings import pack_readings, read_again


@given(st.lists(any_text, max_size=4), languages)
@example(["The Emulation Cluster has 7,700 cooperatives, half of 2.50 million.", "", "No number."], "en")
@example(["Die Partei schloss am 18.09.2023 ein Bündnis im Oberbürgermeisteramt aus."], "de")
@example(["ডাক লাকের ৭,৭০০টিরও বেশি সমবায়।", "XIX শতক, ২৫ কোটি"], "bn")
@settings(max_examples=60, deadline=None)
def test_a_sentence_is_read_again_as_it_was_read(texts: list[str], language: str) -> None:
    read = [read_sentence(text, language) for text in texts]
    packed = pack_readings(read, texts)
    for at, (sentence, text) in enumerate(zip(read, texts, strict=True)):
        again = read_again(packed, at, text)
        assert again.tokens == list(sentence.tokens)
        assert again.numerals == list(sentence.numerals)
        assert [str(numeral.value) for numeral in again.numerals] == [str(n.value) for n in sentence.numerals]
