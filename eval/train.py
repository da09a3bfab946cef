"""Learn the weights of ``qa/data/weights.toml``: which sentence, which figure, which name, whether to answer at all.

Learned from the practice articles and the *tune* part of the golden sets, never from *keep*, and from SQuAD-shaped
files where a folder of them is given; when to answer from everyday questions too. A question is one draw: the
likelihood of its right candidates under a softmax over all (a listwise loss, Cao et al., ICML 2007). Whether to answer
is a logistic regression on the best candidate as weights choose it that were learned on other articles.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from eval.crossfit import FOLDS, fold, held_out
from eval.draws import Drawn, draws_of, draws_of_squad
from eval.everyday import chosen_everyday
from eval.fit import Draw, fit_listwise, hits, with_bias
from eval.fit_answer import Chosen, fit_answer, shares_refused
from eval.sets import SHELF, GoldenSet, default_sets, of_split, practice_over_default_sets, practice_set, shelves_of
from qa.weights import Models, using
from vectorstore.lexicon import LANGUAGES

WEIGHTS = Path(__file__).parent.parent / "qa" / "data" / "weights.toml"
_SHRINK = {"sentence": 0.001, "figure": 0.004, "name": 0.003}
"""L2 penalty a draw: weights that nothing speaks for stay near zero. The fewer draws, the more of it."""

_ROUNDS = {"whole": 1500, "fold": 500}
"""Steps of the fit: of what is written, and of what only holds out a fold; they differ by a few hundredths."""

_SQUAD_SHARE = 0.2
"""What SQuAD-shaped files count of all, however much practice there is: with less, passages are found worse."""


def train(xquad: Path | None = None, progress: Callable[[str], None] = lambda _: None) -> dict[str, float]:
    """Learn all models and write them; return how they do where they were learned, the last one held out."""
    golden = [of_split(each, "tune") for each in default_sets()]
    sets = [*shelves_of(practice_set(), SHELF), *practice_over_default_sets(), *golden]
    sets.sort(key=lambda one: -len(one.questions))  # the longest work first, so that all processes end together
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        own = [drawn for found in pool.map(_drawn, sets) for drawn in found]
    progress("drawn")
    squad = list(draws_of_squad(xquad)) if xquad is not None else []
    folds = [
        ranking([one for one in own if fold(one.article) != number], squad, _ROUNDS["fold"]) for number in range(FOLDS)
    ]
    whole = ranking(own, squad, _ROUNDS["whole"])
    progress("fitted")
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        chosen = [
            one
            for found in pool.map(partial(_held_out, folds), [(each, _articles(own, each)) for each in sets])
            for one in found
        ]
        everyday = [one for found in pool.map(partial(_everyday, whole), LANGUAGES) for one in found]
    progress("held out")
    names = _names(own)
    of_names = {"name": fit_listwise(names, _SHRINK["name"], _ROUNDS["whole"])}
    chosen += everyday
    write({**whole, **of_names, "answer": fit_answer(chosen)})
    return {
        "sentence": hits(whole["sentence"], _sentences(own)),
        "sentence_squad": hits(whole["sentence"], _sentences(squad)),
        "figure": hits(whole["figure"], _figures(own)),
        "name": hits(of_names["name"], names),
        **{f"refused_{outcome}": share for outcome, share in shares_refused(chosen).items()},
        "draws": float(len(_sentences([*own, *squad]))),
        "figures": float(len(_figures([*own, *squad]))),
        "answers": float(len(chosen)),
    }


def ranking(own: Sequence[Drawn], squad: Sequence[Drawn], rounds: int) -> dict[str, dict[str, float]]:
    """Learn which sentence and which figure."""
    drawn = [*own, *as_share(squad, len(own))]
    return {
        name: with_bias(fit_listwise(draws, _SHRINK[name], rounds), draws)
        for name, draws in (("sentence", _sentences(drawn)), ("figure", _figures(drawn)))
    }


def as_share(squad: Sequence[Drawn], own: int) -> list[Drawn]:
    """Return draws of parallel files so weighted that they are `_SQUAD_SHARE` of all, beside so many of ours."""
    times = _SQUAD_SHARE / (1 - _SQUAD_SHARE) * own / max(1, len(squad))
    return [
        replace(
            one,
            sentences=tuple(replace(draw, weight=draw.weight * times) for draw in one.sentences),
            figures=tuple(replace(draw, weight=draw.weight * times) for draw in one.figures),
        )
        for one in squad
    ]


def write(models: Models, path: Path = WEIGHTS) -> None:
    """Write the weights, rounded, one table a model."""
    lines = [
        "# Learned by `qa eval train --xquad DIR` from practice, golden sets (tune), XQuAD; see docs/experiments.md.",
        "",
    ]
    for model, weights in models.items():
        lines += [f"[{model}]", *(f"{name} = {value:.3f}" for name, value in sorted(weights.items())), ""]
    path.write_text("\n".join(lines), "utf-8")


def _drawn(chosen: GoldenSet) -> list[Drawn]:
    return list(draws_of(chosen))


def _held_out(folds: Sequence[Models], belonging: tuple[GoldenSet, dict[str, str]]) -> list[Chosen]:
    return list(held_out(*belonging, folds))


def _everyday(ranking: Models, told: str) -> list[Chosen]:
    with using(ranking):
        return list(chosen_everyday(told))


def _articles(drawn: Sequence[Drawn], chosen: GoldenSet) -> dict[str, str]:
    return {one.question: one.article for one in drawn if one.set == chosen.name}


def _sentences(drawn: Sequence[Drawn]) -> list[Draw]:
    return [draw for one in drawn for draw in one.sentences]


def _figures(drawn: Sequence[Drawn]) -> list[Draw]:
    return [draw for one in drawn for draw in one.figures]


def _names(drawn: Sequence[Drawn]) -> list[Draw]:
    return [draw for one in drawn for draw in one.names]
