"""Look over a data folder without changing it: what is wrong, and whether it can be made anew from the catalog."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from vectorstore import generation as generations
from vectorstore import rescue
from vectorstore.catalog import FILE, Catalog
from vectorstore.embed import Embedder, embedded_model
from vectorstore.fingerprint import fingerprint
from vectorstore.postgres import PostgresServer
from vectorstore.prepare import chunks_of, version_of
from vectorstore.salvage import LEGS, ids_of_legs

_NAMES = {"dense": "vector index", "lexical": "word index"}
_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is sound, and if not, whether it can be made anew from what is sound.

    ``part`` is ``catalog``, ``index``, or another file's name.
    """

    part: str
    is_sound: bool
    text: str
    is_mendable: bool = True


def examine(folder: Path, embedder: Embedder | None = None, server: PostgresServer | None = None) -> list[Finding]:
    """Look at the catalog, then at the index against it. The caller holds the folder's lock.

    Of a catalog that is on a server the articles are looked at, not the server's files. An index that was closed in
    order is not opened, since that would break its seal: its files are compared instead.
    """
    embedder_name = (embedder or embedded_model()).name
    if server is not None:
        return _examine_server(folder, server, embedder_name)
    path = folder / FILE
    is_there = path.exists() and path.stat().st_size > 0
    if not is_there and generations.current(folder / "index") is not None:
        return [
            Finding("catalog", False, f"There is an index, but the catalog {path} is gone or empty.", is_mendable=False)
        ]
    if not is_there:
        return [Finding("catalog", True, "There is no catalog yet: the folder holds no articles.")]
    finding = _catalog(path)
    if not finding.is_sound:
        return [finding]
    with closing(Catalog.in_folder(folder)) as catalog:
        return [finding, *_passages(catalog, embedder_name), *_index(folder / "index", catalog)]


def set_aside(folder: Path) -> None:
    """Move what does not belong beside the index into the folder ``strays``, where it does no harm."""
    root, aside = folder / "index", folder / "strays"
    for path in [path for path in _strays(root) if not path.name.isdigit()] if root.is_dir() else ():
        aside.mkdir(exist_ok=True)
        taken = len(list(aside.glob(f"{path.name}*")))
        path.replace(aside / (f"{path.name}.{taken}" if taken else path.name))


def _strays(root: Path) -> Iterator[Path]:
    kept = (generations.current(root), root / "CURRENT", root / "CURRENT.new")
    yield from (path for path in root.iterdir() if path not in kept)


def _examine_server(folder: Path, server: PostgresServer, embedder: str) -> list[Finding]:
    catalog, index = Catalog(server), folder / "index"
    lost = tuple(document.id for document in catalog.every_document() if version_of(document) != document.version)
    total = catalog.counts()[0]
    if total == 0 and (not index.is_dir() or generations.current(index) is None):
        return [Finding("catalog", True, f"The database {server.shown} holds no articles yet.")]
    finding = _spoilt(total - len(lost), lost) if lost else _sound(total)
    return [finding] if lost else [finding, *_passages(catalog, embedder), *_index(index, catalog)]


def _sound(articles: int) -> Finding:
    return Finding("catalog", True, f"The catalog is sound: {articles} articles, each as it was taken in.")


def _catalog(path: Path) -> Finding:
    health = rescue.examine(path)
    if health.is_sound:
        return _sound(health.readable)
    if not health.lost:
        return Finding(
            "catalog",
            False,
            f"The catalog is damaged ({health.complaints[0]}), but all {health.readable} articles can be read.",
        )
    return _spoilt(health.readable, health.lost)


def _spoilt(readable: int, lost: tuple[str, ...]) -> Finding:
    named = ", ".join(lost[:5]) + (f" and {len(lost) - 5} more" if len(lost) > 5 else "")
    return Finding(
        "catalog",
        False,
        f"The catalog is damaged and cannot give back {len(lost)} of its articles ({named}); {readable} can be read.",
        is_mendable=False,
    )


def _passages(catalog: Catalog, embedder: str) -> Iterator[Finding]:
    """Hold the passages of the catalog against those its articles are cut into."""
    if catalog.fact("fingerprint") not in (None, fingerprint(embedder)):
        yield Finding("index", False, "The passages were made with another model, lexicon or chunking than today's.")
        return
    wanted = {chunk.id for document in catalog.every_document() for chunk in chunks_of(document, embedder)}
    there = catalog.chunk_ids()
    if wanted != there:
        text = (
            f"The catalog lacks {len(wanted - there)} passages of its articles and has {len(there - wanted)} of none."
        )
        yield Finding("catalog", False, text)


def _index(root: Path, catalog: Catalog) -> Iterator[Finding]:
    folder = generations.current(root) if root.is_dir() else None
    if folder is None:
        yield Finding("index", False, "There is no index, or none is named as the current one.")
        return
    strays = sorted(path.name for path in _strays(root))
    if strays:
        yield Finding("index", False, f"Beside the index lies what does not belong there: {', '.join(strays[:5])}.")
    if generations.is_sealed(folder, catalog.state()):
        yield Finding("index", True, "The index was closed in order, and no byte of it has changed since.")
    else:
        yield from _legs(folder, catalog)


def _legs(folder: Path, catalog: Catalog) -> Iterator[Finding]:
    """Look into both legs, in processes that damaged files may take down."""
    wanted = catalog.chunk_ids()
    ids = sorted(wanted)
    sample = [entry for batch in catalog.chunks(ids[:: max(1, len(ids) // _SAMPLE)]) for entry in batch]
    blank = {e.chunk.id for batch in catalog.chunks() for e in batch if not e.vector.any()}
    held = ids_of_legs(folder, sample)
    for leg in LEGS:
        there = held[leg]
        if there is None:
            yield Finding("index", False, f"The {_NAMES[leg]} cannot be read, or does not find what it holds.")
            continue
        lacking = len(wanted - there - (blank if leg == "dense" else set()))
        extra = len(there - wanted)
        if lacking or extra:
            yield Finding(
                "index",
                False,
                f"The {_NAMES[leg]} lacks {lacking} passages and has {extra} that no article has any more.",
            )
        else:
            yield Finding(
                "index", True, f"The {_NAMES[leg]} was not closed in order, but holds every passage and nothing else."
            )
