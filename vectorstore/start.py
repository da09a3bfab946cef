"""What a start makes of the index it finds: used as it is, mended, or built anew (design D4, D7)."""

import logging
from pathlib import Path

from vectorstore import generation as generations
from vectorstore.catalog import Catalog
from vectorstore.dense import DenseIndex
from vectorstore.embed import embedded_model
from vectorstore.errors import EmbeddingError, IndexDamaged
from vectorstore.fingerprint import fingerprint
from vectorstore.generation import Generation
from vectorstore.lexical import LexicalIndex
from vectorstore.prepared import Entry
from vectorstore.salvage import usable_legs
from vectorstore.upkeep import CURE, Upkeep

_LOG = logging.getLogger(__name__)


def start(upkeep: Upkeep, small: int) -> Generation:
    """Return the generation to begin with, brought to what the catalog holds; what is left to build is built behind.

    An index of at most ``small`` chunks is built at once where it is not sound.

    :raises EmbeddingError: if there is no index yet and the embedder cannot be asked.
    """
    noted = _settle_embedder(upkeep, upkeep.catalog.fact("fingerprint"))
    built = fingerprint(upkeep.embedder.name)
    if noted is None:
        upkeep.catalog.note("fingerprint", built)
    folder = generations.current(upkeep.root)
    if folder is not None and not generations.is_at(folder, upkeep.chroma_url):
        folder = None  # the vectors lie elsewhere than they are to
    generations.remove_others(upkeep.root, [folder])
    upkeep.catalog.unstage()
    total = upkeep.catalog.counts()[1]
    if noted not in (None, built) and upkeep.trouble is None:
        try:
            return _start_stale(upkeep, folder, is_small=total <= small)
        except EmbeddingError as error:  # it answered at first, and then no more
            upkeep.catalog.unstage()
            _explain(upkeep, error, noted, built)
    if noted not in (None, fingerprint(upkeep.embedder.name)):
        return _words_alone(upkeep, folder)
    if folder is not None and generations.is_sealed(folder, upkeep.catalog.state()):
        try:
            return generations.open_sealed(folder)
        except IndexDamaged as error:
            _LOG.warning("sealed index cannot be read, rebuilding: %s", error)
    if folder is None or total <= small:
        return upkeep.publish_first(upkeep.build())
    return _salvage(upkeep, folder)


def _settle_embedder(upkeep: Upkeep, noted: str | None) -> str | None:
    """Try the embedder; return the fingerprint that the index has, as far as it can still be believed.

    One that cannot be asked leaves an index of the embedded model to that one.
    """
    built = fingerprint(upkeep.embedder.name)
    try:
        size, held = upkeep.embedder.embed(["size"], "en").shape[1], upkeep.catalog.dimensions()
    except EmbeddingError as error:
        if noted is None:
            raise
        _explain(upkeep, error, noted, built)
        return noted
    if noted == built and held and size != held:
        noted = f"{built} size={held}"
        upkeep.catalog.note("fingerprint", noted)
    return noted


def _explain(upkeep: Upkeep, error: EmbeddingError, noted: str, built: str) -> None:
    """Say that the embedder cannot be asked, and what goes on without it."""
    if noted == built:
        _LOG.warning("%s Questions are answered by words alone until it can be reached.", error)
        return
    goes_on = "words alone answer"
    if noted == fingerprint(embedded_model().name):
        upkeep.embedder = embedded_model()
        goes_on = "the index of the embedded model goes on"
    upkeep.trouble = f"{error} The index was built with another embedding: {goes_on}. {CURE}"
    _LOG.warning("%s", upkeep.trouble)


def _words_alone(upkeep: Upkeep, folder: Path | None) -> Generation:
    """Answer by the words of the old index, or of one made now from the catalog."""
    if folder is not None:
        is_sealed = generations.is_sealed(folder, upkeep.catalog.state())
        if is_sealed or usable_legs(folder, _sample(upkeep.catalog))["lexical"]:
            old = _mended(upkeep, folder, "lexical")
            if old.lexical is not None:
                return old
    return upkeep.build(dense=False)


def _start_stale(upkeep: Upkeep, folder: Path | None, *, is_small: bool) -> Generation:
    """Built with another model, lexicon or chunking: words of the old index answer until the new one stands."""
    _LOG.info("the index was built otherwise, building it anew")
    if folder is not None and not is_small:
        is_sealed = generations.is_sealed(folder, upkeep.catalog.state())
        if is_sealed or usable_legs(folder, _sample(upkeep.catalog))["lexical"]:
            old = _mended(upkeep, folder, "lexical")
            if old.lexical is not None:
                upkeep.start_job(upkeep.restage)
                return old
    upkeep.stage_all()
    upkeep.on_step("staged")
    new = upkeep.build(staged=True)
    upkeep.catalog.promote(fingerprint(upkeep.embedder.name))
    upkeep.on_step("promoted")
    return upkeep.publish_first(new)


def _salvage(upkeep: Upkeep, folder: Path) -> Generation:
    """After an unclean stop of a large index: use the legs that are sound, rebuild behind what is not."""
    usable = usable_legs(folder, _sample(upkeep.catalog))
    (folder / "SEAL").unlink(missing_ok=True)
    found = Generation(folder, None, None)
    if usable["dense"]:
        found.dense = _mended(upkeep, folder, "dense").dense
    if usable["lexical"]:
        found.lexical = _mended(upkeep, folder, "lexical").lexical
    if found.dense is None and found.lexical is None:
        found = upkeep.build(dense=False)
    if not found.is_whole:
        upkeep.start_job(upkeep.rebuild_behind)
    return found


def _mended(upkeep: Upkeep, folder: Path, leg: str) -> Generation:
    """Open one leg and bring it to what the catalog holds now; a leg that cannot be is down."""
    found = Generation(folder, None, None)
    try:
        if leg == "dense":
            found.dense = DenseIndex(folder / leg)
        else:
            found.lexical = LexicalIndex(folder / leg)
        generations.reconcile(found, upkeep.catalog)
    except IndexDamaged as error:
        _LOG.warning("%s leg cannot be mended, rebuilding: %s", leg, error)
        found.close()
    return found


def _sample(catalog: Catalog) -> list[Entry]:
    """Return some chunks, evenly spread, to look for in an index whose state is not known."""
    ids = sorted(catalog.chunk_ids())
    return [e for batch in catalog.chunks(ids[:: max(1, len(ids) // generations.SAMPLE)]) for e in batch]
