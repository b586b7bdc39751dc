"""BEIR folders (Thakur et al. 2021): corpus.jsonl, queries.jsonl and qrels/*.tsv; relevance only, no answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field, ValidationError

from eval.contents import Contents, Fault, Placed, error
from eval.errors import DatasetError
from eval.native import json_lines
from eval.questions import GoldQuestion
from index.articles import Article

Grades = dict[str, dict[str, int]]


class _Document(BaseModel):
    id: str = Field(alias="_id", min_length=1)
    title: str = ""
    text: str


class _Query(BaseModel):
    id: str = Field(alias="_id", min_length=1)
    text: str


R = TypeVar("R", _Document, _Query)


def read_beir(path: Path) -> Contents:
    """Reads a BEIR folder, or one of its qrels files: the questions are the queries that have judgements.

    Raises:
        DatasetError: files are missing, or there are several qrels and `path` names none of them.
    """
    folder, qrels = _layout(path)
    documents, bad_documents = _records(folder / "corpus.jsonl", _Document)
    queries, bad_queries = _records(folder / "queries.jsonl", _Query)
    grades, bad_lines = _grades(qrels)
    known = {query.id for _, query in queries}
    orphans = [
        error(str(qrels), f"the query {query!r} is not in queries.jsonl") for query in grades if query not in known
    ]
    return Contents(
        tuple(Article(item.id, item.title or item.text[:80], item.text) for _, item in documents),
        tuple(Placed(place, _question(item, grades[item.id])) for place, item in queries if item.id in grades),
        (*bad_documents, *bad_queries, *bad_lines, *orphans),
    )


def _layout(path: Path) -> tuple[Path, Path]:
    if path.is_file():
        return path.parent.parent, path
    found = sorted((path / "qrels").glob("*.tsv"))
    test = path / "qrels" / "test.tsv"
    if test in found:
        return path, test
    if len(found) == 1:
        return path, found[0]
    names = ", ".join(file.name for file in found) or "none"
    raise DatasetError(
        f"{path} should hold qrels/test.tsv (found: {names}). Name the file to use: --questions {path}/qrels/NAME.tsv."
    )


def _question(query: _Query, grades: dict[str, int]) -> GoldQuestion:
    relevant = {article: grade for article, grade in grades.items() if grade > 0}
    return GoldQuestion(
        query.id, query.text, kind="query", gold_ids=tuple(relevant), gold_grades=tuple(relevant.values())
    )


def _records(path: Path, form: type[R]) -> tuple[list[tuple[str, R]], list[Fault]]:
    records, faults = [], []
    for place, line in json_lines(path):
        try:
            records.append((place, form.model_validate_json(line)))
        except ValidationError as fault:
            faults.append(error(place, f"not a BEIR record: {fault.errors()[0]['msg']}"))
    return records, faults


def _grades(path: Path) -> tuple[Grades, list[Fault]]:
    grades: Grades = {}
    faults = []
    for place, line in _rows(path):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) == 3 and cells[2].strip().lstrip("-").isdecimal():
            grades.setdefault(cells[0], {})[cells[1]] = int(cells[2])
        else:
            faults.append(error(place, "not `query-id <tab> corpus-id <tab> score`"))
    return grades, faults


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Yields the lines below the heading."""
    lines = json_lines(path)
    next(lines, None)
    return lines
