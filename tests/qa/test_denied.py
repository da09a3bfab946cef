"""What a sentence says against a question, or of something else than what it asks for."""

import pytest

from .test_grounds import weighed


def test_a_deed_that_the_sentence_negates_was_not_done_by_anybody() -> None:
    question = "Which insurance company sells insurance for lobster cages?"
    assert (
        weighed(question, "Chưa công ty bảo hiểm nào bán bảo hiểm cho lồng tôm hùm ở Phú Yên.", language="vi") is False
    )
    told = "Công ty bảo hiểm Bảo Việt bán bảo hiểm cho lồng tôm hùm ở Phú Yên."
    assert weighed(question, told, language="vi") is not False
    asked = "Which insurance company does not sell insurance for lobster cages?"
    assert weighed(asked, "The insurance company Vigo does not sell insurance for lobster cages.") is not False


@pytest.mark.parametrize("question", ["From which country does the vaccine come?", "টিকাটি কোন দেশ থেকে আসে?"])
def test_which_country_is_told_by_the_name_of_one(question: str) -> None:
    text = "Der Impfstoff kommt aus {}. Das sagte der Arzt."
    assert weighed(question, text.format("der Fabrik"), language="de") is False
    assert weighed(question, text.format("Indien"), language="de") is not False


@pytest.mark.parametrize(
    "question", ["Which country do the pumps of Chad come from?", "Máy bơm của Chad do nước nào làm?"]
)
def test_which_country_is_not_told_by_the_one_that_the_question_names(question: str) -> None:
    text = "Die Pumpen des Tschad kommen aus {}."
    assert weighed(question, text.format("einer Fabrik"), language="de") is False
    assert weighed(question, text.format("Dänemark"), language="de") is not False


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("Wie viele Stunden reicht die Batterie der Schule?", "The battery of the school feeds 40 lamps.", "en"),
        (
            "How many hectares does the cluster of greenhouses have?",
            "Der Cluster der Gewächshäuser hat 66 Kurse.",
            "de",
        ),
        ("मेले में कितने किलोग्राम आलू पकाए गए?", "At the fair 60 women cooked potatoes.", "en"),
        ("Đường mới dài bao nhiêu km?", "Die neue Straße ist lang und hat 12 Brücken.", "de"),
        ("كم كيلومتراً يبلغ طول الطريق الجديد؟", "Die neue Straße hat 12 Brücken und ist lang.", "de"),
    ],
)
def test_hours_are_not_told_by_a_number_of_things(question: str, text: str, language: str) -> None:
    assert weighed(question, text, language=language) is False


def test_a_number_without_its_unit_may_be_of_the_unit_asked_for() -> None:
    question = "How many hectares does the cluster of greenhouses have?"
    assert weighed(question, "Der Cluster der Gewächshäuser hat 66 Hektar.", language="de") is not False
    assert weighed(question, "Area of the cluster of greenhouses in hectares: 66.") is not False


def test_which_company_is_told_by_its_name() -> None:
    question = "Which company buys the tea?"
    assert weighed(question, "Den Tee kauft eine große Firma im Ausland.", language="de") is False
    assert weighed(question, "Den Tee kauft die Firma Kranich im Ausland.", language="de") is not False
    assert weighed(question, "चाय 'हिम निर्मल' कंपनी ख़रीदती है।", language="hi") is not False


def test_what_somebody_is_called_is_told_by_a_name() -> None:
    question = "What is the name of the man who bought the pipe?"
    assert weighed(question, "The dearest pipe was bought by a man from abroad.") is False
    assert weighed(question, "The dearest pipe was bought by Gerd Lohmann, a man from abroad.") is not False


def test_an_age_is_that_of_the_name_beside_it() -> None:
    text = "Salomi Kido scored the first goal, and Suman Kerketta, 16 years old, the last one."
    assert weighed("How many years old is Salomi Kido?", text) is False
    assert weighed("How many years old is Suman Kerketta?", text) is not False


def test_the_years_of_a_sentence_are_of_whom_the_question_does_not_name() -> None:
    text = "In Jalpaiguri muss Subir Pal als Fälscher 7 Jahre ins Gefängnis."
    question = "Wie viele Jahre muss der Fälscher aus Jalpaiguri ins Gefängnis?"
    assert weighed(question, text, language="de") is not False
    assert weighed("Wie alt ist Salomi Kido?", "Subir Pal, 16 Jahre alt, kam.", language="de") is False


@pytest.mark.parametrize(
    ("question", "text", "language"),
    [
        ("When was the foundation of the dairy laid?", "Ein Vorhaben ist die Molkerei, deren Grundstein {}.", "de"),
        ("ডেইরির ভিত্তি কবে স্থাপন করা হয়েছিল?", "Ein Plan ist die Molkerei, deren Grundstein {}.", "de"),
    ],
)
def test_a_date_is_a_plan_s_by_a_word_of_its_own_clause(question: str, text: str, language: str) -> None:
    assert weighed(question, text.format("im Mai 2024 gelegt wurde"), language=language) is not False
    assert weighed(question, text.format("im Mai 2024 gelegt werden soll"), language=language) is False
    assert weighed(question, text.format("nach Plan im Mai 2024 gelegt wurde"), language=language) is False


@pytest.mark.parametrize(
    ("question", "is_refused"),
    [
        ("Strassenbeleuchtung: von wann bis wann aus", False),
        ("An welchem Tag war die Strassenbeleuchtung aus?", True),
        ("When were the street lights off?", False),
        ("On what date were the street lights off?", True),
        ("In welchem Jahr war die Strassenbeleuchtung aus?", True),
    ],
)
def test_a_time_of_day_tells_when_but_not_on_which_day(question: str, *, is_refused: bool) -> None:
    text = "Von 19.30 bis 23 Uhr blieb die Strassenbeleuchtung aus."
    assert (weighed(question, text, language="de") is False) is is_refused


@pytest.mark.parametrize("question", ["Wem gehört das Geld für die Karten?", "لمن ذهب مال الخرائط؟"])
def test_who_is_paid_may_be_a_school(question: str) -> None:
    assert weighed(question, "The money for the maps goes to a school.") is not False
    assert weighed(question, "The money for the maps is in a drawer.") is False


def test_when_something_was_to_be_is_told_by_a_plan() -> None:
    planned = "The bridge at Kestrelford was planned to be opened on 3 May 2021."
    assert weighed("When should the bridge at Kestrelford have been opened?", planned) is not False
    assert weighed("When was the bridge at Kestrelford opened?", planned) is False


def test_a_figure_of_this_year_is_not_that_of_a_year_told_of_elsewhere() -> None:
    lines = [
        "RABAT, 3 May 2025 - A sugar mill is dug up.",
        "Many came.",
        "38 scholars took part.",
        "They found 27 coins.",
    ]
    text = " ".join([*lines, "Tea was served.", "It is hot.", "The earthquake of 2023 broke a wall."])
    assert weighed("How many coins were found in 2023?", text) is False
    assert weighed("How many coins were found in 2025?", text) is not False
    assert weighed("How many coins were found in 2023?", text.replace("They found", "In 2023 they found")) is not False


def test_the_whole_is_no_leaving() -> None:
    text = "In Bangladesh 300 tonnes of fish were caught."
    assert weighed("Wie viele Tonnen Fisch wurden in ganz Bangladesch gefangen?", text) is not False


@pytest.mark.parametrize("question", ["In welcher Provinz wurde der Film gedreht?", "फ़िल्म किस प्रांत में बनी?"])
def test_which_province_is_told_by_a_name(question: str) -> None:
    assert weighed(question, "Der Film wurde in einer Provinz im Norden gedreht.", language="de") is False
    assert weighed(question, "Der Film wurde in der Provinz Kestrelau gedreht.", language="de") is not False


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The conference opened with Ha Minh, chairman of the union of {}.", "en"),
        ("सम्मेलन में {} के संघ के अध्यक्ष हा मिन्ह बोले।", "hi"),
    ],
)
def test_who_holds_an_office_elsewhere_does_not_hold_it_here(text: str, language: str) -> None:
    names = {"en": ("Lai Chau", "Son La"), "hi": ("लाई चाउ", "सोन ला")}[language]
    question = "Who is the chairman of the union of Son La?"
    assert weighed(question, text.format(names[0]) + f" {names[1]}.", language=language) is False
    assert weighed(question, text.format(names[1]), language=language) is not False


def test_why_something_happened_in_a_year_is_not_told_of_another() -> None:
    text = "Im Jahr {} fielen die Preise der Mühle, weil die Ernte gut war. Im Jahr 2021 kam ein neuer Müller."
    assert weighed("Why did the prices of the mill fall in 2021?", text.format(2019), language="de") is False
    assert weighed("Why did the prices of the mill fall in 2021?", text.format(2021), language="de") is not False
