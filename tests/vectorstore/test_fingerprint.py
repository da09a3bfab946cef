import hashlib
from importlib.resources import files
from pathlib import Path

import regex

from vectorstore.chunk import CHUNK_LENGTH
from vectorstore.fingerprint import fingerprint, lexicon_digest


def test_a_fingerprint_names_everything_the_index_was_built_with() -> None:
    assert regex.fullmatch(
        rf"analysis=\d+ chunk={CHUNK_LENGTH} lexicon={lexicon_digest()} embedding=model:1", fingerprint("model:1")
    )


def test_another_model_is_another_fingerprint() -> None:
    assert fingerprint("model:1") == fingerprint("model:1")
    assert fingerprint("model:1") != fingerprint("model:2")


def test_the_digest_is_that_of_every_file_of_the_lexicon_with_its_name() -> None:
    folder = Path(str(files("vectorstore") / "lexicon"))
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    assert lexicon_digest() == digest.hexdigest()[:16]
