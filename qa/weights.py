"""The learned weights: few, readable, in ``data/weights.toml``; `eval.train` writes them."""

import math
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

Models = Mapping[str, Mapping[str, float]]
"""The weights of models by name."""

_instead: dict[str, Mapping[str, float]] = {}


def weights(model: str) -> Mapping[str, float]:
    """Return the weights of ``sentence``, ``figure``, ``name`` or ``answer`` by feature, the constant as ``bias``."""
    return _instead[model] if model in _instead else _written()[model]


@contextmanager
def using(models: Models) -> Iterator[None]:
    """Let `weights` return other ones inside, in the whole process: for learning, where nothing else is asked."""
    before = dict(_instead)
    _instead.update(models)
    try:
        yield
    finally:
        _instead.clear()
        _instead.update(before)


@cache
def _written() -> Models:
    return tomllib.loads((files("qa") / "data" / "weights.toml").read_text("utf-8"))


def score(model: str, features: Mapping[str, float]) -> float:
    """Return the logistic score of some features, in (0, 1); a feature without a weight counts nothing."""
    return logistic(total(weights(model), features))


def total(own: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the weighted sum of some features and the ``bias``."""
    return own.get("bias", 0.0) + sum(own.get(name, 0.0) * value for name, value in features.items())


def logistic(value: float) -> float:
    """Return the logistic function of a sum, which is cut at 30 on either side."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


def log_odds(share: float) -> float:
    """Return the log odds of a share in [0, 1]; both ends are finite."""
    return math.log(max(share, 1e-9) / max(1 - share, 1e-9))
