"""The embedded cross-encoder: it reads a question and a sentence together, both in English, and says how well they fit.

How the weights in ``qa/model/`` are learned is in ``eval/teach.py`` (decision 35); nothing is downloaded.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

MODEL = Path(__file__).parent / "model"

IN_QUESTION = 32
IN_SENTENCE = 60
"""Word pieces that are read of each, as many as it was taught with."""

Ids = NDArray[np.int64]


class Pieces:
    """Cuts questions and sentences into the ids of word pieces, as they are read and as they are taught."""

    def __init__(self, vocabulary: Path) -> None:
        """``vocabulary`` has the word pieces that are known, one a line."""
        self.cut = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self._start, self._end = self.cut.token_to_id("[CLS]"), self.cut.token_to_id("[SEP]")

    def asked(self, question: str) -> list[int]:
        """Return the ids of a question, the first part of a pair."""
        return [self._start, *self._ids(question, IN_QUESTION), self._end]

    def told(self, sentence: str) -> list[int]:
        """Return the ids of a sentence, the second part of a pair."""
        return [*self._ids(sentence, IN_SENTENCE), self._end]

    def _ids(self, text: str, most: int) -> list[int]:
        ids: list[int] = self.cut.encode(text, add_special_tokens=False).ids
        return ids[:most]


def side_by_side(pairs: Sequence[tuple[list[int], list[int]]]) -> tuple[Ids, Ids, Ids]:
    """Return ids, kinds (0 question, 1 sentence) and mask of pairs, each of shape (pairs, pieces of the longest)."""
    shape = (len(pairs), max(len(asked) + len(told) for asked, told in pairs))
    ids, kinds, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, (asked, told) in enumerate(pairs):
        end = len(asked) + len(told)
        ids[row, :end] = asked + told
        kinds[row, len(asked) : end] = 1
        mask[row, :end] = 1
    return ids, kinds, mask


class CrossEncoder:
    """A BERT of a few layers, quantized, run by ONNX Runtime on the processor."""

    def __init__(self, folder: Path) -> None:
        """``folder`` has ``cross_encoder.onnx`` and ``pieces.txt``, the word pieces that it knows, one a line."""
        import onnxruntime  # its import takes as long as that of all else: only who asks a question pays for it

        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # it would heat an idle processor
        weights = str(folder / "cross_encoder.onnx")
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._pieces = Pieces(folder / "pieces.txt")

    def fits(self, question: str, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return how well each sentence answers a question, shape (len(sentences),); only differences mean anything.

        The unit is that of log odds: one more, and a sentence is e times as likely the one that answers.
        """
        if not sentences:
            return np.zeros(0, dtype=np.float32)
        asked = self._pieces.asked(question)
        ids, kinds, mask = side_by_side([(asked, self._pieces.told(sentence)) for sentence in sentences])
        found: NDArray[np.float32] = self._session.run(None, {"ids": ids, "kinds": kinds, "mask": mask})[0]
        return found


@cache
def cross_encoder() -> CrossEncoder:
    """Return the embedded cross-encoder; cached."""
    return CrossEncoder(MODEL)
