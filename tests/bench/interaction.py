"""Fits how much each token of a question counts where sentences are compared with it: `python -m tests.bench.interaction FOLDER [--write]`.

FOLDER holds question sets. Takes the sentences that are found for questions with an answer: of SQuAD 2.0 and CLAP NQ those
that no reported sample has drawn, of the made-up news all in `tests/bench/news` and the first seven sets of `eval/news`.
Listwise cross-entropy of the sentences that answer, with one direction in the space of the embedder's tokens; some minutes. Prints how often an answering sentence is among the first three, six and eight of
each set by a fit on others (five folds of sets), and before. `--write` fits to all and replaces the packaged importance.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from rich.console import Console

from eval.asking import Searching, filters_of
from eval.datasets import GOLD, load
from eval.matching import mentions
from eval.questions import GoldQuestion
from eval.system import open_retrieval
from index.articles import Evidence
from index.fuse import standardised
from index.interaction import IMPORTANCE, SHARE, Importance, Interaction, mixed, nearness
from index.retrieve import COMPARED
from index.select import spread
from index.settings import load as load_settings
from index.workers import Vectors
from service.settings import ServiceSettings
from tests.bench.probe import NEWS, drawn

READ = Path(__file__).parents[2] / "eval" / "news"
"""Made-up news of which the first seven sets are fitted on; the others and gold are reported."""
FITTED = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
PUBLIC = ("clapnq_dev", "squad2_dev")
MOST = 120
"""Questions of a public set, lest it outweigh the news."""
EPOCHS, BATCH, RATE, PENALTY = 8, 16, 0.03, 0.0003
FOLDS = 5
PLACES = (3, 6, 8)


@dataclass(frozen=True, eq=False)
class Asked:
    """A question's tokens, the sentences found for it with theirs, and which of them answer."""

    tokens: Vectors
    found: Sequence[Evidence]
    own: Sequence[Vectors]
    answers: Sequence[bool]


def gathered(path: Path, questions: Iterable[GoldQuestion]) -> list[Asked]:
    """Finds sentences for those of `questions` of the set at `path` for which one that answers is found."""
    dataset = load(None, path)
    asking = open_retrieval(load_settings(ServiceSettings), dataset, dataset.questions, lambda _: None).ask
    assert isinstance(asking, Searching)
    retriever, tokens = asking.retriever, asking.retriever.embedder.tokens
    assert tokens is not None
    vectors = Interaction(retriever.embedder)
    made = []
    for question in questions:
        found = retriever.search(question.searched, filters_of(question), COMPARED)
        answers = [_answers(question, item) for item in found]
        if any(answers):
            made.append(Asked(tokens.query(question.searched), found, vectors.vectors(tokens, found), answers))
    return made


def _answers(question: GoldQuestion, item: Evidence) -> bool:
    text = " ".join(item.sentence.text.split())
    if question.gold_sentences:
        golds = [" ".join(gold.split()) for gold in question.gold_sentences]
        return any(text in gold or gold in text for gold in golds)
    wordings = [wording for answer in question.answers for wording in question.wordings(answer)]
    return question.answerable and item.article.id in question.gold_ids and mentions(text, wordings)


def fit(rows: Sequence[Asked]) -> Importance:
    """Fits the direction by listwise cross-entropy, and how sharply the scores, mixed as they are used, decide."""
    torch.manual_seed(0)
    direction = torch.zeros(rows[0].tokens.shape[1], requires_grad=True)
    sharpness = torch.tensor(1.0, requires_grad=True)
    adam = torch.optim.Adam([direction, sharpness], lr=RATE)
    slower = torch.optim.lr_scheduler.LambdaLR(adam, lambda epoch: 1 - epoch / EPOCHS)
    prepared = [_prepared(row) for row in rows]
    for _ in range(EPOCHS):
        order = torch.randperm(len(prepared)).tolist()
        for start in range(0, len(order), BATCH):
            adam.zero_grad()
            batch = [_loss(prepared[place], direction, sharpness) for place in order[start : start + BATCH]]
            (torch.stack(batch).mean() + PENALTY * direction.square().sum()).backward()  # type: ignore[no-untyped-call]
            adam.step()
        slower.step()
    return Importance(direction.detach().numpy())


def _prepared(row: Asked) -> tuple[torch.Tensor, ...]:
    """Returns tokens, retrieval scores, highest cosines (sentences, tokens), and which answer."""
    highest = np.stack([(row.tokens @ own.T).max(axis=1) if len(own) else -np.ones(len(row.tokens)) for own in row.own])
    scores = np.array([item.score for item in row.found], dtype=np.float32)
    return tuple(map(torch.tensor, (row.tokens, scores, highest.astype(np.float32), row.answers)))


def _loss(row: tuple[torch.Tensor, ...], direction: torch.Tensor, sharpness: torch.Tensor) -> torch.Tensor:
    tokens, scores, highest, answers = row
    near = highest @ torch.softmax(tokens @ direction, 0)
    near = (near - near.mean()) / (near.std(correction=0) + 1e-6)
    total = sharpness * ((1 - SHARE) * scores + SHARE * near)
    return torch.logsumexp(total, 0) - torch.logsumexp(total[answers], 0)


def recall(rows: Sequence[Asked], importance: Importance | None) -> list[float]:
    """Returns the share of questions with an answering sentence among the first of PLACES, in the order in which they are told."""
    hits = []
    for row in rows:
        rescored = row.found
        if importance:
            shares = importance.of(row.tokens)
            near = standardised({place: nearness(row.tokens, shares, own) for place, own in enumerate(row.own)})
            rescored = [mixed(item, near[place]) for place, item in enumerate(row.found)]
        right = [item.sentence for item, answers in zip(row.found, row.answers, strict=True) if answers]
        shown = [item.sentence in right for item in spread(rescored, max(PLACES))]
        hits.append([any(shown[:place]) for place in PLACES])
    return [float(share) for share in np.mean(hits, axis=0)]


def sets(folder: Path) -> tuple[dict[str, list[Asked]], dict[str, list[Asked]]]:
    """Returns the sets to fit on and those that are reported."""
    fitted, reported = {}, {}
    for name in PUBLIC:
        to_fit, samples = drawn(folder, name)
        path = folder / name / "questions.jsonl"
        fitted[name] = gathered(path, [question for question in to_fit if question.answerable][:MOST])
        reported[f"{name}, samples"] = gathered(path, samples)
    news = [*sorted(NEWS.iterdir()), *sorted(READ.iterdir())]
    for path in (path / "questions.jsonl" for path in news if path.is_dir()):
        to = fitted if path.parents[1] == NEWS or path.parent.name in FITTED else reported
        to[path.parent.name] = gathered(path, load(None, path).questions)
    reported["gold"] = gathered(GOLD, load(None, GOLD).questions)
    return fitted, reported


def main(folder: Path, *, write: bool) -> None:
    """Fits, prints, and writes if asked to."""
    fitted, reported = sets(folder)
    console, names = Console(), sorted(fitted)
    alike = Importance()
    importance = fit([row for name in names for row in fitted[name]])
    for number in range(FOLDS):
        fold = fit([row for place, name in enumerate(names) if place % FOLDS != number for row in fitted[name]])
        for name in names[number::FOLDS]:
            _report(console, f"{name} (not in its fold)", fitted[name], alike, fold)
    for name, rows in reported.items():
        _report(console, name, rows, alike, importance)
    console.print(f"{sum(map(len, fitted.values()))} questions")
    if write:
        assert importance.direction is not None
        with IMPORTANCE.open("wb") as file:
            np.savez(file, direction=importance.direction.astype(np.float16))


def _report(console: Console, name: str, rows: Sequence[Asked], alike: Importance, importance: Importance) -> None:
    tried = (None, alike, importance)
    shares = "; ".join(" ".join(f"{share:.3f}" for share in recall(rows, one)) for one in tried)
    console.print(f"{name}: n {len(rows)}, among the first {PLACES} before; tokens alike; fitted: {shares}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), write="--write" in sys.argv[2:])
