"""What figures of one sentence share: the sign of a list, the words of their whole, the year before, a last verb."""

from itertools import pairwise

import pytest
from sentences import figures_of, view_of

from qa.borders import parts_of
from qa.changes import is_change
from qa.counted import asks_persons, persons_apart
from qa.owners import is_part_of_last, shared_tail
from qa.question import analyse
from qa.roles import roles_told
from qa.told_years import years_told


def roles(text: str, language: str) -> list[set[str]]:
    sentence = view_of(text, language)
    found = figures_of(sentence)
    parts = parts_of(sentence, found)
    return [set(roles_told(sentence, q, found, part)) for q, part in zip(found, parts, strict=True)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The target was 3,900 villages and 5,000 towns."),
        ("hi", "लक्ष्य 3,900 गाँव और 5,000 ट्रांसफ़ॉर्मर का था।"),
        ("ar", "تتوزع الأسر المستهدفة على ٩٨٠٠ أسرة في المفرق، و٨٤٠٠ أسرة في إربد، و٣٩٠٠ في جرش."),
    ],
)
def test_the_sign_of_a_list_is_of_both_its_figures(language: str, text: str) -> None:
    assert all("target" in found for found in roles(text, language))


def test_a_list_need_not_begin_with_the_first_figure_of_a_sentence() -> None:
    text = "The hospital, which serves 1.4 million people, is meant to have 92 doctors and 640 nurses."
    assert ["target" in found for found in roles(text, "en")] == [False, True, True]


def test_a_verb_between_two_figures_ends_the_list() -> None:
    assert ["target" in found for found in roles("The target was 12 sirens, and 5 were installed.", "en")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("language", "text", "are_parts"),
    [
        ("vi", "Năm 2023 đạt 86.500 lượt, trong đó 12.300 lượt khách quốc tế.", [True]),
        ("hi", "74 शिकायतें मिलीं, जिनमें से 19 सही पाई गईं।", [True]),
        ("ar", "تعمل ٦٤ حافلة، منها ٤٠ كهربائية.", [True]),
        ("en", "Some 610 went from door to door, 230 of them on bicycles and 190 by boat.", [True, False]),
        ("en", "There were 17 in Brandenburg and 11 in Saxony.", [False]),
    ],
)
def test_a_part_is_a_part_of_the_figure_before_it(language: str, text: str, are_parts: list[bool]) -> None:
    sentence = view_of(text, language)
    found = figures_of(sentence)
    assert [is_part_of_last(sentence, a, b) for a, b in pairwise(found)] == are_parts


@pytest.mark.parametrize(
    ("language", "text", "tail"),
    [
        ("bn", "গণিতে ১৪.২ শতাংশ এবং ইংরেজিতে ৯.৬ শতাংশ পরীক্ষার্থী অকৃতকার্য হয়েছে।", "পরীক্ষার্থী অকৃতকার্য হয়েছে"),
        ("bn", "১৫৯টি পুরোপুরি দিচ্ছে এবং ৭টি একেবারেই দিচ্ছে না।", ""),
        ("hi", "138 में फ़्लोराइड और 46 में नाइट्रेट मिला।", ""),
        ("en", "It was 14 percent in maths and 9 percent in English who failed.", ""),
    ],
)
def test_what_stands_last_is_of_all_figures_that_have_no_words_behind_them(language: str, text: str, tail: str) -> None:
    sentence = view_of(text, language)
    found = shared_tail(sentence, figures_of(sentence))
    tokens = sentence.tokens[found.start : found.stop]
    assert (text[tokens[0].start : tokens[-1].end] if tokens else "") == tail


@pytest.mark.parametrize(
    ("language", "text", "is_one"),
    [
        ("de", "Die Zahlung von 1.200 Euro für Vollzeitkräfte und 500 Euro für Auszubildende.", False),
        ("de", "Die Zahl sank von 1.200 auf 500.", True),
        ("en", "It fell from 27 minutes down to 19 minutes.", True),
        ("vi", "Số hộ tăng từ 27 lên 39 hộ.", True),
        ("ar", "ارتفع العدد من ٢٧ بيتا إلى ٣٩ بيتا.", True),
    ],
)
def test_from_begins_a_change_only_where_something_leads_on(language: str, text: str, is_one: bool) -> None:
    sentence = view_of(text, language)
    found = figures_of(sentence)
    assert len(found) == 2
    assert is_change(sentence, *found) is is_one


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bn", "২০২৪ সালে ছিল ৩৯ লাখ টাকা, এর আগের বছর ৩১ লাখ টাকা।"),
        ("en", "In 2024 it was 39 million, the year before 31 million."),
        ("de", "2024 waren es 390 Häuser, im Vorjahr 310 Häuser."),
    ],
)
def test_the_year_before_is_reckoned_from_the_year_told(language: str, text: str) -> None:
    sentence = view_of(text, language)
    assert [set(years) for years in years_told(sentence, figures_of(sentence))] == [{"2024"}, {"2023"}]


def test_where_persons_are_asked_for_a_figure_of_things_stands_apart() -> None:
    sentence = view_of("जिनमें से 415 को दो हेलीकॉप्टरों से लाया गया।", "hi")
    apart = [persons_apart((), sentence, q, asked=True) for q in figures_of(sentence)]
    assert apart == [0.0, 1.0]
    assert asks_persons(analyse("কতজন বিদেশি এসেছিল?", "bn"))
    assert asks_persons(analyse("Wie viele Menschen kamen?", "de"))
    assert not asks_persons(analyse("How many books are there?", "en"))
