"""The whole command with the small real model, in a home of its own that shares the machine's model files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eval.rows import Row, read_rows
from index.settings import load
from service.models.resolve import resolve
from service.settings import ServiceSettings

pytestmark = [pytest.mark.models, pytest.mark.slow]
SMALL = "smollm2-135m-instruct-q4_1"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the machine's models; a missing one fails with the command that pulls it."""
    models = load(ServiceSettings).models_dir
    resolve(SMALL, models)
    folder = tmp_path_factory.mktemp("home")
    (folder / "models").symlink_to(models)
    return folder


def run(home: Path, out: Path, *more: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BYLINE_")}
    environment = {**kept, "BYLINE_HOME": str(home), "BYLINE_LLM": SMALL, "COLUMNS": "120", **settings}
    command = [sys.executable, "-m", "eval", "run", "--out", str(out), "--limit", "4", *more]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)


def test_two_runs_give_the_same_answers_with_the_cache_and_without(home: Path, tmp_path: Path) -> None:
    outs = [tmp_path / name for name in ("first", "cached", "afresh")]
    for out in outs:
        if out.name == "afresh":
            (home / "eval" / "generations.sqlite3").unlink()
        done = run(home, out)
        assert done.returncode == 0, done.stderr
    first, cached, afresh = ([_told(row) for row in read_rows(out / "rows.jsonl")] for out in outs)
    assert len(first) == 4
    assert first == cached == afresh
    spent = [row.spent for row in read_rows(outs[1] / "rows.jsonl") if row.spent]
    assert all(item.cached for item in spent)


def test_a_finished_run_is_scored_again_and_one_with_other_settings_refused(home: Path, tmp_path: Path) -> None:
    assert run(home, tmp_path / "run").returncode == 0
    rows = (tmp_path / "run" / "rows.jsonl").read_bytes()
    again = run(home, tmp_path / "run", "--fail-under", "right=1.1")
    assert again.returncode == 3
    assert "not passed" in again.stdout
    assert (tmp_path / "run" / "rows.jsonl").read_bytes() == rows
    other = run(home, tmp_path / "run", BYLINE_EVIDENCE_SENTENCES="3")
    assert other.returncode == 1
    assert "was made otherwise" in other.stderr
    identity = json.loads((tmp_path / "run" / "run.json").read_text("utf-8"))["identity"]
    assert identity["model"] == SMALL
    assert identity["settings"]["evidence_sentences"] == 8


def _told(row: Row) -> tuple[object, ...]:
    """Leaves out what differs between runs by right: ids, timings, and the last bits of scores."""
    assert row.answer is not None
    sentences = [(source.article_id, item.text) for source in row.answer.sources for item in source.sentences]
    ranked = [article for article, _ in row.ranking]
    answer = row.answer
    return row.id, ranked, sentences, row.drafts, answer.status, answer.answer, answer.citations, answer.conflicts
