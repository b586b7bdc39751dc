from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.errors import RunBusyError, RunMismatchError, RunMissingError
from eval.finish import finish
from eval.questions import GoldQuestion
from eval.results import read_results
from eval.rows import Failure, Row, read_rows
from eval.runs import RunFolder, ask_all, default_folder, sole_writer
from service.answering.answer import Status
from tests.evaluation.build import answer, cited, question

IDENTITY = {"dataset": "set", "retrieval_only": False, "limit": None, "settings": {"answer_tokens": 120}}
QUESTIONS = [
    question(id=f"q{n}", question=f"Number {n}?", answers=(str(n),), kind="odd" if n % 2 else "even") for n in range(6)
]


class KilledError(Exception):
    """Stands for the process's end."""


def echo(gold: GoldQuestion) -> Row:
    """Answers questions with their number, fails on the fourth."""
    if gold.id == "q4":
        return Row(gold.id, asked=True, failure=Failure.of(ValueError("too long")))
    said = answer(f"It is {gold.id[1:]}.", citations=[cited("a", "It", 0)], score=0.5)
    return Row(gold.id, asked=True, ranking=(("a", 0.5),), answer=said)


def killed_at(number: int) -> Callable[[GoldQuestion], Row]:
    def ask(gold: GoldQuestion) -> Row:
        if gold.id == f"q{number}":
            raise KilledError
        return echo(gold)

    return ask


def quiet(_: int) -> None:
    pass


def whole_run(path: Path, ask: Callable[[GoldQuestion], Row] = echo) -> RunFolder:
    with sole_writer(path) as folder:
        folder.begin(IDENTITY, QUESTIONS)
        finish(folder, QUESTIONS, ask_all(folder, QUESTIONS, ask, quiet), {"a": "It is."})
    return folder


def test_a_killed_and_resumed_run_equals_an_uninterrupted_one(tmp_path: Path) -> None:
    whole = whole_run(tmp_path / "whole")
    with pytest.raises(KilledError):
        whole_run(tmp_path / "killed", killed_at(3))
    asked: list[str] = []

    def ask(gold: GoldQuestion) -> Row:
        asked.append(gold.id)
        return echo(gold)

    resumed = whole_run(tmp_path / "killed", ask)
    assert asked == ["q3", "q4", "q5"]
    for name in ("rows", "scores", "summary", "markdown", "questions"):
        assert getattr(resumed, name).read_bytes() == getattr(whole, name).read_bytes()


def test_a_line_cut_short_by_the_kill_is_asked_again(tmp_path: Path) -> None:
    whole = whole_run(tmp_path)
    before = whole.rows.read_bytes()
    whole.rows.write_bytes(before[:-40])
    assert [row.id for row in read_rows(whole.rows)] == ["q0", "q1", "q2", "q3", "q4"]
    assert whole_run(tmp_path).rows.read_bytes() == before


def test_rows_come_in_the_order_of_the_questions(tmp_path: Path) -> None:
    with sole_writer(tmp_path) as folder:
        ask_all(folder, QUESTIONS[3:], echo, quiet)
        done: list[int] = []
        rows = ask_all(folder, QUESTIONS, echo, done.append)
    assert [row.id for row in rows] == [item.id for item in QUESTIONS]
    assert done == [3, 4, 5, 6]


def test_a_row_survives_being_written(tmp_path: Path) -> None:
    said = replace(echo(QUESTIONS[0]), similarity=0.5)
    with sole_writer(tmp_path) as folder:
        ask_all(folder, QUESTIONS[:1], lambda _: said, quiet)
        assert read_rows(folder.rows) == [said]


def test_a_failed_question_is_counted_as_wrong(tmp_path: Path) -> None:
    results = read_results(whole_run(tmp_path).path)
    assert results.summary["failed"] == 1
    assert results.outcomes == {"q0": True, "q1": True, "q2": True, "q3": True, "q4": False, "q5": True}
    assert results.summary["metrics"]["overall"]["right"]["n"] == 6
    assert results.summary["metrics"]["overall"]["failed"]["value"] == pytest.approx(1 / 6)
    assert results.rows["q4"].failure is not None
    assert results.rows["q4"].failure.message == "too long"


def test_a_run_with_other_settings_is_not_continued(tmp_path: Path) -> None:
    whole_run(tmp_path)
    with sole_writer(tmp_path) as folder:
        folder.begin(dict(IDENTITY), QUESTIONS)
        with pytest.raises(
            RunMismatchError, match=r"settings: {'answer_tokens': 120} → {'answer_tokens': 60}"
        ) as caught:
            folder.begin({**IDENTITY, "settings": {"answer_tokens": 60}}, QUESTIONS)
        assert "dataset" not in str(caught.value)
        with pytest.raises(RunMismatchError, match="seed: None → 3"):
            folder.begin({**IDENTITY, "seed": 3}, QUESTIONS)


def test_two_processes_do_not_write_to_one_run(tmp_path: Path) -> None:
    with sole_writer(tmp_path), pytest.raises(RunBusyError, match="Another process writes"), sole_writer(tmp_path):
        pass


def test_a_folder_without_a_finished_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(RunMissingError, match="holds no run"):
        read_results(tmp_path)
    with sole_writer(tmp_path) as folder:
        folder.begin(IDENTITY, QUESTIONS)
    with pytest.raises(RunMissingError, match="holds no finished run"):
        read_results(tmp_path)


def test_rows_of_another_version_are_refused(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": "q1"}\n', "utf-8")
    with pytest.raises(RunMismatchError, match="Start the run anew"):
        read_rows(tmp_path / "rows.jsonl")


def test_a_run_says_what_made_it(tmp_path: Path) -> None:
    record = whole_run(tmp_path).record()
    assert record["identity"] == IDENTITY
    assert {"started", "git", "python", "packages", "machine"} <= set(record)


def test_a_declined_run_has_a_summary(tmp_path: Path) -> None:
    refused = answer("Nothing.", Status.INSUFFICIENT)
    folder = whole_run(tmp_path, lambda gold: Row(gold.id, asked=True, answer=refused))
    assert "| Outcome: Right ↑ | 0.000 [0.000, 0.000] 6 |" in folder.markdown.read_text("utf-8")


def test_the_same_settings_give_the_same_folder_and_others_another() -> None:
    assert default_folder(IDENTITY) == default_folder(dict(reversed(IDENTITY.items())))
    assert default_folder(IDENTITY) != default_folder({**IDENTITY, "limit": 3})
    assert default_folder(IDENTITY).parent == Path("runs")
