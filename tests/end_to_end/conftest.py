"""The real program as a subprocess, in a home of its own that shares the machine's model files."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.settings import load
from service.models.resolve import resolve
from service.settings import ServiceSettings

GOLD = Path(__file__).parents[2] / "eval" / "gold" / "articles"
DEFAULT = "qwen2.5-coder-1.5b-instruct-q4_k_m"
SMALL = "smollm2-135m-instruct-q4_1"
Byline = Callable[..., "subprocess.CompletedProcess[str]"]


def program() -> str:
    """The console script that was installed beside this interpreter."""
    return str(Path(sys.executable).with_name("byline"))


def environment(home: Path, **more: str) -> dict[str, str]:
    """This process's environment with only the given Byline settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BYLINE_")}
    return {**kept, "BYLINE_HOME": str(home), "COLUMNS": "200", **more}


def run(
    home: Path, *arguments: str, prefix: tuple[str, ...] = (), settings: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*prefix, program(), *arguments], env=environment(home, **(settings or {})), capture_output=True, text=True, timeout=240,
        check=False,
    )  # fmt: skip


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """The folder of the pulled models; a missing one fails with the command that pulls it."""
    folder = load(ServiceSettings).models_dir
    for name in (DEFAULT, SMALL):
        resolve(name, folder)
    return folder


@pytest.fixture(scope="session")
def gold_home(tmp_path_factory: pytest.TempPathFactory, models_dir: Path) -> Path:
    """A home with the sample articles indexed."""
    home = tmp_path_factory.mktemp("home")
    (home / "models").symlink_to(models_dir)
    done = run(home, "index", str(GOLD))
    assert done.returncode == 0, done.stderr
    return home
