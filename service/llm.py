"""A local chat model in llama.cpp: one sequence, greedy decoding; what is read is kept as far as it stays the same."""

import codecs
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NoReturn

import numpy as np
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from scipy.special import log_softmax, logsumexp

from service.errors import ModelDamagedError
from service.generation import VALUED, Affirmed, Brake, Generation, Message
from service.llm_file import Logits, ModelFile
from service.lookup import lookup

_YES, _NO = ("Yes", "yes", " Yes", " yes"), ("No", "no", " No", " no")

_CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}"
    "<|im_start|>assistant\n"
)
"""Used when a GGUF file carries no chat template of its own."""


class LlamaModel:
    """Implements `service.generation.LanguageModel` on a GGUF file: one call of `generate` or `affirms` at a time.

    Equal messages always give equal text, although results depend in their last bits on how a prompt was cut into batches:
    whatever was asked before, it is cut behind its constant beginning only, which is kept.
    """

    def __init__(self, path: Path, name: str, sha256: str, context: int, threads: int | None = None) -> None:
        """Loads the weights; `context` is the most tokens of a prompt and its answer together.

        Raises:
            ModelDamagedError: llama.cpp cannot use the file.
        """
        self._name = name
        self._sha256 = sha256
        self._context = context
        self.brake = Brake()
        self._file = ModelFile(path, context, threads, self.brake)
        self._adds_bos = self._file.metadata("tokenizer.ggml.add_bos_token") == "true"
        self._read: list[int] = []
        self._behind: Logits
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        environment.globals.update(raise_exception=_refuse, strftime_now=datetime.now(UTC).strftime)
        try:
            self._template = environment.from_string(self._file.metadata("tokenizer.chat_template") or _CHATML)
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
        constant, rest, closing = self._parts(messages)
        prompt = [*constant, *rest, *closing]
        self._check(len(prompt), max_tokens)
        with self._reading():
            if self._read != prompt:
                self._hold(constant)
                self._behind = self._file.evaluate([*rest, *closing], len(constant), every=False)[-1]
                self._read = prompt
            self._file.drop(len(prompt))
            return self._write(prompt, self._behind, max_tokens, on_token or _ignore)

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:
        """Returns how the model takes `probe` asked behind the last message: the log-odds of yes against no, and its attention's values.

        What it has read for this is not read again by `generate` on the same messages.

        Raises:
            ValueError: the prompt does not fit the context.
            RuntimeError: `brake` was pulled.
        """
        asked = self._file.tokenize(f"\n{probe}", special=False, add_bos=False)
        constant, rest, closing = self._parts(messages)
        prompt, question = [*constant, *rest, *closing], [*asked, *closing]
        self._check(len(prompt), len(question))
        with self._reading():
            self._hold(constant)
            self._behind, aside = self._file.fork(rest, len(constant), closing, question)
        self._read = prompt
        scores = log_softmax(aside.astype(np.float64))
        yes, no = (logsumexp(scores[self._first_tokens(words)]) for words in (_YES, _NO))
        return Affirmed(float(yes - no), self._file.values(VALUED, aside=True))

    def _parts(self, messages: Sequence[Message]) -> tuple[list[int], list[int], list[int]]:
        """Returns a prompt's tokens: its beginning, which is the same in every call, the last message's text, and what closes it."""
        segments = self._segments(messages)
        return list(chain.from_iterable(segments[:-2])), segments[-2], segments[-1]

    def _check(self, length: int, room: int) -> None:
        if length + room > self._context:
            raise ValueError(f"{length} prompt and {room} answer tokens do not fit a context of {self._context}")

    def _hold(self, constant: list[int]) -> None:
        """Has `constant` evaluated, and nothing behind it."""
        if self._read[: len(constant)] != constant:
            self._file.drop(0)
            self._file.evaluate(constant, 0, every=False)
        self._file.drop(len(constant))
        self._read = constant

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """What has been read is not known where it fails."""
        try:
            yield
        except RuntimeError:
            self._read = []
            raise

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
            if self._file.ends(token):
                break
            text.append(token)
            written += 1
            if piece := decoder.decode(self._file.piece(token)):
                pieces.append(piece)
                on_token(piece)
            if not ready and written < max_tokens:
                ready = self._next(text, max_tokens - written)
        self._file.drop(len(text))  # a guess may have gone on behind the end
        values = self._file.values(VALUED, aside=False)
        reason = "length" if written == max_tokens else "stop"
        return Generation("".join(pieces).strip(), len(prompt), written, reason, values)

    def _next(self, text: list[int], room: int) -> list[int]:
        """Returns the tokens that follow `text`, whose last one is not evaluated yet: one, or more where a guess was right."""
        guess = lookup(text)[: room - 1]
        chosen = self._file.evaluate([text[-1], *guess], len(text) - 1, every=True).argmax(axis=1).tolist()
        right = next((n for n, token in enumerate(guess) if token != chosen[n]), len(guess))
        self._file.drop(len(text) + right)
        return [int(token) for token in chosen[: right + 1]]

    def _first_tokens(self, words: Sequence[str]) -> list[int]:
        return sorted({self._file.tokenize(word, special=False, add_bos=False)[0] for word in words})

    def _segments(self, messages: Sequence[Message]) -> list[list[int]]:
        """Tokenises template and contents in turn: only the template's text may become control tokens."""
        marks = [f"\ue000{number}\ue001" for number in range(len(messages))]
        shown = [{"role": m.role, "content": mark} for m, mark in zip(messages, marks, strict=True)]
        text = self._template.render(messages=shown, add_generation_prompt=True, bos_token="", eos_token="")
        return [*self._pieces(text, marks, [message.content for message in messages])]

    def _pieces(self, text: str, marks: list[str], contents: list[str]) -> Iterator[list[int]]:
        add_bos = self._adds_bos
        for mark, content in zip(marks, contents, strict=True):
            before, _, text = text.partition(mark)
            yield self._file.tokenize(before, special=True, add_bos=add_bos)
            yield self._file.tokenize(content, special=False, add_bos=False)
            add_bos = False
        yield self._file.tokenize(text, special=True, add_bos=False)


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)


def _ignore(_: str) -> None:
    pass
