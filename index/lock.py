"""One writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import IndexDamagedError, IndexLockedError


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Holds the index's write lock.

    Raises:
        IndexLockedError: another process holds it.
        IndexDamagedError: the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "write.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise IndexLockedError(
            f"Another process is writing to {folder}. Wait until it is done, then run this again."
        ) from None
    except OSError as error:
        message = f"{folder} cannot be written to ({error}). Set BYLINE_HOME to a folder that can."
        raise IndexDamagedError(message) from error
    try:
        yield
    finally:
        lock.release()
