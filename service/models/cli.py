"""`byline models`: list, pull, verify, path."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table

from index.settings import load
from service.errors import UnknownModelError
from service.models.names import location, registered_path
from service.models.registry import Model, load_registry
from service.models.reports import Advanced, Noted, Reporter
from service.models.resolve import intact, verify
from service.settings import ServiceSettings

app = typer.Typer(help="Get, check and find the language models.", no_args_is_help=True)

Name = Annotated[
    str | None, typer.Argument(help="A name of the list, a path, or `hub-repo:file`; default: BYLINE_LLM.")
]
Names = Annotated[list[str] | None, typer.Argument(help="Names of the list or `hub-repo:file`; default: BYLINE_LLM.")]


@app.command("list")
def list_models() -> None:
    """Shows the models that are known by name, and which of them are here."""
    settings = load(ServiceSettings)
    table = Table("", "name", "licence", "size", "here")
    for model in load_registry().values():
        mark = "*" if model.name == settings.llm else ""
        table.add_row(mark, model.name, model.licence, _megabytes(model.size), _presence(model, settings.models_dir))
    if settings.llm not in load_registry():
        table.add_row("*", escape(settings.llm), "", "", "yes" if _is_here(settings) else "no")
    console = Console()
    console.print(table)
    console.print("* is the one in use (BYLINE_LLM).", highlight=False)


@app.command("pull")
def pull_models(names: Names = None) -> None:
    """Fetches models; one that was interrupted is resumed."""
    from service.models.pull import pull_named

    settings = load(ServiceSettings)
    for name in names or [settings.llm]:
        with _shown() as report:
            path = pull_named(name, settings.models_dir, report)
        typer.echo(path)


@app.command("verify")
def verify_model(name: Name = None) -> None:
    """Hashes a model's whole file and compares the digest with the one expected."""
    settings = load(ServiceSettings)
    spec = name or settings.llm
    digest = verify(spec, settings.models_dir)
    if digest:
        typer.echo(f"{spec} is intact: SHA-256 {digest}")
    else:
        typer.echo(f"{spec} is a GGUF file; there is no known SHA-256 to compare it with.")


@app.command("path")
def show_path(name: Name = None) -> None:
    """Prints where a model's file is, or where it belongs."""
    settings = load(ServiceSettings)
    typer.echo(location(name or settings.llm, settings.models_dir))


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _presence(model: Model, models_dir: Path) -> str:
    path = registered_path(model.name, models_dir)
    if intact(path, model.size, model.sha256):
        return "yes"
    return "damaged" if path.exists() else "no"


def _is_here(settings: ServiceSettings) -> bool:
    try:
        return location(settings.llm, settings.models_dir).is_file()
    except UnknownModelError:
        return False


@contextmanager
def _shown() -> Iterator[Reporter]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    progress = Progress(*columns, console=Console(stderr=True))
    try:
        yield _Bar(progress)
    finally:
        if progress.tasks:
            progress.stop()


class _Bar:
    """One bar for one file; notes are printed above it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def __call__(self, event: Advanced | Noted) -> None:
        if isinstance(event, Noted):
            self._progress.console.print(event.message, markup=False, highlight=False, soft_wrap=True)
            return
        if not self._progress.tasks:
            # The bar appears with the first bytes: a model that is there already shows none.
            self._progress.start()
            # Begun where the file stands, so that bytes of an earlier pull do not count as speed.
            self._progress.add_task(event.message, total=event.total, completed=event.done)
        self._progress.update(self._progress.tasks[0].id, completed=event.done, description=event.message)
