"""A local chat model in llama.cpp: one sequence, greedy decoding; the only module that imports llama_cpp."""

import codecs
import ctypes
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NoReturn

import llama_cpp
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from service.errors import ModelDamagedError
from service.generation import Brake, Generation, Message

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

    Equal messages always give equal text: whatever was asked before, the constant beginning of the prompt is evaluated
    on its own and kept, and the rest is evaluated anew in one batch.
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
        segments = self._segments(messages)
        # The last message's text is the second segment from the end: all before it is the same in every call.
        constant = sum(map(len, segments[:-2]))
        prompt = list(chain.from_iterable(segments))
        if len(prompt) + max_tokens > self._context:
            raise ValueError(
                f"{len(prompt)} prompt and {max_tokens} answer tokens do not fit a context of {self._context}"
            )
        self._keep(prompt[:constant])
        return self._decode(prompt, max_tokens, on_token or _ignore)

    def _decode(self, prompt: list[int], max_tokens: int, on_token: Callable[[str], None]) -> Generation:
        pieces: list[str] = []
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        tokens = self._tokens(prompt)
        written, reason = 0, "length"
        while written < max_tokens:
            token = next(tokens)
            if self._ends(token):
                reason = "stop"
                break
            written += 1
            piece = decoder.decode(self._llama.detokenize([token], prev_tokens=prompt))
            if piece:
                pieces.append(piece)
                on_token(piece)
        tokens.close()
        return Generation("".join(pieces).strip(), len(prompt), written, reason)

    def _tokens(self, prompt: list[int]) -> Generator[int, Sequence[int] | None, None]:
        return self._llama.generate(prompt, temp=0.0, repeat_penalty=1.0)

    def _keep(self, prefix: list[int]) -> None:
        """Makes the cache hold exactly `prefix`."""
        cached = self._llama.input_ids[: self._llama.n_tokens].tolist()
        if cached[: len(prefix)] == prefix:
            self._llama.n_tokens = len(prefix)
            return
        self._llama.reset()  # type: ignore[no-untyped-call]
        if prefix:
            self._llama.eval(prefix)

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
