"""A finished run as it is read back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.questions import GoldQuestion
from eval.rows import Row, read_rows
from eval.runs import RunFolder
from eval.scoring import Scored, read_scores


@dataclass(frozen=True)
class Results:
    """A run's run.json and summary.json, and its questions, rows and scores by question id."""

    path: Path
    record: Mapping[str, Any]
    summary: Mapping[str, Any]
    questions: Mapping[str, GoldQuestion]
    rows: Mapping[str, Row]
    scored: Mapping[str, Scored]

    @property
    def identity(self) -> Mapping[str, Any]:
        """What made the run."""
        return dict(self.record["identity"])

    @property
    def outcomes(self) -> dict[str, bool]:
        """Right or wrong by question id, where there is such an outcome."""
        return {id_: item.right for id_, item in self.scored.items() if item.right is not None}


def read_results(path: Path) -> Results:
    """Reads a finished run.

    Raises:
        RunMissingError: there is none, or it was not finished.
    """
    folder = RunFolder(path)
    record = folder.record()
    scored = {item.id: item for item in read_scores(folder.scores)}
    questions = {question.id: question for question in folder.read_questions()}
    summary = json.loads(folder.summary.read_text("utf-8"))
    return Results(path, record, summary, questions, {row.id: row for row in read_rows(folder.rows)}, scored)
