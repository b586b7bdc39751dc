"""What a run remembers of each question: one JSON line, written as the question ends."""

import os
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, ValidationError

from eval.errors import RunMismatchError
from eval.questions import GoldQuestion
from index.articles import Evidence
from service.answering.answer import Answer


@dataclass(frozen=True)
class Failure:
    """Why a question has no answer: the exception's class, its message, and where it was raised."""

    type: str
    message: str
    where: str

    @classmethod
    def of(cls, error: Exception) -> Self:
        """Returns what is worth knowing of an exception."""
        last = traceback.extract_tb(error.__traceback__)[-1:]
        where = "".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in last)
        return cls(type(error).__name__, str(error), where)


@dataclass(frozen=True)
class Spent:
    """Seconds from asking to the first source, the first token and the whole answer, queue and index loading apart.

    Where a generation came from the cache (`cached`), the seconds that it took when it was made are counted.
    """

    first_source: float
    first_token: float | None = None
    total: float | None = None
    cached: bool = False


@dataclass(frozen=True)
class Row:
    """One finished question.

    Attributes:
        id: of the question.
        asked: whether an answer was wanted; false in a retrieval-only run.
        ranking: article ids with their scores, best first.
        evidence: the sentences found, in a retrieval-only run; otherwise they stand in the answer's sources.
        drafts: what the language model wrote, before it was attributed or declined.
        answer: the answer, unless the question failed.
        failure: why it failed.
        similarity: cosine of a long answer and the nearest reference in the run's embedder, -1 to 1.
        spent: seconds; missing if the question failed.
    """

    id: str
    asked: bool
    ranking: tuple[tuple[str, float], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    drafts: tuple[str, ...] = ()
    answer: Answer | None = None
    failure: Failure | None = None
    similarity: float | None = None
    spent: Spent | None = None


Ask = Callable[[GoldQuestion], Row]
"""Asks one question; an error becomes a part of the row."""
_ADAPTER = TypeAdapter(Row)


class RowFile:
    """Appends rows so that a killed run loses at most the question it was at."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("ab")

    @classmethod
    @contextmanager
    def appending(cls, path: Path) -> Iterator[Self]:
        """Opens the file for adding rows."""
        rows = cls(path)
        try:
            yield rows
        finally:
            rows._file.close()

    def append(self, row: Row) -> None:
        """Writes one row to the disk before it returns."""
        self._file.write(_ADAPTER.dump_json(row) + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def read_rows(path: Path) -> list[Row]:
    """Returns the rows of a file, none if it is missing, and cuts off a last line that was never finished.

    Raises:
        RunMismatchError: a finished line is no row of this version.
    """
    if not path.exists():
        return []
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if len(whole) < len(content):
        with path.open("r+b") as file:
            file.truncate(len(whole))
    try:
        return [_ADAPTER.validate_json(line) for line in whole.splitlines()]
    except ValidationError as error:
        first = error.errors()[0]
        raise RunMismatchError(
            f"{path} has a row that this version does not read ({first['msg']}). Start the run anew in another folder."
        ) from error
