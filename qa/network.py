"""What it says for a sentence that it meets the terms of a question as it does: a small network, summed over them.

A weighted sum counts every term by its weight alone. But an adjective that no sentence meets says little, a noun that
only the sentence before has says less the longer its name is known; what a term is and how it is met must be seen
together. One hidden layer of rectified units sees each term, the same for all (Deep Sets, Zaheer et al., NeurIPS 2017).
Its weights are the tables ``hidden_1`` to ``hidden_16`` of ``data/weights.toml``, by the names of `INPUTS`.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.matching import Term
from qa.pool import Matrix
from qa.weights import Models, weights

HIDDEN = 16

MET = ("sentence", "window", "context")
"""How strongly a term is met: by the sentence, by it or its neighbours, by those around it; each in [0, 1]."""

_PARTS_OF_SPEECH = {"n": "noun", "v": "verb", "a": "adjective", "r": "adverb", "p": "proper", "x": "other"}

ASKED = (
    *("weight", "is_focus", "is_scope", "is_told", "is_number", "is_name", "has_gloss", "has_meaning"),
    *_PARTS_OF_SPEECH.values(),
)
"""What a term is: its weight, and 1 for each of the others that is so."""

INPUTS = (*MET, *ASKED)


def asked_of(terms: Sequence[Term]) -> Matrix:
    """Return what each of some terms is, shape (terms, len(ASKED))."""
    rows = [
        [
            *(term.weight, term.is_focus, term.is_scope, term.is_told, term.number is not None),
            *(term.token.kind == "name", bool(term.token.glosses), term.vector is not None),
            *(term.token.pos == letter for letter in _PARTS_OF_SPEECH),
        ]
        for term in terms
    ]
    return np.array(rows, dtype=np.float32).reshape(len(terms), len(ASKED))


def met_by(sentence: Matrix, window: Matrix, context: Matrix) -> NDArray[np.float32]:
    """Return how terms are met, each shape (..., terms), as one array of shape (..., terms, len(MET))."""
    return np.stack([sentence, window, context], axis=-1).astype(np.float32)


def network(asked: Matrix, met: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return what the network says for each of some sentences.

    ``asked`` is that of `asked_of`, ``met`` how the sentences meet the terms, shape (sentences, terms, len(MET)).
    """
    units = [weights(f"hidden_{number}") for number in range(1, HIDDEN + 1)]
    inner = np.array([[unit[name] for unit in units] for name in INPUTS], dtype=np.float32)
    outer = np.array([unit["out"] for unit in units], dtype=np.float32)
    known = asked @ inner[len(MET) :] + np.array([unit["bias"] for unit in units], dtype=np.float32)
    hidden = np.maximum(met @ inner[: len(MET)] + known, 0.0)
    said: NDArray[np.float64] = (hidden.sum(axis=1) @ outer).astype(np.float64)
    return said


def models_of(inner: NDArray[np.float64], bias: NDArray[np.float64], outer: NDArray[np.float64]) -> Models:
    """Return the weights of a network, shapes (len(INPUTS), HIDDEN), (HIDDEN,), (HIDDEN,), as tables by name."""
    return {
        f"hidden_{unit + 1}": {
            **dict(zip(INPUTS, inner[:, unit].tolist(), strict=True)),
            "bias": float(bias[unit]),
            "out": float(outer[unit]),
        }
        for unit in range(len(bias))
    }
