"""A data set ready to be asked: read, found unambiguous, and identified by a digest."""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

from eval.beir import read_beir
from eval.contents import Contents, Severity
from eval.errors import DatasetError, SelectionError
from eval.native import read_native
from eval.questions import GoldQuestion, dump_question
from eval.squad import read_squad
from index.articles import Article

GOLD = Path(__file__).parent / "gold" / "questions.jsonl"
"""The set that comes with Byline."""


@dataclass(frozen=True)
class Dataset:
    """Articles and the questions about them; ids are unique."""

    name: str
    articles: tuple[Article, ...]
    questions: tuple[GoldQuestion, ...]

    @cached_property
    def articles_digest(self) -> str:
        """SHA-256 of what the articles say, in hex; where they lay on disk does not count."""
        contents = [
            json.dumps({**asdict(replace(a, path=None)), "guessed": sorted(a.guessed)}, default=str)
            for a in self.articles
        ]
        return hashlib.sha256("\n".join(contents).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the articles and of the questions in their order, in hex."""
        lines = [self.articles_digest, *(dump_question(question) for question in self.questions)]
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def read(articles: Path | None, questions: Path) -> Contents:
    """Reads a data set in whichever form it has, faults and all.

    A `.json` file is SQuAD's form, a folder or `.tsv` file BEIR's; both hold their own articles. Otherwise `questions`
    are JSON lines, and without `articles` these are `articles.jsonl` or `articles/` beside them.

    Raises:
        DatasetError: there is nothing that could be read.
    """
    if not questions.exists():
        raise DatasetError(
            f"{questions} does not exist. Name a file of questions, or leave --questions out for the gold set."
        )
    foreign = questions.is_dir() or questions.suffix in {".json", ".tsv"}
    if foreign and articles is not None and articles != questions:
        raise DatasetError(f"{questions} holds its own articles. Leave --articles out.")
    if foreign:
        return read_squad(questions) if questions.suffix == ".json" else read_beir(questions)
    return read_native(articles or _beside(questions), questions)


def load(articles: Path | None, questions: Path) -> Dataset:
    """Reads a data set that can be asked.

    Raises:
        DatasetError: a question cannot be read, or an id stands for two things.
    """
    contents = read(articles, questions)
    faults = [str(fault) for fault in contents.faults if fault.severity is Severity.ERROR]
    faults += [f"the article id {id_!r} occurs {n} times" for id_, n in _repeated(a.id for a in contents.articles)]
    faults += [
        f"the question id {id_!r} occurs {n} times" for id_, n in _repeated(p.question.id for p in contents.questions)
    ]
    if faults or not contents.articles or not contents.questions:
        first = (
            "\n".join(faults[:3])
            or f"{questions} gives {len(contents.articles)} articles and {len(contents.questions)} questions."
        )
        raise DatasetError(f"{first}\n`byline eval check` with the same paths says all that is wrong.")
    return Dataset(name_of(questions), contents.articles, tuple(placed.question for placed in contents.questions))


def name_of(questions: Path) -> str:
    """Returns a short name for a set: that of its file, or of its folder if the file is just `questions`."""
    path = questions.resolve()
    return path.parent.name if path.stem == "questions" else path.stem


def select(dataset: Dataset, kinds: Collection[str], limit: int | None, seed: int) -> tuple[GoldQuestion, ...]:
    """Returns the questions of `kinds` (empty: all), or `limit` of them drawn without replacement, in the set's order.

    Raises:
        SelectionError: none is left, or a kind does not occur.
    """
    present = {question.kind for question in dataset.questions}
    if unknown := sorted(set(kinds) - present):
        raise SelectionError(f"No question is of kind {', '.join(unknown)}. This set has {', '.join(sorted(present))}.")
    pool = [question for question in dataset.questions if not kinds or question.kind in kinds]
    if limit is None or limit >= len(pool):
        return tuple(pool)
    drawn = sorted(random.Random(seed).sample(range(len(pool)), limit))  # noqa: S311 - a sample, not a secret
    return tuple(pool[index] for index in drawn)


def _beside(questions: Path) -> Path:
    for candidate in (questions.parent / "articles.jsonl", questions.parent / "articles"):
        if candidate.exists():
            return candidate
    raise DatasetError(f"No articles.jsonl or articles/ lies beside {questions}. Name the articles with --articles.")


def _repeated(ids: Iterable[str]) -> list[tuple[str, int]]:
    return [(id_, n) for id_, n in Counter(ids).items() if n > 1]
