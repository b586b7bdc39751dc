"""A whole evaluation: read the set, open the system, ask, score."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from eval.datasets import GOLD, Dataset, load, select
from eval.finish import finish
from eval.progress import Report, shown
from eval.questions import GoldQuestion
from eval.runs import ask_all, default_folder, sole_writer
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
    with shown(console) as task:
        system = _open(plan, dataset, questions, task("Indexing", len(dataset.articles)))
        identity = {**_chosen(plan, dataset), **system.facts}
        with sole_writer(plan.out or default_folder(identity)) as folder:
            told = f"Writing to {folder.path}; after an interruption the same command goes on."
            console.print(told, highlight=False, soft_wrap=True)
            folder.begin(identity, questions)
            rows = ask_all(folder, questions, system.ask, task("Asking", len(questions)))
            summary = finish(folder, questions, rows, {article.id: article.text for article in dataset.articles})
    return folder.path, summary


def _open(plan: Plan, dataset: Dataset, questions: Sequence[GoldQuestion], report: Report) -> System:
    settings = load_settings(ServiceSettings)
    if plan.retrieval_only:
        return open_retrieval(settings, dataset, questions, report)
    return open_answering(settings, dataset, report)


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
