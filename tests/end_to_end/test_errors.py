"""What a person reads when something is wrong: one line that names the mend, and no traceback."""

import socket
from pathlib import Path

import pytest

from tests.end_to_end.conftest import GOLD, run

HOMELESS = Path("/nonexistent/byline")


@pytest.mark.parametrize(
    "command",
    [
        (), ("index",), ("search",), ("remove",), ("articles",), ("ask",), ("serve",), ("models",), ("models", "list"),
        ("models", "pull"), ("models", "verify"), ("models", "path"), ("eval",), ("eval", "run"), ("eval", "check"),
        ("eval", "compare"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    done = run(HOMELESS, *command, "--help")
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (("ask", "Who?"), {}, "byline index PATH"),
        (("search", "Who?"), {}, "byline index PATH"),
        (("articles",), {}, "byline index PATH"),
        (("ask", "   "), {}, "question is empty"),
        (("ask", "x" * 100_000), {}, "at most 2,000"),
        (("index", "/nonexistent/article.txt"), {}, "does not exist"),
        (("models", "path", "gpt-9"), {}, "Known are qwen2.5"),
        (("articles",), {"BYLINE_LMM": "x"}, "BYLINE_LMM"),
        (("articles",), {"BYLINE_PROMPT_TOKENS": "many"}, "BYLINE_PROMPT_TOKENS"),
    ],
)
def test_errors_name_the_mend(tmp_path: Path, arguments: tuple[str, ...], settings: dict[str, str], said: str) -> None:
    done = run(tmp_path, *arguments, settings=settings)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr) < 1000


@pytest.mark.slow
def test_a_missing_model_names_the_command_that_gets_it(tmp_path: Path) -> None:
    assert run(tmp_path, "index", str(GOLD)).returncode == 0
    done = run(tmp_path, "ask", "Who?")
    assert done.returncode == 1
    assert "byline models pull" in done.stderr


@pytest.mark.slow
def test_bad_files_are_reported_and_the_others_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text("A title here\nThe mill in Sundby closes in March, the union said on Friday.\n")
    (folder / "empty.txt").write_text("")
    (folder / "broken.jsonl").write_text('{"text": "A good line about the mill."}\n{"text": 3}\nnot json\n')
    (folder / "broken.md").write_text("---\ntitle: [unclosed\n---\nText of the article.\n")
    done = run(tmp_path, "index", str(folder))
    assert done.returncode == 0, done.stderr
    assert "2 added" in done.stdout
    for name in ("empty.txt", "broken.jsonl:2", "broken.jsonl:3", "broken.md"):
        assert name in done.stdout


def test_a_port_in_use_is_told_before_anything_loads(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "--port" in done.stderr
