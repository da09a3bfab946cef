"""Texts for laws: any Unicode, and what looks like news in six languages, with the traps that news has."""

from hypothesis import strategies as st

from vectorstore.lexicon import LANGUAGES

languages = st.sampled_from(LANGUAGES)
unicode_text = st.text(alphabet=st.characters(exclude_categories=("Cs",)))

_PIECES = [
    "Prof. Dr. Müller", "am 5. Juni", "z. B.", "4,5 Mio. Euro", "Straße", "U.S.", "e.g.", "7,700 co-ops", "p. 12",
    "श्री गुयेन", "हिन्दी", "हिंदी", "१ लाख", "डॉ. राय", "৭,৭০০টিরও বেশি", "সমবায়", "মোঃ করিম", "مليار و250 مليون",
    "قال د. أحمد", "٣٫٥ مليون", "hợp tác xã", "TP. Hồ Chí Minh", "12.287", "25,3 tỷ đồng", "18.09.2023", "2023-09-18",
    "1.", "A", "3", "«quoted»", "“quoted”", "(see above)", "https://example.org/a.b?c=d", "न्‍य", "cafe\u0301",
    "x" * 700, "word " * 150, "🇻🇳", "👩‍👩‍👧", "source", "Quelle: https://example.org", "टिप्पणियाँ (0)",
]  # fmt: skip
_GAPS = [" ", " ", " ", "", ", ", ". ", "। ", "؟ ", "! ", "… ", ".\n", "\n", "\n\n", "\r\n", "; ", ": ", "\u00a0", "-"]

news = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(_GAPS)), max_size=25).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
"""Words, names, figures and abbreviations of all languages in a row, parted by stops, blanks or nothing."""

any_text = st.one_of(unicode_text, news)
