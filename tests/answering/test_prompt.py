from dataclasses import replace
from pathlib import Path

import jinja2
import pytest

from index.embed import load_embedder
from index.retrieve import Retriever
from prompts.errors import PromptError
from prompts.render import VARIABLES, load
from service.answering.answerer import Answerer
from service.answering.prompt import answer_messages, open_prompts, outstanding, within_budget
from service.errors import PromptsError, QuestionError
from service.settings import ServiceSettings
from tests.answering.samples import ScriptedModel, evidence

ONE, TWO = (evidence(f"Sentence number {n} of the report on the mill.", str(n)) for n in range(2))
USER = "{{ question }}\n{% for item in evidence %}{{ item.sentence.text }}{% endfor %}"


def test_the_question_comes_last_and_what_never_changes_first() -> None:
    one = answer_messages(load(), "Who?", [ONE])
    other = answer_messages(load(), "Why?", [TWO])
    assert one[0] == other[0]
    assert one[1].content.endswith("Question: Who?")


def test_as_many_of_the_best_sentences_as_fit_are_shown() -> None:
    model = ScriptedModel("")
    many = [evidence(f"Sentence number {n} of the report on the mill.", str(n)) for n in range(20)]
    budget = model.count(answer_messages(load(), "Who?", many[:7])) + 1
    assert list(within_budget(model, load(), "Who?", many, budget)) == many[:7]


def test_what_lies_far_behind_the_best_is_not_shown_but_for_the_first_three() -> None:
    scores = [5.0, 1.0, 0.9, 4.0, 0.8]
    found = [replace(evidence(f"Sentence {n} of the report.", str(n)), score=s) for n, s in enumerate(scores)]
    assert [item.score for item in outstanding(found)] == [5.0, 1.0, 0.9, 4.0]
    assert outstanding([]) == []


def test_a_question_beyond_the_budget_is_an_error_that_names_the_mend() -> None:
    with pytest.raises(QuestionError, match="BYLINE_PROMPT_TOKENS"):
        within_budget(ScriptedModel(""), load(), "why " * 500, [ONE], 300)


def test_a_missing_variable_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        load().render("answer_user", question="Who?")


def test_every_prompt_has_an_id_and_there_are_no_others() -> None:
    assert {file.stem for file in (Path(__file__).parents[2] / "prompts").glob("*.j2")} == set(VARIABLES)


def test_a_folder_replaces_prompts_and_changes_the_version(tmp_path: Path) -> None:
    (tmp_path / "answer_user.j2").write_text(USER)
    own = open_prompts(ServiceSettings(prompts=tmp_path))
    assert own.render("answer_user", question="Who?", evidence=[ONE]) == f"Who?\n{ONE.sentence.text}"
    assert own.render("answer_probe") == load().render("answer_probe")
    assert own.version != load().version
    assert len(own.version) == 12


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("answer_user", "{{ question }}", "does not use the variable 'evidence'"),
        ("answer_user", USER + "{{ date }}", "uses the variable 'date'"),
        ("answer_probe", "Is it {{ question }}?", "It has: none"),
        ("answer_user", "{{ question", "is no Jinja template"),
        ("answer_uzer", USER, "Rename it to one of answer_system.j2"),
    ],
)
def test_a_prompt_that_cannot_be_used_is_told_at_the_start(tmp_path: Path, name: str, text: str, told: str) -> None:
    (tmp_path / f"{name}.j2").write_text(text)
    with pytest.raises(PromptError, match=told):
        load(tmp_path)


def test_a_folder_that_is_not_there_is_told_with_its_mend(tmp_path: Path) -> None:
    with pytest.raises(PromptsError, match="unset BYLINE_PROMPTS"):
        open_prompts(ServiceSettings(prompts=tmp_path / "none"))


def test_a_probe_for_which_there_is_no_room_is_told_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "answer_probe.j2").write_text("Do the reports state it? " * 20)
    with pytest.raises(PromptsError, match=r"answer_probe has more than 64 tokens"):
        Answerer(Retriever(tmp_path, load_embedder()), ScriptedModel(""), ServiceSettings(prompts=tmp_path))
