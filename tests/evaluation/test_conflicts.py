from dataclasses import replace

from eval.conflicts import attributed, covered, false_alarm, invented, named, only_wrong
from eval.questions import GoldPosition
from service.answering.answer import Conflict, Position, Status
from tests.evaluation.build import answer, case, cited, declined, failed, position, question, said

SIDES = (position("34", "a"), position("41", "b", "c"))
GOLD = question(positions=SIDES)
LONG = question(
    question="When?", answers=("in spring by the mayor",), gold_ids=("a",), answer_type="long",
    wrong_answers=("during winter through guards",), wrong_ids=("b",),
)  # fmt: skip


def test_positions_are_covered_by_the_answer_or_a_reported_conflict() -> None:
    assert covered(case(GOLD, answer("34 or 41."))) == 1.0
    assert covered(case(GOLD, answer("34."))) == 0.5
    assert covered(case(GOLD, answer("They differ.", Status.CONFLICTING, positions=[("41", [])]))) == 0.5
    assert covered(case(GOLD, answer("134 or 410."))) == 0.0
    assert covered(case(GOLD, answer("", Status.INSUFFICIENT))) == 0.0
    assert covered(case(GOLD, None)) == 0.0
    assert covered(said("34")) is None


def test_a_position_is_attributed_by_a_citation_of_one_of_its_articles() -> None:
    text = "It was 34. Others say 41."
    right = [cited("a", "x", span=(0, 10)), cited("c", "x", span=(11, 25))]
    swapped = [cited("b", "x", span=(0, 10)), cited("a", "x", span=(11, 25))]
    assert attributed(case(GOLD, answer(text, citations=right))) == 1.0
    assert attributed(case(GOLD, answer(text, citations=swapped))) == 0.0
    assert attributed(case(GOLD, answer(text))) == 0.0
    assert attributed(case(GOLD, None)) == 0.0


def test_a_reported_position_carries_its_own_citations() -> None:
    citations = [cited("a", "x", span=(0, 1)), cited("b", "x", span=(0, 1))]
    reported = answer("They differ.", Status.CONFLICTING, citations, [("34", [0]), ("41", [1])])
    assert attributed(case(GOLD, reported)) == 1.0
    crossed = answer("They differ.", Status.CONFLICTING, citations, [("34", [1]), ("41", [9])])
    assert attributed(case(GOLD, crossed)) == 0.0


def test_invented_positions() -> None:
    reported = answer("x", Status.CONFLICTING, positions=[("34", []), ("50", []), ("60", [])])
    assert invented(case(GOLD, reported)) == 2 / 3
    assert invented(case(GOLD, answer("50"))) is None
    assert invented(case(question(), reported)) is None


def test_only_the_wrong_side() -> None:
    gold = {"answers": ("Beijing",), "wrong_answers": ("Qarsund",)}
    assert only_wrong(said("To Qarsund.", **gold)) == 1.0
    assert only_wrong(said("To Qarsund, not Beijing.", **gold)) == 0.0
    assert only_wrong(said("To Paris.", **gold)) == 0.0
    assert only_wrong(declined(**gold)) == 0.0
    assert only_wrong(failed(**gold)) == 0.0
    assert only_wrong(said("To Qarsund.", answers=("Beijing",))) is None


def test_right_and_wrong_answers_are_sides_where_no_positions_are_known() -> None:
    assert [side.article_ids for side in LONG.sides] == [("a",), ("b",)]
    assert covered(case(LONG, answer("In spring, by the mayor."))) == 0.5
    assert covered(case(LONG, answer("In spring by the mayor; or in winter through guards."))) == 1.0
    assert only_wrong(case(LONG, answer("During winter, guards."))) == 1.0
    assert question(answers=("x",), wrong_answers=("y",)).sides == ()


def test_false_alarms_are_for_questions_without_sides() -> None:
    assert false_alarm(case(question(), answer("x", Status.CONFLICTING))) == 1.0
    assert false_alarm(case(question(), answer("x", positions=[("1", [])]))) == 1.0
    assert false_alarm(said("x")) == 0.0
    assert false_alarm(failed()) == 0.0
    assert false_alarm(case(GOLD, answer("x", Status.CONFLICTING))) is None


def test_the_wrong_side_beside_the_right_one_is_not_the_wrong_side_alone() -> None:
    gold = question(answers=("Beijing",), wrong_answers=("Qarsund",))
    both = answer("To Qarsund.", Status.CONFLICTING, positions=[("Beijing", []), ("Qarsund", [])])
    assert only_wrong(case(gold, both)) == 0.0
    assert only_wrong(case(gold, answer("They differ.", Status.CONFLICTING, positions=[("Qarsund", [])]))) == 1.0


def test_positions_with_who_says_so() -> None:
    sides = (
        GoldPosition("34", (), ("a",), "the coastguard"),
        GoldPosition("41", (), ("b",), "Dr Ines Vail, head of St Brannoc Hospital"),
    )
    gold = question(positions=sides)
    assert named(case(gold, answer("The coastguard says 34. St Brannoc Hospital counts 41."))) == 1.0
    assert named(case(gold, answer("The coastguard says 41. Others say 34."))) == 0.0
    assert named(case(gold, answer("It was 34 or 41."))) == named(case(gold, None)) == 0.0
    assert named(case(GOLD, answer("34"))) is None
    citations = (replace(cited("a", "x"), source="Island Courier"), cited("b", "x"))
    for speakers, expected in (
        (("Coastguard", "hospital"), 1.0),
        (("Island Courier", "Island Courier"), 0.5),
        (("the", ""), 0),
    ):
        told = tuple(
            Position(v, "", who, 1, (n,)) for n, (v, who) in enumerate(zip(("34", "41"), speakers, strict=True))
        )
        reported = replace(answer("They differ.", Status.CONFLICTING, citations), conflicts=(Conflict("hurt", told),))
        assert named(case(gold, reported)) == expected, speakers
