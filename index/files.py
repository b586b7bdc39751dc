"""Finds the files of a folder at any depth; no link leads it round in a circle, and no folder is passed over unsaid."""

import os
from collections.abc import Iterator
from pathlib import Path

from index.articles import Skipped

MAX_FILE_BYTES = 50_000_000
"""A file, or a line of JSON, larger than this is refused: no news article is, and it has to fit in memory."""


def files_below(folder: Path) -> Iterator[Path | Skipped]:
    """Yields what lies below a folder, in order, and what could not be entered; hidden files are not ours."""
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                found = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            yield Skipped(path_name(place), f"cannot be entered: {error.strerror}")
            continue
        folders = [entry for entry in found if _is_folder(entry)]
        yield from (Path(entry.path) for entry in found if not _is_folder(entry))
        for entry in folders:
            if entry.is_symlink():
                yield Skipped(path_name(Path(entry.path)), "is a link to a folder; name that folder itself")
        waiting.extend(Path(entry.path) for entry in reversed(folders) if not entry.is_symlink())


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads nowhere or round in a circle
        return False


def path_name(path: Path) -> str:
    """Returns a path as text that can be stored and printed: a file name is bytes, and need not be UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
