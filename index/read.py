"""Files to articles: finds them, reads them by their ending, and reports what cannot be read."""

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from index.articles import Article, Skipped
from index.decode import decode
from index.errors import UnreadableArticleError
from index.files import files_below, path_name
from index.language import detect
from index.plaintext import first_words, outlet, title_line
from index.sandbox import Sandbox

MAX_FILE_BYTES = 50_000_000
"""A file, or a line of JSON, larger than this is refused: no news article is, and it has to fit in memory."""

STANDARD_INPUT = Path("-")
"""Names JSON lines from standard input in place of a file."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII | re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FRONT_MATTER = re.compile(r"\A\s*-{3,}[^\S\n]*\n(.*?)^-{3,}[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_YAML_NULLS = ("", "~", "null", "Null", "NULL")


class Record(BaseModel):
    """An article as JSON or front matter states it; `date` is taken for `published`, other fields are ignored."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, coerce_numbers_to_str=True)

    id: str | None = Field(default=None, max_length=200)
    title: str | None = Field(default=None, max_length=1000)
    source: str | None = Field(default=None, max_length=300)
    author: str | None = Field(default=None, max_length=300)
    published: date | None = None
    url: str | None = Field(default=None, max_length=2000)
    language: str | None = Field(default=None, max_length=35)

    @model_validator(mode="before")
    @classmethod
    def _stated(cls, fields: dict[str, object]) -> dict[str, object]:
        """Drops what is blank, which says nothing, and takes `date` for `published`."""
        stated = {name: value for name, value in fields.items() if not (isinstance(value, str) and not value.strip())}
        return {**stated, "published": stated.get("published") or stated.get("date")}

    @field_validator("published", mode="before")
    @classmethod
    def _day(cls, value: object) -> date | None:
        """Takes the day of a date or a full time stamp, and no number: pydantic would count it in seconds."""
        if value is None:
            return None
        match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None:
            raise ValueError("a day is written YYYY-MM-DD")
        return date.fromisoformat(match.group(1))

    @field_validator("id", mode="after")
    @classmethod
    def _printable(cls, value: str | None) -> str | None:
        if value and _CONTROL.search(value):
            raise ValueError("holds a control character")
        return value

    @field_validator("title", "source", "author", "url", "language", mode="after")
    @classmethod
    def _one_line(cls, value: str | None) -> str | None:
        return one_line(value or "") or None


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
                yield from _read_standard_input()
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


def one_line(text: str) -> str:
    """Returns a text for display: control characters and runs of white space become one space."""
    return " ".join(_CONTROL.sub(" ", text).split())


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
    text = decode(path.read_bytes()).replace("\r\n", "\n")
    matter = _FRONT_MATTER.match(text)
    record = _front_matter(matter.group(1)) if matter else Record()
    yield from_text(text[matter.end() :] if matter else text, record, path)


def _read_parsed(path: Path, sandbox: Sandbox) -> Iterator[Article | Skipped]:
    """Yields the articles of a file that untrusted parsers read; one of its parts at fault costs that part."""
    for found in sandbox.parse(path):
        place = f"{path_name(path)}#{found.part}" if found.part else path
        stated, guessed = Record.model_validate(found.stated), Record.model_validate(found.guessed)
        try:
            yield from_text(found.text, stated, place, guessed)
        except UnreadableArticleError as error:
            yield Skipped(place if isinstance(place, str) else path_name(place), str(error))


def _front_matter(block: str) -> Record:
    """Reads front matter with every value as it was written: YAML would make a boolean of the title 'No'."""
    try:
        fields = yaml.load(block, yaml.BaseLoader)  # noqa: S506 (this loader makes nothing but text, lists and mappings)
        if not isinstance(fields, dict | None):
            raise UnreadableArticleError("its front matter is not lines of the form `name: value`")
        stated = {name: value for name, value in (fields or {}).items() if value not in _YAML_NULLS}
        return Record.model_validate(stated)
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableArticleError(f"its front matter is not YAML: {_shortened(error)}") from error
    except ValidationError as error:
        raise UnreadableArticleError(f"its front matter is wrong: {_faults(error)}") from error


def _read_json_lines(path: Path) -> Iterator[Article | Skipped]:
    with path.open("rb") as file:
        yield from _json_lines(file, path_name(path))


def _read_standard_input() -> Iterator[Article | Skipped]:
    """Yields the articles of JSON lines; the id of one that states none is its text's digest.

    A line's number, which makes the id in a file, would let the next thing piped in take the place of this one.
    """
    for item in _json_lines(sys.stdin.buffer, "<stdin>"):
        if isinstance(item, Article) and "id" in item.guessed:
            digest = hashlib.sha256(item.text.encode()).hexdigest()[:16]
            yield replace(item, id=digest, guessed=item.guessed - {"id"})
        else:
            yield item


def _json_lines(file: BinaryIO, name: str) -> Iterator[Article | Skipped]:
    for number in count(1):
        place = f"{name}:{number}"
        line = file.readline(MAX_FILE_BYTES + 1)
        if not line:
            return
        if len(line) > MAX_FILE_BYTES:
            _pass_over_line(file)
            yield Skipped(place, f"larger than {MAX_FILE_BYTES // 1_000_000} MB")
        elif line.strip():
            yield parse_json_line(line, place)


def _pass_over_line(file: BinaryIO) -> None:
    while (part := file.readline(MAX_FILE_BYTES)) and not part.endswith(b"\n"):
        pass


def parse_json_line(line: bytes, place: str) -> Article | Skipped:
    """Returns the article of one line of JSON: an object with at least `text`."""
    try:
        fields: Any = json.loads(line.decode("utf-8-sig"))
        if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
            return Skipped(place, "is not a JSON object with a string `text`")
        return from_text(fields["text"], Record.model_validate(fields), place)
    except ValidationError as error:
        return Skipped(place, _faults(error))
    except UnicodeDecodeError as error:
        return Skipped(place, f"is not UTF-8 text (byte {error.start})")
    except (ValueError, RecursionError) as error:
        # Not only JSONDecodeError: a number of 5,000 digits is a ValueError, 100,000 brackets a RecursionError.
        return Skipped(place, f"is not JSON that can be read: {_shortened(error)}")
    except UnreadableArticleError as error:
        return Skipped(place, str(error))


def from_text(text: str, record: Record, place: Path | str, inferred: Record | None = None) -> Article:
    """Makes an article of a text and what is stated about it; what is missing is guessed and marked so.

    What a parser `inferred` from the file goes before what is guessed here from its text and name.

    A character that SQLite cannot keep (NUL, half a surrogate pair) gives way to U+FFFD, so that offsets stay.

    Raises:
        UnreadableArticleError: there is no text.
    """
    text = re.sub("[\x00\ud800-\udfff]", "\ufffd", text)
    if not re.search(r"\w", text):
        raise UnreadableArticleError("has no text")
    name = path_name(place) if isinstance(place, Path) else place
    guesses: dict[str, Any] = {
        "id": _guessed_id(place.stem if isinstance(place, Path) else Path(place).name, name),
        "title": one_line(title_line(text) or first_words(text)) or name,
        "source": outlet(text),
        "language": None if record.language else detect(text),
        **(inferred.model_dump(exclude_none=True) if inferred else {}),
    }
    guessed = frozenset(field for field, guess in guesses.items() if guess and not getattr(record, field))
    stated = record.model_dump(exclude_none=True)
    return Article(
        **{"guessed": guessed, "path": name, "text": text, **{n: g for n, g in guesses.items() if g}, **stated}
    )


def _guessed_id(stem: str, name: str) -> str:
    """Makes an id of a file's name, or of its path's digest if there is no letter in it."""
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.") or hashlib.sha256(name.encode()).hexdigest()[:8]


def _faults(error: ValidationError) -> str:
    return "; ".join(
        f"`{'.'.join(map(str, fault['loc']))}`: {fault['msg'].removeprefix('Value error, ')}"
        for fault in error.errors()
    )


def _shortened(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


_PARSED = (".html", ".htm", ".pdf", ".rss", ".atom", ".xml")
"""Endings of files that are parsed in the sandbox."""
_READERS: dict[str, Callable[[Path], Iterator[Article | Skipped]]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".jsonl": _read_json_lines,
}
