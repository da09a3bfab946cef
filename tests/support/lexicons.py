"""Small lexicons of a few rows, and the affixes that tests cut with."""

from vectorstore.affixes import Affixes
from vectorstore.lexicon import Lexicon, parse_rows

BARE = Affixes(prefixes=(), suffixes=(), linkers=(), shortest=3)
GERMAN = Affixes(
    prefixes=(),
    suffixes=(("en", ""), ("s", ""), ("t", "en")),
    linkers=("", "s", "en"),
    shortest=3,
    fronts=(("abge", "ab"), ("abzu", "ab"), ("ge", "")),
    umlauts=(("äu", "au"), ("ä", "a")),
    plurals=("en", "e", ""),
    dropped="e",
)
ARABIC = Affixes(
    prefixes=("ال", "و", "ب"),
    suffixes=(("ته", "ه"), ("ه", ""), ("ي", "")),
    linkers=("",),
    shortest=3,
    late=("سي", "س", "ي"),
)


def lexicon(*lines: str, affixes: Affixes = BARE) -> Lexicon:
    return Lexicon("de", parse_rows(lines), affixes)
