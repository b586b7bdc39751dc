from pathlib import Path

import pytest

from eval.bootstrap import Estimate
from eval.errors import GateError
from eval.gate import Baseline, at_least, at_most, no_worse, read_baseline, write_baseline

ESTIMATES = {"right": Estimate(10, 0.8, 0.5, 1.0), "total_p95": Estimate(10, 12.0, 9.0, 14.0)}


def outcomes(right: int, wrong: int) -> dict[str, bool]:
    return {f"q{n}": n < right for n in range(right + wrong)}


def test_demands_on_values() -> None:
    assert at_least(ESTIMATES, "right=0.8").passed
    assert not at_least(ESTIMATES, "right=0.81").passed
    assert at_most(ESTIMATES, "total_p95=12").passed
    assert not at_most(ESTIMATES, "total_p95=11.9").passed
    assert at_most(ESTIMATES, "total_p95=11.9").reason == "total_p95 is 12.00 s, demanded is at most 11.90 s"


@pytest.mark.parametrize(
    ("demand", "message"),
    [
        ("right", "not of the form"),
        ("right=much", "not of the form"),
        ("wrong=1", "'wrong' does not exist"),
        ("rouge_l=1", "'rouge_l' does not apply to this run"),
    ],
)
def test_demands_that_cannot_be_judged(demand: str, message: str) -> None:
    with pytest.raises(GateError, match=message):
        at_least(ESTIMATES, demand)


def test_the_same_outcomes_are_no_worse() -> None:
    assert no_worse(outcomes(50, 25), Baseline({}, outcomes(50, 25))).passed
    assert no_worse(outcomes(60, 15), Baseline({}, outcomes(50, 25))).passed


def test_a_net_loss_of_a_twentieth_is_borne_and_no_more() -> None:
    baseline = Baseline({}, outcomes(50, 25))
    assert no_worse(outcomes(47, 28), baseline).passed
    worse = no_worse(outcomes(46, 29), baseline)
    assert not worse.passed
    assert worse.reason == "lost 4 and won 0 of the baseline's 75 questions (one-sided p = 0.062)"


def test_significant_losses_fail_however_small_their_share() -> None:
    # 5 of 1000 lost and none won: p = 1/32.
    assert not no_worse(outcomes(495, 505), Baseline({}, outcomes(500, 500))).passed
    assert no_worse(outcomes(496, 504), Baseline({}, outcomes(500, 500))).passed


def test_wins_make_up_for_losses() -> None:
    before = {f"q{n}": n < 10 for n in range(20)}
    after = {f"q{n}": n >= 10 for n in range(20)}
    assert no_worse(after, Baseline({}, before)).passed


def test_questions_that_were_not_asked_are_lost_and_new_ones_do_not_count() -> None:
    verdict = no_worse({"new": True}, Baseline({}, outcomes(10, 10)))
    assert not verdict.passed
    assert "lost 10 and won 0" in verdict.reason
    assert verdict.reason.endswith("20 of them were not asked")


def test_a_baseline_survives_being_written(tmp_path: Path) -> None:
    baseline = Baseline({"model": "m"}, outcomes(2, 1))
    write_baseline(tmp_path / "b.json", baseline)
    assert read_baseline(tmp_path / "b.json") == baseline
    with pytest.raises(GateError, match=r"is no baseline\. Make one with"):
        read_baseline(tmp_path / "gone.json")
