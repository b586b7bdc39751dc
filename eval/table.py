"""The metrics as a table: numbers with their interval and n, as rows for the report and as Markdown."""

from collections.abc import Mapping
from dataclasses import dataclass

from eval.bootstrap import Estimate
from eval.metrics import SECTIONS, Metric
from eval.scoring import Estimates

_DIGITS = {"": 3, "s": 2, "tokens": 0}


@dataclass(frozen=True)
class Line:
    """One metric with its estimate in each group, None where it does not apply."""

    section: str
    metric: Metric
    estimates: tuple[Estimate | None, ...]


def lines(summary: Mapping[str, Estimates]) -> list[Line]:
    """Returns the metrics that apply to any group, in the order of the sections."""
    found = [
        Line(section.title, metric, tuple(group.get(metric.name) for group in summary.values()))
        for section in SECTIONS
        for metric in section.metrics
    ]
    return [line for line in found if any(line.estimates)]


def quantity(value: float, unit: str) -> str:
    """Returns a number in the digits that its unit deserves, with the unit where it is not a share."""
    return f"{value:.{_DIGITS[unit]}f}" + (f" {unit}" if unit == "s" else "")


def interval(estimate: Estimate, unit: str) -> str:
    """Returns `[low, high]`."""
    low, high = (f"{bound:.{_DIGITS[unit]}f}" for bound in (estimate.low, estimate.high))
    return f"[{low}, {high}]"


def cell(estimate: Estimate | None, unit: str) -> str:
    """Returns `value [low, high] n`, or a dash where the metric does not apply."""
    if estimate is None:
        return "–"
    return f"{quantity(estimate.value, unit)} {interval(estimate, unit)} {estimate.n}"


def direction(metric: Metric) -> str:
    """Returns an arrow that points where better is."""
    return "↓" if metric.lower_is_better else "↑"


def markdown(summary: Mapping[str, Estimates]) -> str:
    """Returns the table of every group in Markdown."""
    heads = ["metric", *(group.replace("|", "\\|") for group in summary)]
    rows = [" | ".join(heads), " | ".join("---" for _ in heads)]
    for line in lines(summary):
        name = f"{line.section}: {line.metric.title} {direction(line.metric)}"
        rows.append(" | ".join([name, *(cell(estimate, line.metric.unit) for estimate in line.estimates)]))
    return "\n".join(f"| {row} |" for row in rows)


def definitions() -> str:
    """Returns every metric with its name and definition in Markdown."""
    rows = ["metric | name | definition", "--- | --- | ---"]
    for section in SECTIONS:
        for metric in section.metrics:
            title = f"{section.title}: {metric.title} {direction(metric)}"
            rows.append(f"{title} | `{metric.name}` | {metric.definition}")
    return "\n".join(f"| {row} |" for row in rows)
