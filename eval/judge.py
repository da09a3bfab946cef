"""One answer and one search, judged against the golden question."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from eval.articles import Articles
from eval.evidence import Spans, evidence_spans, is_on_evidence
from eval.golden import GoldenQuestion
from eval.matching import matched_option, normal
from eval.result import Verdict
from eval.system import Json
from vectorstore.numerals import numerals


def judge(question: GoldenQuestion, answer: Json, passages: Sequence[Json], articles: Articles) -> Verdict:
    """Judge an answer in the contract's shape; only what it holds counts, never what it says of itself.

    :raises KeyError: if the answer breaks the contract's shape.
    """
    spans = evidence_spans(question, articles)
    citations: list[Json] = sorted(answer["citations"], key=lambda citation: int(citation["number"]))
    claims: list[Json] = answer["claims"]
    return Verdict(
        status=answer["status"],
        matched=tuple(matched_option(group, answer["text"]) for group in question.answer_any),
        first_document=citations[0]["document_id"] if citations else None,
        citations=len(citations),
        on_evidence=sum(is_on_evidence(citation, spans) for citation in citations),
        exact=sum(is_exact(citation, articles) for citation in citations),
        claims=len(claims),
        supported=sum(is_supported(claim, citations, answer["language"]) for claim in claims),
        found=_found(passages, spans),
    )


def failed(error: str) -> tuple[Json, Verdict]:
    """Return the answer and verdict of a question that ended in an error: neither answered nor refused."""
    answer: Json = {"status": "error", "text": error, "language": "en", "claims": [], "citations": [], "refusal": None}
    return answer, Verdict("error", (), None, 0, 0, 0, 0, 0, ())


def is_exact(citation: Mapping[str, Any], articles: Articles) -> bool:
    """Tell whether the cited text is the document's text at the citation's offsets (contract, section 2)."""
    article = articles.get(citation["document_id"])
    start, end = citation["start_char_index"], citation["end_char_index"]
    return article is not None and start < end and article.text[start:end] == citation["cited_text"]


def is_supported(claim: Mapping[str, Any], citations: Sequence[Json], language: str) -> bool:
    """Tell whether every number of a claim stands in the text it cites, as a value or as it is written.

    The part of the contract's support check that an examiner can repeat without the system's help.
    """
    cited = [citation for citation in citations if citation["number"] in claim["citations"]]
    values = {value for citation in cited for value in _values(citation["cited_text"], citation["language"])}
    # A quotation keeps its own language's separators: 1.194 in a German sentence is not an English 1.194.
    own_words = claim["text"]
    for citation in cited:
        own_words = own_words.replace(citation["cited_text"], " ")
    written = {number for citation in cited for number in normal(citation["cited_text"]).numbers}
    missing = [value for value in _values(own_words, language) if value not in values]
    return bool(cited) and all(f"{value.normalize():f}" in written for value in missing)


def _values(text: str, language: str) -> list[Decimal]:
    return [numeral.value for numeral in numerals(text, language)]


def _found(passages: Sequence[Json], spans: Spans) -> tuple[tuple[int, str], ...]:
    return tuple(
        (rank, passage["document_id"]) for rank, passage in enumerate(passages, 1) if is_on_evidence(passage, spans)
    )
