"""What attention holds of the last token, read from llama.cpp's saved state: by hand, and of the small real weights."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from service.generation import VALUED, Message
from service.llm import LlamaModel
from service.llm_state import last_values
from tests.end_to_end.conftest import SMALL

PROBE = "Do the reports state the answer? Answer yes or no."


def saved(positions: list[int], values: npt.NDArray[np.float16], *, transposed: int = 0, kind: int = 1) -> bytes:
    """Writes a state as llama.cpp does: `values` are (layers, cells, width), the keys of a cell are three half floats."""
    layers, cells, width = values.shape
    head = np.array([1, 0, 1, cells], dtype="<u4").tobytes()
    told = np.array([(position, 1, 0) for position in positions], dtype="<i4").tobytes()
    keys = (np.array([1], dtype="<i4").tobytes() + np.array([6], dtype="<u8").tobytes() + b"\x07" * 6 * cells) * layers
    block = np.array([kind], dtype="<i4").tobytes() + np.array([2 * width], dtype="<u8").tobytes()
    held = b"".join(block + layer.astype("<f2").tobytes() for layer in values)
    return b"".join([head, told, np.array([transposed, layers], dtype="<u4").tobytes(), keys, held])


def read(state: bytes, layers: slice = slice(None)) -> list[float]:
    return [float(value) for value in last_values(np.frombuffer(state, dtype=np.uint8), layers)]


HELD = np.arange(24, dtype=np.float16).reshape(3, 4, 2)


def test_the_values_are_those_of_the_token_at_the_highest_position() -> None:
    assert read(saved([0, 1, 2, 3], HELD)) == [6, 7, 14, 15, 22, 23]
    assert read(saved([0, 3, 1, 2], HELD)) == [2, 3, 10, 11, 18, 19]
    assert read(saved([0, 1, 2, 3], HELD), slice(-2, -1)) == [14, 15]


@pytest.mark.parametrize(
    "state",
    [
        b"",
        saved([0, 1, 2, 3], HELD)[:40],
        saved([0, 1, 2, 3], HELD)[:-1],
        saved([0, 1, 2, 3], HELD) + b"\0" * 24,
        saved([0, 1, 2, 3], HELD, transposed=1),
        saved([0, 1, 2, 3], HELD, kind=8),
    ],
)
def test_a_state_that_is_written_otherwise_tells_nothing(state: bytes) -> None:
    assert read(state) == []


@pytest.mark.models
def test_a_model_holds_the_same_of_the_same_question_whatever_was_asked_before(models_dir: Path) -> None:
    model = LlamaModel(models_dir / f"{SMALL}.gguf", SMALL, "0" * 64, 512)
    one, two = (
        [
            Message("system", "Answer."),
            Message("user", f"Reports:\n- {who} met the mayor.\n\nQuestion: Who met the mayor?"),
        ]
        for who in ("Ida Holm", "Nobody ever")
    )
    first = model.affirms(one, PROBE)
    other = model.affirms(two, PROBE)
    model.generate(two, 5)
    again = model.affirms(one, PROBE)
    assert first.values.shape == (4 * 192,)  # four layers of three heads of 64
    assert len(range(30)[VALUED]) == 4
    assert first.odds == again.odds
    np.testing.assert_array_equal(first.values, again.values)
    assert not np.allclose(first.values, other.values)


@pytest.mark.models
def test_a_text_comes_with_what_the_attention_holds_of_its_last_token(models_dir: Path) -> None:
    small = LlamaModel(models_dir / f"{SMALL}.gguf", SMALL, "0" * 64, 256)
    asked = [Message("user", "Reports:\n- The mill in Sundby closes.\n\nQuestion: When does it close?")]
    made, again, shorter = small.generate(asked, 12), small.generate(asked, 12), small.generate(asked, 8)
    assert made.values.shape == (4 * 192,)
    np.testing.assert_array_equal(made.values, again.values)
    assert not np.allclose(made.values, shorter.values)
    assert not np.allclose(made.values, small.affirms(asked, PROBE).values)
