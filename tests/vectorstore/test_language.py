import pytest
import regex
from hypothesis import example, given
from texts import any_text

from vectorstore.language import SAMPLE, detect_language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "how many cooperatives in Emulation Cluster 1?"),
        ("en", "Who chairs the Lang Son People's Committee?"),
        ("en", "What does OCOP stand for?"),
        ("de", "Wie viele Genossenschaften gibt es?"),
        ("de", "wer ist der vorsitzende"),
        ("de", "Wofür steht OCOP?"),
        ("vi", "Có bao nhiêu hợp tác xã?"),
        ("vi", "Ai là chủ tịch tỉnh Lạng Sơn?"),
        ("hi", "कितनी सहकारी समितियाँ हैं?"),
        ("hi", "OCOP का पूरा नाम क्या है?"),
        ("bn", "কতটি সমবায় আছে?"),
        ("bn", "Emulation Cluster 1-এ কতটি সমবায় আছে?"),
        ("ar", "كم عدد التعاونيات؟"),
        ("ar", "ما معنى OCOP؟"),
        ("en", "What does सहकारी mean in the article?"),
        ("hi", "The Secretary of State नाम के पद पर इस समय कौन काम कर रहा है और कब से?"),
    ],
)
def test_a_short_question_is_told_by_its_script_and_its_common_words(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les coopératives agricoles de la province ont vendu plus de riz cette année que l'année précédente."),
        ("es", "Las cooperativas agrícolas de la provincia vendieron este año más arroz que el año anterior."),
        ("ru", "Сельскохозяйственные кооперативы провинции продали в этом году больше риса, чем в прошлом."),
        ("mr", "या वर्षी जिल्ह्यातील सहकारी संस्थांनी मागील वर्षापेक्षा जास्त तांदूळ विकला असे अध्यक्षांनी सांगितले आहे."),
        ("ur", "صوبے کی زرعی کوآپریٹو سوسائٹیوں نے اس سال پچھلے سال کے مقابلے میں زیادہ چاول فروخت کیے ہیں۔"),
    ],
)
def test_a_longer_text_may_be_in_any_language(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Сколько кооперативов в кластере 1?"),
        ("zh", "集群1中有多少合作社？"),
        ("ja", "OCOPとは何ですか"),
        ("th", "สหกรณ์กี่แห่ง"),
        ("en", "What does кооператив mean in the article?"),
    ],
)
def test_a_script_that_none_of_the_six_has_tells_at_any_length(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "   ", "12,287", "?!", "💧"])
def test_where_nothing_tells_it_is_english(text: str) -> None:
    assert detect_language(text) == "en"


@given(any_text)
@example("x" * 100)
@example("ا" * 100)
@example("ঃ")
def test_any_text_has_a_language_tag(text: str) -> None:
    assert regex.fullmatch(r"[a-z]{2,3}", detect_language(text))


def test_only_the_start_is_read() -> None:
    start = ("The cooperative sold its rice. " * SAMPLE)[:SAMPLE]
    assert detect_language(start + "কতটি সমবায় আছে? " * 500) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "bao nhieu hop tac xa?",
        "ai la chu tich",
        "co may nguoi chet",
        "con nam 2023?",
        "the con Lao Cai?",
        "Soc Trang co bao nhieu nguoi",
        "ba chu tiem banh mi co Bay bi phat bao nhieu tien",
        "Nhung noi nao o Jharkhand cung se duoc trai mat san giong Simdega truoc thang 3/2026?",
        "BAO NHIEU HO NUOI TOM HUM",
        "bao nhieu nguoi o झारखंड",
    ],
)
def test_vietnamese_is_told_without_its_diacritics(text: str) -> None:
    assert detect_language(text) == "vi"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Lao Cai cooperatives"),
        ("en", "who is Nguyen Van De"),
        ("en", "Ha Long Bay"),
        ("en", "How long can a Lao man go?"),
        ("en", "no"),
        ("en", "to do the math"),
        ("de", "was kann man da tun"),
        ("de", "an den Nil"),
        ("de", "Fuer wen koennen Buerger stimmen?"),
        ("de", "Ueberschwemmung Muenchen"),
        ("hi", "झारखंड में bao nhieu nguoi"),
    ],
)
def test_words_that_look_vietnamese_do_not_make_a_text_vietnamese(language: str, text: str) -> None:
    assert detect_language(text) == language
