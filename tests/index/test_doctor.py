"""Planted damage is found and mended; what is whole is left alone. On the real embedder and the real Chroma."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index.articles import Filters
from index.catalog import Catalog
from index.doctor import examine, repair
from index.embed import Embedder
from index.errors import EmbedderMismatchError, IndexLockedError, IndexMissingError
from index.indexer import index_articles
from index.lock import writing
from index.read import read_paths
from index.rebuild import rebuild_vectors
from index.retrieve import Retriever
from index.stored_passages import passage_keys
from index.vectors import VectorStore

from .samples import STORIES, Letters, Renamed, article, check_stores, write_lines


@pytest.fixture
def folder(tmp_path: Path, embedder: Embedder) -> Path:
    index_articles(read_paths([write_lines(tmp_path / "day.jsonl", *STORIES)]), tmp_path / "index", embedder)
    return tmp_path / "index"


def change(folder: Path, sql: str) -> None:
    connection = sqlite3.connect(folder / "catalog.sqlite3")
    with connection:
        connection.execute(sql)
    connection.close()


def key_of(folder: Path, article_id: str) -> str:
    catalog = Catalog.open(folder)
    key = next(key for key in passage_keys(catalog) if key.startswith(f"{article_id}:"))
    catalog.close()
    return key


def lose_vector(folder: Path, _: Embedder) -> None:
    store = VectorStore(folder / "chroma")
    store.remove([key_of(folder, "ferry")])
    store.close()


def add_vector(folder: Path, embedder: Embedder) -> None:
    store = VectorStore(folder / "chroma")
    store.put(["ghost:0"], embedder.encode_documents(["A ghost ship."]))
    store.close()


def swap_vectors(folder: Path, embedder: Embedder) -> None:
    store = VectorStore(folder / "chroma")
    keys = sorted(store.keys())
    store.put(keys, embedder.encode_documents([f"Something else, {n}." for n in range(len(keys))]))
    store.close()


def change_text(folder: Path, _: Embedder) -> None:
    change(folder, "UPDATE articles SET text = replace(text, '212 passengers', '7 crew') WHERE id = 'ferry'")


def move_sentence(folder: Path, _: Embedder) -> None:
    change(folder, "UPDATE sentences SET end_char = end_char + 3 WHERE number = 0")


def lose_passage_words(folder: Path, _: Embedder) -> None:
    change(folder, "DELETE FROM passages_fts WHERE rowid = 1")


def lose_passage(folder: Path, _: Embedder) -> None:
    change(folder, "DELETE FROM passages WHERE rowid = 1")


def lose_store(folder: Path, _: Embedder) -> None:
    shutil.rmtree(folder / "chroma")


def truncate_store(folder: Path, _: Embedder) -> None:
    store = folder / "chroma" / "chroma.sqlite3"
    store.write_bytes(store.read_bytes()[:5000])


def truncate_vectors(folder: Path, _: Embedder) -> None:
    store = folder / "chroma" / "chroma.sqlite3"
    store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])


DAMAGE: list[tuple[Callable[[Path, Embedder], None], str]] = [
    (lose_vector, "passage 'ferry:.*has no vector"),
    (add_vector, "vector 'ghost:0' has no passage"),
    (swap_vectors, "are not those of their passages"),
    (change_text, "article 'ferry': its text or metadata is not what was indexed"),
    (move_sentence, "its sentences do not"),
    (lose_passage_words, "the full-text index does not hold its passages"),
    (lose_passage, "its passages do not cover its sentences"),
    (lose_store, "There are no vectors"),
    (truncate_store, "byline doctor"),
    (truncate_vectors, "byline doctor"),
]


def test_a_whole_index_has_no_fault(folder: Path, embedder: Embedder) -> None:
    assert examine(folder, embedder).faults == ()


@pytest.mark.parametrize(("plant", "told"), DAMAGE, ids=[plant.__name__ for plant, _ in DAMAGE])
def test_damage_is_found_and_mended(
    folder: Path, embedder: Embedder, plant: Callable[[Path, Embedder], None], told: str
) -> None:
    plant(folder, embedder)
    found = examine(folder, embedder)
    assert len(found.faults) >= 1
    assert re.search(told, "\n".join(found.faults))
    repair(folder, embedder, found)
    assert examine(folder, embedder).faults == ()
    check_stores(folder)
    retriever = Retriever(folder, embedder)
    assert retriever.search("Which vessel hit the ground in the mist?", Filters(), 1)[0].article.id == "ferry"
    retriever.close()


def test_an_altered_text_gives_way_to_the_file_when_it_is_indexed_again(folder: Path, embedder: Embedder) -> None:
    change_text(folder, embedder)
    repair(folder, embedder, examine(folder, embedder))
    summary = index_articles(read_paths([folder.parent / "day.jsonl"]), folder, embedder)
    assert summary.changed == ("ferry",)
    catalog = Catalog.open(folder)
    assert "212 passengers" in catalog.article("ferry").text
    catalog.close()


def test_another_embedder_is_a_fault_until_the_vectors_are_its_own(folder: Path, embedder: Embedder) -> None:
    other = Renamed(embedder)
    assert "configured is" in examine(folder, other).faults[0]
    with pytest.raises(EmbedderMismatchError, match="--rebuild-vectors"):
        index_articles([], folder, other)
    before = Retriever(folder, embedder)
    before.search("Which ferry?", Filters(), 1)
    assert rebuild_vectors(folder, other) == 4
    assert examine(folder, other).faults == ()
    assert [path.name for path in folder.glob("chroma*")] == ["chroma-1"]
    with pytest.raises(EmbedderMismatchError):
        before.search("Which ferry?", Filters(), 1)
    before.close()
    assert index_articles([article("new", "Snow fell in Varn.")], folder, other).added == ("new",)


def test_vectors_come_back_from_the_catalog_alone(folder: Path, embedder: Embedder) -> None:
    store = VectorStore(folder / "chroma")
    keys = sorted(store.keys())
    before = store.vectors(keys)
    store.close()
    shutil.rmtree(folder / "chroma")
    rebuild_vectors(folder, embedder)
    store = VectorStore(folder / "chroma-1")
    assert sorted(store.keys()) == keys
    assert store.vectors(keys) == pytest.approx(before, abs=1e-5)
    store.close()


class Broken(Letters):
    """Fails after so many batches."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self.batches = batches

    def encode_documents(self, texts):  # type: ignore[no-untyped-def]
        if not self.batches:
            raise KeyboardInterrupt
        self.batches -= 1
        return super().encode_documents(texts)


def test_a_rebuild_that_was_interrupted_is_continued_and_the_old_vectors_serve(tmp_path: Path) -> None:
    index_articles((article(f"a{n}", f"Boat {n} sank.") for n in range(1100)), tmp_path, Letters())
    with pytest.raises(KeyboardInterrupt):
        rebuild_vectors(tmp_path, Broken(1))
    retriever = Retriever(tmp_path, Letters())
    assert len(retriever.search("Which boat sank?", Filters(), 3)) == 3
    done: list[tuple[int, int]] = []
    rebuild_vectors(tmp_path, Letters(), lambda count, of: done.append((count, of)))
    assert done == [(1024, 1100), (1100, 1100)]
    assert len(retriever.search("Which boat sank?", Filters(), 3)) == 3
    retriever.close()
    assert [path.name for path in tmp_path.glob("chroma*")] == ["chroma-1"]
    assert examine(tmp_path, Letters()).faults == ()


def test_nothing_to_examine_and_someone_at_work(tmp_path: Path, folder: Path, embedder: Embedder) -> None:
    with pytest.raises(IndexMissingError):
        examine(tmp_path / "none", embedder)
    assert not (tmp_path / "none").exists()
    with writing(folder), pytest.raises(IndexLockedError):
        examine(folder, embedder)
