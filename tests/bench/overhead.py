"""How much of an answer is not llama.cpp's: `python -m tests.bench.overhead [QUESTIONS]`, 20 gold questions by default.

The web application with the default model over the sample articles, asked over HTTP in the same process, so that the time
inside `llama_decode` can be taken. The overhead is the rest: HTTP, queue, retrieval, tokens, verification.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean
from typing import Any

import llama_cpp

from index.embed import load_embedder
from index.indexer import index_articles
from index.read import read_paths
from index.settings import load
from service.answering.open import open_answerer
from service.settings import ServiceSettings
from service.web.library import open_library
from tests.end_to_end.conftest import GOLD
from tests.web.fake import served

ASKED = GOLD.parent / "questions.jsonl"


class Decoding:
    """Stands in for `llama_decode` and adds up the seconds spent in it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._decode = llama_cpp.llama_decode

    def __call__(self, *arguments: Any) -> Any:
        begun = time.perf_counter()
        try:
            return self._decode(*arguments)
        finally:
            self.seconds += time.perf_counter() - begun


def main(count: int) -> None:
    """Prints the shares of the answers that the model was needed for."""
    settings = load(ServiceSettings)
    decoding = llama_cpp.llama_decode = Decoding()
    with tempfile.TemporaryDirectory() as folder:
        index_articles(read_paths([GOLD]), Path(folder), load_embedder())
        settings = settings.model_copy(update={"index": Path(folder)})
        with served(lambda: open_answerer(settings), library=open_library(settings)) as running:
            while running.client.get("/readyz").status_code != 200:
                time.sleep(0.2)
            rows = []
            for line in ASKED.read_text("utf-8").splitlines()[: count + 1]:
                before, begun = decoding.seconds, time.perf_counter()
                body = {"question": json.loads(line)["question"]}
                answer = running.client.post("/ask", json=body, timeout=200).raise_for_status().json()
                whole, own = time.perf_counter() - begun, decoding.seconds - before
                if own:
                    rows.append((whole, own, answer["timings_ms"]))
    wholes, owns, timings = zip(*rows[1:], strict=True)  # the first answer also reads the constant prompt
    sys.stdout.write(
        f"{len(wholes)} answers, mean {mean(wholes):.2f} s, llama.cpp {mean(owns):.2f} s: "
        f"overhead {100 * (1 - sum(owns) / sum(wholes)):.1f} % "
        f"(retrieval {mean(t['retrieve'] for t in timings):.0f} ms, verification {mean(t['verify'] for t in timings):.0f} ms)\n"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
