import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
import Stemmer
from hypothesis import example, given
from texts import any_text, languages

from qa.quantities import quantities
from vectorstore.digits import canonical
from vectorstore.english import english_words, gloss_stems, is_function_word, stem
from vectorstore.lexicon import LANGUAGES, gazetteer_rows, load_lexicon, parse_rows
from vectorstore.months import figured_dates
from vectorstore.numerals import numerals
from vectorstore.tokenizer import tokenizer
from vectorstore.words import fold, words

FOLDER = files("vectorstore") / "lexicon"


def in_english(text: str, language: str) -> list[str]:
    """The first gloss of each token, the key where there is none."""
    return [token.glosses[0] if token.glosses else token.key for token in tokenizer(language).tokens(text)]


@pytest.mark.parametrize(
    ("language", "text", "glosses"),
    [
        ("vi", "hợp tác xã", ["cooperative"]),
        ("vi", "liên minh hợp tác xã", ["cooperative alliance"]),
        ("bn", "সমবায়", ["cooperative"]),
        ("de", "GENOSSENSCHAFT", ["cooperative"]),
        ("en", "many cooperatives", ["many", "cooperatives"]),
    ],
)
def test_words_become_english_the_longest_entry_first(language: str, text: str, glosses: list[str]) -> None:
    assert in_english(text, language) == glosses


def test_words_of_an_entry_may_be_parted_by_a_hyphen_or_a_line_end() -> None:
    assert [t.glosses for t in tokenizer("vi").tokens("hợp tác xã")] == [
        t.glosses for t in tokenizer("vi").tokens("hợp\ntác-xã")
    ]
    assert len(tokenizer("vi").tokens("hợp, tác xã")) > 1


def test_words_of_an_entry_stand_in_one_sentence() -> None:
    assert "accompany" not in in_english("27 triệu đồng. Hành vi này gây thiệt hại", "vi")
    assert in_english("đồng hành", "vi") == ["accompany"]


def test_an_english_phrase_is_read_as_what_it_means() -> None:
    assert in_english("how many delegates turned up", "en")[-1] == "attend"


def test_parts_of_a_compound_share_its_place() -> None:
    text = "die Genossenschaftsmitgliederzahlen"
    parts = [token for token in tokenizer("de").tokens(text) if token.start == 4]
    assert len(parts) > 1
    assert {(part.start, part.end) for part in parts} == {(4, len(text))}


@pytest.mark.parametrize(
    ("text", "place", "gloss"),
    [
        ("Wo sind die Waren?", 3, "goods"),
        ("Wo waren sie?", 1, "be"),
        ("Waren sie da?", 0, "be"),
        ("In elf Wachen steht er.", 2, "police station"),
        ("Sie wachen nachts.", 1, "guard"),
        ("Die Polizeiwachen", 1, "police station"),
        ("Schloss Herrenau wird saniert.", 0, "castle"),
        ("Schloss die Fabrik?", 0, "close"),
        ("WAREN", 0, "be"),
    ],
)
def test_a_german_capital_tells_a_noun(text: str, place: int, gloss: str) -> None:
    glosses = [token.glosses[0] for token in tokenizer("de").tokens(text) if token.glosses]
    assert glosses[place] == gloss


def test_an_unlisted_word_is_a_name() -> None:
    (token,) = tokenizer("de").tokens("Qwrtzingen")
    assert (token.kind, token.pos, token.glosses, token.key) == ("name", "p", (), "qwrtzingen")


def test_a_number_keeps_its_digits() -> None:
    (token,) = tokenizer("bn").tokens("৭,৭০০")
    assert (token.kind, token.key, token.glosses) == ("number", "৭,৭০০", ())


@pytest.mark.parametrize(("text", "number"), [("Super Bowl XLIX", "49"), ("thế kỷ XIX", "19"), ("Louis XIV.", "14")])
def test_a_roman_numeral_is_a_number_that_counts_nothing(text: str, number: str) -> None:
    assert tokenizer("vi").tokens(text)[-1].kind == "number"
    assert [(canonical(n.value), n.is_roman) for n in numerals(text, "en")] == [(number, True)]
    assert not quantities(text, "en")


@pytest.mark.parametrize("word", ["DC", "XL", "VI", "I", "IIII", "VX", "LCD", "mix"])
def test_what_is_no_roman_numeral(word: str) -> None:
    assert not numerals(word, "de")


def test_an_arabic_name_with_a_hamza_has_no_article() -> None:
    (elway,) = tokenizer("ar").tokens("إلواي")
    assert (elway.kind, elway.glosses) == ("name", ())
    (work,) = tokenizer("ar").tokens("العمل")
    assert work.glosses[0] == "work"


def test_latin_words_inside_another_script_are_english() -> None:
    assert in_english("cooperative সমবায়", "bn") == ["cooperative", "cooperative"]


def test_a_word_of_another_script_is_read_with_its_own_lexicon() -> None:
    assert in_english("সমবায়", "en") == in_english("সমবায়", "bn")


def test_an_unsupported_language_is_read_as_english() -> None:
    assert in_english("many cooperatives", "fr") == in_english("many cooperatives", "en")


def test_a_genitive_is_its_name() -> None:
    assert [token.key for token in tokenizer("en").tokens("Qwrtz's People’s")] == ["qwrtz", "people"]


@pytest.mark.parametrize(
    ("form", "gloss"),
    [
        ("पूछूंगा", "ask"),
        ("पढ़ेंगी", "read"),
        ("लौटीं", "return"),
        ("बनाऊंगा", "make"),
        ("सिखाएंगे", "teach"),
        ("समझिएगा", "understand"),
        ("रीतियां", "custom"),
        ("विकासशीलता", "development"),
        ("उदारवादियों", "liberal"),
        ("कल्पनात्मक", "imagination"),
        ("आदरपूर्वक", "respect"),
        ("मैनेजर्स", "manager"),
        ("लड़कपन", "boy"),
    ],
)
def test_an_unlisted_hindi_form_is_read_by_its_stem(form: str, gloss: str) -> None:
    assert load_lexicon("hi").lookup(fold(form)) is None, "a listed form says nothing about the endings"
    assert in_english(form, "hi") == [gloss]


@pytest.mark.parametrize("form", ["ज्ञानहीन", "गरिमाहीन", "दोषरहित"])
def test_a_hindi_ending_that_denies_its_stem_stays_on(form: str) -> None:
    """Without knowledge is not knowledge: better no gloss than the opposite."""
    (token,) = tokenizer("hi").tokens(form)
    assert token.glosses == ()


@given(any_text, languages)
@example("Genossen\u00adschaft", "de")
@example("\u200d", "hi")
def test_tokens_are_slices_in_order_and_hold_every_word(text: str, language: str) -> None:
    tokens = tokenizer(language).tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    spans = list(dict.fromkeys((token.start, token.end) for token in tokens))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    spans += [(date.start, date.end) for date in figured_dates(text, language)]  # of «1.6.2025» each part is a token
    assert all(any(start <= word.start and word.end <= end for start, end in spans) for word in words(text))


@given(any_text, languages)
def test_every_kind_of_token_keeps_its_promise(text: str, language: str) -> None:
    for token in tokenizer(language).tokens(text):
        assert token.key
        if token.kind == "number":
            assert (token.pos, token.glosses) == ("d", ())
        elif token.kind == "name":
            assert token.pos == "p"
        else:
            assert token.glosses
            assert token.pos in "nvarfdx"
        assert all(token.glosses)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_form_is_one_token_with_its_glosses(language: str) -> None:
    """A line that no text can ever meet is a line lost."""
    lost = []
    before = "die " if language == "de" else ""  # what begins a sentence has a capital whatever it is
    for form, entry in parse_rows((FOLDER / f"{language}.tsv").read_text("utf-8").splitlines()):
        tokens = [token for token in tokenizer(language).tokens(before + form) if token.start >= len(before)]
        if len(tokens) != 1 or tokens[0].glosses[: len(entry.glosses)] != entry.glosses:
            lost.append(form)
    assert not lost, f"{len(lost)} forms of {language}.tsv are never found: {lost[:60]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_the_gazetteer_is_one_token(language: str) -> None:
    rows = gazetteer_rows((FOLDER / "gazetteer.tsv").read_text("utf-8").splitlines(), language)
    lost = [form for form, _ in rows if len(tokenizer(language).tokens(form)) != 1]
    assert not lost, f"{len(lost)} names in column {language} are never found: {lost[:60]}"


def test_every_word_of_a_gloss_has_stems_of_one_word_each() -> None:
    """The index parts its terms at blanks: one that holds a blank is never found."""
    stems = {word: gloss_stems(word) for word in english_words() if any(words(word))}
    assert {word: found for word, found in stems.items() if not found or any(" " in s for s in found)} == {}


@pytest.mark.parametrize(
    ("one", "other"), [("cooperative", "cooperatives"), ("child", "children"), ("organisation", "organizations")]
)
def test_forms_of_one_english_word_have_one_stem(one: str, other: str) -> None:
    assert gloss_stems(one) == gloss_stems(other)


@pytest.mark.parametrize(
    ("one", "other"), [("officers", "office"), ("goods", "good"), ("minorities", "minor"), ("training", "train")]
)
def test_words_of_two_meanings_have_two_stems(one: str, other: str) -> None:
    assert gloss_stems(one) != gloss_stems(other)


def test_a_listed_stem_parts_its_words_from_those_they_share_one_with_by_rule() -> None:
    own = tomllib.loads((FOLDER / "stems.toml").read_text("utf-8"))
    listed = [form for forms in own.values() for form in forms]
    assert len(listed) == len(set(listed))
    rule = Stemmer.Stemmer("english")
    for stem_of, forms in own.items():
        assert all(gloss_stems(form) == (stem_of,) for form in forms), stem_of
        assert all(rule.stemWord(form) != stem_of for form in forms), f"{stem_of}: a form has this stem by rule"


def test_function_words_of_a_gloss_are_left_out_unless_there_is_nothing_else() -> None:
    assert gloss_stems("ministry of health") == (stem("ministry"), stem("health"))
    assert gloss_stems("of") == ("of",)
    assert is_function_word("the")
    assert not is_function_word("ministry")


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Who is Nguyen Van De?", ["nguyen", "van", "de"]),
        ("en", "Nguyen said that van rentals grew.", ["nguyen"]),
        ("de", "Herr Nguyen Van De spricht", ["nguyen", "van", "de"]),
        ("hi", "नगुयेन वान डे ने कहा", ["नगुयेन", "वान", "डे"]),
        ("bn", "নগুয়েন ভান দে বলেন", ["নগুয়েন", "ভান", "দে"]),
        ("ar", "قال نجوين فان دي في الاجتماع", ["نجوين", "فان", "دي"]),
        ("hi", "कल ले थी हांग और हो वान नाम आए", ["ले", "थी", "हांग", "हो", "वान", "नाम"]),
        ("bn", "গতকাল দাও নগক ডুং বলেন", ["দাও", "নগক", "ডুং"]),
        ("ar", "وقال لي مينه خاي", ["لي", "مينه", "خاي"]),
        ("ar", "المدير هو نجوين فان دونغ", ["نجوين", "فان", "دونغ"]),
        ("hi", "गुयेन दे रहे थे और मेरा नाम काम आया", ["गुयेन"]),
        ("bn", "কিম কি দেবেন", ["কিম"]),
        ("ar", "بالنسبة لي فإن العمل مهم", []),
        ("ar", "بالنسبة لي فإن هو جاء", []),
        ("bn", "নামের লোক তাই কি বলে দে", []),
        ("de", "Herr Nguyen Genossenschaften", ["nguyen"]),
        ("ar", "حضر الرفيق نجوين فان المؤتمر", ["نجوين", "فان"]),
        ("hi", "कॉमरेड गुयेन डुक लाम ने कहा", ["गुयेन", "डुक", "लाम"]),
        ("vi", "Ông Nguyễn Đức Lâm phát biểu", ["nguyễn", "đức", "lâm"]),
    ],
)
def test_what_follows_a_family_name_is_a_name(language: str, text: str, names: list[str]) -> None:
    assert [token.key for token in tokenizer(language).tokens(text) if token.kind == "name"] == names


@pytest.mark.parametrize(
    ("compound", "name", "meaning"),
    [
        ("Muttengletscher", "mutten", "glacier"),
        ("Lukmanierpass", "lukmanier", "pass"),
        ("Friesenstiftung", "friesen", "foundation"),
        ("Sidelenhütte", "sidelen", "hut"),
        ("Murterrasse", "mur", "terrace"),
    ],
)
def test_an_unlisted_compound_is_a_name_and_the_noun_behind_it(compound: str, name: str, meaning: str) -> None:
    first, last = tokenizer("de").tokens(f"am {compound}")[1:]
    assert (first.key, first.kind, first.glosses) == (name, "name", ())
    assert (last.kind, last.glosses[0], last.start) == ("word", meaning, first.start)


@pytest.mark.parametrize("name", ["Heidelstein", "Zgraggen", "Grindelberg", "Kotsee"])
def test_a_short_noun_ends_a_name_by_chance(name: str) -> None:
    assert [token.kind for token in tokenizer("de").tokens(f"in {name}")][1:] == ["name"]
