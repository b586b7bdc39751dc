import pytest

from service.answering.answer import Turn
from service.answering.subquestions import subquestions, understood


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "Who steered the Alma and which company owns the ship?",
            ("Who steered the Alma?", "Which company owns the ship?"),
        ),
        (
            "How many boats sank, and in what year did the mill close?",
            ("How many boats sank?", "In what year did the mill close?"),
        ),
        ("When did the Alma sink? Who steered her?", ("When did the Alma sink?", "Who steered her?")),
        ("Did the Alma sink? Was Ida Holm hurt?", ("Did the Alma sink?", "Was Ida Holm hurt?")),
        ("Who is Ida Holm, and what did she paint?", ("Who is Ida Holm?", "What did she paint?")),
        ("When did the Alma sink; who steered her?", ("When did the Alma sink?", "Who steered her?")),
        ("who steered the alma and when was she built", ("Who steered the alma?", "When was she built?")),
    ],
)
def test_each_of_several_questions_is_asked_in_its_own_words(question: str, asked: tuple[str, ...]) -> None:
    assert subquestions(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Who steered the Alma?",
        "Who opposed the sale of the mill, and why?",
        "When was the mill built, and for what purpose?",
        "Who or what is at fault over the cost of the bridge?",
        "Who is the captain who steered the Alma and who now sails the Nordstern?",
        "Which ship, that sank in May and which Ida Holm steered, was found?",
        "What did the minister and the mayor say?",
        "Where and when was the treaty signed?",
        "Why did Talvia and WHO disagree over vaccines?",
        "What did Ida Holm say about the mill and how it should be paid for?",
        "Tell me who owns the mill and when it was built.",
        "What happened between the flood and what followed?",
        "Who wrote “Power and How Do Empires Fall”?",
        "Which firm built the mill and the bridge?",
        "Who rows, and who sails, and who steers, and who cooks, and who swims?",
    ],
)
def test_what_asks_one_thing_or_too_little_is_asked_whole(question: str) -> None:
    assert subquestions(question) == (question,)


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        (("Who steered the Alma?", "Which company owns the ship?"), "Which company owns the ship? (Alma)"),
        (("Which crew steered the Alma?", "Who was its captain?"), "Who was its captain? (crew steered Alma)"),
        (("How big is the reward?", "When does the mill open?"), "When does the mill open? (big reward)"),
        (("Who steered the Alma?", "Who owns the mill in Sundby?"), "Who owns the mill in Sundby?"),
        (("Who steered the Alma?", "When did Ida Holm leave her ship?"), "When did Ida Holm leave her ship?"),
        (("What is the Sundby Act?", "When did Talvia adopt it?"), "When did Talvia adopt it? (Sundby Act)"),
        (("Who steered the Alma?", "Who was held on Monday?"), "Who was held on Monday? (Alma)"),
    ],
)
def test_a_question_that_names_nothing_itself_is_about_what_was_asked_before_it(
    asked: tuple[str, ...], searched: str
) -> None:
    assert understood(asked) == (asked[0], searched)


def test_a_follow_up_of_two_questions_is_about_what_was_asked_before_both() -> None:
    history = (Turn("user", "What is the Larkwater Bridge?"), Turn("assistant", "A crossing at Emberford."))
    assert understood(("Who designed it?", "How much will it cost?"), history) == (
        "Who designed it? (Larkwater Bridge)",
        "How much will it cost? (designed Larkwater Bridge)",
    )
