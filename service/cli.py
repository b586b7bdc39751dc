"""`byline ask | serve | models`: the service from the command line."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from index.options import ArticleIds, PublishedFrom, PublishedTo, Sources, filters
from index.settings import load
from service.models.cli import app as models_app
from service.settings import ServiceSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.web.asker import Asker

app = typer.Typer(no_args_is_help=True, help="Questions to cited answers.")
app.add_typer(models_app, name="models")


@app.command()
def ask(  # noqa: PLR0913 (each is an option of the command line)
    question: Annotated[list[str], typer.Argument(help="The question; several are answered one after the other.")],
    published_from: PublishedFrom = None,
    published_to: PublishedTo = None,
    source: Sources = None,
    article: ArticleIds = None,
    *,
    json: Annotated[bool, typer.Option("--json", help="Print each answer as one line of JSON.")] = False,
) -> None:
    """Answers questions from the indexed articles, with quotations."""
    from index.catalog import Catalog
    from service.answering.answer import Answer, Question
    from service.answering.answerer import check_question
    from service.answering.open import open_answerer
    from service.show import show

    texts = [check_question(text) for text in question]
    wanted = filters(published_from, published_to, source, article)
    settings = load(ServiceSettings)
    Catalog.open(settings.index_dir).close()  # no index yet is told before anything slow
    progress = Console(stderr=True)
    with progress.status("Loading the models"):
        answerer = open_answerer(settings)
    console = Console(highlight=False)
    for text in texts:
        with progress.status("Reading and writing"):
            answer = answerer.ask(Question(text, wanted))
        if json:
            from pydantic import TypeAdapter

            typer.echo(TypeAdapter(Answer).dump_json(answer).decode())
        else:
            if len(texts) > 1:
                console.rule(text)
            show(answer, console)


@app.command()
def mcp() -> None:
    """Serves the tools `ask`, `search` and `get_article` to a program that speaks MCP over standard input and output."""
    import asyncio

    from service.web.desk import Desk
    from service.web.library import open_library
    from service.web.mcp import serve_stdio
    from service.web.metrics import Metrics
    from service.web.worker import Worker

    settings = load(ServiceSettings)
    worker = Worker(_loader(settings), settings.queue, settings.answers)
    asyncio.run(serve_stdio(Desk(worker, Metrics(), settings.deadline), open_library(settings).shelf))


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; other machines need 0.0.0.0.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
) -> None:
    """Serves POST /ask, OpenAI's protocol, MCP and the chat page."""
    from service.web.listen import listen

    settings = load(ServiceSettings)
    with listen(settings, host, port) as listener:
        # Imported with the port open: FastAPI and all that is built on it take half a second.
        from service.web.library import open_library
        from service.web.serve import serve as serve_web

        serve_web(_loader(settings), settings, open_library(settings), host, listener)


def _loader(settings: ServiceSettings) -> "Callable[[], Asker]":
    def load_answerer() -> "Asker":
        # Imported here, on the owner thread: torch and llama.cpp take seconds, and the port answers before that.
        from service.answering.open import open_answerer

        return open_answerer(settings)

    return load_answerer
