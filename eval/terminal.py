"""Tables for the terminal."""

from collections.abc import Mapping, Sequence

from rich.markup import escape
from rich.table import Table

from eval.bootstrap import Difference, Estimate
from eval.comparison import Comparison, Flip
from eval.metrics import METRICS
from eval.scoring import Estimates
from eval.table import cell, direction, lines, quantity


def summary_table(summary: Mapping[str, Estimates], groups: Sequence[str]) -> Table:
    """Returns the table of some groups for rich."""
    table = Table(caption="value [95 % bootstrap interval] n; ↑ more is better, ↓ less is better")
    table.add_column("metric")
    for group in groups:
        table.add_column(escape(group))
    section = ""
    for line in lines({group: summary[group] for group in groups}):
        if line.section != section:
            section = line.section
            table.add_section()
            table.add_row(f"[bold]{escape(section)}[/bold]")
        cells = (escape(cell(estimate, line.metric.unit)) for estimate in line.estimates)
        table.add_row(f"  {escape(line.metric.title)} {direction(line.metric)}", *cells)
    return table


def by_kind(summary: Mapping[str, Estimates]) -> Table:
    """Returns the headline of each kind of question for rich."""
    headlines = [METRICS[name] for name in ("right", "recall@5", "declining_recall", "wrongly_declined")]
    present = [metric for metric in headlines if any(metric.name in group for group in summary.values())]
    table = Table("kind", *(f"{metric.title} {direction(metric)}" for metric in present), caption="value (n)")
    for kind, group in summary.items():
        table.add_row(escape(kind), *(_brief(group.get(metric.name), metric.unit) for metric in present))
    return table


def difference_table(comparison: Comparison) -> Table:
    """Returns the paired differences for rich; bold where the interval excludes 0."""
    table = Table("metric", "A", "B", "B − A [95 % interval]", "n")
    for name, item in comparison.differences.items():
        metric = METRICS[name]
        table.add_row(f"{escape(metric.title)} {direction(metric)}", *_difference(item, metric.unit))
    table.add_section()
    for kind, item in comparison.right.items():
        table.add_row(f"Right, {escape(kind)} ↑", *_difference(item, ""))
    return table


def flips_table(flips: Sequence[Flip]) -> Table:
    """Returns the questions that flipped with both answers side by side, for rich."""
    table = Table("", "question", "A", "B", show_lines=True)
    for flip in flips:
        mark = "[green]won[/]" if flip.won else "[red]lost[/]"
        asked = f"{flip.question.question}\n({flip.question.id}, {flip.question.kind})"
        table.add_row(mark, escape(asked), escape(flip.a), escape(flip.b))
    return table


def _brief(estimate: Estimate | None, unit: str) -> str:
    return "–" if estimate is None else f"{quantity(estimate.value, unit)} ({estimate.n})"


def _difference(item: Difference, unit: str) -> tuple[str, str, str, str]:
    text = escape(f"{item.difference:+.3f} [{item.low:+.3f}, {item.high:+.3f}]")
    sure = item.low > 0 or item.high < 0
    return quantity(item.a, unit), quantity(item.b, unit), f"[bold]{text}[/bold]" if sure else text, str(item.n)
