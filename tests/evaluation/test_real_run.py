"""The whole command with the small real model, in a home of its own that shares the machine's model files."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval.rows import Row, read_rows
from index.settings import load
from service.models.resolve import resolve
from service.settings import ServiceSettings

pytestmark = [pytest.mark.models, pytest.mark.slow]
SMALL = "smollm2-135m-instruct-q4_1"
DEFAULT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the machine's models; a missing one fails with the command that pulls it."""
    models = load(ServiceSettings).models_dir
    resolve(SMALL, models)
    folder = tmp_path_factory.mktemp("home")
    (folder / "models").symlink_to(models)
    return folder


def environment(home: Path, **settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BYLINE_")}
    return {**kept, "BYLINE_HOME": str(home), "BYLINE_LLM": SMALL, "COLUMNS": "120", **settings}


def command(out: Path, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "eval",
        "run",
        "--out",
        str(out),
        "--kinds",
        "fact",
        "--limit",
        "4",
        "--seed",
        "1",
        *more,
    ]


def run(home: Path, out: Path, *more: str, tree: Path = ROOT, **settings: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command(out, *more), cwd=tree, env=environment(home, **settings), capture_output=True, text=True, timeout=280,
        check=False,
    )  # fmt: skip


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
    again = read_rows(outs[1] / "rows.jsonl")
    asked = [row.spent for row in again if row.spent and row.answer and row.answer.usage.prompt_tokens]
    assert asked
    assert all(spent.cached for spent in asked)


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


def test_a_run_killed_for_good_is_continued_and_equals_an_uninterrupted_one(home: Path, tmp_path: Path) -> None:
    rows = tmp_path / "killed" / "rows.jsonl"
    (home / "eval" / "generations.sqlite3").unlink(missing_ok=True)
    with subprocess.Popen(command(rows.parent), env=environment(home), stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not (rows.exists() and rows.stat().st_size):
            time.sleep(0.01)
        process.kill()
    kept = rows.read_bytes().count(b"\n")
    assert 0 < kept < 4
    for out in (rows.parent, tmp_path / "whole"):
        assert run(home, out).returncode == 0
    killed, whole = ([_told(row) for row in read_rows(tmp_path / name / "rows.jsonl")] for name in ("killed", "whole"))
    assert killed == whole
    summaries = [json.loads((tmp_path / name / "summary.json").read_text("utf-8")) for name in ("killed", "whole")]
    assert summaries[0]["metrics"]["overall"]["right"] == summaries[1]["metrics"]["overall"]["right"]


def _told(row: Row) -> tuple[object, ...]:
    """Leaves out what differs between runs by right: ids, timings, and the last bits of scores."""
    assert row.answer is not None
    sentences = [(source.article_id, item.text) for source in row.answer.sources for item in source.sentences]
    ranked = [article for article, _ in row.ranking]
    answer = row.answer
    return row.id, ranked, sentences, row.drafts, answer.status, answer.answer, answer.citations, answer.conflicts


@pytest.mark.timeout(600)
def test_a_broken_prompt_makes_the_gate_fail(home: Path, tmp_path: Path) -> None:
    # The small model answers too little right for anything to be lost.
    baseline = tmp_path / "baseline.json"
    assert run(home, tmp_path / "sound", BYLINE_LLM=DEFAULT).returncode == 0
    keep = [sys.executable, "-m", "eval", "gate", str(tmp_path / "sound"), "--write-baseline", str(baseline)]
    subprocess.run(keep, cwd=ROOT, env=environment(home), check=True)
    sound = run(home, tmp_path / "sound", "--no-worse-than", str(baseline), BYLINE_LLM=DEFAULT)
    assert sound.returncode == 0, sound.stdout + sound.stderr
    broken = tmp_path / "tree"
    for package in ("index", "prompts", "service", "eval"):
        shutil.copytree(ROOT / package, broken / package)
    (broken / "prompts" / "answer_user.j2").write_text("Write one short poem about bananas.", "utf-8")
    done = run(home, tmp_path / "broken", "--no-worse-than", str(baseline), tree=broken, BYLINE_LLM=DEFAULT)
    assert done.returncode == 3, done.stderr
    assert "not passed: lost" in done.stdout
