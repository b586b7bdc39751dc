import pytest

from service.answering.choices import choice, doubtful, granted, posed, taken

CHOICES = [
    ("Was the Alma launched in 1911 or 1921?", "1911", "1921", "Was the Alma launched in ?"),
    ("Is the last trip on 28 February or 31 March?", "28 February", "31 March", "Is the last trip on ?"),
    ("Did it sink because of the wind or a broken rudder?", "of the wind", "a broken rudder", "Did it sink because ?"),
    ("Did she leave before or after the crew?", "before", "after", "Did she leave  the crew?"),
    ("Did 34 or 41 people get hurt in the crash?", "34", "41", "Did  people get hurt in the crash?"),
    ("Who was it: the owner or the captain?", "the owner", "the captain", "Who was it: ?"),
    ("Who owns it, Ida Holm or Jon Varga?", "Ida Holm", "Jon Varga", "Who owns it, ?"),
    ("Was the crash caused by wind or by a broken rudder?", "by wind", "by a broken rudder", "Was the crash caused ?"),
    ("Did Holm or Varga steer it?", "Holm", "Varga", "Did  steer it?"),
    ("Is the toll four or eleven crowns?", "four", "eleven", "Is the toll  crowns?"),
    ("Did Émile or Åse win the race?", "Émile", "Åse", "Did  win the race?"),
    ("Was it the wind or the rudder. Tell me", "the wind", "the rudder", "Was it . Tell me"),
    ("who won the race the alma or the bjorn", "the alma", "the bjorn", "who won the race "),
]  # fmt: skip


@pytest.mark.parametrize(("question", "one", "two", "rest"), CHOICES)
def test_what_a_question_leaves_to_choose_from_is_no_part_of_what_it_gives(
    question: str, one: str, two: str, rest: str
) -> None:
    offered = choice(question)
    assert offered is not None
    assert (offered.one, offered.two) == (one, two)
    assert posed(question) == granted(question) == rest
    assert not doubtful(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many people were killed or injured?",
        "Who or what sank the Alma?",
        "Was the Alma sold?",
        "Was the Alma sold or not?",
        "According to the report, how many people were killed or injured?",
        "According to the report, which company owns or runs the ferry?",
        "Was anyone killed or injured?",
        "When was it sold?",
        "Is it, or",
        "",
    ],
)
def test_other_questions_leave_no_choice(question: str) -> None:
    assert choice(question) is None
    assert posed(question) == question


def test_of_a_yes_or_no_question_nothing_is_granted() -> None:
    assert doubtful("Was the Alma sold?")
    assert granted("Was the Alma sold?") == ""
    assert granted("When was the Alma sold?") == "When was the Alma sold?"


@pytest.mark.parametrize(
    ("question", "text", "side"),
    [
        ("Was it launched in 1911 or 1921?", "It was launched in 1911.", 0),
        ("Was it launched in 1911 or 1921?", "They launched it in 1921.", 1),
        ("Was it launched in 1911 or 1921?", "It was launched between 1911 and 1921.", None),
        ("Was it launched in 1911 or 1921?", "It was launched in 1931.", None),
        ("Is the last trip on 9 August or 19 August?", "The last trip will be on 19 August.", 1),
        ("Is the last trip on 9 August or 19 August?", "The last trip is on the 9th of August.", 0),
        ("Did the captain leave before or after the crew?", "The captain left before the crew.", 0),
        ("Did 34 or 41 people get hurt?", "34 people had been hurt.", 0),
        ("Is the toll forty or eleven crowns?", "The toll is 40 crowns.", 0),
        ("Is the toll 1 or 1.5 crowns?", "The toll is 1 crown.", 0),
        ("Was the Alma sold?", "The Alma was sold.", None),
    ],
)
def test_a_text_takes_the_side_whose_words_it_has(question: str, text: str, side: int | None) -> None:
    assert taken(question, text) == side
