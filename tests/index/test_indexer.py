"""A run adds what is new, replaces what changed, and can be broken off anywhere without a trace in the stores."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from index.articles import Article, Filters, Skipped
from index.catalog import Catalog
from index.embed import Embedder
from index.errors import EmbedderMismatchError, IndexDamagedError, IndexLockedError
from index.fulltext import rows_among
from index.indexer import PASSAGE_TOKENS, Indexer, Summary, heading, index_articles
from index.lock import writing
from index.read import read_paths
from index.retrieve import Retriever
from index.stored_passages import passage_sentences
from index.vectors import VectorStore
from index.write import expect, remove_article

from .samples import (
    BRIDGE,
    FERRY,
    HARVEST,
    STORIES,
    Letters,
    Renamed,
    article,
    check_stores,
    without_privileges,
    write_lines,
)

TEXT = "The swing bridge at Larkwater stuck open on Sunday. Nobody was hurt.\n"


class Index:
    """An index in a folder of its own, beside the folder of its articles."""

    def __init__(self, place: Path, embedder: Embedder) -> None:
        self.folder = place / "index"
        self.news = place / "news"
        self.news.mkdir()
        self.embedder = embedder

    def write(self, name: str, text: str = TEXT) -> Path:
        path = self.news / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def run(self, *paths: Path) -> Summary:
        return self.take(read_paths(paths or [self.news]))

    def take(self, articles: Iterable[Article | Skipped]) -> Summary:
        summary = index_articles(articles, self.folder, self.embedder)
        check_stores(self.folder)
        return summary

    def catalog(self) -> Catalog:
        return Catalog.open(self.folder)

    def texts(self) -> dict[str, str]:
        catalog = self.catalog()
        texts = {info.id: catalog.article(info.id).text for info in catalog.articles()}
        catalog.close()
        return texts

    def keys(self) -> set[str]:
        vectors = VectorStore(self.folder / "chroma")
        keys = vectors.keys()
        vectors.close()
        return keys


@pytest.fixture
def index(tmp_path: Path, embedder: Embedder) -> Index:
    return Index(tmp_path, embedder)


def counts(summary: Summary) -> tuple[int, int, int, int, int]:
    return tuple(map(len, (summary.added, summary.changed, summary.unchanged, summary.removed, summary.skipped)))  # type: ignore[return-value]


# Again, and changed


def test_the_same_input_adds_nothing(index: Index) -> None:
    index.write("a.txt")
    write_lines(index.news / "day.jsonl", *STORIES)
    assert counts(index.run()) == (5, 0, 0, 0, 0)
    catalog = index.catalog()
    version = catalog.meta("version")
    keys = index.keys()
    assert counts(index.run()) == (0, 0, 5, 0, 0)
    assert catalog.meta("version") == version
    assert index.keys() == keys
    catalog.close()


def test_a_changed_file_replaces_the_article_whole(index: Index) -> None:
    path = index.write("a.txt")
    index.run()
    before = index.keys()
    path.write_text("Quite another story about wheat.")
    assert counts(index.run()) == (0, 1, 0, 0, 0)
    assert index.texts() == {"a": "Quite another story about wheat."}
    assert before & index.keys() == set()
    path.write_text(TEXT)
    assert counts(index.run()) == (0, 1, 0, 0, 0)
    assert index.keys() == before


def test_a_change_of_metadata_is_a_change(index: Index) -> None:
    write_lines(index.news / "day.jsonl", BRIDGE)
    index.run()
    write_lines(index.news / "day.jsonl", {**BRIDGE, "source": "Other Post"})
    assert counts(index.run()) == (0, 1, 0, 0, 0)
    catalog = index.catalog()
    assert catalog.articles()[0].source == "Other Post"
    catalog.close()


def test_a_removed_article_leaves_nothing_and_comes_back(index: Index, embedder: Embedder) -> None:
    write_lines(index.news / "day.jsonl", BRIDGE, FERRY)
    index.run()
    with writing(index.folder):
        indexer = Indexer(index.folder, embedder)
        assert indexer.remove(["bridge", "nobody", "bridge"]) == ["bridge"]
        assert indexer.remove(["bridge"]) == []
        indexer.close()
    check_stores(index.folder)
    assert list(index.texts()) == ["ferry"]
    assert counts(index.run()) == (1, 0, 1, 0, 0)


def test_one_indexer_may_remove_and_add_again(index: Index, embedder: Embedder) -> None:
    path = index.write("a.txt")
    with writing(index.folder):
        indexer = Indexer(index.folder, embedder)
        assert indexer.run(read_paths([path])).added == ("a",)
        assert indexer.remove(["a"]) == ["a"]
        assert indexer.run(read_paths([path])).added == ("a",)
        indexer.close()
    check_stores(index.folder)
    assert list(index.texts()) == ["a"]


# Pruned


def test_what_is_gone_stays_until_it_is_pruned(index: Index, embedder: Embedder) -> None:
    index.write("a.txt", "The ferry sank.")
    gone = index.write("deep/b.txt", "The bridge stuck.")
    day = write_lines(index.news / "day.jsonl", BRIDGE, FERRY)
    index.take([article("elsewhere", "Snow fell.")])
    index.run()
    gone.unlink()
    write_lines(day, FERRY)
    assert counts(index.run()) == (0, 0, 2, 0, 0)
    assert sorted(index.texts()) == ["a", "b", "bridge", "elsewhere", "ferry"]
    summary = index_articles(read_paths([index.news]), index.folder, embedder, prune=[index.news])
    assert sorted(summary.removed) == ["b", "bridge"]
    assert sorted(index.texts()) == ["a", "elsewhere", "ferry"]
    check_stores(index.folder)


def test_what_was_skipped_or_lies_elsewhere_or_is_wholly_gone_is_not_pruned(index: Index, embedder: Embedder) -> None:
    kept = index.write("one/a.txt", "The ferry sank.")
    index.write("two/b.txt", "The bridge stuck.")
    index.write("two-more/c.txt", "The harvest failed.")
    index.run()
    kept.write_bytes(b"")
    (index.news / "two-more" / "c.txt").unlink()
    index.write("one/d.txt", "Snow fell.")
    summary = index_articles(
        read_paths([index.news / "one", index.news / "two"]), index.folder, embedder,
        prune=[index.news / "one", index.news / "two"],
    )  # fmt: skip
    assert (summary.removed, [item.reason for item in summary.skipped]) == ((), ["has no text"])
    shutil.rmtree(index.news / "two")
    (index.news / "two").mkdir()
    summary = index_articles(read_paths([index.news / "two"]), index.folder, embedder, prune=[index.news / "two"])
    assert summary.removed == ()
    assert sorted(index.texts()) == ["a", "b", "c", "d"]


# Ids


def test_a_file_is_the_same_article_from_any_folder(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    path = index.write("deep/a.txt")
    index.run(path)
    monkeypatch.chdir(path.parent)
    assert counts(index.run(Path("a.txt"), Path("../deep/a.txt"), path)) == (0, 0, 3, 0, 0)
    assert list(index.texts()) == ["a"]


def test_files_of_one_name_are_several_articles_with_lasting_ids(index: Index) -> None:
    for folder in ("monday", "tuesday", "wednesday"):
        index.write(f"{folder}/report.txt", f"The report of {folder}. It is short.")
    assert counts(index.run()) == (3, 0, 0, 0, 0)
    ids = sorted(index.texts())
    assert ids[0] == "report"
    assert all(article_id.startswith("report-") for article_id in ids[1:])
    index.write("tuesday/report.txt", "Tuesday's report was changed.")
    assert counts(index.run(index.news / "wednesday", index.news / "tuesday", index.news / "monday")) == (0, 1, 2, 0, 0)
    assert sorted(index.texts()) == ids


def test_one_id_for_two_articles_of_a_run_is_said(index: Index) -> None:
    write_lines(index.news / "day.jsonl", BRIDGE, {**FERRY, "id": "bridge"}, BRIDGE)
    summary = index.run()
    assert counts(summary) == (1, 0, 1, 0, 1)
    assert summary.skipped[0].path == f"{index.news}/day.jsonl:2"
    assert "'bridge'" in summary.skipped[0].reason
    assert index.texts() == {"bridge": BRIDGE["text"]}


def test_a_stated_id_does_not_push_out_the_article_of_another_file(index: Index) -> None:
    index.write("bridge.txt")
    index.run()
    other = write_lines(index.news.parent / "day.jsonl", BRIDGE)
    summary = index.run(other)
    assert counts(summary) == (0, 0, 0, 0, 1)
    assert "byline remove" in summary.skipped[0].reason
    assert index.texts() == {"bridge": TEXT}


def test_a_guessed_id_gives_way_to_a_stated_one(index: Index) -> None:
    write_lines(index.news / "day.jsonl", BRIDGE)
    index.write("news/bridge.txt")
    assert counts(index.run()) == (2, 0, 0, 0, 0)
    assert index.texts()["bridge"] == BRIDGE["text"]
    assert counts(index.run()) == (0, 0, 2, 0, 0)


def test_a_file_that_comes_to_state_its_id_is_not_kept_twice(index: Index) -> None:
    path = index.write("bridge.md", TEXT)
    index.run()
    path.write_text(f"---\nid: lark-1\n---\n{TEXT}")
    summary = index.run()
    assert (summary.added, summary.removed) == (("lark-1",), ("bridge",))
    assert index.texts() == {"lark-1": TEXT}
    assert counts(index.run()) == (0, 0, 1, 0, 0)


def test_a_line_put_in_before_others_does_not_take_their_ids(index: Index) -> None:
    path = write_lines(index.news / "day.jsonl", BRIDGE, FERRY)
    index.run()
    write_lines(path, {"text": HARVEST["text"]}, BRIDGE, FERRY)
    assert counts(index.run()) == (1, 0, 2, 0, 0)
    assert {k: v for k, v in index.texts().items() if k in ("bridge", "ferry")} == {
        "bridge": BRIDGE["text"], "ferry": FERRY["text"],
    }  # fmt: skip


@pytest.mark.parametrize("article_id", ["../../x", "a/b?c#d%20", "😀", "x" * 200, "'; DROP TABLE articles; --"])
def test_any_stated_id_is_stored_found_and_removed(index: Index, embedder: Embedder, article_id: str) -> None:
    index.take([article(article_id, TEXT)])
    assert index.texts() == {article_id: TEXT}
    retriever = Retriever(index.folder, embedder)
    found = retriever.search("Which bridge stuck?", Filters(article_ids=(article_id,)), 1)
    assert [item.article.id for item in found] == [article_id]
    retriever.close()
    with writing(index.folder):
        indexer = Indexer(index.folder, embedder)
        assert indexer.remove([article_id]) == [article_id]
        indexer.close()
    assert index.texts() == {}


# What is indexed


def test_boilerplate_and_the_title_are_no_evidence_and_a_short_report_is(index: Index) -> None:
    index.write(
        "a.txt", f"Larkwater bridge stuck\n\n{TEXT}Read more: Ferry runs again\nOriginal Source: www.example.com\n"
    )
    index.write("b.txt", "Police in Varn arrested 12 people.")
    index.run()
    catalog = index.catalog()
    rows = rows_among(catalog, sorted(index.keys()), Filters())
    found = {
        sentence.text for pairs in passage_sentences(catalog, list(rows.values())).values() for _, sentence in pairs
    }
    assert found == {
        "The swing bridge at Larkwater stuck open on Sunday.", "Nobody was hurt.", "Police in Varn arrested 12 people.",
    }  # fmt: skip
    assert catalog.articles()[0].source == "example.com"
    catalog.close()


def test_an_article_without_a_word_of_news_is_kept_but_never_evidence(index: Index) -> None:
    assert counts(index.take([article("ad", "Advertisement\nSubscribe\nFollow us on X")])) == (1, 0, 0, 0, 0)
    assert index.keys() == set()
    assert list(index.texts()) == ["ad"]


def test_what_stands_above_each_passage() -> None:
    whole = Article("a", "Bridge stuck", TEXT, "Larkwater Post", published=date(2031, 3, 2))
    assert heading(whole) == "Bridge stuck Larkwater Post 2 March 2031"
    assert heading(article("a", TEXT, "Bridge stuck")) == "Bridge stuck"


def test_a_title_without_end_does_not_push_the_text_out_of_the_window(embedder: Embedder) -> None:
    above = heading(article("a", TEXT, "bridge and ferry and " * 45))
    texts = [f"{above}\n{text}" for text in ("The wheat harvest failed.", "A museum bought a forgery.")]
    assert max(embedder.count_tokens(texts)) + PASSAGE_TOKENS < embedder.window
    one, two = embedder.encode_documents(texts)
    assert one @ two < 0.98


def test_passages_fit_the_window(index: Index, embedder: Embedder) -> None:
    text = " ".join(
        f"On day {n} the ferry of Solmere carried {n * 17} people to the island and back." for n in range(20)
    )
    index.take([article("long", text, "T" * 1000), article("table", "12.5 " * 200)])
    catalog = index.catalog()
    rows = rows_among(catalog, sorted(index.keys()), Filters())
    assert len(rows) > 8
    passages = passage_sentences(catalog, list(rows.values())).values()
    joined = [" ".join(sentence.text for _, sentence in pairs) for pairs in passages]
    assert all(
        n <= PASSAGE_TOKENS for n, pairs in zip(embedder.count_tokens(joined), passages, strict=True) if len(pairs) > 1
    )
    catalog.close()


# Broken off


def test_vectors_of_a_run_that_died_before_the_catalog_are_taken_back(index: Index, embedder: Embedder) -> None:
    write_lines(index.news / "day.jsonl", BRIDGE)
    index.run()
    # What a run leaves that is killed between the two stores.
    catalog = Catalog.create(index.folder)
    vectors = VectorStore(index.folder / "chroma")
    expect(catalog, ["ghost:0", "ghost:1"])
    vectors.put(["ghost:0", "ghost:1"], embedder.encode_documents(["A ghost ship.", "Another one."]))
    catalog.close()
    vectors.close()
    retriever = Retriever(index.folder, embedder)
    found = retriever.search("Was there a ghost ship?", Filters(), 5)
    assert {item.article.id for item in found} == {"bridge"}
    retriever.close()
    assert counts(index.run()) == (0, 0, 1, 0, 0)


def test_vectors_of_a_run_that_died_after_the_catalog_are_taken_back(index: Index) -> None:
    write_lines(index.news / "day.jsonl", BRIDGE, FERRY)
    index.run()
    catalog = Catalog.create(index.folder)
    gone = remove_article(catalog, "bridge")
    catalog.close()
    assert set(gone) < index.keys()
    assert counts(index.run(write_lines(index.news / "one.jsonl", FERRY))) == (0, 0, 1, 0, 0)


@pytest.mark.slow
def test_a_run_that_is_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    index = Index(tmp_path, Letters())
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from index.indexer import index_articles\n"
        "from tests.index.samples import Letters, article\n"
        "def articles():\n"
        "    for n in range(600):\n"
        "        if n == 590: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        yield article(f'a{n}', f'Boat {n} sank.')\n"
        "index_articles(articles(), Path(sys.argv[1]), Letters())\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", script, str(index.folder)]
    done = subprocess.run(command, check=False, capture_output=True, cwd=Path(__file__).parents[2])
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert counts(index.take(article(f"a{n}", f"Boat {n} sank.") for n in range(600))) == (88, 0, 512, 0, 0)
    assert len(index.texts()) == len(index.keys()) == 600


def test_an_error_of_the_reader_loses_only_the_unfinished_batch(index: Index) -> None:
    def broken() -> Iterable[Article]:
        yield article("a", TEXT)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.take(broken())
    with writing(index.folder):
        pass
    assert counts(index.take([article("a", TEXT)])) == (1, 0, 0, 0, 0)


# Who may write, and with what


def test_another_embedder_is_refused_and_changes_nothing(index: Index, embedder: Embedder) -> None:
    index.take([article("a", TEXT)])
    with pytest.raises(EmbedderMismatchError, match=r"BYLINE_EMBEDDER.*byline doctor"):
        index_articles([article("b", TEXT)], index.folder, Renamed(embedder))
    assert list(index.texts()) == ["a"]
    with pytest.raises(EmbedderMismatchError, match="MaxiLM"):
        Retriever(index.folder, Renamed(embedder)).search("Which bridge?", Filters(), 1)


def test_lost_vectors_are_said_and_not_made_anew_without_their_passages(index: Index, embedder: Embedder) -> None:
    index.take([article("a", TEXT)])
    shutil.rmtree(index.folder / "chroma")
    with pytest.raises(IndexDamagedError, match="byline doctor"):
        index_articles([article("a", TEXT)], index.folder, embedder)
    assert not (index.folder / "chroma").exists()


def test_two_writers_are_one_too_many(index: Index, embedder: Embedder) -> None:
    index.folder.mkdir()
    script = "import sys; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(index.folder / "write.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(IndexLockedError, match="Another process"):
            index_articles([article("a", TEXT)], index.folder, embedder)
        other.kill()
    assert counts(index.take([article("a", TEXT)])) == (1, 0, 0, 0, 0)


def test_the_lock_is_let_go_after_an_error(index: Index) -> None:
    with pytest.raises(ZeroDivisionError), writing(index.folder):
        _ = 1 / 0
    with writing(index.folder), pytest.raises(IndexLockedError), writing(index.folder):
        pass


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(IndexDamagedError, match="BYLINE_HOME"), writing(tmp_path / "file" / "index"):
        pass
    with without_privileges(), pytest.raises(IndexDamagedError, match="BYLINE_HOME"), writing(Path("/byline-no")):
        pass


def test_a_reader_sees_what_a_writer_has_finished(index: Index, embedder: Embedder) -> None:
    retriever = Retriever(index.folder, embedder)
    index.take([article("a", TEXT)])
    assert retriever.rank_articles("Which bridge stuck?", Filters(), 5)[0][0] == "a"
    index.take([article("b", "Wheat withered in Talvia.")])
    # No word in common with the text: only the new vector can find it.
    assert retriever.rank_articles("Crops died for lack of rain", Filters(), 5)[0][0] == "b"
    index.take([article("a", "Nothing of the kind.")])
    assert [item.sentence.text for item in retriever.search("Nothing", Filters(article_ids=("a",)), 5)] == [
        "Nothing of the kind."
    ]
    retriever.close()


@pytest.mark.slow
def test_a_reader_sees_what_another_process_has_written(index: Index, embedder: Embedder) -> None:
    index.take([article("a", TEXT)])
    retriever = Retriever(index.folder, embedder)
    assert retriever.rank_articles("Crops died for lack of rain", Filters(), 5)[0][0] == "a"
    path = write_lines(index.news / "day.jsonl", {"id": "wheat", "title": "Wheat", "text": "Wheat withered in Talvia."})
    environment = {**os.environ, "BYLINE_INDEX": str(index.folder)}
    command = [sys.executable, "-W", "ignore", "-m", "index", "index", str(path)]
    subprocess.run(command, check=True, env=environment, capture_output=True, cwd=Path(__file__).parents[2])
    assert retriever.rank_articles("Crops died for lack of rain", Filters(), 5)[0][0] == "wheat"
    found = retriever.search("Crops died", Filters(article_ids=("wheat",)), 1)
    assert [item.sentence.text for item in found] == ["Wheat withered in Talvia."]
    retriever.close()
    check_stores(index.folder)
