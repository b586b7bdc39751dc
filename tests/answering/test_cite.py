from service.answering.attribute import attribute
from service.answering.cite import cite, group_sources
from service.answering.decide import decide
from tests.answering.samples import evidence

FIRST = evidence("The mill closes in March, the union said.", "a", "Mill closes")
SECOND = evidence("About 300 jobs go, the owner said.", "b", "Jobs go at mill")


def test_spans_cover_their_sentences_and_dropped_ones_leave_no_gap() -> None:
    draft = "The mill closes in March. Nobody cares about Sundby.  About 300 jobs go."
    kept = [item for item in attribute(draft, "When does the mill close?", [FIRST, SECOND]) if item.evidence]
    text, citations = cite(kept)
    assert text == "The mill closes in March. About 300 jobs go."
    assert [text[c.start : c.end] for c in citations] == ["The mill closes in March.", "About 300 jobs go."]
    assert [c.cited_text for c in citations] == [FIRST.sentence.text, SECOND.sentence.text]


def test_sources_are_grouped_by_article_in_order_of_their_best_sentence() -> None:
    later = evidence("A later sentence.", "a", "Mill closes", 90)
    sources = group_sources([SECOND, FIRST, later])
    assert [(s.article_id, len(s.sentences)) for s in sources] == [("b", 1), ("a", 2)]


def test_of_a_draft_without_a_supported_sentence_nothing_is_said() -> None:
    attributed = attribute("The mill made 900 tons.", "When does the mill close?", [FIRST])
    assert decide("When does the mill close?", attributed) == []


def test_only_supported_sentences_are_said() -> None:
    question = "When does the mill close?"
    kept = decide(question, attribute("The mill closes in March. It made 900 tons in Sundby.", question, [FIRST]))
    assert [item.sentence.text for item in kept] == ["The mill closes in March."]


def test_how_many_is_answered_by_the_quotation_if_only_that_has_a_number() -> None:
    question = "How many jobs go at the mill?"
    told = decide(question, attribute("Jobs go at the mill, the owner said.", question, [SECOND]))
    assert [item.sentence.text for item in told] == [SECOND.sentence.text]
    assert decide(question, attribute("About 300 jobs go, the owner said.", question, [SECOND]))


def test_which_number_is_answered_by_a_number() -> None:
    attributed = attribute("The mill closes in March.", "What number has the mill?", [FIRST])
    assert decide("When does the mill close?", attributed)
    assert decide("What number does the mill of Sundby have?", attributed) == []
