"""A whole evaluation: read the set, open the system, ask, score."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from eval.datasets import GOLD, Dataset, load, select
from eval.finish import finish
from eval.runs import ask_all, sole_writer
from eval.scoring import Estimates
from eval.system import System, open_answering, open_retrieval
from index.settings import load as load_settings
from service.settings import ServiceSettings


@dataclass(frozen=True)
class Plan:
    """What to evaluate: None and empty stand for the defaults that `byline eval run --help` names."""

    articles: Path | None = None
    questions: Path | None = None
    out: Path | None = None
    kinds: tuple[str, ...] = ()
    limit: int | None = None
    seed: int = 0
    retrieval_only: bool = False


def evaluate(plan: Plan, console: Console) -> tuple[Path, dict[str, Estimates]]:
    """Carries out a plan and returns the run's folder and its summary; progress goes to `console`.

    Raises:
        EvaluationError: the data set or the folder cannot be used.
        IndexingError, ServiceError: the system cannot be opened.
    """
    dataset = load(plan.articles, plan.questions or GOLD)
    questions = select(dataset, plan.kinds, plan.limit, plan.seed)
    out = plan.out or Path("runs") / f"{dataset.name}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    console.print(
        f"Writing to {out}; after an interruption the same command with --out {out} goes on.",
        highlight=False,
        soft_wrap=True,
    )
    with sole_writer(out) as folder, _progress(console) as task:
        system = _open(plan, dataset, task("Indexing", len(dataset.articles)))
        folder.begin({**_chosen(plan, dataset), **system.facts}, questions)
        rows = ask_all(folder, questions, system.ask, task("Asking", len(questions)))
        summary = finish(folder, questions, rows, {article.id: article.text for article in dataset.articles})
    return out, summary


def _open(plan: Plan, dataset: Dataset, report: Callable[[int], None]) -> System:
    settings = load_settings(ServiceSettings)
    return (open_retrieval if plan.retrieval_only else open_answering)(settings, dataset, report)


def _chosen(plan: Plan, dataset: Dataset) -> dict[str, object]:
    return {
        "dataset": dataset.name,
        "dataset_digest": dataset.digest,
        "articles": dataset.articles_digest,
        "kinds": list(plan.kinds),
        "limit": plan.limit,
        # Without a limit nothing is drawn.
        "seed": None if plan.limit is None else plan.seed,
        "retrieval_only": plan.retrieval_only,
    }


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[str, int], Callable[[int], None]]]:
    """Yields a maker of progress bars: given a description and a total it returns where to report what is done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as progress:

        def task(description: str, total: int) -> Callable[[int], None]:
            number = progress.add_task(description, total=total, visible=False)
            return lambda done: progress.update(number, completed=done, visible=True)

        yield task
