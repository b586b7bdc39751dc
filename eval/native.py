"""The native form: articles as `byline index` reads them, questions as JSON lines."""

from collections.abc import Iterator
from pathlib import Path

from eval.contents import Contents, Fault, Placed, error, warning
from eval.errors import DatasetError
from eval.questions import parse_question
from index.articles import Article, Skipped
from index.errors import UnreadableArticleError
from index.read import read_paths


def read_native(articles: Path, questions: Path) -> Contents:
    """Reads articles and questions.

    Raises:
        DatasetError: a path does not exist or is no UTF-8 text.
    """
    found = list(read_articles(articles))
    items = list(read_questions(questions))
    return Contents(
        tuple(item for item in found if isinstance(item, Article)),
        tuple(item for item in items if isinstance(item, Placed)),
        tuple(item for item in (*found, *items) if isinstance(item, Fault)),
    )


def read_articles(path: Path) -> Iterator[Article | Fault]:
    """Yields articles, and a warning for each record that is none: it may be a stray file."""
    try:
        for item in read_paths([path]):
            yield warning(item.path, f"not an article: {item.reason}") if isinstance(item, Skipped) else item
    except UnreadableArticleError as fault:
        raise DatasetError(str(fault)) from fault


def read_questions(path: Path) -> Iterator[Placed | Fault]:
    """Yields the question of each line that is not blank, or what is wrong with it."""
    for place, line in json_lines(path):
        try:
            question, unknown = parse_question(line)
        except ValueError as fault:
            yield error(place, str(fault))
        else:
            yield Placed(place, question, unknown)


def json_lines(path: Path) -> Iterator[tuple[str, str]]:
    """Yields `file:line` and text of each line that is not blank.

    Raises:
        DatasetError: the file cannot be read as UTF-8 text.
    """
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield f"{path}:{number}", line
    except (OSError, UnicodeDecodeError) as fault:
        raise DatasetError(f"{path} cannot be read ({fault}). Name a UTF-8 file of JSON lines.") from fault
