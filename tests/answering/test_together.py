from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.articles import Article
from index.embed import load_embedder
from index.indexer import index_articles
from index.retrieve import Retriever
from service.answering.answer import Citation, Conflict, Position, Question, Status
from service.answering.answerer import Answerer
from service.answering.attribute import Attributed
from service.answering.cite import cite
from service.answering.decide import DECLINED
from service.answering.events import Event, TokenWritten
from service.answering.finish import Written
from service.answering.together import told_together
from service.generation import Affirmed, Message
from service.settings import ServiceSettings
from tests.answering.samples import ScriptedModel, evidence

DECLINES = Written(Status.INSUFFICIENT, DECLINED, (), ())


def answered(text: str) -> Written:
    item = evidence(text)
    return Written(Status.ANSWERED, *cite([Attributed(item.sentence, (item,))]), ())


def disagree(one: str, two: str) -> Written:
    items = [evidence(one, "a"), evidence(two, "b")]
    text, citations = cite([Attributed(item.sentence, (item,)) for item in items])
    positions = tuple(Position(c.cited_text, c.cited_text, c.article_id, 1, (n,)) for n, c in enumerate(citations))
    return Written(Status.CONFLICTING, text, citations, (Conflict("How many?", positions),))


def spans(written: Written) -> list[tuple[str, str]]:
    def cited(citation: Citation) -> tuple[str, str]:
        return written.text[citation.start : citation.end], citation.cited_text

    return [cited(citation) for citation in written.citations]


def test_one_question_is_told_as_it_is() -> None:
    one = answered("Ida Holm steered the Alma.")
    assert told_together([("Who steered the Alma?", one)]) == one
    assert told_together([("Who steered the Alma?", DECLINES)]) == DECLINES


def test_each_is_answered_or_said_not_to_be() -> None:
    one, two = "Ida Holm steered the Alma.", "The mill closes in March."
    told = told_together([("Who steered the Alma?", answered(one)), ("Who paid?", DECLINES), ("When?", answered(two))])
    assert told.text == f"{one} The articles do not answer “Who paid?”. {two}"
    assert told.status is Status.ANSWERED
    assert spans(told) == [(one, one), (two, two)]


def test_where_none_is_answered_nothing_is_said_of_each() -> None:
    assert told_together([("Who?", DECLINES), ("When?", DECLINES)]) == DECLINES


def test_a_disagreement_on_one_is_one_of_the_whole_and_cites_its_own() -> None:
    one = answered("Ida Holm steered the Alma.")
    told = told_together([("Who steered?", one), ("How many?", disagree("Nine sank.", "Ten sank."))])
    assert told.status is Status.CONFLICTING
    [conflict] = told.conflicts
    assert [[told.citations[n].cited_text for n in p.citations] for p in conflict.positions] == [
        ["Nine sank."],
        ["Ten sank."],
    ]
    assert spans(told)[-1] == ("Ten sank.", "Ten sank.")


def test_a_sentence_that_answers_both_is_told_once() -> None:
    one = answered("Ida Holm steered the Alma until May.")
    assert told_together([("Who steered?", one), ("Until when did she steer?", one)]).text == one.text
    told = told_together([("Who steered?", one), ("How many were injured?", one)])
    assert told.text == f"{one.text} The articles do not answer “How many were injured?”."


def test_what_ends_alike_or_is_said_of_another_is_told_too() -> None:
    many, few = answered("112 died."), answered("12 died.")
    assert told_together([("How many in Sundby?", many), ("How many in Tovik?", few)]).text == "112 died. 12 died."
    other = replace(few, citations=tuple(replace(one, article_id="tovik") for one in few.citations))
    assert told_together([("How many in Sundby?", few), ("How many in Tovik?", other)]).text == "12 died. 12 died."


class TwoMinds(ScriptedModel):
    """Knows who steered, and nothing else."""

    def affirms(self, messages: Sequence[Message], probe: str) -> Affirmed:  # noqa: ARG002
        return Affirmed(4.0 if "Question: Who steered" in messages[-1].content else -4.0)


def test_what_the_articles_do_not_say_of_a_second_question_is_said(tmp_path: Path) -> None:
    embedder = load_embedder()
    text = "Ida Holm steered the Alma when it struck the pier at Sundby. The crew was not hurt."
    index_articles([Article("alma", "The Alma strikes a pier", text)], tmp_path, embedder)
    answerer = Answerer(Retriever(tmp_path, embedder), TwoMinds("Ida Holm steered the Alma."), ServiceSettings())
    heard: list[Event] = []
    answer = answerer.ask(Question("Who steered the Alma and who painted her funnel?"), heard.append)
    assert answer.answer == "Ida Holm steered the Alma. The articles do not answer “Who painted her funnel?”."
    assert answer.searched == "Who steered the Alma? Who painted her funnel? (steered Alma)"
    assert [c.cited_text for c in answer.citations] == ["Ida Holm steered the Alma when it struck the pier at Sundby."]
    assert (
        "".join(event.text for event in heard if isinstance(event, TokenWritten)).strip()
        == "Ida Holm steered the Alma."
    )
    both = answerer.ask(Question("Who steered the Alma, and who steered it at Sundby?"))
    assert both.answer == "Ida Holm steered the Alma."
