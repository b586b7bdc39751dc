"""What a pull tells while it works."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Advanced:
    """`done` of `total` bytes are there; `done` falls back when a file is begun again."""

    done: int
    total: int
    message: str


@dataclass(frozen=True)
class Noted:
    """Something a person should know: a wait, a source given up, who served the file."""

    message: str


Reporter = Callable[[Advanced | Noted], None]
"""Receives reports on the pulling thread; an exception it raises stops the pull, which can be resumed."""
