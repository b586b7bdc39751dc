"""Fits the probes that tell whether evidence answers and whether a draft is right: `python -m tests.bench.probe FOLDER [--write]`, FOLDER with question sets.

Asks the model about questions of SQuAD 2.0, CLAP NQ and MultiHop-RAG that no reported sample has drawn (`--limit 60 --seed 0`,
`--limit 40` with seeds 1 and 2), as many with an answer as without, and about the made-up news in `tests/bench/news`, whose
questions use other words than their articles; two hours, or as long as what is not remembered takes.
Ridge regression of the attention's values gives one direction, whose reading of questions it was not fitted on, the log-odds of
yes and the cosine go into a logistic regression. That is done once with the news and once with the encyclopaedias, as a question
in other words than its article's is answered by other signs than one in the same words; which of both is read, and how much each
counts, is told by one more direction, a ridge regression of the same values (a mixture of experts, Jacobs et al. 1991). A quarter
of each is what decides without a probe, which was fitted on other questions: other articles than these need both. The probe for
drafts reads the values of the draft's last token too, with the same gate: each of its experts is the mean of two fits on whether
the draft states an accepted answer, to its own kind of articles and to all, and of the expert for evidence. Then prints the area
under the curve of the samples, with the probes and without. `--write` replaces the packaged probes.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.progress import track
from scipy.optimize import minimize

from eval.asking import Answering, filters_of
from eval.datasets import GOLD, load, select
from eval.matching import states_any
from eval.questions import GoldQuestion
from eval.statistics import auroc
from eval.system import open_answering
from index.settings import load as load_settings
from service.answering.answer import Question
from service.answering.answerability import AFFIRMED, ALONE, BIAS, DRAFTED, PROBE, SIMILARITY, Probe, similarity
from service.answering.prompt import answer_messages, open_prompts
from service.generation import Affirmed
from service.settings import ServiceSettings

TRAINED = {"clapnq_dev": 340, "squad2_dev": 260, "multihoprag_evidence": 40}
"""Questions of each set that the probe is fitted on."""
REAL_NEWS = ("multihoprag_evidence",)
"""Those that are news; the others are of encyclopaedias."""
NEWS = Path(__file__).with_name("news")
"""Folders of made-up articles and questions, all of them to fit on."""
SAMPLES = ((60, 0), (40, 1), (40, 2))
"""Limits and seeds of the samples that are reported."""
RIDGE = 1.0
FOLDS = 10
LOST = (0.15, 0.07)
"""Shares of the answerable questions it was fitted on that the expert for evidence of news, and that of encyclopaedias, puts below a half."""
LOST_ALONE = 0.05
"""The same of the probe for what is read alone, which is fitted without the made-up news."""
LOST_DRAFTED = (0.2, 0.1)
"""Shares of the right drafts that their fits for drafts put below a half."""
GENERAL = np.array([AFFIRMED, SIMILARITY, BIAS])
"""What decides without a probe."""
MIXED, MIXED_ALONE = 0.25, 0.5
"""How much of it is in the experts for evidence, and in the probe for what is read alone."""
SLOPE = 5.0
"""Log-odds that the gate gives to news for each unit of its reading, which is 1 of news and -1 of encyclopaedias."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Signals:
    """Of each question whether it is answerable, and whether the draft is right; the log-odds of yes and the cosine (rows, 2), the attention's values before the draft, and behind it."""

    answerable: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]
    plain: Floats
    values: Floats
    drafted: Floats

    @property
    def all_values(self) -> Floats:
        """Both kinds of values: (rows, values)."""
        return np.hstack([self.values, self.drafted])


@dataclass(frozen=True, eq=False)
class Fit:
    """Weights of the values, and of log-odds, cosine and one."""

    values: Floats
    weights: Floats


def drawn(folder: Path, name: str) -> tuple[list[GoldQuestion], list[GoldQuestion]]:
    """Returns the questions to fit on, with and without an answer in turn, and those of the samples."""
    dataset = load(None, folder / name / "questions.jsonl")
    samples = [question for limit, seed in SAMPLES for question in select(dataset, (), limit, seed)]
    known = {question.id for question in samples}
    pool = [question for question in dataset.questions if question.id not in known]
    Random(99).shuffle(pool)  # noqa: S311 - a sample, not a secret
    parted = ([q for q in pool if q.answerable], [q for q in pool if not q.answerable])
    return [q for pair in zip(*parted, strict=False) for q in pair][: TRAINED[name]], samples


def measure(questions: Sequence[GoldQuestion], path: Path, name: str) -> Signals:
    """Asks the model about `questions` of the set at `path` that ask one thing."""
    settings = load_settings(ServiceSettings)
    asking, prompts = _opened(path), open_prompts(settings)
    answerable, right, plain, values, drafted = [], [], [], [], []
    for question in track(questions, name, console=Console(stderr=True)):
        found = asking.answerer.retrieve(Question(question.question, filters_of(question), question.history))
        if found.parts:  # each is asked in a prompt of its own
            continue
        messages = answer_messages(prompts, found.searched, found.evidence)
        affirmed = asking.model.affirms(messages, prompts.render("answer_probe"))
        made = asking.model.generate(messages, settings.answer_tokens)
        answerable.append(question.answerable)
        right.append(_right(question, made.text))
        plain.append((affirmed.odds, similarity(found.evidence)))
        values.append(affirmed.values)
        drafted.append(made.values)
    return Signals(
        np.array(answerable), np.array(right), np.array(plain),
        np.array(values, dtype=np.float64), np.array(drafted, dtype=np.float64),
    )  # fmt: skip


def _right(question: GoldQuestion, draft: str) -> bool:
    """Whether the draft states an accepted answer, or a side of the disagreement."""
    return question.answerable and states_any(draft, question)


def _opened(path: Path) -> Answering:
    asking = open_answering(load_settings(ServiceSettings), load(None, path), lambda _: None).ask
    assert isinstance(asking, Answering)
    return asking


def joined(parts: Sequence[Signals]) -> Signals:
    """Returns the signals of several sets together."""
    fields = ("answerable", "right", "plain", "values", "drafted")
    return Signals(*(np.concatenate([getattr(part, field) for part in parts]) for field in fields))


def fit(values: Floats, plain: Floats, positive: npt.NDArray[np.bool_], share: float, mixed: float = 0.0) -> Fit:
    """Fits the direction, and the weights of its reading and of the plain signals; a `share` of the positive falls below a half.

    `mixed` of it is what decides without a probe.
    """
    mean, scale = scaling(values)
    scaled = (values - mean) / scale
    fold = np.random.RandomState(1).randint(0, FOLDS, len(scaled))
    read = np.zeros(len(scaled))
    for number in range(FOLDS):
        seen = fold != number
        direction, offset = ridge(scaled[seen], positive[seen])
        read[~seen] = scaled[~seen] @ direction + offset
    weights = logistic(np.column_stack([plain, np.ones(len(read)), read]), positive)
    direction, offset = ridge(scaled, positive)
    raw = weights[3] * direction / scale
    own = np.array([weights[0], weights[1], weights[2] + weights[3] * offset - raw @ mean])
    signals = np.column_stack([plain, np.ones(len(read))])
    out_of_fold = (1 - mixed) * (signals @ weights[:3] + weights[3] * read) + mixed * (signals @ GENERAL)
    lost = np.array([0.0, 0.0, np.quantile(out_of_fold[positive], share)])
    return Fit((1 - mixed) * raw, (1 - mixed) * own + mixed * GENERAL - lost)


def gated(news: Signals, encyclopaedias: Signals, experts: Sequence[Fit], model: str) -> Probe:
    """Returns the probe of the experts for either, with a gate that tells the one from the other by what is held before the draft."""
    values = np.concatenate([news.values, encyclopaedias.values])
    mean, scale = scaling(values)
    direction, offset = ridge((values - mean) / scale, np.arange(len(values)) < len(news.values))
    raw = SLOPE * direction / scale
    gate = np.concatenate([raw, np.zeros(experts[0].values.size - raw.size)])
    return mixture(experts, np.stack([gate, np.zeros(gate.size)]), np.array([SLOPE * offset - raw @ mean, 0.0]), model)


def mixture(experts: Sequence[Fit], gates: Floats, offsets: Floats, model: str) -> Probe:
    """Returns the experts and their gates as a probe."""
    return Probe(
        model, np.array([one.values for one in experts]), np.array([one.weights for one in experts]), gates, offsets
    )


def averaged(own: Fit, every: Fit, evidence: Fit) -> Fit:
    """Returns the mean of two fits of both kinds of values and of one of the first kind."""
    padded = np.concatenate([evidence.values, np.zeros(own.values.size - evidence.values.size)])
    return Fit((own.values + every.values + padded) / 3, (own.weights + every.weights + evidence.weights) / 3)


def scaling(values: Floats) -> tuple[Floats, Floats]:
    """Returns mean and scale of each value, so that the rows have a length of about 1."""
    return values.mean(axis=0), (values.std(axis=0) + 1e-3) * np.sqrt(values.shape[1])


def ridge(values: Floats, positive: npt.NDArray[np.bool_], penalty: float = RIDGE) -> tuple[Floats, float]:
    """Returns direction and offset of ridge regression on 1 and -1, by its dual: fewer rows than values."""
    mean, target = values.mean(axis=0), np.where(positive, 1.0, -1.0)
    centred = values - mean
    dual = np.linalg.solve(centred @ centred.T + penalty * np.eye(len(values)), target - target.mean())
    direction = centred.T @ dual
    return direction, float(target.mean() - mean @ direction)


def logistic(signals: Floats, positive: npt.NDArray[np.bool_]) -> Floats:
    """Returns the weights of logistic regression."""
    signs = np.where(positive, 1.0, -1.0)
    found = minimize(
        lambda w: np.logaddexp(0, -signs * (signals @ w)).sum() + 0.005 * w @ w, np.zeros(signals.shape[1])
    )
    return np.asarray(found.x)


def scored(probe: Probe, values: Floats, plain: Floats) -> Floats:
    """Returns the logit of each question."""
    rows = zip(values, plain, strict=True)
    return np.array([probe.score(Affirmed(float(odds), held), float(near)) for held, (odds, near) in rows])


def written(probe: Probe, path: Path) -> None:
    """Replaces a packaged probe."""
    kept = {name: getattr(probe, name).astype(np.float32) for name in ("values", "weights", "gates", "offsets")}
    np.savez(path, model=probe.model, **kept)


def report(name: str, signals: Signals, probe: Probe, drafted: Probe) -> None:
    """Prints the areas with the probes and without, and what would be declined at a half."""
    scores, before = scored(probe, signals.values, signals.plain), signals.plain @ GENERAL[:2]
    rights = scored(drafted, signals.all_values, signals.plain)
    Console().print(
        f"{name}: n {len(scores)}, AUROC {_area(signals.answerable, scores)} (without {_area(signals.answerable, before)}); "
        f"below a half {_below(scores, ~signals.answerable)} of unanswerable, {_below(scores, signals.answerable)} of answerable; "
        f"of the draft {_area(signals.right, rights)} (by the other {_area(signals.right, scores)}); "
        f"below a half {_below(rights, ~signals.right)} of wrong, {_below(rights, signals.right)} of right ones"
    )


def _area(positive: npt.NDArray[np.bool_], scores: Floats) -> str:
    return f"{float(auroc(np.column_stack([positive, scores]))):.3f}"


def _below(scores: Floats, which: npt.NDArray[np.bool_]) -> str:
    return f"{(scores[which] < 0).mean():.2f}"


def fitted(news: Signals, encyclopaedias: Signals, model: str) -> tuple[Probe, Probe]:
    """Returns the probes for evidence and for drafts."""
    kinds = (news, encyclopaedias)
    both = joined(kinds)
    evidence, drafted = [], []
    for kind, lost, lost_drafted in zip(kinds, LOST, LOST_DRAFTED, strict=True):
        before = fit(kind.values, kind.plain, kind.answerable, lost, MIXED)
        own, every = (fit(s.all_values, s.plain, s.right, lost_drafted) for s in (kind, both))
        evidence.append(before)
        drafted.append(averaged(own, every, before))
    return gated(*kinds, evidence, model), gated(*kinds, drafted, model)


def main() -> None:
    """Fits, reports, and writes if told to."""
    folder, write = Path(sys.argv[1]), "--write" in sys.argv
    paths = {name: folder / name / "questions.jsonl" for name in TRAINED}
    sets = {name: drawn(folder, name) for name in TRAINED}
    parts = {name: measure(train, paths[name], f"{name}, to fit on") for name, (train, _) in sets.items()}
    made_up = sorted(NEWS.glob("*/questions.jsonl"))
    news = [measure(load(None, path).questions, path, f"{path.parent.name}, to fit on") for path in made_up]
    news += [parts[name] for name in REAL_NEWS]
    model = _opened(GOLD).model.sha256
    encyclopaedias = joined([part for name, part in parts.items() if name not in REAL_NEWS])
    probe, drafted = fitted(joined(news), encyclopaedias, model)
    public = joined([*parts.values()])
    one = fit(public.values, public.plain, public.answerable, LOST_ALONE, MIXED_ALONE)
    alone = mixture([one], np.zeros((1, one.values.size)), np.zeros(1), model)
    if write:
        for path, made in ((PROBE, probe), (ALONE, alone), (DRAFTED, drafted)):
            written(made, path)
    gold = load(None, GOLD).questions
    report("gold", measure(gold, GOLD, "gold"), probe, drafted)
    for name, (_, samples) in sets.items():
        report(name, measure(samples, paths[name], name), probe, drafted)


if __name__ == "__main__":
    main()
