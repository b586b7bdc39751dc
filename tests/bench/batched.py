"""Whether several sequences at once pay: `python -m tests.bench.batched [ROUNDS]`, two rounds by default.

Four prompts of about 320 tokens and 20 written tokens each, with the default model: one after the other as the service does
it, without and with prompt lookup, and all four in one batch by llama.cpp's low-level interface. The prompts share their
constant beginning, which is kept as the service keeps it.
"""

import sys
import time
from collections.abc import Callable, Sequence
from random import Random

import llama_cpp
import numpy as np

from index.settings import load
from service.generation import Message
from service.llm import LlamaModel
from service.models.resolve import resolve
from service.settings import ServiceSettings
from tests.bench.collection import Newsroom

ASKERS = 4
WRITTEN = 20
CONTEXT = 2048
RULES = "Answer the question in one sentence, only from the reports below, and copy numbers and names exactly."


def _prompts(seed: int) -> list[list[Message]]:
    """Returns a prompt an asker: the same rules, other evidence, another question."""
    made = []
    for number in range(ASKERS):
        newsroom = Newsroom(seed * ASKERS + number)
        article = next(newsroom.articles(1))
        reports = ". ".join(article.text.split(". ")[:9])
        made.append([Message("system", RULES), Message("user", f"{reports}\n\n{newsroom.question()}")])
    return made


class Together:
    """Four sequences in one context; prompts are read one by one, then a token of each is decoded at a time."""

    def __init__(self, path: str) -> None:
        self._llama = llama_cpp.Llama(path, n_ctx=CONTEXT, n_batch=512, verbose=False)
        model = self._llama.model
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx, parameters.n_batch, parameters.n_seq_max = CONTEXT, 512, ASKERS
        parameters.n_threads = parameters.n_threads_batch = 2
        parameters.kv_unified = True
        self._context = llama_cpp.llama_init_from_model(model, parameters)
        self._batch = llama_cpp.llama_batch_init(512, 0, 1)

    def answer(self, prompts: Sequence[list[int]]) -> float:
        """Reads all prompts and writes WRITTEN tokens to each; returns the seconds of the writing alone."""
        memory = llama_cpp.llama_get_memory(self._context)
        llama_cpp.llama_memory_clear(memory, True)  # noqa: FBT003 (C)
        ready = []
        for sequence, tokens in enumerate(prompts):
            self._decode([(token, place, sequence) for place, token in enumerate(tokens)])
            ready.append(self._best(-1))
        begun = time.perf_counter()
        for step in range(WRITTEN - 1):
            self._decode([(ready[n], len(tokens) + step, n) for n, tokens in enumerate(prompts)], every=True)
            ready = [self._best(n) for n in range(len(prompts))]
        return time.perf_counter() - begun

    def _decode(self, entries: Sequence[tuple[int, int, int]], *, every: bool = False) -> None:
        batch = self._batch
        batch.n_tokens = len(entries)
        for row, (token, place, sequence) in enumerate(entries):
            batch.token[row], batch.pos[row] = token, place
            batch.n_seq_id[row], batch.seq_id[row][0] = 1, sequence
            batch.logits[row] = every or row == len(entries) - 1
        if failed := llama_cpp.llama_decode(self._context, batch):
            raise RuntimeError(f"llama_decode returned {failed}")

    def _best(self, row: int) -> int:
        logits = llama_cpp.llama_get_logits_ith(self._context, row)
        return int(np.ctypeslib.as_array(logits, shape=(self._llama.n_vocab(),)).argmax())


def _timed(do: Callable[[], object]) -> tuple[float, object]:
    begun = time.perf_counter()
    found = do()
    return time.perf_counter() - begun, found


def main(rounds: int) -> None:
    """Prints the seconds of four answers each way."""
    settings = load(ServiceSettings)
    path = resolve(settings.llm, settings.models_dir)
    alone, together = LlamaModel(path, "default", "", 1024), Together(str(path))
    for number in range(rounds):
        prompts = _prompts(Random(number).randrange(1000))  # noqa: S311
        alone.generate(prompts[0], 1)  # the constant beginning is read
        lone, made = _timed(lambda prompts=prompts: [alone.generate(each, WRITTEN) for each in prompts])
        written = sum(generation.completion_tokens for generation in made)  # type: ignore[attr-defined]
        tokens = [sum(alone._segments(each), []) for each in prompts]  # noqa: SLF001, RUF017
        whole, writing = _timed(lambda tokens=tokens: together.answer(tokens))
        sys.stdout.write(
            f"prompts {[len(each) for each in tokens]}: one after the other {lone:.1f} s for {written} tokens "
            f"({lone / written:.3f} s a token in all); together {whole:.1f} s for {ASKERS * WRITTEN} tokens "
            f"({whole / (ASKERS * WRITTEN):.3f} s; writing {writing:.1f} s): "
            f"{(lone / written) / (whole / (ASKERS * WRITTEN)):.2f} times the throughput\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
