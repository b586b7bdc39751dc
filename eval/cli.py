"""`byline eval run | check | compare | gate | table | metrics`: the evaluation from the command line.

Exit codes: 0 all is well; 1 an error, or `check` found one; 2 wrong usage; 3 a gate was not passed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from eval.errors import GateError

if TYPE_CHECKING:
    from eval.gate import Verdict
    from eval.results import Results

app = typer.Typer(no_args_is_help=True, help="Scores against questions with known answers.")
NOT_PASSED = 3

Articles = Annotated[
    Path | None,
    typer.Option(
        help="Folder or .jsonl file of articles. \\[default: articles.jsonl or articles/ beside the questions]"
    ),
]
Questions = Annotated[
    Path | None,
    typer.Option(
        help="Questions as .jsonl, a SQuAD 2.0 .json file, or a BEIR folder. \\[default: Byline's own gold set]"
    ),
]
FailUnder = Annotated[
    list[str] | None, typer.Option(metavar="METRIC=VALUE", help="Exit 3 if the metric is less; may be given again.")
]
FailOver = Annotated[
    list[str] | None, typer.Option(metavar="METRIC=VALUE", help="Exit 3 if the metric is more; may be given again.")
]
NoWorseThan = Annotated[
    Path | None, typer.Option(metavar="BASELINE", help="Exit 3 if the outcomes are worse than this file's.")
]


@app.command()
def run(  # noqa: PLR0913 - each is an option of the command line
    articles: Articles = None,
    questions: Questions = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the run. \\[default: runs/SET-DIGEST, by set, settings and code]")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Ask only so many questions, drawn at random.")] = None,
    seed: Annotated[int, typer.Option(help="Which questions `--limit` draws.")] = 0,
    kinds: Annotated[str, typer.Option(help="Ask only questions of these kinds, separated by commas.")] = "",
    *,
    retrieval_only: Annotated[
        bool, typer.Option("--retrieval-only", help="Search, but do not ask the language model.")
    ] = False,
    fail_under: FailUnder = None,
    fail_over: FailOver = None,
    no_worse_than: NoWorseThan = None,
) -> None:
    """Asks every question and scores the answers; a run that was interrupted is continued by the same command."""
    from eval.evaluate import Plan, evaluate
    from eval.gate import judge, read_baseline
    from eval.results import read_results
    from eval.terminal import by_kind, summary_table

    baseline = read_baseline(no_worse_than) if no_worse_than else None
    wanted = tuple(kind.strip() for kind in kinds.split(",") if kind.strip())
    plan = Plan(articles, questions, out, wanted, limit, seed, retrieval_only)
    console = Console()
    folder, summary = evaluate(plan, Console(stderr=True))
    console.print(summary_table(summary, ["overall"]))
    if len(summary) > 1:
        console.print(by_kind(summary))
    results = read_results(folder)
    _tell_failures(results, console)
    console.print(f"Report: {folder / 'report.html'}", highlight=False, soft_wrap=True)
    _tell_verdicts(judge(results, fail_under or (), fail_over or (), baseline), console)


@app.command()
def check(articles: Articles = None, questions: Questions = None) -> None:
    """Looks for faults in a set of articles and questions; exit code 1 if there is an error."""
    from eval.check import check as faults_of
    from eval.contents import Severity
    from eval.datasets import GOLD, read

    contents = read(articles, questions or GOLD)
    faults = faults_of(contents)
    for fault in faults:
        typer.echo(str(fault))
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    typer.echo(
        f"{len(contents.articles)} articles, {len(contents.questions)} questions: {errors} errors, {len(faults) - errors} warnings",
        err=True,
    )
    if errors or not contents.questions:
        raise typer.Exit(1)


@app.command()
def compare(
    a: Annotated[Path, typer.Argument(help="Folder of the run to compare with.")],
    b: Annotated[Path, typer.Argument(help="Folder of the run that may be better.")],
    html: Annotated[Path | None, typer.Option(help="Write the comparison to this file as well.")] = None,
) -> None:
    """Shows what run B does better and worse than run A, question by question."""
    from eval.comparison import compare as compare_runs
    from eval.results import read_results
    from eval.terminal import difference_table, flips_table

    comparison = compare_runs(read_results(a), read_results(b))
    console = Console()
    for note in comparison.notes:
        console.print(f"[yellow]Note:[/] {escape(note)}", highlight=False)
    console.print(difference_table(comparison))
    if comparison.flips:
        console.print(flips_table(comparison.flips))
    console.print(
        f"{len(comparison.shared)} questions in both; B won {comparison.won} and lost {comparison.lost} of them; "
        f"McNemar's exact test: p = {comparison.p:.4f}",
        highlight=False,
    )
    if html:
        from eval.report import render_comparison

        html.write_text(render_comparison(comparison), "utf-8")
        console.print(f"Report: {html}", highlight=False, soft_wrap=True)


@app.command()
def gate(
    run_folder: Annotated[Path, typer.Argument(metavar="RUN", help="Folder of a finished run.")],
    *,
    fail_under: FailUnder = None,
    fail_over: FailOver = None,
    no_worse_than: NoWorseThan = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep this run's outcomes as a baseline.")
    ] = None,
) -> None:
    """Judges a finished run; exit code 3 if it does not reach what is asked or is worse than a baseline."""
    from eval.gate import baseline_of, judge, read_baseline
    from eval.gate import write_baseline as keep
    from eval.results import read_results

    if not (fail_under or fail_over or no_worse_than or write_baseline):
        raise GateError("Nothing to judge. Give --fail-under, --fail-over, --no-worse-than or --write-baseline.")
    baseline = read_baseline(no_worse_than) if no_worse_than else None
    results = read_results(run_folder)
    if write_baseline:
        keep(write_baseline, baseline_of(results))
    _tell_verdicts(judge(results, fail_under or (), fail_over or (), baseline), Console())


@app.command()
def table(runs: Annotated[list[Path], typer.Argument(metavar="RUN…", help="Folders of finished runs.")]) -> None:
    """Prints the metrics of several runs as one Markdown table, a column a run."""
    from eval.results import read_results
    from eval.scoring import OVERALL, summarise
    from eval.table import markdown

    found = {path.resolve().name: list(read_results(path).scored.values()) for path in runs}
    typer.echo(markdown({name: summarise(scored)[OVERALL] for name, scored in found.items()}))


@app.command()
def metrics() -> None:
    """Prints the definition of every metric as a Markdown table; the names are those that `--fail-under` takes."""
    from eval.table import definitions

    typer.echo(definitions())


def _tell_failures(results: "Results", console: Console) -> None:
    messages = [row.failure.message for row in results.rows.values() if row.failure]
    if messages:
        told = f"[red]{len(messages)} questions failed[/], the first with: {escape(messages[0])}"
        console.print(told, highlight=False)


def _tell_verdicts(verdicts: "Sequence[Verdict]", console: Console) -> None:
    for verdict in verdicts:
        mark = "[green]passed[/]" if verdict.passed else "[red]not passed[/]"
        console.print(f"{mark}: {escape(verdict.reason)}", highlight=False, soft_wrap=True)
    if not all(verdict.passed for verdict in verdicts):
        raise typer.Exit(NOT_PASSED)
