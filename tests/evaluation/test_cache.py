from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.cache import CachedModel
from eval.clock import Clock
from service.generation import Affirmed, Generation, Message

ASKED = [Message("system", "Be brief."), Message("user", "Who?")]


class Parrot:
    """Repeats the last message word by word; each word takes two seconds of its clock."""

    name = "parrot"

    def __init__(self, clock: Clock, sha256: str = "ab") -> None:
        self.clock = clock
        self.sha256 = sha256
        self.calls = 0

    def count(self, messages: Sequence[Message]) -> int:
        return sum(len(message.content.split()) for message in messages)

    def generate(
        self, messages: Sequence[Message], max_tokens: int, on_token: Callable[[str], None] | None = None
    ) -> Generation:
        self.calls += 1
        words = messages[-1].content.split()[:max_tokens]
        for word in words:
            self.clock.skip(2.0)
            if on_token:
                on_token(word + " ")
        return Generation(" ".join(words), self.count(messages), len(words), "stop")

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(3.0, np.array([0.5, -1.25], dtype=np.float32))


def wrapped(path: Path, runtime: str = "r1", sha256: str = "ab") -> tuple[CachedModel, Parrot, Clock]:
    clock = Clock()
    parrot = Parrot(clock, sha256)
    return CachedModel(parrot, path / "cache.sqlite3", runtime, clock), parrot, clock


def test_the_second_time_is_read_from_disk_with_the_same_pieces_and_seconds(tmp_path: Path) -> None:
    long = [Message("user", "one two three")]
    for round_ in (1, 2):
        model, parrot, clock = wrapped(tmp_path)
        pieces: list[tuple[str, float]] = []
        start = clock.now()
        made = model.generate(long, 10, lambda piece, c=clock, s=start, p=pieces: p.append((piece, c.now() - s)))  # type: ignore[misc]
        assert made == Generation("one two three", 3, 3, "stop")
        assert [piece for piece, _ in pieces] == ["one ", "two ", "three "]
        assert pieces[0][1] == pytest.approx(2.0, abs=0.2)
        assert clock.now() - start == pytest.approx(6.0, abs=0.2)
        assert parrot.calls == (1 if round_ == 1 else 0)
        assert (model.calls, model.hits) == (["one two three"], round_ - 1)


def test_everything_that_determines_a_generation_is_in_the_key(tmp_path: Path) -> None:
    wrapped(tmp_path)[0].generate(ASKED, 10)
    for others in (
        wrapped(tmp_path, runtime="r2"),
        wrapped(tmp_path, sha256="cd"),
    ):
        others[0].generate(ASKED, 10)
        assert others[1].calls == 1
    model, parrot, _ = wrapped(tmp_path)
    model.generate(ASKED, 11)
    model.generate([ASKED[0], Message("assistant", "Who?")], 10)
    model.generate([Message("system", "Be brief.Who?")], 10)
    assert parrot.calls == 3
    model.generate(ASKED, 10)
    assert parrot.calls == 3


def test_a_generation_that_was_stopped_is_not_remembered(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(_: str) -> None:
        raise StopError

    model, parrot, _ = wrapped(tmp_path)
    with pytest.raises(StopError):
        model.generate(ASKED, 10, stop)
    assert model.generate(ASKED, 10).text == "Who?"
    assert parrot.calls == 2


def test_what_identifies_the_model_is_passed_on(tmp_path: Path) -> None:
    model = wrapped(tmp_path)[0]
    assert (model.name, model.sha256, model.count(ASKED)) == ("parrot", "ab", 3)


def test_what_the_attention_holds_is_remembered_to_the_last_bit(tmp_path: Path) -> None:
    asked = [Message("user", "one two three")]
    first, again = (wrapped(tmp_path)[0].affirms(asked, "Is it so?") for _ in (1, 2))
    assert first.odds == again.odds == 3.0
    assert [float(value) for value in again.values] == [0.5, -1.25]
    np.testing.assert_array_equal(first.values, again.values)
