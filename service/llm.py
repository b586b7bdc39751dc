"""A local chat model in llama.cpp: one sequence, greedy decoding; the only module that imports llama_cpp."""

import codecs
import ctypes
import weakref
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NoReturn

import llama_cpp
import numpy as np
import numpy.typing as npt
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from scipy.special import log_softmax, logsumexp

from service.errors import ModelDamagedError
from service.generation import Brake, Generation, Message
from service.lookup import GUESS, lookup

Logits = npt.NDArray[np.float32]
_YES, _NO = ("Yes", "yes", " Yes", " yes"), ("No", "no", " No", " no")

_CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "<|im_start|>assistant\n"
)
"""Used when a GGUF file carries no chat template of its own."""

_ASKS_TO_STOP = ctypes.cast(ctypes.CDLL(None).strlen, llama_cpp.ggml_abort_callback)
"""llama.cpp asks this before each operation whether to stop. It is C's `strlen`: the brake's flag is a string, and a length
of 0 says no, 1 yes. A callback in Python would have to wait for the interpreter's lock a thousand times a token."""


class LlamaModel:
    """Implements `service.generation.LanguageModel` on a GGUF file: one call of `generate` at a time.

    Equal messages always give equal text, although results depend in their last bits on how a prompt was cut into batches:
    whatever was asked before, it is cut behind its constant beginning, which is kept, and behind the last message's text.
    """

    def __init__(self, path: Path, name: str, sha256: str, context: int, threads: int | None = None) -> None:
        """Loads the weights; `context` is the most tokens of a prompt and its answer together.

        Raises:
            ModelDamagedError: llama.cpp cannot use the file.
        """
        self._name = name
        self._sha256 = sha256
        self._context = context
        try:
            self._llama = llama_cpp.Llama(
                str(path), n_ctx=context, n_batch=max(512, context), n_threads=threads, verbose=False
            )
        except (ValueError, OSError) as error:
            message = f"{path} cannot be used by llama.cpp ({error}). Run `byline models verify`, or name another file in BYLINE_LLM."
            raise ModelDamagedError(message) from error
        self._held: list[int] = []
        self._batch = llama_cpp.llama_batch_init(context, 0, 1)
        weakref.finalize(self, llama_cpp.llama_batch_free, self._batch)
        self.brake = Brake()
        llama_cpp.llama_set_abort_callback(self._llama.ctx, _ASKS_TO_STOP, ctypes.addressof(self.brake.flag))
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        environment.globals.update(raise_exception=_refuse, strftime_now=datetime.now(UTC).strftime)
        try:
            self._template = environment.from_string(self._llama.metadata.get("tokenizer.chat_template", _CHATML))
        except TemplateError as error:
            raise ModelDamagedError(
                f"The chat template of {path} is broken ({error}). Name another file in BYLINE_LLM."
            ) from error

    @property
    def name(self) -> str:
        """The model's name for provenance."""
        return self._name

    @property
    def sha256(self) -> str:
        """SHA-256 of the model's file, in hex."""
        return self._sha256

    def count(self, messages: Sequence[Message]) -> int:
        """Returns the tokens of the whole prompt, chat template included."""
        return sum(map(len, self._segments(messages)))

    def generate(
        self, messages: Sequence[Message], max_tokens: int, on_token: Callable[[str], None] | None = None
    ) -> Generation:
        """Writes an answer of at most `max_tokens` tokens, always the most probable one next.

        Raises:
            ValueError: prompt and answer do not fit the context.
            RuntimeError: `brake` was pulled.
        """
        read, closing = self._read(messages, max_tokens)
        logits = self._evaluate(closing, len(read))[-1]
        prompt = [*read, *closing]
        return self._write(prompt, logits, max_tokens, on_token or _ignore)

    def affirms(self, messages: Sequence[Message], probe: str) -> float:
        """Returns the log-odds with which the model says yes, and not no, to `probe` asked behind the last message.

        What it has read for this is not read again by `generate` on the same messages.

        Raises:
            ValueError: the prompt does not fit the context.
            RuntimeError: `brake` was pulled.
        """
        asked = self._tokenize(f"\n{probe}", special=False, add_bos=False)
        read, closing = self._read(messages, len(asked))
        scores = log_softmax(self._evaluate([*asked, *closing], len(read))[-1].astype(np.float64))
        yes, no = (logsumexp(scores[self._first_tokens(words)]) for words in (_YES, _NO))
        return float(yes - no)

    def _read(self, messages: Sequence[Message], room: int) -> tuple[list[int], list[int]]:
        """Evaluates the messages, cut at the same places in every call; returns their tokens, and those that close them."""
        segments = self._segments(messages)
        # The last message's text is the second segment from the end: all before it is the same in every call.
        constant, content, closing = list(chain.from_iterable(segments[:-2])), segments[-2], segments[-1]
        read = [*constant, *content]
        length = len(read) + len(closing)
        if length + room > self._context:
            raise ValueError(f"{length} prompt and {room} answer tokens do not fit a context of {self._context}")
        if self._held[: len(read)] != read:
            if self._held[: len(constant)] != constant:
                self._drop(0)
                self._evaluate(constant, 0)
            self._drop(len(constant))
            self._evaluate(content, len(constant))
        self._drop(len(read))
        self._held = read
        return read, closing

    def _write(self, prompt: list[int], logits: Logits, max_tokens: int, on_token: Callable[[str], None]) -> Generation:
        """Decodes greedily; tokens that followed the last ones before are guessed and checked several at a time.

        Prompt lookup (Saxena 2023, after Leviathan et al. 2023): answers copy from the evidence, and a batch of a few tokens
        takes hardly longer than one, because both read all weights once.
        """
        pieces: list[str] = []
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        text, written = list(prompt), 0
        ready = [int(logits.argmax())]
        while written < max_tokens:
            token = ready.pop(0)
            if self._ends(token):
                return Generation("".join(pieces).strip(), len(prompt), written, "stop")
            text.append(token)
            written += 1
            if piece := decoder.decode(self._llama.detokenize([token], prev_tokens=prompt)):
                pieces.append(piece)
                on_token(piece)
            if not ready and written < max_tokens:
                ready = self._next(text, max_tokens - written)
        return Generation("".join(pieces).strip(), len(prompt), written, "length")

    def _next(self, text: list[int], room: int) -> list[int]:
        """Returns the tokens that follow `text`, whose last one is not evaluated yet: one, or more where a guess was right."""
        guess = lookup(text)[: room - 1]
        chosen = self._evaluate([text[-1], *guess], len(text) - 1).argmax(axis=1).tolist()
        right = next((n for n, token in enumerate(guess) if token != chosen[n]), len(guess))
        self._drop(len(text) + right)
        return [int(token) for token in chosen[: right + 1]]

    def _evaluate(self, tokens: list[int], position: int) -> Logits:
        """Evaluates `tokens` at `position` of the sequence; returns logits, (len(tokens), vocabulary) or the last row only.

        All rows are computed for as many tokens as a guess has; for longer runs only the last one is.
        """
        if not tokens:
            return np.zeros((0, 0), dtype=np.float32)
        every, batch = len(tokens) <= GUESS + 1, self._batch
        batch.n_tokens = len(tokens)
        for number, token in enumerate(tokens):
            batch.token[number], batch.pos[number] = token, position + number
            batch.n_seq_id[number], batch.seq_id[number][0] = 1, 0
            batch.logits[number] = every or number == len(tokens) - 1
        if failed := llama_cpp.llama_decode(self._llama.ctx, batch):
            self._held = []
            raise RuntimeError(f"llama_decode returned {failed}")
        rows = range(len(tokens)) if every else (len(tokens) - 1,)
        found = [llama_cpp.llama_get_logits_ith(self._llama.ctx, row) for row in rows]
        return np.stack([np.ctypeslib.as_array(row, shape=(self._llama.n_vocab(),)) for row in found])

    def _drop(self, position: int) -> None:
        """Forgets what was evaluated from `position` on."""
        llama_cpp.llama_memory_seq_rm(llama_cpp.llama_get_memory(self._llama.ctx), 0, position, -1)

    def _first_tokens(self, words: Sequence[str]) -> list[int]:
        return sorted({self._tokenize(word, special=False, add_bos=False)[0] for word in words})

    def _ends(self, token: int) -> bool:
        return bool(llama_cpp.llama_vocab_is_eog(llama_cpp.llama_model_get_vocab(self._llama.model), token))

    def _segments(self, messages: Sequence[Message]) -> list[list[int]]:
        """Tokenises template and contents in turn: only the template's text may become control tokens."""
        marks = [f"\ue000{number}\ue001" for number in range(len(messages))]
        shown = [{"role": m.role, "content": mark} for m, mark in zip(messages, marks, strict=True)]
        text = self._template.render(messages=shown, add_generation_prompt=True, bos_token="", eos_token="")
        return [*self._pieces(text, marks, [message.content for message in messages])]

    def _pieces(self, text: str, marks: list[str], contents: list[str]) -> Iterator[list[int]]:
        add_bos = self._llama.metadata.get("tokenizer.ggml.add_bos_token") == "true"
        for mark, content in zip(marks, contents, strict=True):
            before, _, text = text.partition(mark)
            yield self._tokenize(before, special=True, add_bos=add_bos)
            yield self._tokenize(content, special=False, add_bos=False)
            add_bos = False
        yield self._tokenize(text, special=True, add_bos=False)

    def _tokenize(self, text: str, *, special: bool, add_bos: bool) -> list[int]:
        return self._llama.tokenize(text.encode("utf-8"), add_bos=add_bos, special=special)


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)


def _ignore(_: str) -> None:
    pass
