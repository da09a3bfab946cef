"""Numbers in words as people of six languages write them, by hand: what a reader of numbers must read back."""


def _row(words: str) -> list[str]:
    return words.split()


_EN = _row(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_EN_TENS = _row("- - twenty thirty forty fifty sixty seventy eighty ninety")
_DE = _row("null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn")
_DE += ["siebzehn", "achtzehn", "neunzehn"]
_DE_TENS = _row("- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig")
_HI = _row(
    "शून्य एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह सत्रह अठारह उन्नीस बीस इक्कीस बाईस तेईस चौबीस "
    "पच्चीस छब्बीस सत्ताईस अट्ठाईस उनतीस तीस इकतीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस चालीस इकतालीस बयालीस "
    "तैंतालीस चौवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन उनसठ साठ "
    "इकसठ बासठ तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर "
    "उनासी अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पंचानवे "
    "छियानवे सत्तानवे अट्ठानवे निन्यानवे"
)
_BN = _row(
    "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ বিশ একুশ বাইশ তেইশ চব্বিশ "
    "পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ আটত্রিশ উনচল্লিশ চল্লিশ "
    "একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ পঞ্চাশ একান্ন বায়ান্ন তিপ্পান্ন "
    "চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি সাতষট্টি আটষট্টি "
    "উনসত্তর সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি আশি একাশি বিরাশি তিরাশি চুরাশি "
    "পঁচাশি ছিয়াশি সাতাশি অষ্টাশি ঊননব্বই নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই আটানব্বই "
    "নিরানব্বই"
)
_AR = _row("صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة")
_AR_TEENS = [
    "أحد عشر",
    "اثنا عشر",
    "ثلاثة عشر",
    "أربعة عشر",
    "خمسة عشر",
    "ستة عشر",
    "سبعة عشر",
    "ثمانية عشر",
    "تسعة عشر",
]
_AR_TENS = _row("- - عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون")
_AR_HUNDREDS = _row("- مئة مئتان ثلاثمئة أربعمائة خمسمئة ستمائة سبعمئة ثمانمائة تسعمئة")
_VI = _row("không một hai ba bốn năm sáu bảy tám chín")


def in_words(number: int, language: str) -> str:
    """Write a whole number below a thousand million in words."""
    return {"en": _english, "de": _german, "hi": _hindi, "bn": _bengali, "ar": _arabic, "vi": _vietnamese}[language](
        number
    )


def _english(n: int) -> str:
    if n < 20:
        return _EN[n]
    if n < 100:
        return _EN_TENS[n // 10] + (f"-{_EN[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{_EN[n // 100]} hundred" + (f" and {_english(n % 100)}" if n % 100 else "")
    for scale, name in ((10**6, "million"), (10**3, "thousand")):
        if n >= scale:
            rest = n % scale
            joiner = " and " if 0 < rest < 100 else " "
            return f"{_english(n // scale)} {name}" + (joiner + _english(rest) if rest else "")
    raise AssertionError


def _german(n: int) -> str:
    if n >= 10**6:
        millions, rest = divmod(n, 10**6)
        head = "eine Million" if millions == 1 else f"{_german_glued(millions)} Millionen"
        return head + (f" {_german(rest)}" if rest else "")
    glued = _german_glued(n)
    return glued + "s" if glued.endswith("ein") else glued


def _german_glued(n: int) -> str:
    if n < 20:
        return _DE[n]
    if n < 100:
        return (f"{_DE[n % 10]}und" if n % 10 else "") + _DE_TENS[n // 10]
    if n < 1000:
        return f"{_DE[n // 100]}hundert" + (_german_glued(n % 100) if n % 100 else "")
    return f"{_german_glued(n // 1000)}tausend" + (_german_glued(n % 1000) if n % 1000 else "")


def _indian(n: int, small: list[str], hundred: str, scales: list[tuple[int, str]]) -> str:
    parts = []
    for scale, name in scales:
        if n >= scale:
            parts.append(f"{_indian(n // scale, small, hundred, scales)} {name}")
            n %= scale
    if n >= 100:
        parts.append(small[n // 100] + hundred)
        n %= 100
    if n or not parts:
        parts.append(small[n])
    return " ".join(parts)


def _hindi(n: int) -> str:
    return _indian(n, _HI, " सौ", [(10**7, "करोड़"), (10**5, "लाख"), (10**3, "हज़ार")])


def _bengali(n: int) -> str:
    """Counted (…টি), since নয় alone is also "not"."""
    hundred = ("শ", " শত", "শো")[n % 3]
    return _indian(n, _BN, hundred, [(10**7, "কোটি"), (10**5, "লাখ"), (10**3, "হাজার")]) + ("টি" if n % 100 else "")


def _arabic(n: int) -> str:
    parts = []
    for scale, one, two, few, many in (
        (10**6, "مليون", "مليونان", "ملايين", "مليونا"),
        (10**3, "ألف", "ألفان", "آلاف", "ألفا"),
    ):
        times, n = divmod(n, scale)
        if times == 1:
            parts.append(one)
        elif times == 2:
            parts.append(two)
        elif times:
            name = few if 3 <= times % 100 <= 10 else one if times % 100 < 3 else many
            parts.append(f"{_arabic(times)} {name}")
    if n >= 100:
        parts.append(_AR_HUNDREDS[n // 100])
        n %= 100
    if n >= 20:
        parts.append((f"{_AR[n % 10]} و" if n % 10 else "") + _AR_TENS[n // 10])
    elif n > 10:
        parts.append(_AR_TEENS[n - 11])
    elif n or not parts:
        parts.append(_AR[n])
    return " و".join(parts)


def _vietnamese(n: int) -> str:
    if n < 1000:
        return _vietnamese_below(n)
    parts = []
    for scale, name in ((10**6, "triệu"), (10**3, "nghìn")):
        if n >= scale:
            parts.append(f"{_vietnamese_below(n // scale, is_full=bool(parts))} {name}")
            n %= scale
    if n:
        parts.append(_vietnamese_below(n, is_full=True))
    return " ".join(parts)


def _vietnamese_below(n: int, *, is_full: bool = False) -> str:
    """Write a number below a thousand; in full, with its hundreds said even if there are none (không trăm)."""
    hundreds, tens, ones = n // 100, n // 10 % 10, n % 10
    parts = [f"{_VI[hundreds]} trăm"] if hundreds or is_full else []
    if tens:
        parts.append("mười" if tens == 1 else f"{_VI[tens]} mươi")
    elif parts and ones:
        parts.append("linh")
    if ones == 1 and tens > 1:
        parts.append("mốt")
    elif ones == 4 and tens > 1:
        parts.append("tư")
    elif ones == 5 and tens:
        parts.append("lăm")
    elif ones or not parts:
        parts.append(_VI[ones])
    return " ".join(parts)
