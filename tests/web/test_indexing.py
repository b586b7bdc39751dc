"""The indexing process, with the real embedder: articles come in, are found, and go, while a reader has the index open."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.articles import Filters
from index.embed import Embedder
from index.errors import UnknownArticleError
from index.listing import Shelf, Wanted
from index.lock import writing
from index.retrieve import Retriever
from service.errors import IndexingFailedError, IndexIsBusyError
from service.web.indexing import IndexingProcess

pytestmark = pytest.mark.slow


@pytest.fixture
def process(tmp_path: Path) -> Iterator[IndexingProcess]:
    process = IndexingProcess(tmp_path / "index", "all-MiniLM-L6-v2")
    yield process
    process.close()


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_reader_finds_what_was_added_and_no_more_what_was_removed(
    process: IndexingProcess, tmp_path: Path, embedder: Embedder
) -> None:
    seen: list[int] = []
    mill = _file(
        tmp_path, "mill.txt", "The mill closes\n\nThe mill in Sundby closes in March, the union said on Friday.\n"
    )
    outcome = process.run([mill, _file(tmp_path, "empty.txt", "")], seen.append)
    assert (outcome.added, len(outcome.skipped), seen[-1]) == (("mill",), 1, 2)
    retriever = Retriever(tmp_path / "index", embedder)
    assert retriever.search("When does the mill close?", Filters(), 3)
    ferry = _file(
        tmp_path, "ferry.txt", "A ferry returns\n\nThe ferry to Holm sails again from May, its operator said.\n"
    )
    assert process.run([ferry], seen.append).added == ("ferry",)
    assert "Holm" in retriever.search("When does the ferry sail?", Filters(), 3)[0].sentence.text
    shelf = Shelf(tmp_path / "index")
    shelf.remove("ferry")
    assert [info.id for info in shelf.page(Wanted())[0]] == ["mill"]
    assert all(item.article.id == "mill" for item in retriever.search("When does the ferry sail?", Filters(), 3))
    with pytest.raises(UnknownArticleError):
        shelf.remove("ferry")
    with writing(tmp_path / "index"), pytest.raises(IndexIsBusyError):
        process.run([ferry], seen.append)
    assert process.run([ferry], seen.append).added == ("ferry",)
    retriever.close()


def test_a_process_that_dies_fails_its_job_only(process: IndexingProcess, tmp_path: Path) -> None:
    mill = _file(
        tmp_path, "mill.txt", "The mill closes\n\nThe mill in Sundby closes in March, the union said on Friday.\n"
    )

    def kill(_count: int) -> None:
        child = process._process  # noqa: SLF001 - the crash that is tested
        assert child
        child.send_signal(signal.SIGKILL)
        child.wait(10)

    with pytest.raises(IndexingFailedError, match="log"):
        process.run(
            [mill, *(_file(tmp_path, f"{n}.txt", f"Number {n} is in the news today.") for n in range(50))], kill
        )
    outcome = process.run([mill], lambda _: None)
    assert "mill" in (*outcome.added, *outcome.unchanged)


def test_a_process_whose_server_is_gone_ends_at_once(tmp_path: Path) -> None:
    files = [_file(tmp_path, f"{n}.txt", f"Number {n} is in the news today. " * 50) for n in range(200)]
    place = {"folder": str(tmp_path / "index"), "embedder": "all-MiniLM-L6-v2"}
    command = [sys.executable, "-m", "service.web.indexing"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(json.dumps({**place, "files": [str(file) for file in files]}).encode() + b"\n")
        child.stdin.flush()
        child.stdout.readline()
        child.stdin.close()
        assert child.wait(5) == 0
    with writing(tmp_path / "index"):
        pass
