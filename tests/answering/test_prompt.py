import jinja2
import pytest

from prompts.render import render, version
from service.answering.prompt import answer_messages
from tests.answering.samples import evidence

MANY = [evidence(f"Sentence number {n} of the report on the mill.", str(n)) for n in range(20)]


def test_the_question_comes_last_and_what_never_changes_first() -> None:
    one = answer_messages("Who?", MANY[:1])
    other = answer_messages("Why?", MANY[1:2])
    assert one[0] == other[0]
    assert one[1].content.endswith("Question: Who?")


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render("answer_user", question="Who?")


def test_the_version_is_a_digest() -> None:
    assert len(version()) == 12
    assert int(version(), 16) >= 0
