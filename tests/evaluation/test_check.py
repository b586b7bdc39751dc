from typing import Any

import pytest

from eval.check import check
from eval.contents import Contents, Placed, Severity, error
from index.articles import Article
from service.answering.answer import Turn
from tests.evaluation.build import position, question

ARTICLES = (
    Article("a", "Ferry", "Ten were hurt. The ship was old.", path="articles.jsonl:1"),
    Article("b", "Quay", "Others say twelve were hurt.", path="articles.jsonl:2"),
)
SOUND: dict[str, Any] = {"answers": ("ten",), "gold_ids": ("a",), "gold_sentences": ("Ten were hurt.",)}


def faults(*, articles: tuple[Article, ...] = ARTICLES, **fields: Any) -> list[tuple[Severity, str]]:
    contents = Contents(articles, (Placed("q.jsonl:1", question(**{**SOUND, **fields})),), ())
    return [(fault.severity, fault.message) for fault in check(contents)]


def test_a_sound_question_has_no_fault() -> None:
    assert faults() == []
    assert (
        faults(
            answerable=False, answers=(), gold_ids=(), gold_sentences=(), near_ids=("a",), plausible_answers=("ten",)
        )
        == []
    )
    assert faults(answers=(), positions=(position("ten", "a"), position("twelve", "b")), gold_ids=("a", "b")) == []


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        ({"id": " "}, "`id` is empty"),
        ({"question": ""}, "`question` is empty"),
        ({"answers": ("ten", "")}, "`answers` has an empty entry"),
        ({"gold_ids": ("a", "a")}, "`gold_ids` has 'a' more than once"),
        ({"gold_ids": ("a", "gone")}, "`gold_ids` names the article 'gone'"),
        ({"wrong_ids": ("gone",)}, "`wrong_ids` names"),
        ({"near_ids": ("gone",)}, "`near_ids` names"),
        ({"document_id": "gone", "gold_ids": ()}, "`document_id` names"),
        ({"positions": (position("ten", "a"), position("twelve", "gone"))}, "`positions` names"),
        ({"answerable": False}, "is not `answerable`, but has"),
        ({"plausible_answers": ("x",)}, "is `answerable`, but has `plausible_answers`"),
        ({"answers": (), "gold_ids": (), "gold_sentences": ()}, "has neither `answers` nor"),
        ({"wrong_ids": ("a",)}, "in both `gold_ids` and `wrong_ids`"),
        ({"near_ids": ("a",)}, "in both `gold_ids` and `near_ids`"),
        ({"document_id": "b"}, "not among its `gold_ids`"),
        ({"wrong_answers": ("Ten!",)}, "'ten' is both a right and a wrong answer"),
        ({"answer_type": "huge"}, "`answer_type` is 'huge'; known are short, long, derived"),
        ({"history": (Turn("editor", "Who?"),)}, "`history` has the role 'editor'; known are user and assistant"),
        ({"gold_grades": (1, 2)}, "a number for each of `gold_ids`"),
        ({"gold_grades": (0,)}, "a number below 1"),
        ({"answer_aliases": {"eleven": ("11",)}}, "wordings for 'eleven'"),
        ({"positions": (position("ten", "a"),)}, "one side only"),
        ({"answers": ("eleven",)}, "no gold article has the answer 'eleven'"),
        ({"answers": ("ten", "eleven"), "all_answers_required": True}, "no gold article has the answer 'eleven'"),
        ({"gold_sentences": ("Eleven were hurt.",)}, "'Eleven were hurt.' stands in no gold article"),
        ({"gold_sentences": ("Ten were  hurt.",)}, "stands in no gold article, but for its white space"),
        ({"positions": (position("ten", "a"), position("thirteen", "b"))}, "no article of the position 'thirteen'"),
        ({"positions": (position("ten", "a"), position("twelve"))}, "a position has no value or no articles"),
    ],
)
def test_each_planted_fault_is_found(planted: dict[str, Any], message: str) -> None:
    assert any(severity is Severity.ERROR and message in text for severity, text in faults(**planted))


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        ({"answers": ("Ten people.",), "answer_type": "long"}, "no gold article has the answer"),
        ({"answers": ("yes",)}, "no gold article has the answer 'yes'"),
        ({"answers": ("twenty-two",), "gold_ids": ("a", "b"), "all_gold_required": True}, "no gold article has"),
        ({"all_answers_required": True}, "there is only one answer"),
        (
            {"positions": (position("ten", "a"), position("hurt", "b", aliases=["ten were"]))},
            "counts as stated wherever",
        ),
    ],
)
def test_what_may_be_meant_is_a_warning(planted: dict[str, Any], message: str) -> None:
    found = faults(**planted)
    assert any(message in text for _, text in found)
    assert {severity for severity, _ in found} == {Severity.WARNING}


def test_one_accepted_answer_in_the_articles_is_enough() -> None:
    assert faults(answers=("10", "ten")) == []
    assert faults(answers=("10",), answer_aliases={"10": ("ten",)}) == []
    assert faults(answers=("22",), answer_type="derived") == []
    assert faults(answers=("Ferry",)) == []


def test_articles_that_are_not_apart() -> None:
    twice = Article("a", "Ferry", "Something else.", path="articles.jsonl:3")
    copy = Article("c", "Ferry", ARTICLES[0].text, path="articles.jsonl:3")
    blank = Article("c", "Ferry", " ", path="articles.jsonl:3")
    assert faults(articles=(*ARTICLES, twice))[0] == (
        Severity.ERROR, "the article id 'a' was used before, at articles.jsonl:1",
    )  # fmt: skip
    assert faults(articles=(*ARTICLES, copy)) == [(Severity.WARNING, "the article 'c' has the very text of 'a'")]
    assert faults(articles=(*ARTICLES, blank)) == [(Severity.ERROR, "the article 'c' has no text")]


def test_questions_that_are_not_apart() -> None:
    first, again = question(**SOUND), question(**{**SOUND, "question": "How many died?"})
    same = question(**{**SOUND, "id": "q2", "question": "how many were hurt"})
    elsewhere = question(**{**SOUND, "id": "q3", "document_id": "a"})
    placed = [Placed(f"q.jsonl:{n}", item) for n, item in enumerate((first, again, same, elsewhere), start=1)]
    assert [str(fault) for fault in check(Contents(ARTICLES, tuple(placed), ()))] == [
        "q.jsonl:2: error: the question id 'q1' was used before, at q.jsonl:1",
        "q.jsonl:3: warning: q2: asks the same as q1",
    ]


def test_unknown_fields_are_told_once() -> None:
    odd = frozenset({"split"})
    placed = tuple(Placed(f"q.jsonl:{n}", question(**{**SOUND, "id": str(n), "question": str(n)}), odd) for n in (1, 2))
    assert [str(fault) for fault in check(Contents(ARTICLES, placed, ()))] == [
        "q.jsonl:1: warning: the field `split` is not known and is ignored (in 2 questions)"
    ]


def test_faults_of_reading_come_first() -> None:
    broken = error("q.jsonl:9", "not JSON")
    assert check(Contents(ARTICLES, (), (broken,))) == [broken]
