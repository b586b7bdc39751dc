import math
from dataclasses import replace

import numpy as np
import pytest

from service.answering.answerability import (
    AFFIRMED,
    ALONE,
    BIAS,
    DRAFTED,
    PROBE,
    SIMILARITY,
    Probe,
    answerability,
    packaged_probe,
    probed,
    similarity,
)
from service.generation import Affirmed
from service.models.registry import load_registry
from service.settings import ServiceSettings
from tests.answering.samples import evidence

NEAR, FAR = (replace(evidence("The mill closes."), similarity=value) for value in (0.8, 0.1))
OTHER = "0" * 64


def logistic(score: float) -> float:
    return 1 / (1 + math.exp(-score))


def held_by(probe: Probe) -> np.ndarray:
    return np.zeros(probe.values.shape[1], dtype=np.float32)


def test_without_a_probe_the_score_is_the_logistic_of_log_odds_and_cosine() -> None:
    expected = logistic(AFFIRMED + 0.8 * SIMILARITY + BIAS)
    assert answerability(Affirmed(1.0), [FAR, NEAR], OTHER) == pytest.approx(expected)
    held = Affirmed(1.0, held_by(packaged_probe(PROBE)) + 1)
    assert answerability(held, [FAR, NEAR], OTHER) == pytest.approx(expected)
    assert answerability(Affirmed(1.0), [FAR, NEAR], packaged_probe(PROBE).model) == pytest.approx(expected)


def test_a_probe_of_one_expert_weighs_what_the_attention_of_its_own_model_holds() -> None:
    probe = packaged_probe(ALONE)
    values = held_by(probe)
    values[7] = 2.0
    score = 2.0 * float(probe.values[0, 7]) + probe.weights[0] @ [0.5, 0.8, 1.0]
    found = answerability(Affirmed(0.5, values), [FAR, NEAR], probe.model, ALONE)
    assert found == pytest.approx(logistic(score), rel=1e-4)


def test_the_gate_says_how_much_each_expert_counts() -> None:
    probe = Probe(
        "a", values=np.array([[1.0, 0.0], [0.0, 3.0]]), weights=np.array([[0.0, 0.0, 1.0], [1.0, 2.0, 0.0]]),
        gates=np.array([[2.0, 0.0], [0.0, 2.0]]), offsets=np.array([0.0, math.log(3)]),
    )  # fmt: skip
    near, odds = 0.5, -1.0
    for first, second in ((0.0, 0.0), (1.0, 0.0), (0.0, 20.0), (400.0, 0.0)):
        share = logistic(2 * first - 2 * second - math.log(3))
        expected = share * (first + 1) + (1 - share) * (3 * second + odds + 2 * near)
        assert probe.score(Affirmed(odds, np.array([first, second])), near) == pytest.approx(expected)


def test_the_packaged_gates_tell_news_from_encyclopaedias_by_what_is_held_before_the_draft() -> None:
    evidence_probe, drafted = packaged_probe(PROBE), packaged_probe(DRAFTED)
    size = evidence_probe.values.shape[1]
    assert evidence_probe.gates.shape == evidence_probe.values.shape == (2, size)
    assert drafted.gates.shape == drafted.values.shape == (2, 2 * size)
    assert np.array_equal(drafted.gates[:, :size], evidence_probe.gates)
    assert not drafted.gates[:, size:].any()
    assert np.abs(evidence_probe.gates[0]).max() > 0
    assert packaged_probe(ALONE).values.shape == (1, size)


def test_the_packaged_probe_is_for_the_model_that_is_used_by_default() -> None:
    for path in (PROBE, ALONE, DRAFTED):
        assert packaged_probe(path).model == load_registry()[ServiceSettings().llm].sha256
        assert probed(packaged_probe(path).model, path)
        assert not probed(OTHER, path)


def test_the_probe_for_drafts_reads_what_is_held_before_and_behind_the_draft() -> None:
    probe, half = packaged_probe(DRAFTED), packaged_probe(PROBE).values.shape[1]
    held = held_by(probe)
    held[half + 7] = 2.0
    found = answerability(Affirmed(0.5, held), [FAR, NEAR], probe.model, DRAFTED)
    share = logistic(float(probe.offsets[0] - probe.offsets[1]))
    said = 2.0 * probe.values[:, half + 7] + probe.weights @ [0.5, 0.8, 1.0]
    assert found == pytest.approx(logistic(float(np.array([share, 1 - share]) @ said)), rel=1e-4)
    # Without the draft's the probe cannot be read.
    alone = Affirmed(0.5, held[:half])
    assert answerability(alone, [NEAR], probe.model, DRAFTED) == answerability(alone, [NEAR], OTHER)


def test_it_rises_with_what_the_model_affirms_and_with_nearness() -> None:
    for model in (OTHER, packaged_probe(PROBE).model):
        held = held_by(packaged_probe(PROBE))
        low, high = Affirmed(-1.0, held), Affirmed(1.0, held)
        assert answerability(low, [NEAR], model) < answerability(high, [NEAR], model)
        assert answerability(high, [FAR], model) < answerability(high, [NEAR], model)


def test_passages_that_are_not_among_the_nearest_count_as_far() -> None:
    assert similarity([evidence("The mill closes.")]) == similarity([]) == 0.0
