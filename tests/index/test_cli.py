"""The index from the command line: what a person types, and what they read."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from index.cli import app
from index.errors import (
    EmbedderMissingError,
    IndexLockedError,
    IndexMissingError,
    UnknownArticleError,
    UnreadableArticleError,
)
from index.lock import writing
from index.settings import IndexSettings, load

from .samples import BRIDGE, FERRY, UNDATED, check_stores, write_lines


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("BYLINE_INDEX", "BYLINE_EMBEDDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BYLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "home"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def said(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_from_articles_to_evidence_and_back(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "day.jsonl", BRIDGE, {**FERRY, "title": "Ferry [bold]aground[/]"}, UNDATED)
    assert "3 added" in said("index", path)
    again = said("index", path)
    assert "0 added" in again
    assert "3 unchanged" in again
    listed = said("articles")
    assert "Ferry [bold]aground[/]" in listed
    assert listed.index("ferry") < listed.index("bridge") < listed.index("museum")
    found = said("search", "How many passengers were on the ferry?", "-n", "1")
    assert "212 passengers" in found
    assert "Coast Wire" in found
    assert "2031-03-05" in found
    assert "1 removed" in said("remove", "ferry")
    assert "ferry" not in said("articles")
    assert "212 passengers" not in said("search", "How many passengers were on the ferry?")
    check_stores(load(IndexSettings).index_dir)


def test_filters_of_a_search(tmp_path: Path) -> None:
    said("index", write_lines(tmp_path / "day.jsonl", BRIDGE, FERRY, UNDATED))
    question = "What happened to the ferry and the bridge?"
    found = said(
        "search", question, "--source", "Larkwater Post", "--source", "Coast Wire", "--published-to", "2031-03-04"
    )
    assert "212 passengers" not in found
    assert "swing bridge" in found
    assert "forger" in said("search", question, "--article", "museum")
    assert said("search", question, "--article", "nobody") == "No evidence found."
    assert run("search", question, "--published-from", "yesterday").exit_code == 2


def test_what_is_skipped_is_said_and_the_rest_indexed(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    write_lines(news / "day.jsonl", BRIDGE, "{broken", FERRY)
    (news / "photo.jpg").write_bytes(b"\xff\xd8")
    text = said("index", news)
    assert "2 added" in text
    assert "2 skipped" in text
    assert f"{news}/day.jsonl:2: is not JSON" in text
    assert f"{news}/photo.jpg:" in text


def test_nothing_but_faults_is_a_failure(tmp_path: Path) -> None:
    result = run("index", write_lines(tmp_path / "day.jsonl", "{broken"))
    assert result.exit_code == 1
    assert "is not JSON" in result.output


def test_removing_what_is_not_there_is_an_error_after_the_rest_was_removed(tmp_path: Path) -> None:
    said("index", write_lines(tmp_path / "day.jsonl", BRIDGE, FERRY))
    result = run("remove", "ferry", "nobody")
    assert isinstance(result.exception, UnknownArticleError)
    assert "'nobody'" in str(result.exception)
    assert "ferry" not in said("articles")


@pytest.mark.parametrize("arguments", [("search", "Who?"), ("remove", "a"), ("articles",)])
def test_without_an_index_the_mend_is_said_and_nothing_made(home: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, IndexMissingError)
    assert "byline index PATH" in str(result.exception)
    assert not home.exists()


def test_a_missing_path_is_said_before_anything_is_made(home: Path, tmp_path: Path) -> None:
    good = write_lines(tmp_path / "day.jsonl", BRIDGE)
    result = run("index", good, tmp_path / "none.txt")
    assert isinstance(result.exception, UnreadableArticleError)
    assert "none.txt does not exist" in str(result.exception)
    assert not home.exists()


def test_while_another_writes_one_is_told_to_wait(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "day.jsonl", BRIDGE)
    with writing(load(IndexSettings).index_dir):
        assert isinstance(run("index", path).exception, IndexLockedError)
    said("index", path)


def test_an_embedder_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_EMBEDDER", str(tmp_path))
    result = run("index", write_lines(tmp_path / "day.jsonl", BRIDGE))
    assert isinstance(result.exception, EmbedderMissingError)
