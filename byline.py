"""The front door: `byline`, made of the three packages' own command lines."""

import sys

import typer

from eval.cli import app as eval_app
from eval.errors import EvaluationError
from index.cli import app as index_app
from index.errors import IndexingError, SettingsError
from index.settings import load, reject_unknown
from service.cli import app as service_app
from service.errors import ServiceError
from service.settings import ServiceSettings

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Question answering over your own news articles: every sentence traced to a quotation, on this machine.",
)
app.add_typer(index_app)
app.add_typer(service_app)
app.add_typer(eval_app, name="eval")


def main() -> None:
    """Runs a command; an error of ours is one line on standard error and exit code 1."""
    try:
        reject_unknown(ServiceSettings)
        load(ServiceSettings)  # a wrong value is told whatever the command
        app()
    except (IndexingError, ServiceError, SettingsError, EvaluationError) as error:
        sys.stderr.write(f"byline: {error}\n")
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        sys.stderr.write("byline: interrupted; run the same command again to go on.\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
