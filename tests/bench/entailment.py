"""How far words tell whether a quotation says what a claim says: `python -m tests.bench.entailment [--model]`.

Says of the pairs in `tests/bench/claims`, which grammar makes true or false, how many the check of citations accepts. With
`--model` (20 minutes) it asks the language model about each, and says what its log-odds of yes and a linear probe of its
attention's values would find: ridge regression, fitted on the other files or, for the bars, on the other sentences. Byline does
not use that (docs/decisions.md).
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track

from eval.statistics import auroc
from index.articles import ArticleInfo, Evidence, Sentence
from index.settings import load
from service.answering.open import open_model
from service.answering.prompt import open_prompts
from service.answering.support import supports
from service.generation import Affirmed, Message
from service.settings import ServiceSettings
from tests.bench.probe import FOLDS, Floats, logistic, ridge

FOLDER = Path(__file__).with_name("claims")
PROBE = "Does the report say exactly what the statement says? Answer yes or no."
RIDGE = 3.0
BARS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
_WIRE = ArticleInfo("wire", "News in brief", "Wire", None, date(2024, 5, 1), None, "en", "wire")

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Pair:
    """A sentence and a claim, the question it answers, and whether it does; `file` is where it comes from."""

    file: str
    question: str
    sentence: str
    claim: str
    supported: bool

    @property
    def evidence(self) -> Evidence:
        """The sentence as evidence."""
        return Evidence(_WIRE, Sentence(0, len(self.sentence), self.sentence), 1.0)


def pairs() -> list[Pair]:
    """Returns the pairs of all files."""
    rows = ((path.stem, json.loads(line)) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.open())
    return [Pair(name, row["question"], row["sentence"], row["claim"], row["supported"]) for name, row in rows]


def unseen(values: Floats, supported: Flags, groups: Sequence[object]) -> Floats:
    """Returns the reading of each pair by a direction that was fitted without its group."""
    names = np.array([str(group) for group in groups])
    read = np.zeros(len(values))
    for name in np.unique(names):
        own = names == name
        direction, offset = ridge(values[~own], supported[~own], RIDGE)
        read[own] = values[own] @ direction + offset
    return read


def report_words(console: Console, found: Sequence[Pair]) -> None:
    """Prints how many true and false claims the check accepts."""
    passed = np.array([supports(pair.claim, pair.question, pair.evidence, [pair.evidence]) for pair in found])
    supported, files = np.array([pair.supported for pair in found]), np.array([pair.file for pair in found])
    for name in [*sorted(set(files)), "all"]:
        own = (files == name) | (name == "all")
        true, false = passed[own & supported], passed[own & ~supported]
        console.print(
            f"{name}: accepted {true.mean():.3f} of {len(true)} true, {false.mean():.3f} of {len(false)} false"
        )


def asked(found: Sequence[Pair]) -> list[Affirmed]:
    """Returns how the model takes each pair."""
    settings = load(ServiceSettings)
    model, system = open_model(settings), Message("system", open_prompts(settings).render("answer_system"))
    return [
        model.affirms([system, Message("user", f"Report:\n{pair.sentence}\n\nStatement: {pair.claim}")], PROBE)
        for pair in track(found, "Reading", console=Console(stderr=True))
    ]


def report_model(console: Console, found: Sequence[Pair]) -> None:
    """Prints what the model's log-odds and a probe would find."""
    taken = asked(found)
    values, odds = np.array([one.values for one in taken], dtype=np.float64), np.array([one.odds for one in taken])
    supported, files = np.array([pair.supported for pair in found]), np.array([pair.file for pair in found])
    console.print(f"log-odds of yes: AUROC {float(auroc(np.column_stack([supported, odds]))):.3f}")
    elsewhere = unseen(values, supported, list(files))
    for name in sorted(set(files)):
        own = np.column_stack([supported, elsewhere])[files == name]
        console.print(f"probe fitted on the other files, {name}: AUROC {float(auroc(own)):.3f}")
    sentences = sorted({pair.sentence for pair in found})
    fold = dict(zip(sentences, np.random.RandomState(0).permutation(len(sentences)) % FOLDS, strict=True))
    read = unseen(values, supported, [fold[pair.sentence] for pair in found])
    weights = logistic(np.column_stack([odds, np.ones(len(read)), read]), supported)
    probable = 1 / (1 + np.exp(-(odds * weights[0] + weights[1] + read * weights[2])))
    for bar in BARS:
        true, false = (probable[supported] < bar).mean(), (probable[~supported] < bar).mean()
        console.print(f"below {bar}: {true:.3f} of true, {false:.3f} of false")


def main() -> None:
    """Reports, and asks the model if told to."""
    console, found = Console(), pairs()
    report_words(console, found)
    if "--model" in sys.argv:
        report_model(console, found)


if __name__ == "__main__":
    main()
