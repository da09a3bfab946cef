"""Results in words, for a person who looks for the reason: what was expected, what was given."""

from eval.result import Result


def expected(result: Result) -> str:
    """Say what a right answer would have been."""
    if not result.question.is_answerable:
        return f"a refusal ({result.question.unanswerable})"
    groups = "; and ".join(" or ".join(_few(group)) for group in result.question.answer_any)
    return f"{groups}; citing {' or '.join(result.question.documents)}"


def reasons(result: Result) -> list[str]:
    """Say what is wrong, the gravest first; empty if the result passed."""
    verdict, question = result.verdict, result.question
    if result.is_passed:
        return []
    if verdict.status == "error":
        return ["ended in an error"]
    if not question.is_answerable:
        return ["answered though no article says it"]
    if verdict.status == "refused":
        return ["refused though answerable", *_not_found(result)]
    found = []
    if None in verdict.matched:
        missing = [group for group, option in zip(question.answer_any, verdict.matched, strict=True) if option is None]
        found.append("does not say " + ", nor ".join(" or ".join(_few(group)) for group in missing))
    if verdict.first_document not in question.documents:
        found.append(f"cites {verdict.first_document or 'nothing'} first")
    if not verdict.on_evidence:
        found.append("no citation on the evidence")
    return found + _not_found(result)


def _not_found(result: Result) -> list[str]:
    return [] if result.verdict.found else ["evidence not among the passages found"]


def _few(group: tuple[str, ...]) -> list[str]:
    return [f"“{option}”" for option in group[:3]] + (["…"] if len(group) > 3 else [])
