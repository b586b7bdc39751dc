"""Small JSON files beside a model's file, read back as frozen dataclasses."""

import json
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True)
class Digest:
    """`<file>.sha256`: the SHA-256 of the file when it had this size and modification time."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True)
class Progress:
    """`<file>.partial.json`: which file the partial one is to become, who last fed it, and how much is on disk for sure."""

    size: int
    sha256: str | None
    source: str
    complete: int


@dataclass(frozen=True)
class Origin:
    """`<file>.json`: what the hub said about a file that is in no registry."""

    repository: str
    file: str
    commit: str
    size: int
    sha256: str | None


def beside(path: Path, suffix: str) -> Path:
    """Returns `path` with `suffix` appended to its whole name."""
    return path.with_name(path.name + suffix)


def read(path: Path, kind: type[T]) -> T | None:
    """Returns what `path` holds, or None if it is absent or not a whole `kind`."""
    try:
        return TypeAdapter(kind).validate_json(path.read_bytes(), strict=True)
    except (OSError, ValidationError):
        return None


def write(path: Path, record: "DataclassInstance") -> None:
    """Writes `record` so that a reader sees the old or the new file, never half of one."""
    # Not `tempfile`, whose files only their owner may read: models may be pulled by one user and served by another.
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        temporary.write_text(json.dumps(asdict(record)), encoding="utf-8")
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
