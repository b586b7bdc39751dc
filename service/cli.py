"""`byline ask | serve | models`: the service from the command line."""

from typing import Annotated

import typer
from rich.console import Console

from index.settings import load
from service.models.cli import app as models_app
from service.settings import ServiceSettings

app = typer.Typer(no_args_is_help=True, help="Questions to cited answers.")
app.add_typer(models_app, name="models")


@app.command()
def ask(
    question: Annotated[list[str], typer.Argument(help="The question; several are answered one after the other.")],
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
    settings = load(ServiceSettings)
    Catalog.open(settings.index_dir).close()  # no index yet is told before anything slow
    progress = Console(stderr=True)
    with progress.status("Loading the models"):
        answerer = open_answerer(settings)
    console = Console(highlight=False)
    for text in texts:
        with progress.status("Reading and writing"):
            answer = answerer.ask(Question(text))
        if json:
            from pydantic import TypeAdapter

            typer.echo(TypeAdapter(Answer).dump_json(answer).decode())
        else:
            if len(texts) > 1:
                console.rule(text)
            show(answer, console)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; other machines need 0.0.0.0.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
) -> None:
    """Serves POST /ask and the chat page."""
    from index.listing import Shelf
    from service.web.asker import Asker
    from service.web.serve import serve as serve_web

    settings = load(ServiceSettings)

    def load_answerer() -> Asker:
        # Imported here, on the owner thread: torch and llama.cpp take seconds, and the port answers before that.
        from service.answering.open import open_answerer

        return open_answerer(settings)

    serve_web(load_answerer, settings, Shelf(settings.index_dir), host, port)
