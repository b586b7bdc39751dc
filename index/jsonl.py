"""JSON lines to articles, from a file or from standard input; a line at fault costs that line."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from index.articles import Article, Skipped
from index.assemble import from_text
from index.errors import UnreadableArticleError
from index.files import MAX_FILE_BYTES, path_name
from index.record import Record, shortened, wrong_fields


def read_json_lines(path: Path) -> Iterator[Article | Skipped]:
    """Yields the articles of a file of JSON lines, and the lines that were skipped and why."""
    with path.open("rb") as file:
        yield from _json_lines(file, path_name(path))


def read_standard_input() -> Iterator[Article | Skipped]:
    """Yields the articles of JSON lines; the id of one that states none is its text's digest.

    A line's number, which makes the id in a file, would let the next thing piped in take the place of this one.
    """
    for item in _json_lines(sys.stdin.buffer, "<stdin>"):
        if isinstance(item, Article) and "id" in item.guessed:
            digest = hashlib.sha256(item.text.encode()).hexdigest()[:16]
            yield replace(item, id=digest, guessed=item.guessed - {"id"})
        else:
            yield item


def parse_json_line(line: bytes, place: str) -> Article | Skipped:
    """Returns the article of one line of JSON: an object with at least `text`."""
    try:
        fields: Any = json.loads(line.decode("utf-8-sig"))
        if not isinstance(fields, dict) or not isinstance(fields.get("text"), str):
            return Skipped(place, "is not a JSON object with a string `text`")
        return from_text(fields["text"], Record.model_validate(fields), place)
    except ValidationError as error:
        return Skipped(place, wrong_fields(error))
    except UnicodeDecodeError as error:
        return Skipped(place, f"is not UTF-8 text (byte {error.start})")
    except (ValueError, RecursionError) as error:
        # Not only JSONDecodeError: a number of 5,000 digits is a ValueError, 100,000 brackets a RecursionError.
        return Skipped(place, f"is not JSON that can be read: {shortened(error)}")
    except UnreadableArticleError as error:
        return Skipped(place, str(error))


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
