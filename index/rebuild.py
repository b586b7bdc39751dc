"""Embeds a whole index anew, from the catalog alone, beside the vectors that serve meanwhile."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from index.catalog import FIRST_VECTORS, Catalog
from index.embed import Embedder
from index.errors import IndexDamagedError
from index.indexer import BATCH, embedded_text
from index.lock import writing
from index.stored_passages import passage_keys, passage_texts
from index.vectors import VectorStore
from index.write import set_meta, switch_vectors

Report = Callable[[int, int], None]
"""Is told how many of how many."""


def rebuild_vectors(folder: Path, embedder: Embedder, report: Report | None = None) -> int:
    """Embeds every passage of the catalog into a new store, which then takes the old one's place; returns how many.

    Until it is done the old vectors serve. A run that was interrupted is continued by the next.

    Raises:
        IndexMissingError: there is no index.
        IndexLockedError: another process is writing.
    """
    Catalog.open(folder).close()
    with writing(folder):
        return rebuild(folder, embedder, report)


def rebuild(folder: Path, embedder: Embedder, report: Report | None) -> int:
    """The same for who holds the write lock already."""
    catalog = Catalog.create(folder)
    try:
        keys = sorted(passage_keys(catalog))
        store, name = _new_store(folder, catalog, embedder)
        try:
            there = store.keys()
            waiting = [key for key in keys if key not in there]
            for start in range(0, len(waiting), BATCH):
                some = waiting[start : start + BATCH]
                texts = passage_texts(catalog, some)
                store.put(some, embedder.encode_documents([embedded_text(*texts[key]) for key in some]))
                if report:
                    report(len(keys) - len(waiting) + start + len(some), len(keys))
            store.remove(sorted(there - set(keys)))
        finally:
            store.close()
        switch_vectors(catalog, name, embedder.identity)
    finally:
        catalog.close()
    for old in folder.glob("chroma*"):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)
    return len(keys)


def _new_store(folder: Path, catalog: Catalog, embedder: Embedder) -> tuple[VectorStore, str]:
    """Opens the store that an interrupted rebuild with this embedder left, or else an empty one beside the old."""
    begun = json.loads(catalog.meta("rebuilding") or "{}")
    if begun.get("embedder") == embedder.identity and (folder / begun["folder"]).exists():
        try:
            return VectorStore(folder / begun["folder"]), begun["folder"]
        except IndexDamagedError:
            shutil.rmtree(folder / begun["folder"])
    number = 1 + max(int(old.name.partition("-")[2] or 0) for old in [*folder.glob("chroma*"), Path(FIRST_VECTORS)])
    name = f"chroma-{number}"
    set_meta(catalog, "rebuilding", json.dumps({"folder": name, "embedder": embedder.identity}))
    return VectorStore(folder / name), name
