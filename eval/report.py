"""A run as one HTML file that needs nothing else; a comparison likewise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval import plots
from eval.case import Case
from eval.comparison import Comparison
from eval.cost import first_source, total
from eval.declining import calibration, risk_coverage
from eval.metrics import METRICS
from eval.scoring import OVERALL, Estimates, Scored
from eval.table import direction, interval, lines, quantity
from service.answering.answer import Answer

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Segment:
    """A stretch of an answer: its text, whether it is cited, and the numbers of the citations that end here."""

    text: str
    cited: bool
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Shown:
    """A question as the report lists it; `verdict` is `right`, `wrong`, `failed` or `unjudged`."""

    case: Case
    verdict: str
    segments: tuple[Segment, ...]
    values: tuple[tuple[str, str], ...]


def render_report(
    record: Mapping[str, object], summary: Mapping[str, Estimates], cases: Sequence[Case], scored: Sequence[Scored]
) -> str:
    """Returns the report of a run."""
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            record=record,
            groups=list(summary),
            lines=lines(summary),
            plots=_plots(summary, cases),
            shown=[_shown(case, item) for case, item in zip(cases, scored, strict=True)],
            kinds=list(dict.fromkeys(case.question.kind for case in cases)),
        )
    )


def render_comparison(comparison: Comparison) -> str:
    """Returns the report of a comparison."""
    return _environment().get_template("compare.html.j2").render(comparison=comparison, metrics=METRICS)


def segments(answer: Answer) -> tuple[Segment, ...]:
    """Cuts an answer where citations begin and end."""
    spans = [(citation.start, citation.end) for citation in answer.citations]
    cuts = sorted({0, len(answer.answer), *(edge for span in spans for edge in span)})
    return tuple(
        Segment(
            answer.answer[start:end],
            any(first < end and start < last for first, last in spans),
            tuple(number for number, (_, last) in enumerate(spans, start=1) if last == end),
        )
        for start, end in pairwise(cuts)
    )


def _plots(summary: Mapping[str, Estimates], cases: Sequence[Case]) -> list[Markup]:
    asked = any(case.row.asked for case in cases)
    headline = "right" if asked else "recall@5"
    kinds = {name: group[headline] for name, group in summary.items() if headline in group}
    seconds = [value for case in cases if (value := (total if asked else first_source)(case)) is not None]
    return [
        plots.by_kind(METRICS[headline].title, kinds),
        plots.risk_coverage(risk_coverage(cases) if asked else []),
        plots.calibration(calibration(cases)),
        plots.latency(seconds, "whole answer" if asked else "first source"),
    ]


def _shown(case: Case, scored: Scored) -> Shown:
    verdict = "failed" if case.row.failure else {True: "right", False: "wrong", None: "unjudged"}[scored.right]
    singles = [(METRICS[name], value[0]) for name, value in scored.values.items() if len(value) == 1]
    # A latency has two lines in the table and one value here.
    values = dict.fromkeys(
        (metric.title.removesuffix(", p50"), quantity(value, metric.unit))
        for metric, value in singles
        if not metric.name.endswith("_p95")
    )
    return Shown(case, verdict, segments(case.row.answer) if case.row.answer else (), tuple(values))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.update(
        style=_own("report.css"),
        script=_own("report.js"),
        interval=interval,
        direction=direction,
        quantity=quantity,
        overall=OVERALL,
    )
    return environment


def _own(name: str) -> Markup:
    """Returns a file of ours, which needs no escaping."""
    return Markup((HERE / name).read_text("utf-8"))  # noqa: S704 - part of the program
