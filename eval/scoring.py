"""Cases to numbers: every metric of every question, then every metric of every kind of question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError

from eval.bootstrap import Estimate, estimate
from eval.case import Case
from eval.errors import RunMissingError
from eval.metrics import METRICS, Metric
from eval.statistics import Array

OVERALL = "overall"
Values = tuple[float, ...]
Estimates = dict[str, Estimate]


@dataclass(frozen=True)
class Scored:
    """The values of one question by metric; metrics that do not apply are absent."""

    id: str
    kind: str
    values: Mapping[str, Values]

    @property
    def right(self) -> bool | None:
        """The outcome, or None if there is none."""
        return bool(self.values["right"][0]) if "right" in self.values else None


_ADAPTER = TypeAdapter(Scored)


def score(case: Case) -> Scored:
    """Computes every metric that applies to a case."""
    metrics = [metric for metric in METRICS.values() if case.row.asked or not metric.answering]
    values = {metric.name: _tuple(metric, case) for metric in metrics}
    return Scored(case.question.id, case.question.kind, {name: value for name, value in values.items() if value})


def summarise(scored: Sequence[Scored]) -> dict[str, Estimates]:
    """Returns every metric with its interval, overall and by kind of question."""
    groups = {OVERALL: list(scored)}
    kinds = list(dict.fromkeys(item.kind for item in scored))
    if len(kinds) > 1:
        groups.update({kind: [item for item in scored if item.kind == kind] for kind in kinds})
    return {name: _estimates(group) for name, group in groups.items()}


def array(scored: Iterable[Scored], metric: Metric) -> Array:
    """Returns the values (n, k) of the questions to which a metric applies."""
    return np.array([item.values[metric.name] for item in scored if metric.name in item.values], dtype=float)


def write_scores(path: Path, scored: Sequence[Scored]) -> None:
    """Writes one JSON line a question."""
    path.write_bytes(b"".join(_ADAPTER.dump_json(item) + b"\n" for item in scored))


def read_scores(path: Path) -> list[Scored]:
    """Reads what `write_scores` wrote.

    Raises:
        RunMissingError: the file is not there or is not of this version.
    """
    try:
        return [_ADAPTER.validate_json(line) for line in path.read_bytes().splitlines()]
    except (OSError, ValidationError) as error:
        message = f"{path.parent} holds no finished run of this version. Make one with `byline eval run … --out {path.parent}`."
        raise RunMissingError(message) from error


def _estimates(scored: Sequence[Scored]) -> Estimates:
    found = {name: estimate(array(scored, metric), metric.statistic) for name, metric in METRICS.items()}
    return {name: value for name, value in found.items() if value is not None}


def _tuple(metric: Metric, case: Case) -> Values:
    values = metric.values(case)
    if values is None:
        return ()
    return values if isinstance(values, tuple) else (values,)
