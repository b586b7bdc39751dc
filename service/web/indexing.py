"""Indexing in a process of its own: only one process may write vectors, and answering keeps its interpreter to itself.

The process is started with the first job and kept, because loading the embedder takes seconds. It reads one JSON object a
line and writes progress and an outcome the same way; it ends with the pipe to it, whatever it is at, so that a server that
was killed leaves nobody behind who keeps the next one from writing.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from pydantic import TypeAdapter

from index.articles import Skipped
from service.errors import IndexingFailedError, IndexIsBusyError

NICENESS = 10
"""Answers go first: who uploads can wait longer than who asks."""


@dataclass(frozen=True)
class Outcome:
    """What became of the articles, by id; `skipped` names what could not be read."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


_OUTCOME = TypeAdapter(Outcome)


class IndexingProcess:
    """Indexes files into `folder`; `run` is for one thread at a time, `close` for any."""

    def __init__(self, folder: Path, embedder: str) -> None:
        self._place = {"folder": str(folder), "embedder": embedder}
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = False

    def run(self, files: Sequence[Path], report: Callable[[int], None]) -> Outcome:
        """Indexes files; `report` is told how many articles have been looked at.

        Raises:
            IndexIsBusyError: another process writes to the index.
            IndexingFailedError: it failed, and the message tells why.
        """
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise IndexingFailedError("The indexing process has no pipes.")
        try:
            process.stdin.write(json.dumps({**self._place, "files": [str(file) for file in files]}).encode() + b"\n")
            process.stdin.flush()
            return _heard(process.stdout, report)
        except BrokenPipeError:
            raise IndexingFailedError(_ENDED) from None

    def close(self) -> None:
        """Ends the process, whatever it is at: the next run of the indexer completes what it left."""
        with self._lock:
            self._closed = True
            if self._process:
                self._process.kill()
                self._process.communicate()

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise IndexingFailedError("The server is stopping; what was uploaded is indexed after its next start.")
            if self._process is None or self._process.poll() is not None:
                if self._process:
                    self._process.communicate()
                command = [sys.executable, "-m", "service.web.indexing"]
                self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and program)
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
            return self._process


_ENDED = "The indexing process ended; the server's log tells why. Upload again."


def _heard(lines: IO[bytes], report: Callable[[int], None]) -> Outcome:
    for line in lines:
        said: dict[str, Any] = json.loads(line)
        if "done" in said:
            report(said["done"])
        elif "busy" in said:
            raise IndexIsBusyError(said["busy"])
        elif "error" in said:
            raise IndexingFailedError(said["error"])
        else:
            return _OUTCOME.validate_python(said)
    raise IndexingFailedError(_ENDED)


def _serve(requests: Iterator[str], replies: IO[str]) -> None:
    """Does one job a line."""

    def say(**said: object) -> None:
        replies.write(json.dumps(said) + "\n")
        replies.flush()

    from index.embed import Embedder, load_embedder
    from index.errors import IndexingError, IndexLockedError
    from index.indexer import index_articles
    from index.read import read_paths

    loaded: dict[str, Embedder] = {}
    for line in requests:
        asked = json.loads(line)
        try:
            name = asked["embedder"]
            embedder = loaded[name] = loaded.get(name) or load_embedder(name)
            articles = read_paths([Path(file) for file in asked["files"]])
            summary = index_articles(articles, Path(asked["folder"]), embedder, lambda count: say(done=count))
        except IndexLockedError as error:
            say(busy=str(error))
        except IndexingError as error:
            say(error=str(error))
        else:
            fields = asdict(summary)
            say(**{name: fields[name] for name in ("added", "changed", "unchanged", "skipped")})


def _requests(lines: IO[str]) -> Iterator[str]:
    """Yields lines as they come, and ends the process when there will be no more, also while one is being worked at."""
    heard: SimpleQueue[str] = SimpleQueue()

    def listen() -> None:
        for line in lines:
            heard.put(line)
        os._exit(0)  # what was being indexed is completed by its next run, as after any end of the process

    threading.Thread(target=listen, name="listening", daemon=True).start()
    while True:
        yield heard.get()


def main() -> None:
    """Runs the process: standard output is for replies alone, whatever libraries may print."""
    os.nice(NICENESS)
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _serve(_requests(sys.stdin), replies)


if __name__ == "__main__":
    main()
