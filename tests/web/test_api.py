"""The examples of docs/api.md, run as they stand there against a server of fakes."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .fake import FakeAsker, Served, served, wait_ready

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
COMMANDS = [
    command.strip()
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    for command in re.split(r"^\$ ", block, flags=re.MULTILINE)
    if command.strip()
]


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served(FakeAsker) as running:
        wait_ready(running.client)
        yield running


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_an_example_works(server: Served, command: str) -> None:
    if not shutil.which("curl"):
        pytest.fail("The examples need curl (Debian: apt-get install curl)", pytrace=False)
    job = server.client.post("/articles", json={"articles": [{"text": "One."}]}).json()["id"]
    script = command.replace("localhost:8000", server.url.removeprefix("http://")).replace("JOB", job)
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
