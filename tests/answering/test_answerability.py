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


def test_without_a_probe_the_score_is_the_logistic_of_log_odds_and_cosine() -> None:
    expected = logistic(AFFIRMED + 0.8 * SIMILARITY + BIAS)
    assert answerability(Affirmed(1.0), [FAR, NEAR], OTHER) == pytest.approx(expected)
    held = Affirmed(1.0, np.ones(packaged_probe(PROBE).values.size, dtype=np.float32))
    assert answerability(held, [FAR, NEAR], OTHER) == pytest.approx(expected)
    assert answerability(Affirmed(1.0), [FAR, NEAR], packaged_probe(PROBE).model) == pytest.approx(expected)


def test_the_probe_weighs_what_the_attention_of_its_own_model_holds() -> None:
    probe = packaged_probe(PROBE)
    values = np.zeros(probe.values.size, dtype=np.float32)
    values[7] = 2.0
    score = 2.0 * float(probe.values[7]) + 0.5 * probe.affirmed + 0.8 * probe.similarity + probe.bias
    assert answerability(Affirmed(0.5, values), [FAR, NEAR], probe.model) == pytest.approx(logistic(score))


def test_the_packaged_probe_is_for_the_model_that_is_used_by_default() -> None:
    for path in (PROBE, ALONE, DRAFTED):
        assert packaged_probe(path).model == load_registry()[ServiceSettings().llm].sha256
        assert probed(packaged_probe(path).model, path)
        assert not probed(OTHER, path)
    assert packaged_probe(DRAFTED).values.size == 2 * packaged_probe(PROBE).values.size


def test_the_probe_for_drafts_reads_what_is_held_before_and_behind_the_draft() -> None:
    probe, half = packaged_probe(DRAFTED), packaged_probe(PROBE).values.size
    before, behind = np.zeros(half, dtype=np.float32), np.zeros(half, dtype=np.float32)
    behind[7] = 2.0
    score = 2.0 * float(probe.values[half + 7]) + 0.5 * probe.affirmed + 0.8 * probe.similarity + probe.bias
    held = Affirmed(0.5, np.concatenate([before, behind]))
    assert answerability(held, [FAR, NEAR], probe.model, DRAFTED) == pytest.approx(logistic(score))
    # Without the draft's the probe cannot be read.
    alone = Affirmed(0.5, before)
    assert answerability(alone, [NEAR], probe.model, DRAFTED) == answerability(alone, [NEAR], OTHER)


def test_it_rises_with_what_the_model_affirms_and_with_nearness() -> None:
    for model in (OTHER, packaged_probe(PROBE).model):
        held = np.zeros(packaged_probe(PROBE).values.size, dtype=np.float32)
        low, high = Affirmed(-1.0, held), Affirmed(1.0, held)
        assert answerability(low, [NEAR], model) < answerability(high, [NEAR], model)
        assert answerability(high, [FAR], model) < answerability(high, [NEAR], model)


def test_passages_that_are_not_among_the_nearest_count_as_far() -> None:
    assert similarity([evidence("The mill closes.")]) == similarity([]) == 0.0
