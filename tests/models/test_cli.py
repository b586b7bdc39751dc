from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.errors import ModelDamagedError
from service.models.cli import app

from .fakes import CONTENT, FakeHub

DEFAULT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
SMALL = "smollm2-135m-instruct-q4_1"
SPEC = "owner/tiny:tiny.gguf"


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("COLUMNS", "200")
    return CliRunner()


def test_list_shows_what_is_known_and_what_is_here(runner: CliRunner, models_dir: Path) -> None:
    models_dir.mkdir(parents=True)
    with (models_dir / f"{DEFAULT}.gguf").open("wb") as file:
        file.truncate(1_117_320_768)  # Sparse: takes no room.
    (models_dir / f"{SMALL}.gguf").write_bytes(CONTENT)
    lines = runner.invoke(app, ["list"]).output.splitlines()
    rows = [[cell.strip() for cell in line.strip("│").split("│")] for line in lines if line.startswith("│")]
    assert rows == [
        ["*", DEFAULT, "Apache-2.0", "1,117 MB", "yes"],
        ["", SMALL, "Apache-2.0", "98 MB", "damaged"],
    ]


def test_list_shows_a_configured_path_too(runner: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYLINE_LLM", str(tmp_path / "[red]mine.gguf"))
    assert "[red]mine.gguf" in runner.invoke(app, ["list"]).output
    monkeypatch.setenv("BYLINE_LLM", "unheard-of")
    assert "unheard-of" in runner.invoke(app, ["list"]).output


def test_path_tells_where_a_model_belongs(runner: CliRunner, models_dir: Path) -> None:
    assert runner.invoke(app, ["path"]).output == f"{models_dir / DEFAULT}.gguf\n"
    assert runner.invoke(app, ["path", SPEC]).output == f"{models_dir}/hub/owner--tiny/tiny.gguf\n"


def test_pull_then_verify_then_damage(runner: CliRunner, hub: FakeHub, models_dir: Path) -> None:
    hub.files["tiny.gguf"] = CONTENT
    hub.linked = True
    pulled = runner.invoke(app, ["pull", SPEC])
    path = models_dir / "hub" / "owner--tiny" / "tiny.gguf"
    assert pulled.exit_code == 0
    assert pulled.stdout == f"{path}\n"
    assert f"{SPEC} was served by hub {SPEC}." in pulled.stderr
    assert f"{SPEC} is intact: SHA-256" in runner.invoke(app, ["verify", SPEC]).output
    path.write_bytes(CONTENT[:-1] + b"!")
    damaged = runner.invoke(app, ["verify", SPEC])
    assert damaged.exit_code == 1
    assert isinstance(damaged.exception, ModelDamagedError)
    assert f"Run `byline models pull {SPEC}`" in str(damaged.exception)


def test_verify_says_when_there_is_nothing_to_compare_with(
    runner: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(CONTENT)
    monkeypatch.setenv("BYLINE_LLM", str(mine))
    assert "no known SHA-256" in runner.invoke(app, ["verify"]).output
    assert runner.invoke(app, ["pull"]).output == f"{mine}\n"
