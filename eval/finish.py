"""Rows to everything that a finished run shows: scores, summary, report."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from eval.case import Case
from eval.environment import SCORING_CODE, code_digest
from eval.questions import GoldQuestion
from eval.report import render_report
from eval.rows import Row
from eval.runs import RunFolder, write_whole
from eval.scoring import Estimates, score, summarise, write_scores
from eval.table import markdown


def finish(
    folder: RunFolder, questions: Sequence[GoldQuestion], rows: Sequence[Row], texts: Mapping[str, str]
) -> dict[str, Estimates]:
    """Scores a run, writes its files and returns its summary; `texts` holds the text of every article by id."""
    cases = [Case(question, row, texts) for question, row in zip(questions, rows, strict=True)]
    scored = [score(case) for case in cases]
    summary = summarise(scored)
    write_scores(folder.scores, scored)
    record = folder.record()
    write_whole(folder.summary, json.dumps(_as_json(record, rows, summary), indent=1, ensure_ascii=False) + "\n")
    write_whole(folder.markdown, f"{_heading(record, rows)}\n\n{markdown(summary)}\n")
    write_whole(folder.report, render_report(record, summary, cases, scored))
    return summary


def _as_json(record: Mapping[str, object], rows: Sequence[Row], summary: Mapping[str, Estimates]) -> dict[str, object]:
    return {
        "identity": record["identity"],
        "scoring": code_digest(SCORING_CODE),
        "questions": len(rows),
        "failed": sum(row.failure is not None for row in rows),
        "metrics": {
            group: {name: asdict(estimate) for name, estimate in estimates.items()}
            for group, estimates in summary.items()
        },
    }


def _heading(record: Mapping[str, object], rows: Sequence[Row]) -> str:
    identity = record["identity"]
    facts = identity if isinstance(identity, dict) else {}
    model = (
        "retrieval only"
        if facts.get("retrieval_only")
        else f"{facts.get('model')}, prompt {facts.get('prompt_version')}"
    )
    return (
        f"**{facts.get('dataset')}**: {len(rows)} questions; {model}; {facts.get('embedder')}. "
        "Value [95 % bootstrap interval] n; ↑ more is better, ↓ less is better."
    )
