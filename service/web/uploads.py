"""Uploaded files between the request that brought them and the index: nothing is lost from the moment a job has an id.

A file lies at `files/DIGEST/NAME` of the uploads' folder: the same file uploaded again is the same article, and another
file of that name is another article. What a job is to index stands in `JOB.json`; what no job names is swept away.
"""

import contextlib
import hashlib
import json
import logging
import os
import shutil
import threading
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

NAME_BYTES = 120
"""Longest name of a file, ending included: file systems take 255 bytes."""
ENDING_CHARS = 20
"""Longest ending that is kept as one."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Received:
    """A file that has arrived, still under a name of our own."""

    path: Path
    name: str
    digest: str


class Uploads:
    """The folder of uploads of one index."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = folder / "files"
        self._incoming = folder / "incoming"
        self._lock = threading.Lock()
        self._jobs: dict[str, list[Path]] = {}

    def recover(self) -> list[tuple[str, list[Path]]]:
        """Drops what had not arrived in whole, and returns the jobs that are still to be done, oldest first."""
        shutil.rmtree(self._incoming, ignore_errors=True)
        for unfinished in self._folder.glob("*.json.part"):
            unfinished.unlink()
        records = sorted(self._folder.glob("*.json"), key=lambda record: record.stat().st_mtime)
        self._jobs = {record.stem: files for record in records if (files := _listed(record))}
        self._remove(self._files.glob("*/*"))
        for folder in self._files.glob("*"):
            with contextlib.suppress(OSError):  # not empty: a job needs it
                folder.rmdir()
        return list(self._jobs.items())

    def receive(self, name: str, chunks: Iterable[bytes]) -> Received:
        """Writes a file as it arrives; only its ending and the letters of its name are taken from `name`."""
        self._incoming.mkdir(parents=True, exist_ok=True)
        path = self._incoming / uuid.uuid4().hex
        digest = hashlib.sha256()
        with path.open("xb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        return Received(path, safe_name(name), digest.hexdigest()[:16])

    def accept(self, received: Iterable[Received]) -> tuple[str, list[Path]]:
        """Makes a job of files that have arrived; from here on it survives the end of the process."""
        job = uuid.uuid4().hex
        with self._lock:
            files = list(dict.fromkeys(self._kept(item) for item in received))
            record = self._folder / f"{job}.json"
            part = record.with_suffix(".json.part")
            with part.open("x") as file:
                json.dump([str(path.relative_to(self._files)) for path in files], file)
                file.flush()
                os.fsync(file.fileno())
            part.rename(record)
            self._jobs[job] = files
        return job, files

    def drop(self, received: Iterable[Received]) -> None:
        """Forgets files that make no job."""
        for item in received:
            item.path.unlink(missing_ok=True)

    def finish(self, job: str) -> None:
        """Forgets a job that is done; the text of its articles is in the catalog."""
        with self._lock:
            (self._folder / f"{job}.json").unlink(missing_ok=True)
            self._remove(self._jobs.pop(job, []))

    def _kept(self, item: Received) -> Path:
        path = self._files / item.digest / item.name
        path.parent.mkdir(parents=True, exist_ok=True)
        item.path.replace(path)
        return path

    def _remove(self, files: Iterable[Path]) -> None:
        """Removes those files that no job needs, and their folders with the last of them."""
        wanted = {file for needed in self._jobs.values() for file in needed}
        for file in [file for file in files if file not in wanted]:
            file.unlink(missing_ok=True)
            if not any(file.parent.iterdir()):
                file.parent.rmdir()


def safe_name(name: str) -> str:
    """Returns a file's name that cannot lead out of its folder, be hidden, or hold what a terminal would obey."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip().lstrip(".") or "article"
    path = PurePosixPath(printable)
    ending = path.suffix if len(path.suffix) <= ENDING_CHARS else ""
    stem = printable.removesuffix(ending)
    kept = stem.encode()[: NAME_BYTES - len(ending.encode())].decode("utf-8", "ignore")
    return kept + ending


def _listed(record: Path) -> list[Path]:
    """Returns the files that a record names; one that cannot be read is put away, lest no start succeed any more."""
    try:
        return [record.parent / "files" / file for file in json.loads(record.read_text())]
    except (ValueError, TypeError) as error:
        logger.error("The record of upload %s cannot be read (%s) and is dropped: upload again", record.stem, error)
        record.unlink()
        return []
