"""What somebody gives as a cause, of those who are asked about."""

import pytest

from service.answering.causes import MOST, causes
from tests.answering.samples import evidence

ASKED = "What made the Alma strike the pier?"
PILOT = evidence("The pilot of the Alma blamed thick fog.", "pilot")
UNION = evidence("She said the Alma struck because of a weak lamp.", "union")
OTHER_SHIP = evidence("The owner blamed the tide.", "bjorn", "The Bjorn aground")
TOLD = evidence("The Alma was towed because of the ebb.", "tow")
SAID = evidence("The owner of the Alma said that nobody was hurt.", "owner")


def test_a_cause_is_what_somebody_gives_in_an_article_with_the_names_of_the_question() -> None:
    assert causes(ASKED, [PILOT, OTHER_SHIP, TOLD, SAID, UNION]) == (PILOT, UNION)


@pytest.mark.parametrize(
    "question", ["Who steered the Alma?", "What does the pilot give as the cause of the crash of the Alma?"]
)
def test_where_no_cause_is_asked_for_or_that_of_one_of_them_there_is_none(question: str) -> None:
    assert causes(question, [PILOT, UNION]) == ()


def test_what_is_behind_or_no_reason_is_no_cause_and_the_same_words_count_once() -> None:
    late = evidence("The Alma is behind schedule, the owner said.", "late")
    calm = evidence("She said there was no reason for alarm on the Alma.", "calm")
    again = evidence(PILOT.sentence.text, "copy")
    assert causes(ASKED, [late, calm, PILOT, again, UNION]) == (PILOT, UNION)
    assert causes("Why did the Alma give way to the ship named Bjorn?", [PILOT]) == ()
    assert causes("Why did the Alma give way?", [PILOT]) == (PILOT,)


def test_the_best_few_are_taken() -> None:
    many = [evidence(f"Pilot {n} of the Alma blamed thick fog.", f"p{n}") for n in range(MOST + 2)]
    assert causes(ASKED, many) == tuple(many[:MOST])
