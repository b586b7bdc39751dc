"""A model's file while it grows: appended to by one source after another, and resumable after a kill."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from service.errors import PullError
from service.models import sidecar
from service.models.reports import Advanced, Reporter

CHECKPOINT = 64 * 1024 * 1024


class Partial:
    """`<file>.partial` with its sidecar; every byte in it is a byte of the final file, if its sources are honest.

    Sources only ever append, so that a kill leaves a prefix. After a power cut the tail may be rubbish: that is why the
    whole file is hashed in the end, whatever the sources verified on the way.
    """

    def __init__(self, path: Path, size: int, sha256: str | None, report: Reporter) -> None:
        self.path = sidecar.beside(path, ".partial")
        self.size = size
        self._sha256 = sha256
        self._report = report
        self._sidecar = sidecar.beside(self.path, ".json")
        self._source = ""
        self._unsaved = 0

    def __enter__(self) -> Self:
        progress = sidecar.read(self._sidecar, sidecar.Progress)
        self._file = self.path.open("ab")
        self.length = self._file.tell()
        same = progress is not None and (progress.size, progress.sha256) == (self.size, self._sha256)
        if progress is None or not same or not progress.complete <= self.length <= self.size:
            self.truncate(0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def begin(self, source: str) -> None:
        """Records that `source` feeds the file from here on."""
        self._source = source
        self.save()

    def append(self, chunk: bytes, message: str) -> None:
        """Adds the file's next bytes.

        Raises:
            PullError: there are more of them than the file has.
        """
        if self.length + len(chunk) > self.size:
            raise PullError(f"sends more than the {self.size} bytes expected")
        self._file.write(chunk)
        self._file.flush()
        self.length += len(chunk)
        self._unsaved += len(chunk)
        if self._unsaved >= CHECKPOINT:
            self.save()
        self.advance(message)

    def advance(self, message: str) -> None:
        """Reports how far the file is."""
        self._report(Advanced(self.length, self.size, message))

    def save(self) -> None:
        """Makes the bytes so far durable and says so in the sidecar."""
        os.fsync(self._file.fileno())
        sidecar.write(self._sidecar, sidecar.Progress(self.size, self._sha256, self._source, self.length))
        self._unsaved = 0

    def truncate(self, length: int) -> None:
        """Keeps the first `length` bytes alone."""
        # The sidecar goes first: never may it promise more bytes than there are.
        self._sidecar.unlink(missing_ok=True)
        self._file.truncate(length)
        self.length = length
        self.save()

    def finish(self, path: Path) -> None:
        """Gives the whole file its final name, durably and at once."""
        os.fsync(self._file.fileno())
        self.path.replace(path)
        self._sidecar.unlink(missing_ok=True)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
