import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from eval.cli import app
from eval.errors import GateError
from eval.metrics import METRICS
from eval.questions import FIELDS
from eval.rows import Row
from tests.evaluation.build import answer
from tests.evaluation.test_comparison import swapped
from tests.evaluation.test_datasets import ARTICLE, QUESTION, write_lines
from tests.evaluation.test_runs import whole_run

QUALITY = Path(__file__).parents[2] / "docs" / "quality.md"


def invoke(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_check_finds_a_planted_fault_and_says_where(tmp_path: Path) -> None:
    write_lines(tmp_path / "articles.jsonl", ARTICLE)
    questions = write_lines(tmp_path / "questions.jsonl", QUESTION)
    assert invoke("check", "--questions", questions) == (0, "1 articles, 1 questions: 0 errors, 0 warnings\n")
    write_lines(questions, QUESTION, {**QUESTION, "id": "q2", "gold_ids": ["b"]})
    code, output = invoke("check", "--questions", questions)
    assert code == 1
    assert f"{questions}:2: error: q2: `gold_ids` names the article 'b', which does not exist" in output


def test_check_finds_the_gold_set_sound() -> None:
    assert invoke("check")[0] == 0


def test_compare_shows_flips_and_writes_html(tmp_path: Path) -> None:
    a, b = whole_run(tmp_path / "a").path, whole_run(tmp_path / "b", swapped).path
    code, output = invoke("compare", a, b, "--html", tmp_path / "c.html")
    assert code == 0
    assert "B won 1 and lost 2" in output
    assert "<b>[wrong]</b>" in output
    assert "It is 4." in (tmp_path / "c.html").read_text("utf-8")


def test_compare_of_a_run_with_itself(tmp_path: Path) -> None:
    a = whole_run(tmp_path).path
    assert "B won 0 and lost 0 of them; McNemar's exact test: p = 1.0000" in invoke("compare", a, a)[1]


def test_gate_passes_and_fails_by_exit_code(tmp_path: Path) -> None:
    good = whole_run(tmp_path / "good").path
    bad = whole_run(tmp_path / "bad", lambda gold: Row(gold.id, asked=True, answer=answer("Nonsense."))).path
    baseline = tmp_path / "baseline.json"
    assert invoke("gate", good, "--write-baseline", baseline)[0] == 0
    assert json.loads(baseline.read_text("utf-8"))["made_by"] == {"dataset": "set"}
    assert invoke("gate", good, "--fail-under", "right=0.8", "--no-worse-than", baseline)[0] == 0
    code, output = invoke("gate", bad, "--no-worse-than", baseline)
    assert code == 3
    assert "not passed: lost 5 and won 0 of the baseline's 6 questions" in output
    assert invoke("gate", good, "--fail-under", "right=0.9")[0] == 3
    assert invoke("gate", good, "--fail-over", "failed=0.1")[0] == 3
    assert invoke("gate", good, "--fail-over", "failed=0.2")[0] == 0


def test_gate_without_a_demand_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GateError, match="Nothing to judge"):
        invoke("gate", tmp_path)


def test_errors_are_one_line_and_exit_code_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "eval", "compare", tmp_path, tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == f"byline: {tmp_path} holds no run. Make one with `byline eval run … --out {tmp_path}`.\n"


def test_help_needs_no_model_library() -> None:
    code = "import sys, eval.cli, eval.check, eval.gate, eval.comparison; print({'torch', 'llama_cpp', 'chromadb'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_table_has_a_column_for_each_run(tmp_path: Path) -> None:
    whole_run(tmp_path / "good")
    whole_run(tmp_path / "bad", lambda gold: Row(gold.id, asked=True, answer=answer("Nonsense.")))
    code, output = invoke("table", tmp_path / "good", tmp_path / "bad")
    assert code == 0
    assert output.startswith("| metric | good | bad |\n| --- | --- | --- |\n")
    assert "| Outcome: Right ↑ | 0.833 [0.500, 1.000] 6 | 0.000 [0.000, 0.000] 6 |" in output


def test_every_metric_is_defined_and_the_documentation_says_the_same() -> None:
    code, output = invoke("metrics")
    assert code == 0
    assert all(metric.definition for metric in METRICS.values())
    assert output.strip() in QUALITY.read_text("utf-8")


def test_every_field_of_a_question_is_documented() -> None:
    documented = QUALITY.read_text("utf-8")
    assert [name for name in FIELDS if f"`{name}`" not in documented] == []
