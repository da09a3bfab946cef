"""The embedded cross-encoder: which of some sentences answers a question, both in English."""

import threading

import numpy as np
import pytest

from qa.cross_encoder import MODEL, cross_encoder

SENTENCES = [
    "The library opened in 1998 and lends forty thousand books.",
    "The bridge over the river was closed because its cables had rusted.",
    "Tickets for the concert cost 25 euros.",
]


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Why was the bridge closed?", 1),
        ("How much do tickets for the concert cost?", 2),
        ("how many book lend library", 0),  # as a word-by-word translation reads
    ],
)
def test_the_sentence_that_answers_fits_best(question: str, best: int) -> None:
    assert int(cross_encoder().fits(question, SENTENCES).argmax()) == best


def test_no_sentences_fit_nowhere() -> None:
    assert cross_encoder().fits("Why?", []).shape == (0,)


def test_how_a_sentence_fits_is_its_own_whatever_stands_beside_it() -> None:
    alone = np.concatenate([cross_encoder().fits("Why was it closed?", [sentence]) for sentence in SENTENCES])
    together = cross_encoder().fits("Why was it closed?", SENTENCES)
    assert np.abs(alone - together).max() < 0.05 * np.ptp(together)  # activations are quantized batch by batch


def test_words_without_end_and_signs_of_any_script_are_read() -> None:
    fits = cross_encoder().fits("why " * 10_000, ["word " * 10_000, "", "कखग 漢字 \u0000 \U0001f600"])
    assert fits.shape == (3,)
    assert np.isfinite(fits).all()


def test_many_may_ask_at_once() -> None:
    expected, found = cross_encoder().fits("Why was it closed?", SENTENCES), []
    threads = [
        threading.Thread(target=lambda: found.append(cross_encoder().fits("Why was it closed?", SENTENCES)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(np.array_equal(expected, one) for one in found)
    assert len(found) == 8


def test_what_ships_is_within_its_bounds() -> None:
    """Sixteen megabytes for all that is learned elsewhere than in ``weights.toml``."""
    folders = (MODEL, MODEL.parents[1] / "vectorstore" / "model")
    assert sum(path.stat().st_size for folder in folders for path in folder.iterdir() if path.suffix != ".py") <= 16e6
