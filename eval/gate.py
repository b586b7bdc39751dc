"""A gate: does a run reach what is asked of it, and is it no worse than a baseline?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.errors import GateError
from eval.metrics import METRICS
from eval.results import Results
from eval.runs import write_whole
from eval.scoring import OVERALL, Estimates, summarise
from eval.statistics import mcnemar_one_sided
from eval.table import quantity

ALPHA = 0.05
"""Losses that chance would bring about less often than this are no accident."""
TOLERANCE = 0.05
"""A larger net loss, as a share of the baseline's questions, is one too many however few the questions are."""


@dataclass(frozen=True)
class Verdict:
    """What a gate says, and why."""

    passed: bool
    reason: str


@dataclass(frozen=True)
class Baseline:
    """The outcomes of a run to measure others by: right or wrong by question id."""

    made_by: Mapping[str, str]
    outcomes: Mapping[str, bool]


_ADAPTER = TypeAdapter(Baseline)
_MADE_BY = ("dataset", "dataset_digest", "model", "embedder", "prompt_version")


def judge(results: Results, under: Sequence[str], over: Sequence[str], baseline: Baseline | None) -> list[Verdict]:
    """Judges a run by every demand: of at least, of at most, and of being no worse than a baseline.

    Raises:
        GateError: as for `at_least`.
    """
    estimates = summarise(list(results.scored.values()))[OVERALL] if under or over else {}
    verdicts = [*(at_least(estimates, demand) for demand in under), *(at_most(estimates, demand) for demand in over)]
    return [*verdicts, no_worse(results.outcomes, baseline)] if baseline else verdicts


def at_least(estimates: Estimates, demand: str) -> Verdict:
    """Judges `metric=value`: the metric must not be less.

    Raises:
        GateError: the demand cannot be understood or the run does not have the metric.
    """
    name, bound, found = _demanded(estimates, demand)
    return _verdict(name, found, bound, "at least", passed=found >= bound)


def at_most(estimates: Estimates, demand: str) -> Verdict:
    """Judges `metric=value`: the metric must not be more; raises GateError like `at_least`."""
    name, bound, found = _demanded(estimates, demand)
    return _verdict(name, found, bound, "at most", passed=found <= bound)


def no_worse(outcomes: Mapping[str, bool], baseline: Baseline) -> Verdict:
    """Judges the outcomes of a run against a baseline's, question by question.

    A question is lost if the baseline has it right and the run has not, whether answered wrongly or not asked, and won the
    other way round. The run is worse if it lost more than it won, and either that many losses among the flips would come
    about by coin tosses in less than 5 % of cases (McNemar's exact test, one-sided) or the net loss is more than 5 % of the
    baseline's questions. So a set of 75 questions allows a net loss of three; questions new to the run do not count.
    """
    before = baseline.outcomes
    lost = sum(right and not outcomes.get(id_, False) for id_, right in before.items())
    won = sum(not right and outcomes.get(id_, False) for id_, right in before.items())
    absent = sum(id_ not in outcomes for id_ in before)
    p = mcnemar_one_sided(lost, won)
    worse = lost > won and (p < ALPHA or lost - won > TOLERANCE * len(before))
    reason = f"lost {lost} and won {won} of the baseline's {len(before)} questions (one-sided p = {p:.3f})"
    return Verdict(not worse, reason + (f"; {absent} of them were not asked" if absent else ""))


def baseline_of(results: Results) -> Baseline:
    """Returns a run's outcomes as a baseline.

    Raises:
        GateError: the run has none.
    """
    if not results.outcomes:
        raise GateError(f"{results.path} has no outcomes to keep: it was made with --retrieval-only.")
    made_by = {name: str(results.identity[name]) for name in _MADE_BY if name in results.identity}
    return Baseline(made_by, results.outcomes)


def read_baseline(path: Path) -> Baseline:
    """Reads a baseline.

    Raises:
        GateError: the file is no baseline.
    """
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise GateError(
            f"{path} is no baseline. Make one with `byline eval gate RUN --write-baseline {path}`."
        ) from error


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Writes a baseline, one question a line, so that its changes can be read in a diff."""
    write_whole(path, _ADAPTER.dump_json(baseline, indent=1).decode() + "\n")


def _demanded(estimates: Estimates, demand: str) -> tuple[str, float, float]:
    name, separator, text = demand.partition("=")
    try:
        bound = float(text)
    except ValueError:
        separator = ""
        bound = 0.0
    if not separator:
        raise GateError(f"{demand!r} is not of the form metric=value, such as right=0.8.")
    if name not in estimates:
        known = ", ".join(estimates)
        fault = "does not apply to this run" if name in METRICS else "does not exist"
        raise GateError(f"The metric {name!r} {fault}. It has {known}.")
    return name, bound, estimates[name].value


def _verdict(name: str, found: float, bound: float, relation: str, *, passed: bool) -> Verdict:
    unit = METRICS[name].unit
    return Verdict(passed, f"{name} is {quantity(found, unit)}, demanded is {relation} {quantity(bound, unit)}")
