"""Debian's chromium, the server's process, and a page that tolerates no script error."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request, expect

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.fail(f"The browser tests need {CHROMIUM}: apt-get install chromium", pytrace=False)
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": ARGUMENTS}


@contextmanager
def newsroom(*modes: str) -> Iterator[str]:
    """Runs the server in a process of its own and gives its URL."""
    command = [sys.executable, "-W", "error", "-m", "tests.browser.newsroom", *modes]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT) as process:
        assert process.stdout
        try:
            yield next(line for line in process.stdout if line.startswith("Byline is at ")).split()[3]
        finally:
            process.kill()


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """The address that `page.goto("/")` means; pytest-playwright's own fixture is of a kind pytest deprecates."""
    with newsroom() as url:
        yield url


@pytest.fixture(autouse=True)
def no_surprises(page: Page) -> Iterator[None]:
    """Fails the test when a script failed, a dialog opened, or anything was asked of another host."""
    surprises: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # The browser reports each response of 400 and above; those the page shows by itself.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            surprises.append(message.text)

    def refuse(dialog: Dialog) -> None:
        surprises.append(dialog.message)
        dialog.dismiss()

    def watch(request: Request) -> None:
        if not request.url.startswith("http://127.0.0.1:"):
            surprises.append(request.url)

    page.on("console", note)
    page.on("pageerror", lambda error: surprises.append(str(error)))
    page.on("dialog", refuse)
    page.on("request", watch)
    page.set_default_timeout(15_000)
    expect.set_options(timeout=15_000)
    yield
    assert surprises == []
