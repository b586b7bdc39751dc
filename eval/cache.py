"""A language model that remembers: what it wrote to the same messages is read from disk instead of written again."""

import hashlib
import json
import sqlite3
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from eval.clock import Clock
from service.generation import VALUED, Affirmed, Generation, LanguageModel, Message, Values


@dataclass(frozen=True)
class Remembered:
    """What the model wrote, or its log-odds, with the pieces in which it was written and how long that took, in seconds.

    `values` are those of the attention, in base 64: floats of two bytes, as llama.cpp keeps them.
    """

    text: str
    prompt_tokens: int
    completion_tokens: int
    finish_reason: str
    values: str
    pieces: tuple[str, ...]
    first_piece: float
    total: float

    @property
    def generation(self) -> Generation:
        """The same as the model returned it."""
        values = _decoded(self.values)
        return Generation(self.text, self.prompt_tokens, self.completion_tokens, self.finish_reason, values)

    @property
    def affirmed(self) -> Affirmed:
        """The same where it was asked for yes or no."""
        return Affirmed(float(self.text), _decoded(self.values))


_ADAPTER = TypeAdapter(Remembered)


class CachedModel:
    """Wraps a language model with a cache on disk.

    The key is the SHA-256 of everything that determines a greedy generation: the model's digest, `runtime` (which program
    decodes, in which version), the layers that are looked at, the messages and the token limit. Evidence and prompt version are in the messages. On a hit
    the pieces are replayed and `clock` skips the seconds that they took, so that a cached run reports the same latencies.
    `calls` lists what was written so far; `hits` counts what was remembered.
    """

    def __init__(self, model: LanguageModel, path: Path, runtime: str, clock: Clock) -> None:
        self._model = model
        self._runtime = runtime
        self._clock = clock
        self.calls: list[str] = []
        self.hits = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with closing(self._connect()) as connection, connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE IF NOT EXISTS generations (key TEXT PRIMARY KEY, value TEXT NOT NULL)")

    @property
    def name(self) -> str:
        """The wrapped model's name."""
        return self._model.name

    @property
    def sha256(self) -> str:
        """The wrapped model's digest."""
        return self._model.sha256

    def count(self, messages: Sequence[Message]) -> int:
        """Returns the tokens of the whole prompt."""
        return self._model.count(messages)

    def generate(
        self, messages: Sequence[Message], max_tokens: int, on_token: Callable[[str], None] | None = None
    ) -> Generation:
        """Returns what the model writes or once wrote."""
        key = self._key("writes", messages, max_tokens)
        listener = on_token or _ignore
        if (found := self._find(key)) is not None:
            self._replay(found, listener)
        else:
            found = self._make(messages, max_tokens, listener)
            self._keep(key, found)
        self.calls.append(found.text)
        return found.generation

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:
        """Returns how the model takes, or once took, the question."""
        key = self._key(f"affirms {probe}", messages, 0)
        if (found := self._find(key)) is not None:
            self._clock.skip(found.total)
            return found.affirmed
        start = self._clock.now()
        affirmed = self._model.affirms(messages, probe)
        total = self._clock.now() - start
        self._keep(key, Remembered(repr(affirmed.odds), 0, 0, "stop", _encoded(affirmed.values), (), total, total))
        return affirmed

    def _keep(self, key: str, made: Remembered) -> None:
        with closing(self._connect()) as connection, connection:
            connection.execute(
                "INSERT OR REPLACE INTO generations VALUES (?, ?)", (key, _ADAPTER.dump_json(made).decode())
            )

    def _make(self, messages: Sequence[Message], max_tokens: int, listener: Callable[[str], None]) -> Remembered:
        pieces: list[str] = []
        moments: list[float] = []

        def remember(piece: str) -> None:
            moments.append(self._clock.now())
            pieces.append(piece)
            listener(piece)

        start = self._clock.now()
        generation = self._model.generate(messages, max_tokens, remember)
        total = self._clock.now() - start
        first = moments[0] - start if moments else total
        return Remembered(
            generation.text, generation.prompt_tokens, generation.completion_tokens, generation.finish_reason,
            _encoded(generation.values), tuple(pieces), first, total,
        )  # fmt: skip

    def _replay(self, found: Remembered, listener: Callable[[str], None]) -> None:
        self._clock.skip(found.first_piece)
        for piece in found.pieces:
            listener(piece)
        self._clock.skip(found.total - found.first_piece)

    def _key(self, what: str, messages: Sequence[Message], max_tokens: int) -> str:
        facts = [what, self.sha256, self._runtime, f"{VALUED}", max_tokens, [asdict(message) for message in messages]]
        return hashlib.sha256(json.dumps(facts).encode("utf-8", "surrogatepass")).hexdigest()

    def _find(self, key: str) -> Remembered | None:
        with closing(self._connect()) as connection:
            row = connection.execute("SELECT value FROM generations WHERE key = ?", (key,)).fetchone()
        if row is None:
            return None
        self.hits += 1
        return _ADAPTER.validate_json(row[0])

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30)


def _encoded(values: Values) -> str:
    return b64encode(values.astype("<f2").tobytes()).decode()


def _decoded(values: str) -> Values:
    return np.frombuffer(b64decode(values), "<f2").astype(np.float32)


def _ignore(_: str) -> None:
    """Listens to nothing."""
