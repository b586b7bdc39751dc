"""Two runs, question by question: paired differences, and the questions that went from right to wrong or back."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.bootstrap import Difference, difference
from eval.errors import RunMismatchError
from eval.metrics import METRICS, Metric
from eval.questions import GoldQuestion
from eval.results import Results
from eval.scoring import OVERALL, Scored, array
from eval.statistics import mcnemar


@dataclass(frozen=True)
class Flip:
    """A question that one run has right and the other wrong."""

    question: GoldQuestion
    a: str
    b: str
    won: bool


@dataclass(frozen=True)
class Comparison:
    """How run B differs from run A on the questions that both were asked.

    Attributes:
        shared: ids of these questions.
        notes: why the comparison may not be what it seems.
        differences: of every metric, over questions to which it applies in both runs.
        right: of `right`, by kind of question.
        flips: questions won or lost by B, the lost ones first.
        p: exact two-sided p-value of McNemar's test on the flips.
    """

    a: Results
    b: Results
    shared: tuple[str, ...]
    notes: tuple[str, ...]
    differences: dict[str, Difference]
    right: dict[str, Difference]
    flips: tuple[Flip, ...]
    p: float

    @property
    def won(self) -> int:
        """Questions that only B has right."""
        return sum(flip.won for flip in self.flips)

    @property
    def lost(self) -> int:
        """Questions that only A has right."""
        return len(self.flips) - self.won


def compare(a: Results, b: Results) -> Comparison:
    """Compares run B with run A.

    Raises:
        RunMismatchError: they share no question.
    """
    shared = tuple(id_ for id_, question in a.questions.items() if b.questions.get(id_) == question)
    if not shared:
        raise RunMismatchError(f"{a.path} and {b.path} share no question. Compare runs of the same data set.")
    pairs = [(a.scored[id_], b.scored[id_]) for id_ in shared]
    flips = sorted((flip for id_ in shared if (flip := _flip(a, b, id_))), key=lambda flip: flip.won)
    won = sum(flip.won for flip in flips)
    return Comparison(
        a,
        b,
        shared,
        tuple(_notes(a, b, shared)),
        _differences(pairs),
        _right(pairs),
        tuple(flips),
        mcnemar(len(flips) - won, won),
    )


def said(results: Results, id_: str) -> str:
    """Returns what a run answered to a question, with its status."""
    row = results.rows[id_]
    if row.failure is not None:
        return f"[failed] {row.failure.type}: {row.failure.message}"
    return f"[{row.answer.status}] {row.answer.answer}" if row.answer else "[not asked]"


def _flip(a: Results, b: Results, id_: str) -> Flip | None:
    before, after = a.scored[id_].right, b.scored[id_].right
    if before is None or after is None or before == after:
        return None
    return Flip(a.questions[id_], said(a, id_), said(b, id_), after)


def _differences(pairs: Sequence[tuple[Scored, Scored]]) -> dict[str, Difference]:
    found = {name: _difference(pairs, metric) for name, metric in METRICS.items()}
    return {name: value for name, value in found.items() if value is not None}


def _right(pairs: Sequence[tuple[Scored, Scored]]) -> dict[str, Difference]:
    groups = {OVERALL: list(pairs)}
    for pair in pairs:
        groups.setdefault(pair[0].kind, []).append(pair)
    found = {name: _difference(group, METRICS["right"]) for name, group in groups.items()}
    return {name: value for name, value in found.items() if value is not None}


def _difference(pairs: Sequence[tuple[Scored, Scored]], metric: Metric) -> Difference | None:
    both = [(a, b) for a, b in pairs if metric.name in a.values and metric.name in b.values]
    return difference(array((a for a, _ in both), metric), array((b for _, b in both), metric), metric.statistic)


def _notes(a: Results, b: Results, shared: Sequence[str]) -> list[str]:
    notes = []
    if apart := max(len(a.questions), len(b.questions)) - len(shared):
        notes.append(f"{apart} questions are not in both runs, or not in the same form; they are left out.")
    if a.identity.get("articles") != b.identity.get("articles"):
        notes.append("The runs were made over different articles.")
    if a.summary.get("scoring") != b.summary.get("scoring"):
        notes.append(
            "The runs were scored by different versions of the metrics; run both commands again to score anew."
        )
    return notes
