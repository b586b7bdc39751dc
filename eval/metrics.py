"""Every metric by name: what it is computed from, how, and which way is better."""

from collections.abc import Callable
from dataclasses import dataclass

from eval import answers, citations, conflicts, cost, declining, retrieval
from eval.case import Case
from eval.statistics import AUROC, F1, MEAN, P50, P95, RATIO, Statistic

Values = float | tuple[float, ...] | None


@dataclass(frozen=True)
class Metric:
    """A metric.

    Attributes:
        name: as `--fail-under` takes it.
        title: as the table shows it.
        values: a question's values; None where the metric does not apply.
        statistic: what is computed of all questions' values.
        lower_is_better: whether less is better.
        answering: whether it says nothing of a retrieval-only run.
        unit: `s`, `tokens`, or nothing for a share.
    """

    name: str
    title: str
    values: Callable[[Case], Values]
    statistic: Statistic = MEAN
    lower_is_better: bool = False
    answering: bool = True
    unit: str = ""

    @property
    def definition(self) -> str:
        """The first paragraph of the docstring of `values`."""
        return " ".join((self.values.__doc__ or "").strip().split("\n\n")[0].split())


@dataclass(frozen=True)
class Section:
    """Metrics that belong together."""

    title: str
    metrics: tuple[Metric, ...]


def _quantiles(
    name: str, title: str, values: Callable[[Case], Values], unit: str, *, answering: bool = True
) -> tuple[Metric, ...]:
    return tuple(
        Metric(f"{name}_{label}", f"{title}, {label}", values, statistic, True, answering, unit)  # noqa: FBT003
        for label, statistic in (("p50", P50), ("p95", P95))
    )


SECTIONS = (
    Section(
        "Outcome",
        (
            Metric("right", "Right", answers.right),
            Metric("failed", "Failed", cost.failed, lower_is_better=True, answering=False),
        ),
    ),
    Section(
        "Retrieval",
        (
            Metric("recall@1", "Recall@1", retrieval.recall_at_1, answering=False),
            Metric("recall@5", "Recall@5", retrieval.recall_at_5, answering=False),
            Metric("recall@10", "Recall@10", retrieval.recall_at_10, answering=False),
            Metric("mrr", "MRR", retrieval.reciprocal_rank, answering=False),
            Metric("ndcg@10", "nDCG@10", retrieval.ndcg_at_10, answering=False),
            Metric("all_gold@10", "All gold@10", retrieval.all_gold_at_10, answering=False),
        ),
    ),
    Section(
        "Answers",
        (
            Metric("contains_answer", "Contains an accepted answer", answers.contains_answer),
            Metric("exact_match", "Exact match", answers.exact_match),
            Metric("token_f1", "Token F1", answers.token_f1),
            Metric("rouge_l", "ROUGE-L (long)", answers.rouge_l),
            Metric("similarity", "Embedding similarity (long)", answers.similarity),
        ),
    ),
    Section(
        "Citations",
        (
            Metric("citation_coverage", "Sentences with a verified citation", citations.coverage),
            Metric("quotation_exactness", "Exact quotations", citations.quotation_exactness),
            Metric("article_precision", "Article precision", citations.article_precision),
            Metric("article_recall", "Article recall", citations.article_recall),
            Metric("right_article", "Right answers that cite a right article", citations.right_article),
            Metric("sentence_precision", "Sentence precision", citations.sentence_precision),
            Metric("sentence_recall", "Sentence recall", citations.sentence_recall),
        ),
    ),
    Section(
        "Declining",
        (
            Metric("declining_precision", "Declining precision", declining.among_declined, RATIO),
            Metric("declining_recall", "Declining recall", declining.recall),
            Metric("declining_f1", "Declining F1", declining.decision, F1),
            Metric("wrongly_declined", "Answerable but declined", declining.wrongly_declined, lower_is_better=True),
            Metric("nearest_states", "Declined, but a nearest statement answers", declining.nearest_states),
            Metric(
                "answerability_auroc", "AUROC of the answerability score", declining.separation, AUROC, answering=False
            ),
        ),
    ),
    Section(
        "Conflict",
        (
            Metric("positions_covered", "Positions covered", conflicts.covered),
            Metric("positions_attributed", "Positions with an article that says so", conflicts.attributed),
            Metric("positions_named", "Positions with who says so", conflicts.named),
            Metric("positions_invented", "Positions invented", conflicts.invented, lower_is_better=True),
            Metric("only_wrong", "States only a wrong answer", conflicts.only_wrong, lower_is_better=True),
            Metric("false_alarms", "False alarms", conflicts.false_alarm, lower_is_better=True),
        ),
    ),
    Section(
        "Cost",
        (
            *_quantiles("prompt_tokens", "Prompt tokens", cost.prompt_tokens, "tokens"),
            *_quantiles("completion_tokens", "Completion tokens", cost.completion_tokens, "tokens"),
            *_quantiles("first_source", "First source", cost.first_source, "s", answering=False),
            *_quantiles("first_token", "First token", cost.first_token, "s"),
            *_quantiles("total", "Whole answer", cost.total, "s"),
        ),
    ),
)
METRICS = {metric.name: metric for section in SECTIONS for metric in section.metrics}
