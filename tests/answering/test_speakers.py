import pytest

from service.answering.speakers import speaker


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Reports from South Korean intelligence suggest that over 10,000 came.", "South Korean intelligence"),
        ("The coastguard said 34 people had been injured.", "The coastguard"),
        ("According to the operator, 19 people were injured.", "the operator"),
        ("The Ministry of Public Works puts the cost at 318 million crowns.", "The Ministry of Public Works"),
        ("Intelligence reports put the number at about 8,000.", "Intelligence reports"),
        ("About 900 people marched to the town hall.", None),
        ("He said it would cost 4 million.", None),
        ("While some residents believe it will open, the gate stays shut.", None),
    ],
)
def test_the_speaker_is_whom_the_sentence_names(sentence: str, who: str | None) -> None:
    assert speaker(sentence) == who
