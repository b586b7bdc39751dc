"""A GGUF file opened by llama.cpp's C interface: its weights, its vocabulary, and one context that holds a text and what is asked aside."""

import ctypes
import os
import weakref
from collections import deque
from collections.abc import Sequence
from pathlib import Path

import llama_cpp
import numpy as np
import numpy.typing as npt

from service.errors import ModelDamagedError
from service.generation import Brake, Values
from service.llm_state import last_values

Logits = npt.NDArray[np.float32]
_Row = tuple[int, int, tuple[int, ...]]
"""A token, its position, and the sequences that it belongs to."""
_MAIN, _ASIDE = _SEQUENCES = 0, 1
"""The sequence that is read and written, and the one of what is asked beside it: both share what stands before."""
_BATCH = 512
_LONGEST_PIECE = 512
_ERROR = 4
"""ggml's level of errors, above which there is none that is said by itself."""
_complaints: deque[str] = deque(maxlen=8)
_ASKS_TO_STOP = ctypes.cast(ctypes.CDLL(None).strlen, llama_cpp.ggml_abort_callback)
"""llama.cpp asks this before each operation whether to stop. It is C's `strlen`: the brake's flag is a string, and a length
of 0 says no, 1 yes. A callback in Python would have to wait for the interpreter's lock a thousand times a token."""


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]
def _note(level: int, text: bytes, _: ctypes.c_void_p) -> None:
    """Keeps what llama.cpp says of an error, for ours; all else that it says is of its own inside."""
    if level == _ERROR:
        _complaints.append(" ".join(text.decode("utf-8", "replace").split()))


class ModelFile:
    """What llama.cpp has of a file. `evaluate`, `fork`, `values` and `drop` are for one thread; the vocabulary may be asked from any."""

    def __init__(self, path: Path, context: int, threads: int | None, brake: Brake) -> None:
        """Maps the weights, and makes room for `context` tokens; pulling `brake` ends what is being evaluated.

        Raises:
            ModelDamagedError: llama.cpp cannot use the file.
        """
        _complaints.clear()
        llama_cpp.llama_log_set(_note, ctypes.c_void_p(0))
        llama_cpp.llama_backend_init()
        self._model = llama_cpp.llama_model_load_from_file(os.fsencode(path), _weights())
        if not self._model:
            raise ModelDamagedError(_unusable(path))
        weakref.finalize(self, llama_cpp.llama_model_free, self._model)
        self._context = llama_cpp.llama_init_from_model(self._model, _parameters(context, threads))
        if not self._context:
            raise ModelDamagedError(_unusable(path))
        weakref.finalize(self, llama_cpp.llama_free, self._context)
        llama_cpp.llama_set_abort_callback(self._context, _ASKS_TO_STOP, ctypes.addressof(brake.flag))
        self._batch = llama_cpp.llama_batch_init(context, 0, len(_SEQUENCES))
        weakref.finalize(self, llama_cpp.llama_batch_free, self._batch)
        self._vocabulary = llama_cpp.llama_model_get_vocab(self._model)
        self._size = llama_cpp.llama_vocab_n_tokens(self._vocabulary)

    def metadata(self, key: str) -> str | None:
        """Returns a text of the file's header, None if it has no such key."""
        room = ctypes.create_string_buffer(1)
        length = llama_cpp.llama_model_meta_val_str(self._model, key.encode(), room, 1)
        if length < 0:
            return None
        text = ctypes.create_string_buffer(length + 1)
        llama_cpp.llama_model_meta_val_str(self._model, key.encode(), text, length + 1)
        return text.value.decode("utf-8", "replace")

    def tokenize(self, text: str, *, special: bool, add_bos: bool) -> list[int]:
        """Returns the tokens of `text`; only with `special` can it become control tokens."""
        data = text.encode("utf-8", "replace")
        # A token has a byte at least, but for the one at the beginning and a space that some vocabularies add.
        room = len(data) + 2
        tokens = (llama_cpp.llama_token * room)()
        count = llama_cpp.llama_tokenize(self._vocabulary, data, len(data), tokens, room, add_bos, special)
        return tokens[:count]

    def piece(self, token: int) -> bytes:
        """Returns the bytes of a token; none of a control token."""
        room = ctypes.create_string_buffer(_LONGEST_PIECE)
        length = llama_cpp.llama_token_to_piece(self._vocabulary, token, room, _LONGEST_PIECE, 0, False)  # noqa: FBT003 (C)
        return room.raw[: max(length, 0)]

    def ends(self, token: int) -> bool:
        """Whether the token ends a text."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocabulary, token))

    def evaluate(self, tokens: Sequence[int], position: int, *, every: bool) -> Logits:
        """Evaluates `tokens` at `position` of the sequence; returns the logits behind `every` one, or the last: (rows, vocabulary).

        Raises:
            RuntimeError: the brake was pulled, or the tokens do not fit.
        """
        last = len(tokens) - 1
        return self._decode(_placed(tokens, position, _MAIN), range(len(tokens)) if every else (last,))

    def fork(self, tokens: Sequence[int], position: int, main: Sequence[int], aside: Sequence[int]) -> Logits:
        """Evaluates `tokens` at `position` and behind them `main`, with which the text goes on, and `aside`, which it does not see.

        In one batch, since one of few tokens takes nearly as long as one of many (docs/decisions.md). Returns the logits behind both:
        (2, vocabulary). `drop` forgets what was said aside.

        Raises:
            RuntimeError: the brake was pulled, or the tokens do not fit.
        """
        llama_cpp.llama_memory_seq_cp(llama_cpp.llama_get_memory(self._context), _MAIN, _ASIDE, 0, position)
        end = position + len(tokens)
        rows = [*_placed(tokens, position, *_SEQUENCES), *_placed(main, end, _MAIN), *_placed(aside, end, _ASIDE)]
        return self._decode(rows, (len(tokens) + len(main) - 1, len(rows) - 1))

    def _decode(self, rows: Sequence[_Row], wanted: Sequence[int]) -> Logits:
        """Evaluates tokens, each at its position in its sequences; returns the logits of the `wanted` rows."""
        batch = self._batch
        batch.n_tokens = len(rows)
        for number, (token, position, sequences) in enumerate(rows):
            batch.token[number], batch.pos[number], batch.logits[number] = token, position, number in wanted
            batch.n_seq_id[number] = len(sequences)
            for place, sequence in enumerate(sequences):
                batch.seq_id[number][place] = sequence
        if failed := llama_cpp.llama_decode(self._context, batch):
            raise RuntimeError(f"llama_decode returned {failed}")
        found = [llama_cpp.llama_get_logits_ith(self._context, number) for number in wanted]
        return np.stack([np.ctypeslib.as_array(row, shape=(self._size,)) for row in found])

    def values(self, layers: slice, *, aside: bool) -> Values:
        """Returns the attention's values of the last token of the text, or of what was said `aside`, in `layers` one after the other; none where llama.cpp keeps them otherwise."""
        sequence = _ASIDE if aside else _MAIN
        size = llama_cpp.llama_state_seq_get_size(self._context, sequence)
        state = np.empty(size, dtype=np.uint8)
        room = state.ctypes.data_as(ctypes.POINTER(ctypes.c_uint8))
        written = llama_cpp.llama_state_seq_get_data(self._context, room, size, sequence)
        return last_values(state[:written], layers)

    def drop(self, position: int) -> None:
        """Forgets what was evaluated from `position` on, and what was said aside."""
        memory = llama_cpp.llama_get_memory(self._context)
        llama_cpp.llama_memory_seq_rm(memory, _MAIN, position, -1)
        llama_cpp.llama_memory_seq_rm(memory, _ASIDE, 0, -1)


def _placed(tokens: Sequence[int], position: int, *sequences: int) -> list[_Row]:
    return [(token, position + number, sequences) for number, token in enumerate(tokens)]


def _weights() -> llama_cpp.llama_model_params:
    """Returns how weights are loaded: as the file has them, and not copied into another order, which takes memory and reads slower."""
    parameters: llama_cpp.llama_model_params = llama_cpp.llama_model_default_params()
    parameters.use_extra_bufts = False
    return parameters


def _parameters(context: int, threads: int | None) -> llama_cpp.llama_context_params:
    """Returns the context's parameters; one token is evaluated by as many threads as many are, by default those of all cores."""
    parameters: llama_cpp.llama_context_params = llama_cpp.llama_context_default_params()
    parameters.n_ctx = context
    parameters.n_batch = max(_BATCH, context)
    parameters.n_seq_max, parameters.kv_unified = len(_SEQUENCES), True
    parameters.n_threads = parameters.n_threads_batch = threads or _cores()
    return parameters


def _cores() -> int:
    """Returns the cores that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _unusable(path: Path) -> str:
    reason = f" ({_complaints[0]})" if _complaints else ""
    return (
        f"{path} cannot be used by llama.cpp{reason}. Run `byline models verify`, or name another file in BYLINE_LLM."
    )
