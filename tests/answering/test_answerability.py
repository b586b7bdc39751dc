import math
from dataclasses import replace

import pytest

from service.answering.answerability import AFFIRMED, BIAS, SIMILARITY, answerability, similarity
from tests.answering.samples import evidence

NEAR, FAR = (replace(evidence("The mill closes."), similarity=value) for value in (0.8, 0.1))


def test_the_score_is_the_logistic_of_the_weighed_signals() -> None:
    assert answerability(1.0, [FAR, NEAR]) == pytest.approx(1 / (1 + math.exp(-(AFFIRMED + 0.8 * SIMILARITY + BIAS))))


def test_it_rises_with_what_the_model_affirms_and_with_nearness() -> None:
    assert answerability(-1.0, [NEAR]) < answerability(1.0, [NEAR])
    assert answerability(1.0, [FAR]) < answerability(1.0, [NEAR])


def test_passages_that_are_not_among_the_nearest_count_as_far() -> None:
    assert similarity([evidence("The mill closes.")]) == similarity([]) == 0.0
