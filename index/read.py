"""Files to articles: finds them, reads them by their ending, and reports what cannot be read."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index.articles import Article, Skipped
from index.assemble import from_text
from index.decode import decode
from index.errors import UnreadableArticleError
from index.files import MAX_FILE_BYTES, files_below, path_name
from index.front_matter import split_front_matter
from index.jsonl import read_json_lines, read_standard_input
from index.record import Record
from index.sandbox import Sandbox

STANDARD_INPUT = Path("-")
"""Names JSON lines from standard input in place of a file."""


def read_paths(paths: Sequence[Path]) -> Iterator[Article | Skipped]:
    """Yields the articles of files and folders, in a stable order, and what was skipped and why.

    Raises:
        UnreadableArticleError: a path that was named does not exist or cannot be reached.
    """
    for path in paths:
        _require(path)
    with Sandbox() as sandbox:
        for path in paths:
            if path == STANDARD_INPUT:
                yield from read_standard_input()
            elif path.is_dir():
                yield from _read_folder(path, sandbox)
            else:
                yield from read_file(path, sandbox)


def count_files(paths: Sequence[Path]) -> int:
    """Returns how many files `read_paths` will look at, for progress."""
    return sum(1 if not path.is_dir() else sum(1 for _ in files_below(path)) for path in paths)


def read_file(path: Path, sandbox: Sandbox | None = None) -> Iterator[Article | Skipped]:
    """Yields the articles of one file; a fault ends the file and is yielded as `Skipped`.

    Files that are read in one go share a sandbox; one that is read alone gets its own.
    """
    if sandbox is None:
        with Sandbox() as its_own:
            yield from read_file(path, its_own)
        return
    reader = _READERS.get(path.suffix.lower())
    name = path_name(path)
    if reader is None and path.suffix.lower() not in _PARSED:
        known = ", ".join((*_READERS, *_PARSED))
        yield Skipped(name, f"files ending in {path.suffix or 'nothing'!r} are not read; known are {known}")
        return
    try:
        size = path.stat().st_size
        if not path.is_file():
            yield Skipped(name, "is not a file")
        elif size > MAX_FILE_BYTES and path.suffix.lower() != ".jsonl":
            yield Skipped(name, f"larger than {MAX_FILE_BYTES // 1_000_000} MB")
        elif reader:
            yield from reader(path.resolve())
        else:
            yield from _read_parsed(path.resolve(), sandbox)
    except OSError as error:
        yield Skipped(name, f"cannot be read: {error.strerror or error}")
    except UnreadableArticleError as error:
        yield Skipped(name, str(error))


def _require(path: Path) -> None:
    try:
        if path != STANDARD_INPUT:
            path.stat()
    except FileNotFoundError:
        raise UnreadableArticleError(f"{path} does not exist. Name a file or a folder of articles.") from None
    except OSError as error:
        message = f"{path} cannot be reached ({error.strerror}). Name a file or a folder of articles."
        raise UnreadableArticleError(message) from error


def _read_folder(folder: Path, sandbox: Sandbox) -> Iterator[Article | Skipped]:
    for found in files_below(folder):
        if isinstance(found, Skipped):
            yield found
        else:
            yield from read_file(found, sandbox)


def _read_text(path: Path) -> Iterator[Article | Skipped]:
    yield from_text(decode(path.read_bytes()), Record(), path)


def _read_markdown(path: Path) -> Iterator[Article | Skipped]:
    record, text = split_front_matter(decode(path.read_bytes()).replace("\r\n", "\n"))
    yield from_text(text, record, path)


def _read_parsed(path: Path, sandbox: Sandbox) -> Iterator[Article | Skipped]:
    """Yields the articles of a file that untrusted parsers read; one of its parts at fault costs that part."""
    for found in sandbox.parse(path):
        place = f"{path_name(path)}#{found.part}" if found.part else path
        stated, guessed = Record.model_validate(found.stated), Record.model_validate(found.guessed)
        try:
            yield from_text(found.text, stated, place, guessed)
        except UnreadableArticleError as error:
            yield Skipped(place if isinstance(place, str) else path_name(place), str(error))


_PARSED = (".html", ".htm", ".pdf", ".rss", ".atom", ".xml")
"""Endings of files that are parsed in the sandbox."""
_READERS: dict[str, Callable[[Path], Iterator[Article | Skipped]]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".jsonl": read_json_lines,
}
