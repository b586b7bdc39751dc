"""`byline index` and `byline ask` with the real embedder and the real language model."""

import json
import sqlite3
import subprocess
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.end_to_end.conftest import GOLD, SMALL, run

pytestmark = [pytest.mark.models, pytest.mark.slow]
FIELDS = {
    "id", "status", "answer", "citations", "conflicts", "sources", "searched", "provenance", "usage", "timings_ms",
    "answerability",
}  # fmt: skip
EXPECTED = {
    "Which German minister visited Beijing?": "Baerbock",
    "Who is Ukraine's Defense Minister?": "Umerov",
    "What treaty are Russian lawmakers expected to ratify?": "mutual defen",
    "How many Ukrainian soldiers have deserted?": "100,000",
}


@pytest.fixture(scope="module")
def answers(gold_home: Path) -> dict[str, dict[str, Any]]:
    questions = [*EXPECTED, "What is the capital of Australia?"]
    done = run(gold_home, "ask", "--json", *questions)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return dict(zip(questions, lines, strict=True))


def texts(home: Path) -> dict[str, str]:
    with sqlite3.connect(home / "index" / "catalog.sqlite3") as catalog:
        return dict(catalog.execute("SELECT id, text FROM articles"))


@pytest.mark.parametrize("question", EXPECTED)
def test_a_covered_question_is_answered_with_exact_quotations(
    answers: dict[str, dict[str, Any]], gold_home: Path, question: str
) -> None:
    answer = answers[question]
    assert set(answer) == FIELDS
    assert answer["status"] == "answered"
    assert EXPECTED[question] in answer["answer"]
    assert answer["citations"]
    articles = texts(gold_home)
    for citation in answer["citations"]:
        assert citation["cited_text"] == articles[citation["article_id"]][citation["start_char"] : citation["end_char"]]
        assert answer["answer"][citation["start"] : citation["end"]].strip()
        assert citation["verified"] is True


def test_a_question_that_no_article_covers_is_declined(answers: dict[str, dict[str, Any]]) -> None:
    answer = answers["What is the capital of Australia?"]
    assert answer["status"] == "insufficient"
    assert answer["citations"] == []
    assert "Canberra" not in answer["answer"]


def test_options_restrict_what_is_searched(gold_home: Path) -> None:
    question = "Which German minister visited Beijing?"
    for options, sources in ((["--article", "baerbock-beijing"], ["baerbock-beijing"]), (["--source", "Nobody"], [])):
        done = run(gold_home, "ask", "--json", *options, question)
        assert done.returncode == 0, done.stderr
        assert [source["article_id"] for source in json.loads(done.stdout)["sources"]] == sources


def test_most_answers_need_one_short_prompt_and_none_more_than_three(answers: dict[str, dict[str, Any]]) -> None:
    read = [answers[question]["usage"]["prompt_tokens"] for question in EXPECTED]
    assert median(read) <= 350
    assert max(read) <= 750


def test_time_outside_the_model_is_a_tenth_at_most(answers: dict[str, dict[str, Any]]) -> None:
    timings = [answer["timings_ms"] for answer in list(answers.values())[1:]]  # the first one warms the embedder up
    assert sum(t["retrieve"] + t["verify"] for t in timings) <= 0.1 * sum(t["total"] for t in timings)


def test_provenance_names_what_made_the_answer(answers: dict[str, dict[str, Any]]) -> None:
    provenance = next(iter(answers.values()))["provenance"]
    assert provenance["model_sha256"] == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    assert provenance["embedder"] == "all-MiniLM-L6-v2"


def test_the_terminal_shows_numbered_quotations(gold_home: Path) -> None:
    done = run(gold_home, "ask", "Which German minister visited Beijing?", settings={"BYLINE_LLM": SMALL})
    assert done.returncode == 0, done.stderr
    assert "total" in done.stdout
    assert done.stderr.count("Traceback") == 0


def test_a_declined_answer_says_what_was_searched_for_and_shows_what_is_nearest(gold_home: Path) -> None:
    done = run(gold_home, "ask", "Who painted the ceiling of the Rundhof chapel?", settings={"BYLINE_LLM": SMALL})
    assert done.returncode == 0, done.stderr
    said = " ".join(done.stdout.split())
    assert "Searched for “Who painted the ceiling of the Rundhof chapel?”." in said
    assert said.count(" - ") >= 1
    assert "The nearest statements, which may not answer it:" in said


def test_nothing_needs_the_network_once_the_models_are_there(tmp_path: Path, models_dir: Path) -> None:
    alone = ("unshare", "--map-root-user", "--net")
    connects = subprocess.run([*alone, "ip", "route"], capture_output=True, text=True, check=True)
    assert connects.stdout == ""
    (tmp_path / "models").symlink_to(models_dir)
    indexed = run(tmp_path, "index", str(GOLD), prefix=alone)
    assert indexed.returncode == 0, indexed.stderr
    asked = run(
        tmp_path,
        "ask",
        "--json",
        "Which German minister visited Beijing?",
        prefix=alone,
        settings={"BYLINE_LLM": SMALL},
    )
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)["sources"]


def test_indexing_again_adds_nothing(gold_home: Path) -> None:
    before = texts(gold_home)
    done = run(gold_home, "index", str(GOLD))
    assert f"{len(before)} unchanged" in done.stdout
    assert texts(gold_home) == before
