"""A run's folder: what made it, its questions, and a row for each that is finished.

```
run.json         what made the run; `identity` decides whether it may be continued
questions.jsonl  the questions asked, in native form
rows.jsonl       a line for each finished question
scores.jsonl     every metric of every question        ┐
summary.json     every metric with its interval        │ written anew
summary.md       the same as a table to paste          │ whenever the run is finished
report.html      the same to look at, with every answer┘
```
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from eval.environment import describe
from eval.errors import RunBusyError, RunMismatchError, RunMissingError
from eval.questions import GoldQuestion, dump_question, parse_question
from eval.rows import Ask, Row, RowFile, read_rows

Identity = Mapping[str, object]


class RunFolder:
    """One run on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = path / "rows.jsonl"
        self.questions = path / "questions.jsonl"
        self.scores = path / "scores.jsonl"
        self.summary = path / "summary.json"
        self.markdown = path / "summary.md"
        self.report = path / "report.html"
        self._record = path / "run.json"

    def record(self) -> dict[str, object]:
        """Returns run.json.

        Raises:
            RunMissingError: there is none that can be read.
        """
        try:
            record = json.loads(self._record.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise RunMissingError(
                f"{self.path} holds no run. Make one with `byline eval run … --out {self.path}`."
            ) from error
        return dict(record)

    def read_questions(self) -> list[GoldQuestion]:
        """Returns the questions that were asked."""
        return [parse_question(line)[0] for line in self.questions.read_text("utf-8").split("\n") if line]

    def begin(self, identity: Identity, questions: Sequence[GoldQuestion]) -> None:
        """Starts the run, or makes sure that the one begun here is the same.

        Raises:
            RunMismatchError: it has another identity.
        """
        if self._record.exists():
            self._refuse_other(identity)
            return
        self.questions.write_text("".join(dump_question(question) + "\n" for question in questions), "utf-8")
        record = {"identity": dict(identity), "started": datetime.now(UTC).isoformat(timespec="seconds"), **describe()}
        write_whole(self._record, json.dumps(record, indent=2, ensure_ascii=False) + "\n")

    def _refuse_other(self, identity: Identity) -> None:
        before = self.record().get("identity")
        before = before if isinstance(before, dict) else {}
        now = json.loads(json.dumps(dict(identity)))
        changed = [name for name in sorted({*before, *now}) if before.get(name) != now.get(name)]
        if changed:
            details = "\n".join(f"  {name}: {before.get(name)} → {now.get(name)}" for name in changed)
            raise RunMismatchError(
                f"{self.path} holds a run that was made otherwise:\n{details}\nName another folder with --out, or delete this one."
            )


def default_folder(identity: Identity) -> Path:
    """Returns where a run is kept if no folder is named: the same identity always gives the same folder."""
    digest = hashlib.sha256(json.dumps(dict(identity), sort_keys=True).encode()).hexdigest()
    return Path("runs") / f"{identity['dataset']}-{digest[:8]}"


@contextmanager
def sole_writer(folder: Path) -> Iterator[RunFolder]:
    """Holds the folder, made if it is missing, for writing.

    Raises:
        RunBusyError: another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise RunBusyError(
            f"Another process writes to {folder}. Wait for it, or name another folder with --out."
        ) from None
    try:
        yield RunFolder(folder)
    finally:
        lock.release()


def ask_all(
    folder: RunFolder, questions: Sequence[GoldQuestion], ask: Ask, progress: Callable[[int], None]
) -> list[Row]:
    """Asks the questions that have no row yet and returns all rows in the order of the questions.

    `progress` is told how many questions are finished, first of all how many were before.
    """
    done = {row.id: row for row in read_rows(folder.rows)}
    progress(len(done))
    with RowFile.appending(folder.rows) as rows:
        for question in questions:
            if question.id not in done:
                done[question.id] = row = ask(question)
                rows.append(row)
                progress(len(done))
    return [done[question.id] for question in questions]


def write_whole(path: Path, text: str) -> None:
    """Writes a file so that a reader sees the old one or the new one."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, "utf-8")
    draft.replace(path)
