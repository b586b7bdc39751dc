"""What a model's attention holds of the last token that it read: its value vectors, from llama.cpp's saved state of a sequence.

`llama_state_seq_get_data` writes, in the byte order of the machine: magic and sequence (4 bytes each), the number of streams and
of cells; position, number of sequences and sequence of each cell (4 bytes each); whether values are transposed and the number of
layers; for each layer the type of its keys (4), the bytes of a cell's keys (8) and the keys, cell by cell; and the same of its
values. (llama.cpp, src/llama-kv-cache.cpp, `state_write`; a cache of another kind is written in another way.)
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.generation import NONE, Values

_HEAD, _CELL, _BLOCK = 16, 12, 12
"""Bytes of what stands before the cells, of what is told of a cell, and of what stands before a layer's keys or values."""
_HALF = 1
"""ggml's number for floats of two bytes."""


@dataclass(frozen=True)
class _Shape:
    """Number of cells and layers, the bytes of a cell's keys in a layer, and those of its values."""

    cells: int
    layers: int
    keys: int
    values: int


def last_values(state: npt.NDArray[np.uint8], layers: slice) -> Values:
    """Returns the values of the token at the highest position in `layers`, one after the other; none of a state that is written otherwise."""
    shape = _shape(state)
    if shape is None:
        return NONE
    positions = np.frombuffer(state, "<i4", 3 * shape.cells, _HEAD)[::3]
    start = _BLOCK + int(positions.argmax()) * shape.values
    rows = np.ascontiguousarray(_blocks(state, shape)[layers, start : start + shape.values])
    return rows.view("<f2").astype(np.float32).ravel()


def _shape(state: npt.NDArray[np.uint8]) -> _Shape | None:
    """Returns what the state says of itself, if it is as long as it should be then."""
    if state.size < _HEAD + _CELL + 8 + 2 * _BLOCK:
        return None
    _, _, streams, cells = (int(number) for number in np.frombuffer(state, "<u4", 4))
    start = _HEAD + _CELL * cells
    if streams != 1 or not cells or state.size < start + 8 + _BLOCK:
        return None
    transposed, layers = (int(number) for number in np.frombuffer(state, "<u4", 2, start))
    keys = int(np.frombuffer(state, "<u8", 1, start + 12)[0])
    rest = state.size - start - 8 - layers * (2 * _BLOCK + cells * keys)
    if transposed or not layers or rest <= 0 or rest % (2 * layers * cells):
        return None
    shape = _Shape(cells, layers, keys, rest // (layers * cells))
    expected = np.array([_HALF], dtype="<i4").tobytes() + np.array([shape.values], dtype="<u8").tobytes()
    alike = all(block[:_BLOCK].tobytes() == expected for block in _blocks(state, shape))
    return shape if alike else None


def _blocks(state: npt.NDArray[np.uint8], shape: _Shape) -> npt.NDArray[np.uint8]:
    """Returns the layers' values with what stands before them: (layers, bytes)."""
    length = _BLOCK + shape.cells * shape.values
    return state[state.size - shape.layers * length :].reshape(shape.layers, length)
