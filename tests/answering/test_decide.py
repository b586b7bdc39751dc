import pytest

from service.answering.decide import suits


@pytest.mark.parametrize(
    ("question", "text", "suitable"),
    [
        ("How many men were hurt?", "The boat was hit.", False),
        ("How many men were hurt?", "Both men were hurt.", True),
        ("When was it sold?", "It was sold last week.", True),
        ("When was it sold?", "It was sold.", False),
        ("Was the crash caused by wind or by a broken rudder?", "The wind threw it against the pier.", True),
        ("Was the crash caused by wind or by a broken rudder?", "The owner counts 19 men who were hurt.", False),
        ("Was the crash caused by wind or by a broken rudder?", "The crash was caused by neither.", True),
    ],
)
def test_an_answer_has_what_is_asked_for(question: str, text: str, *, suitable: bool) -> None:
    assert suits(question, text) is suitable
