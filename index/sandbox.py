"""Parses untrusted files in a process of its own, so that the worst of them costs a reason and not the run.

A file that inflates without end, sends a parser into a loop or crashes it ends the process, which is started anew for
the next one. The process holds no state, is limited by the kernel, and ends with the pipe to it.
"""

import json
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from types import TracebackType
from typing import IO, Self

from index.errors import UnreadableArticleError
from index.extracted import Extracted

_BOOT = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from index.parse import serve; serve(sys.argv[2])"


@dataclass(frozen=True)
class Limits:
    """What one file may cost. An honest PDF of 500 pages takes 12 s and 0.1 GB; the parsers, once loaded, 0.25 GB."""

    cpu_seconds: int = 30
    wall_seconds: float = 120
    """In all: a machine that is busy with other things is no fault of the file."""
    memory_bytes: int = 1_000_000_000
    """Address space of the process."""


class Sandbox:
    """Runs parsers in a limited process, started when first needed. A context manager, as the process must be ended."""

    def __init__(self, limits: Limits = Limits()) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def parse(self, path: Path) -> list[Extracted]:
        """Returns the articles of a file that a parser exists for.

        Raises:
            UnreadableArticleError: the file is no article, damaged, or more than the limits allow.
        """
        process = self._running()
        timer = Timer(self._limits.wall_seconds, process.kill)
        timer.start()
        try:
            reply = _exchange(process, json.dumps(str(path)))
        finally:
            timer.cancel()
        if not reply.endswith(b"\n"):
            raise UnreadableArticleError(self._cause_of_death(process))
        answer = json.loads(reply)
        if "reason" in answer:
            raise UnreadableArticleError(answer["reason"])
        return [Extracted(**article) for article in answer["articles"]]

    def close(self) -> None:
        """Ends the process."""
        if self._process and self._errors:
            self._process.kill()
            self._process.communicate()
            self._errors.close()
        self._process = self._errors = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is None:
            return self._process
        self.close()
        self._errors = TemporaryFile()  # noqa: SIM115 (closed with the process)
        # -P keeps the current folder, which may be that of the articles, from lending modules.
        command = [sys.executable, "-P", "-c", _BOOT, json.dumps(sys.path), json.dumps(asdict(self._limits))]
        self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and program)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors
        )
        return self._process

    def _cause_of_death(self, process: subprocess.Popen[bytes]) -> str:
        code = process.wait()
        if code == -signal.SIGXCPU:
            return f"takes more than {self._limits.cpu_seconds} s of processor time to parse"
        if code == -signal.SIGKILL:
            return f"takes more than {self._limits.wall_seconds} s, or more memory than there is, to parse"
        if code < 0:
            return f"crashes its parser ({signal.Signals(-code).name})"
        last = self._last_words()
        if last.startswith("MemoryError"):
            return f"takes more than {self._limits.memory_bytes // 1_000_000} MB of memory to parse"
        return f"is damaged: {last}"

    def _last_words(self) -> str:
        """Returns the last line of what the process wrote to its standard error: the exception that ended it."""
        if self._errors is None:
            return ""
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:200] if lines else ""


def _exchange(process: subprocess.Popen[bytes], request: str) -> bytes:
    """Sends a line and returns the line that answers it; anything else if the process ended over it."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        process.stdin.write(request.encode() + b"\n")
        process.stdin.flush()
        return process.stdout.readline()
    except BrokenPipeError:
        return b""
