"""The real `byline serve` as a process that can be asked, told to stop, and killed."""

import json
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.end_to_end.conftest import environment, program

LOADING_SECONDS = 240
"""Loading takes seconds on an idle machine, and minutes on one whose processors are taken."""


@dataclass(frozen=True)
class Server:
    """A running server; `opened` is the seconds until its port answered."""

    process: subprocess.Popen[bytes]
    client: httpx.Client
    opened: float
    log: Path

    @property
    def url(self) -> str:
        return str(self.client.base_url).rstrip("/")

    def wait_ready(self) -> float:
        """Waits until questions can be asked; returns the seconds it took."""
        begun = time.monotonic()
        while (response := self.client.get("/readyz")).status_code != 200:
            assert response.json()["state"] == "loading", response.text
            assert time.monotonic() - begun < LOADING_SECONDS, self.log.read_text()
            time.sleep(0.05)
        return time.monotonic() - begun

    def kill(self) -> None:
        """Ends the process as a crash would."""
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> float:
        """Asks the process to stop; returns the seconds it took."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return time.monotonic() - begun

    def job(self, path: str) -> dict[str, Any]:
        """Waits for an indexing job to end."""
        begun = time.monotonic()
        while (job := self.client.get(path).raise_for_status().json())["state"] in {"queued", "running"}:
            assert time.monotonic() - begun < LOADING_SECONDS
            time.sleep(0.1)
        return dict(job)


@contextmanager
def serving(home: Path, **more: str) -> Iterator[Server]:
    """Starts the program in `home` with these settings; kills what is left of it in the end."""
    log = home / "server.log"
    begun = time.monotonic()
    with (
        log.open("ab") as errors,
        subprocess.Popen(
            [program(), "serve", "--port", "0"], env=environment(home, **more), stdout=subprocess.PIPE, stderr=errors
        ) as process,
    ):
        try:
            assert process.stdout
            url = process.stdout.readline().decode().split()[3]
            # A server whose log nobody reads stands still once the pipe is full.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            with httpx.Client(base_url=url, timeout=120) as client:
                client.get("/healthz").raise_for_status()
                yield Server(process, client, time.monotonic() - begun, log)
        finally:
            process.kill()


def events(response: httpx.Response) -> Iterator[tuple[str, Any]]:
    """Yields the name and the data of each event of a stream."""
    name = ""
    for line in response.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))
