"""What was found in a data set's files, sound or not, and where."""

from dataclasses import dataclass
from enum import StrEnum

from eval.questions import GoldQuestion
from index.articles import Article


class Severity(StrEnum):
    """An error makes scores wrong; a warning may be meant."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong; `place` is `file:line` where lines exist, otherwise a file and what it calls the record."""

    severity: Severity
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message}"


@dataclass(frozen=True)
class Placed:
    """A question, where it stands, and the names of its fields that are not known."""

    place: str
    question: GoldQuestion
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Contents:
    """Everything that could be read, in the order of the files, and what could not."""

    articles: tuple[Article, ...]
    questions: tuple[Placed, ...]
    faults: tuple[Fault, ...]


def error(place: str, message: str) -> Fault:
    """Returns a fault that makes scores wrong."""
    return Fault(Severity.ERROR, place, message)


def warning(place: str, message: str) -> Fault:
    """Returns a fault that may be meant."""
    return Fault(Severity.WARNING, place, message)
