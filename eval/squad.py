"""SQuAD 2.0 (Rajpurkar et al. 2018): one JSON file with paragraphs and the questions about each."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from pydantic import BaseModel, ValidationError

from eval.contents import Contents, Fault, Placed, warning
from eval.errors import DatasetError
from eval.questions import GoldQuestion
from index.articles import Article


class _Span(BaseModel):
    text: str
    answer_start: int


class _Question(BaseModel):
    id: str
    question: str
    answers: list[_Span] = []
    plausible_answers: list[_Span] = []
    is_impossible: bool = False


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _Page(BaseModel):
    title: str
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    data: list[_Page]


def read_squad(path: Path) -> Contents:
    """Reads a SQuAD file; each paragraph becomes an article `Title-1`, `Title-2` and so on.

    Raises:
        DatasetError: the file cannot be read or has another form.
    """
    try:
        pages = _File.model_validate_json(path.read_bytes()).data
    except OSError as fault:
        raise DatasetError(f"{path} cannot be read ({fault.strerror}). Name a SQuAD 2.0 JSON file.") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise DatasetError(f"{path} is not in SQuAD 2.0's form: {where}: {first['msg']}") from fault
    articles: list[Article] = []
    questions: list[Placed] = []
    faults: list[Fault] = []
    for article, paragraph in _paragraphs(pages):
        articles.append(article)
        for item in paragraph.qas:
            place = f"{path}: {item.id}"
            questions.append(Placed(place, _question(item, article.id)))
            faults.extend(_misplaced(item, paragraph.context, place))
    return Contents(tuple(articles), tuple(questions), tuple(faults))


def _paragraphs(pages: list[_Page]) -> Iterator[tuple[Article, _Paragraph]]:
    numbers: dict[str, Iterator[int]] = {}
    for page in pages:
        stem = re.sub(r"[^\w.-]+", "-", page.title).strip("-") or "page"
        for paragraph in page.paragraphs:
            number = next(numbers.setdefault(stem, count(1)))
            yield Article(f"{stem}-{number}", page.title.replace("_", " "), paragraph.context), paragraph


def _question(item: _Question, article_id: str) -> GoldQuestion:
    article = (article_id,)
    return GoldQuestion(
        id=item.id,
        question=item.question,
        kind="unanswerable" if item.is_impossible else "span",
        answerable=not item.is_impossible,
        answers=() if item.is_impossible else _texts(item.answers),
        gold_ids=() if item.is_impossible else article,
        near_ids=article if item.is_impossible else (),
        plausible_answers=_texts(item.plausible_answers),
    )


def _texts(spans: list[_Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(span.text for span in spans))


def _misplaced(item: _Question, context: str, place: str) -> Iterator[Fault]:
    for span in (*item.answers, *item.plausible_answers):
        if not context.startswith(span.text, span.answer_start):
            yield warning(place, f"the answer {span.text!r} does not stand at answer_start {span.answer_start}")
