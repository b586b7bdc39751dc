import json

import pytest

from eval.questions import dump_question, parse_question
from tests.evaluation.build import position, question


def test_a_question_needs_an_id_and_a_text_alone() -> None:
    found, unknown = parse_question('{"id": "a", "question": "Who?"}')
    assert (found.id, found.question, found.kind, found.answerable, found.long) == (
        "a",
        "Who?",
        "question",
        False,
        False,
    )
    assert unknown == frozenset()


def test_answers_or_positions_make_a_question_answerable() -> None:
    assert parse_question('{"id": "a", "question": "Who?", "answers": ["Me"]}')[0].answerable
    assert parse_question('{"id": "a", "question": "Who?", "positions": [{"value": "x"}]}')[0].answerable
    assert not parse_question('{"id": "a", "question": "Who?", "answers": ["Me"], "answerable": false}')[0].answerable


def test_unknown_fields_are_tolerated_and_named() -> None:
    assert parse_question('{"id": "a", "question": "Who?", "split": "test"}')[1] == {"split"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"question": "Who?"}', "id: "),
        ('{"id": 1, "question": "Who?"}', "id: Input should be a valid string"),
        ('{"id": "a", "question": "Who?", "answers": "Me"}', "answers: "),
        ('{"id": "a", "question": "Who?", "answerable": "no"}', "answerable: "),
        ('{"id": "a", "question": "Who?", "positions": [{}]}', "positions.0.value: "),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        parse_question(line)


def test_a_question_survives_being_written() -> None:
    before = question(
        answers=("a",),
        answer_aliases={"a": ("b",)},
        positions=(position("1", "x", aliases=["one"]),),
        kind="conflict",
        answerable=False,
    )
    line = dump_question(before)
    assert parse_question(line) == (before, frozenset())
    assert "near_ids" not in json.loads(line)


def test_a_question_of_a_conversation_is_searched_with_what_it_refers_to() -> None:
    line = {
        "id": "a",
        "question": "How old is she?",
        "history": [
            {"role": "user", "content": "Who steered the ferry?"},
            {"role": "assistant", "content": "Ida Holm steered the ferry."},
        ],
    }
    found, unknown = parse_question(json.dumps(line))
    assert (found.searched, unknown) == ("How old is Ida Holm? (steered ferry)", frozenset())
    assert parse_question(dump_question(found))[0] == found
    assert parse_question('{"id": "a", "question": "How old is she?"}')[0].searched == "How old is she?"
