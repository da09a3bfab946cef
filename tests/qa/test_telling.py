import tomllib
from importlib.resources import files

import pytest

from qa.telling import tells, told_at
from vectorstore.lexicon import LANGUAGES


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He put the delay down to rain."),
        ("de", "Er führte die Verspätung auf den Regen zurück."),
        ("hi", "देरी के लिए उन्होंने बारिश को ज़िम्मेदार ठहराया।"),
        ("bn", "বৃষ্টির কারণে কাজ পিছিয়েছে।"),
        ("ar", "وعزت الشركة التأخير إلى الأمطار."),
        ("vi", "Công trình chậm chủ yếu do mưa."),
        ("en", "Bigger loans were not possible, as nobody knows what the land would fetch."),
        ("de", "Gebaut wird ein Jahr später, da der Bund geklagt hatte."),
        ("de", "Er erklärt das damit, dass die Leute dem Ergebnis misstrauen."),
        ("hi", "चट्टान काटने की लागत जुड़ने से रक़म बढ़ गई।"),
        ("bn", "সীমান্তে ট্রাক আটকে দেওয়ায় ক্রেতারা ফিরে গেছেন।"),
        ("bn", "প্রমাণ না থাকায় আবেদন ফেরত দেওয়া হয়।"),
        ("ar", "ورُفض ٣٩٥ طلبًا لنقص الوثائق."),
    ],
)
def test_a_cause_is_told_in_every_language(language: str, text: str) -> None:
    assert tells("cause", text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The bridge opened in May so that lorries could cross."),
        ("de", "Die Brücke wurde im Mai eröffnet."),
        ("vi", "Để kiểm soát, chi cục lấy 860 mẫu."),
    ],
)
def test_a_purpose_or_a_fact_is_no_cause(language: str, text: str) -> None:
    assert not tells("cause", text, language)


@pytest.mark.parametrize(
    ("language", "coming", "gone"),
    [
        ("en", "The next fair will open in May.", "The fair opened in May."),
        ("de", "Die nächste Messe soll im Mai beginnen.", "Die Messe begann im Mai."),
        ("hi", "मेला मई में लगेगा।", "मेला मई में लगा था।"),
        ("bn", "মেলা মে মাসে বসবে।", "মেলা মে মাসে বসেছিল।"),
        ("ar", "سيقام المعرض في أيار.", "أقيم المعرض في أيار."),
        ("vi", "Hội chợ dự kiến mở vào tháng 5.", "Hội chợ đã mở vào tháng 5."),
    ],
)
def test_what_is_to_come_is_told_from_what_is_gone(language: str, coming: str, gone: str) -> None:
    assert tells("future", coming, language)
    assert not tells("future", gone, language)


@pytest.mark.parametrize(
    "what",
    [
        "by_when",
        "cause",
        "clock",
        "continued",
        "foremost",
        "from_when",
        "future",
        "hindmost",
        "hour",
        "means",
        "meaning",
        "ranked",
        "since",
        "until",
        "weekday",
    ],
)
def test_every_language_has_its_phrases_once(what: str) -> None:
    table = tomllib.loads((files("qa") / "data" / "telling.toml").read_text("utf-8"))[what]
    assert set(table) == set(LANGUAGES)
    assert all(len(set(own)) == len(own) for own in table.values())


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        ("en", "A tracer medicine means a common drug.", "means"),
        ("de", "Der Limes, das heißt der Grenzwall, verlief hier.", "das heißt"),
        ("hi", "कतिन यानी सूत कातने वाली महिलाएँ।", "यानी"),
        ("bn", "ভিজিএফ মানে খাদ্য সহায়তা।", "মানে"),
        ("ar", "منظومة سكادا، أي الإشراف والتحكم.", "أي"),
        ("vi", "Ghe ngo là loại thuyền độc mộc.", "là"),
    ],
)
def test_where_a_meaning_is_told_is_known_in_every_language(language: str, text: str, sign: str) -> None:
    assert [text[start:end] for start, end in told_at("meaning", text, language)] == [sign]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The wool is cleaned by washing it twice."),
        ("de", "Die Wolle wird mithilfe von Dampf gereinigt."),
        ("hi", "संदेश मोबाइल के ज़रिए भेजा जाता है।"),
        ("bn", "আবেদন করা যায় খুদে বার্তার মাধ্যমে।"),
        ("ar", "تُرسل الصور عبر الأقمار الاصطناعية."),
        ("vi", "Nước được lọc bằng cách cho chảy qua cát."),
    ],
)
def test_a_way_is_told_in_every_language(language: str, text: str) -> None:
    assert tells("means", text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mill was named after its first owner."),
        ("en", "Investigators found a loose bolt."),
        ("de", "Den Ausschlag gab ein geplatzter Auftrag."),
        ("de", "Arbeiter stießen auf Gräber, worauf die Behörde den Bau stilllegte."),
        ("hi", "उसका नाम कान के पास बने निशान से पड़ा।"),
        ("hi", "जाँच में पता चला कि ब्रेक ख़राब थे।"),
        ("bn", "তদন্তে জানা যায়, চালক ঘুমিয়ে ছিলেন।"),
        ("bn", "থানায় জানিয়েও ফল না পেয়ে তিনি আদালতে যান।"),
        ("ar", "وأظهر التحقيق أن السائق كان نائما."),
        ("ar", "وقال معارضوها إن القرار متسرع."),
        ("vi", "Kết quả điều tra cho biết phanh bị hỏng."),
        ("vi", "Mưa lớn làm đứt đường suốt mười ngày."),
    ],
)
def test_what_was_found_out_decisive_or_objected_tells_a_cause(language: str, text: str) -> None:
    assert tells("cause", text, language)
