"""Which values count as positions: the model's odds for one sentence alone, and what lies beside a sure one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.articles import Evidence, Sentence
from prompts.render import load
from service.answering.answer import Provenance, Question, Retrieved, Status
from service.answering.compose import compose
from service.answering.confirm import BESIDE, CONFIRMED, SURE_IF_LOOSE, confirmed
from service.answering.conflicts import disagreement
from service.answering.finish import Written, finish
from service.answering.reader import Reader
from service.generation import Affirmed, Message
from tests.answering.samples import ScriptedModel, evidence

QUESTION = "How many people were hurt on the Alma?"


class Weighing(ScriptedModel):
    """Gives each prompt the odds told for a word in it, and many sentences together high ones."""

    def __init__(self, text: str, odds: dict[str, float]) -> None:
        super().__init__(text)
        self.odds = odds

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        told = [odds for word, odds in self.odds.items() if word in messages[-1].content]
        return Affirmed(told[0] if len(told) == 1 else 3.0)


def said(text: str, article: str) -> Evidence:
    return replace(evidence(text, article, "The Alma", source=f"{article} News"), similarity=0.8)


COAST = said("The coastguard said 34 people were hurt.", "a")
OWNER = said("The owner said 19 people had been hurt.", "b")
CREW = said("The Alma had 187 people on board.", "c")
WHO = ["owner", "crew", "mayor", "pilot"]
ALL = [COAST, OWNER, CREW]


def values(odds: dict[str, float], question: str = QUESTION, items: Sequence[Evidence] = ALL) -> list[str]:
    positions = disagreement(question, items, lambda one, two: float(one == two))
    reader = Reader(Weighing("", odds), load(), 350)
    return [position[0].value for position in confirmed(reader, question, positions)]


@pytest.mark.parametrize(
    ("coast", "owner", "crew", "kept"),
    [
        (CONFIRMED, CONFIRMED, -1.0, ["34", "19"]),
        (BESIDE, CONFIRMED, -1.0, ["34", "19"]),
        (BESIDE - 0.01, CONFIRMED, -1.0, ["19"]),
        (BESIDE, CONFIRMED - 0.01, -1.0, []),
        (-1.0, CONFIRMED, BESIDE, ["19"]),
    ],
)
def test_a_doubted_value_counts_beside_a_sure_one_that_tells_the_same(
    coast: float, owner: float, crew: float, kept: list[str]
) -> None:
    assert values({"coastguard": coast, "owner": owner, "board": crew}) == kept


def test_after_three_that_are_not_confirmed_no_further_value_is_asked_about() -> None:
    counts = [said(f"{count} people were hurt, the {who} said.", who) for count, who in zip("3579", WHO, strict=True)]
    assert values(dict.fromkeys(WHO[:3], -1.0) | {WHO[3]: CONFIRMED}, items=counts) == []
    assert values(dict.fromkeys(WHO, CONFIRMED), items=counts) == ["3", "5", "7", "9"]


def test_a_doubted_date_never_counts() -> None:
    shut = said("The mill closes on 3 March, the owner said.", "a")
    feast = said("The mill closes on 9 May for the feast.", "b")
    odds = {"owner": CONFIRMED, "feast": BESIDE}
    assert values(odds, "When does the mill close?", [shut, feast]) == ["3 March"]


def asked(text: str, odds: dict[str, float]) -> Written:
    positions = disagreement(QUESTION, ALL, lambda one, two: float(one == two))
    provenance = Provenance("scripted", "0" * 64, "none", "1", "1", "0" * 64)
    found = Retrieved(Question(QUESTION), QUESTION, tuple(ALL), provenance, 1.0, positions, ())
    return finish(found, compose(Reader(Weighing(text, odds), load(), 350), found, 50, lambda _: None))


def test_the_value_of_the_answer_stands_against_a_confirmed_one() -> None:
    odds = {"coastguard": -1.0, "owner": CONFIRMED, "board": -1.0}
    done = asked("The coastguard said 34 people were hurt.", odds)
    assert done.status is Status.CONFLICTING
    assert [position.value for position in done.conflicts[0].positions] == ["34", "19"]


def test_the_value_of_the_answer_alone_is_no_disagreement() -> None:
    odds = {"coastguard": -1.0, "owner": CONFIRMED, "board": -1.0}
    assert asked("The owner said 19 people had been hurt.", odds).status is Status.ANSWERED


@pytest.mark.parametrize(
    ("question", "one", "two", "kept"),
    [
        ("What temperature did Tovik reach?", "A mast recorded 44.6 degrees.", "The growers reported 46.1 degrees.", ["44.6", "46.1"]),
        ("What reward does Tovik offer?", "The mayor put up 50,000 crowns.", "The growers lost 900,000 crowns.", ["50,000"]),
    ],
)  # fmt: skip
def test_beside_a_sure_one_counts_a_measure_that_shares_no_word_of_the_question(
    question: str, one: str, two: str, kept: list[str]
) -> None:
    title = "What temperature Tovik did reach, and what reward it does offer"
    told = [replace(evidence(text, text[:9], title, source=text[:9]), similarity=0.8) for text in (one, two)]
    assert [value.split()[0] for value in values({one: CONFIRMED, two: BESIDE}, question, told)] == kept


@pytest.mark.parametrize(
    ("odds", "kept"), [(SURE_IF_LOOSE, ["410", "no more than 290"]), (SURE_IF_LOOSE - 0.01, ["410"])]
)
def test_a_value_whose_sentence_has_no_word_of_the_question_must_be_surer(odds: float, kept: list[str]) -> None:
    union = said("The union said 410 drivers joined the strike of the Alma.", "a")
    company = said("The owner insists that no more than 290 drivers took part.", "b")
    strike = replace(
        said("The strike of the drivers began at noon.", "b"), sentence=Sentence(90, 130, "The strike began.")
    )
    asked = "How many drivers joined the strike of the Alma?"
    assert values({"union": 2.0, "insists": odds}, asked, [union, company, strike]) == kept
