"""The vectors' store, with vectors small enough to reckon by hand."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.vectors import VectorStore
from index.workers import Vectors


def vectors(*rows: tuple[float, ...]) -> Vectors:
    return np.asarray(rows, dtype=np.float32)


NORTH, EAST, NORTH_EAST = (0.0, 1.0), (1.0, 0.0), (0.6, 0.8)


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    store = VectorStore(tmp_path / "chroma")
    store.put(["north", "east", "between"], vectors(NORTH, EAST, NORTH_EAST))
    return store


def test_nearest_gives_cosines_best_first(store: VectorStore) -> None:
    found = store.nearest(vectors(NORTH)[0], 3)
    assert [key for key, _ in found] == ["north", "between", "east"]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.8, 0.0], abs=1e-6)
    assert [key for key, _ in store.nearest(vectors(NORTH)[0], 1)] == ["north"]


def test_among_restricts(store: VectorStore) -> None:
    assert [key for key, _ in store.nearest(vectors(NORTH)[0], 5, ["east", "between"])] == ["between", "east"]
    assert store.nearest(vectors(NORTH)[0], 5, []) == []


def test_a_key_without_a_vector_is_damage(store: VectorStore) -> None:
    with pytest.raises(IndexDamagedError, match="byline doctor"):
        store.nearest(vectors(NORTH)[0], 5, ["east", "lost"])


def test_put_replaces_and_remove_removes(store: VectorStore) -> None:
    store.put(["north"], vectors(EAST))
    assert dict(store.nearest(vectors(EAST)[0], 3)) == pytest.approx({"north": 1.0, "east": 1.0, "between": 0.6})
    store.remove(["north", "never there"])
    assert store.keys() == {"east", "between"}
    store.remove([])
    store.put([], np.zeros((0, 2), dtype=np.float32))
    assert store.keys() == {"east", "between"}


def test_an_empty_store_finds_nothing(tmp_path: Path) -> None:
    assert VectorStore(tmp_path / "chroma").nearest(vectors(NORTH)[0], 3) == []


@pytest.mark.parametrize("key", ["../../x", "😀", "a b\tc", "x" * 300, "'; --"])
def test_any_key_will_do(store: VectorStore, key: str) -> None:
    store.put([key], vectors(NORTH))
    assert {key} <= store.keys()
    assert [found for found, _ in store.nearest(vectors(NORTH)[0], 1, [key])] == [key]
    store.remove([key])
    assert not {key} & store.keys()


def test_more_than_chroma_takes_at_once(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "chroma")
    keys = [str(number) for number in range(5_500)]
    angles = np.linspace(0, 1, len(keys))
    store.put(keys, np.stack([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32))
    assert store.keys() == set(keys)
    assert len(store.nearest(vectors(NORTH)[0], 5, keys)) == 5
    store.remove(keys)
    assert store.keys() == set()


def test_vectors_outlive_the_store(store: VectorStore, tmp_path: Path) -> None:
    store.close()
    again = VectorStore(tmp_path / "chroma")
    assert again.keys() == {"north", "east", "between"}
    assert [key for key, _ in again.nearest(vectors(EAST)[0], 1)] == ["east"]
    again.close()
    again.close()


@pytest.mark.parametrize("garbage", [b"no database" * 500, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_store_says_how_to_mend_it(tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(garbage)
    with pytest.raises(IndexDamagedError, match="byline doctor"):
        VectorStore(tmp_path / "chroma")


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "chroma").write_text("in the way")
    with pytest.raises(IndexDamagedError, match="cannot be opened"):
        VectorStore(tmp_path / "chroma")


def test_what_is_compared_one_by_one_is_not_remembered_longer_than_it_is_true(store: VectorStore) -> None:
    among = ["north", "east"]
    assert [key for key, _ in store.nearest(vectors(NORTH)[0], 2, among)] == ["north", "east"]
    assert [key for key, _ in store.nearest(vectors(EAST)[0], 2, among)] == ["east", "north"]
    store.put(among, vectors(EAST, NORTH))
    assert [key for key, _ in store.nearest(vectors(NORTH)[0], 2, among)] == ["east", "north"]


@pytest.mark.parametrize("few", [0, 10])
def test_a_few_are_found_alike_one_by_one_and_by_the_graph(
    store: VectorStore, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("index.vectors.FEW", few)
    found = store.nearest(vectors(EAST)[0], 2, ["between", "north", "east"])
    assert [(key, round(cosine, 4)) for key, cosine in found] == [("east", 1.0), ("between", 0.6)]
