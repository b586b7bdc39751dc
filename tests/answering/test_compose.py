from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.articles import Evidence
from service.answering.answer import Provenance, Question, Retrieved, Status
from service.answering.compose import compose, finish
from service.answering.conflicts import disagreement
from service.answering.decide import DECLINED
from service.generation import Message
from tests.answering.samples import ScriptedModel, evidence

PROVENANCE = Provenance("scripted", "0" * 64, "none", "1", "1", "0" * 64)
MILL = replace(evidence("The mill in Sundby closes in March, the union said."), similarity=0.8)
QUESTION = "When does the mill in Sundby close?"


class Doubtful(ScriptedModel):
    """Affirms nothing but prompts with a given word."""

    def __init__(self, text: str, word: str = "\0") -> None:
        super().__init__(text)
        self.word = word

    def affirms(self, messages: Sequence[Message], probe: str) -> float:  # noqa: ARG002
        return 3.0 if self.word in messages[-1].content else -3.0


def retrieved(items: Sequence[Evidence], question: str = QUESTION) -> Retrieved:
    positions = disagreement(question, items, lambda one, two: float(one == two))
    return Retrieved(Question(question), question, tuple(items), PROVENANCE, 1.0, positions)


def written(model: ScriptedModel, found: Retrieved) -> tuple[Status, str]:
    done = finish(found, compose(model, found, 50, lambda _: None))
    return done.status, done.text


def test_a_supported_draft_is_the_answer() -> None:
    model = ScriptedModel("The mill closes in March.")
    assert written(model, retrieved([MILL])) == (Status.ANSWERED, "The mill closes in March.")


def test_what_is_far_from_all_passages_is_declined_without_the_model() -> None:
    model = ScriptedModel("The mill closes in March.")
    assert written(model, retrieved([replace(MILL, similarity=0.05)])) == (Status.INSUFFICIENT, DECLINED)
    assert model.asked == []


def test_what_the_model_does_not_affirm_is_declined_without_writing() -> None:
    model = Doubtful("The mill closes in March.")
    assert written(model, retrieved([replace(MILL, similarity=0.4)])) == (Status.INSUFFICIENT, DECLINED)
    assert model.asked == []


@pytest.mark.parametrize("opening", ["According to the reports, ", "According to Harbour Post, "])
def test_an_opening_that_names_the_source_is_left_to_the_citation(opening: str) -> None:
    model = ScriptedModel(f"{opening}the mill closes in March.")
    assert written(model, retrieved([MILL])) == (Status.ANSWERED, "The mill closes in March.")


def test_confirmed_positions_are_reported_instead_of_a_draft() -> None:
    owner = replace(evidence("The owner said 300 jobs would go at the mill.", "a"), similarity=0.8)
    union = replace(evidence("The union said 410 jobs would go at the mill.", "b"), similarity=0.8)
    found = retrieved([owner, union], "How many jobs would go at the mill?")
    status, text = written(ScriptedModel("300 jobs."), found)
    assert status is Status.CONFLICTING
    assert "300 jobs" in text
    assert "410 jobs" in text


def test_positions_that_the_model_does_not_affirm_are_dropped() -> None:
    owner = replace(evidence("The owner said 300 jobs would go at the mill.", "a"), similarity=0.8)
    union = replace(evidence("The union said 410 jobs would go at the mill.", "b"), similarity=0.8)
    found = retrieved([owner, union], "How many jobs would go at the mill?")
    status, _ = written(Doubtful("The owner said 300 jobs would go at the mill.", "owner"), found)
    assert status is Status.ANSWERED
