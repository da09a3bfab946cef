"""The embedded cross-encoder: it reads a question and a sentence together, both in English, and says how well they fit.

The weights in ``qa/model/`` were learned by ``qa/model/build.py`` (decision 35); nothing is downloaded.
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

_START, _END = "[CLS]", "[SEP]"


class CrossEncoder:
    """A BERT of a few layers, quantized, run by ONNX Runtime on the processor."""

    def __init__(self, folder: Path) -> None:
        """``folder`` has ``cross_encoder.onnx`` and ``pieces.txt``, the word pieces that it knows, one a line."""
        import onnxruntime  # its import takes as long as that of all else: only who asks a question pays for it

        options = onnxruntime.SessionOptions()
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # it would heat an idle processor
        weights = str(folder / "cross_encoder.onnx")
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._pieces = BertWordPieceTokenizer(str(folder / "pieces.txt"), lowercase=True)
        self._start, self._end = self._pieces.token_to_id(_START), self._pieces.token_to_id(_END)

    def fits(self, question: str, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return how well each sentence answers a question, shape (len(sentences),); only differences mean anything.

        The unit is that of log odds: one more, and a sentence is e times as likely the one that answers.
        """
        if not sentences:
            return np.zeros(0, dtype=np.float32)
        asked = [self._start, *self._ids(question, IN_QUESTION), self._end]
        told = [[*self._ids(sentence, IN_SENTENCE), self._end] for sentence in sentences]
        shape = (len(told), len(asked) + max(map(len, told)))
        ids, kinds, mask = (np.zeros(shape, dtype=np.int64) for _ in range(3))
        for row, sentence in enumerate(told):
            end = len(asked) + len(sentence)
            ids[row, :end] = asked + sentence
            kinds[row, len(asked) : end] = 1
            mask[row, :end] = 1
        found: NDArray[np.float32] = self._session.run(None, {"ids": ids, "kinds": kinds, "mask": mask})[0]
        return found

    def _ids(self, text: str, most: int) -> list[int]:
        ids: list[int] = self._pieces.encode(text, add_special_tokens=False).ids
        return ids[:most]


@cache
def cross_encoder() -> CrossEncoder:
    """Return the embedded cross-encoder; cached."""
    return CrossEncoder(MODEL)
