"""`byline index | search | remove | articles | doctor`: the index from the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from index.errors import UnreadableArticleError
from index.options import ArticleIds, PublishedFrom, PublishedTo, Sources, filters
from index.settings import IndexSettings, load

if TYPE_CHECKING:
    from index.indexer import Summary

app = typer.Typer(no_args_is_help=True, help="The index: put articles in, find evidence.")
SHOWN_FAULTS = 50
_PATHS = (
    "Files (.txt, .md, .jsonl, .html, .pdf, .rss, .atom, .xml), folders of them at any depth, "
    "or - for JSON lines from standard input."
)


@app.command("index")
def index_command(
    paths: Annotated[list[Path], typer.Argument(help=_PATHS)],
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with code 1 if anything was skipped.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove articles of these files and folders that are not there any more.")
    ] = False,
) -> None:
    """Reads articles, splits and embeds them, and stores them; unchanged ones cost nothing.

    A file that cannot be read is skipped, with its reason, and stops none of the others.
    """
    from index.embed import load_embedder
    from index.indexer import index_articles
    from index.read import STANDARD_INPUT, count_files, read_paths

    for path in paths:
        if path != STANDARD_INPUT and not path.exists():
            raise UnreadableArticleError(f"{path} does not exist. Name a file or a folder of articles.")
    if prune and STANDARD_INPUT in paths:
        raise UnreadableArticleError("--prune goes with files and folders, not with standard input. Leave out one.")
    settings = load(IndexSettings)
    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Loading the embedder", total=None)
        embedder = load_embedder(settings.embedder)
        progress.update(task, description="Indexing", total=max(count_files(paths), 1))

        def report(count: int) -> None:
            known = progress.tasks[0].total or 0
            progress.update(task, completed=count, total=max(known, count))

        summary = index_articles(read_paths(paths), settings.index_dir, embedder, report, paths if prune else ())
    _print_summary(console, summary)
    console.print(f"The index is in {escape(str(settings.index_dir))}.", highlight=False, soft_wrap=True)
    indexed = summary.added or summary.changed or summary.unchanged
    if not indexed or (strict and summary.skipped):
        raise typer.Exit(1)


def _print_summary(console: Console, summary: "Summary") -> None:
    """Shows how many articles were added, changed and so on, and each file or record that was skipped, and why."""
    from index.record import one_line

    counts = Table.grid(padding=(0, 1))
    counts.add_column(justify="right", style="bold")
    for name in ("added", "changed", "unchanged", "removed", "skipped"):
        counts.add_row(str(len(getattr(summary, name))), name)
    console.print(counts)
    for skipped in summary.skipped:
        line = f"[yellow]skipped[/] {escape(one_line(skipped.path))}: {escape(one_line(skipped.reason))}"
        console.print(line, highlight=False, soft_wrap=True)


@app.command()
def search(  # noqa: PLR0913 (each is an option of the command line)
    question: Annotated[str, typer.Argument(help="The question.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="Most sentences to show.")] = 8,
    published_from: PublishedFrom = None,
    published_to: PublishedTo = None,
    source: Sources = None,
    article: ArticleIds = None,
) -> None:
    """Shows the evidence for a question, best first, without asking the language model."""
    from index.embed import load_embedder
    from index.rerank import open_reranker
    from index.retrieve import Retriever

    settings = load(IndexSettings)
    wanted = filters(published_from, published_to, source, article)
    retriever = Retriever(settings.index_dir, load_embedder(settings.embedder), open_reranker(settings.reranker))
    table = Table("Score", "Sentence", "Article", show_lines=True)
    for item in retriever.nearest_sentences(question, wanted, limit):
        about = " · ".join(
            str(part) for part in (item.article.title, item.article.source, item.article.published) if part
        )
        table.add_row(f"{item.score:.3f}", escape(item.sentence.text), escape(about))
    Console().print(table if table.row_count else "No evidence found.")


@app.command()
def remove(article_ids: Annotated[list[str], typer.Argument(help="Ids as `byline articles` lists them.")]) -> None:
    """Removes articles from the index."""
    from index.catalog import Catalog
    from index.embed import load_embedder
    from index.errors import UnknownArticleError
    from index.indexer import Indexer
    from index.lock import writing

    settings = load(IndexSettings)
    Catalog.open(settings.index_dir).close()
    with writing(settings.index_dir):
        indexer = Indexer(settings.index_dir, load_embedder(settings.embedder))
        gone = indexer.remove(article_ids)
        indexer.close()
    typer.echo(f"{len(gone)} removed")
    if missing := [article_id for article_id in article_ids if article_id not in gone]:
        raise UnknownArticleError(f"There is no article {', '.join(map(repr, missing))}. `byline articles` lists them.")


@app.command()
def doctor(
    *,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is found.")] = False,
    rebuild_vectors: Annotated[
        bool, typer.Option("--rebuild-vectors", help="Embed everything anew, from the catalog alone.")
    ] = False,
) -> None:
    """Examines the index: texts, sentences, full-text index, vectors, embedder. Exit code 1 if something is wrong."""
    from index import doctor as examiner
    from index import rebuild
    from index.embed import load_embedder

    settings = load(IndexSettings)
    folder, console = settings.index_dir, Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Loading the embedder", total=None)
        embedder = load_embedder(settings.embedder)

        def report(done: int, total: int) -> None:
            progress.update(task, description="Vectors", completed=done, total=total)

        if rebuild_vectors:
            count = rebuild.rebuild_vectors(folder, embedder, report)
            console.print(f"{count} passages were embedded anew.", highlight=False)
        findings = examiner.examine(folder, embedder, report)
        if findings.faults and repair:
            examiner.repair(folder, embedder, findings, report)
            _print_faults(console, findings.faults)
            console.print("Repaired; examined again:", highlight=False)
            findings = examiner.examine(folder, embedder, report)
    _print_faults(console, findings.faults)
    if findings.faults:
        console.print("Mend it with `byline doctor --repair`.", highlight=False)
        raise typer.Exit(1)
    console.print("Nothing is wrong with the index.", highlight=False)


def _print_faults(console: Console, faults: Sequence[str]) -> None:
    from index.record import one_line

    for fault in faults[:SHOWN_FAULTS]:
        console.print(f"[yellow]wrong[/] {escape(one_line(fault))}", highlight=False, soft_wrap=True)
    if len(faults) > SHOWN_FAULTS:
        console.print(f"… and {len(faults) - SHOWN_FAULTS} more.", highlight=False)


@app.command()
def articles() -> None:
    """Lists the articles of the index."""
    from index.catalog import Catalog

    table = Table("Id", "Title", "Source", "Published")
    for info in Catalog.open(load(IndexSettings).index_dir).articles():
        table.add_row(escape(info.id), escape(info.title), escape(info.source or ""), str(info.published or ""))
    Console().print(table)
