from service.answering.answer import Status
from service.answering.attribute import attribute
from service.answering.cite import cite, group_sources
from service.answering.decide import decide
from tests.answering.samples import evidence

FIRST = evidence("The mill closes in March, the union said.", "a", "Mill closes")
SECOND = evidence("About 300 jobs go, the owner said.", "b", "Jobs go at mill")


def test_spans_cover_their_sentences_and_dropped_ones_leave_no_gap() -> None:
    draft = "The mill closes in March. Nobody cares about Sundby.  About 300 jobs go."
    kept = [item for item in attribute(draft, "When does the mill close?", [FIRST, SECOND]) if item.evidence]
    text, citations = cite(draft, kept)
    assert text == "The mill closes in March. About 300 jobs go."
    assert [text[c.start : c.end] for c in citations] == ["The mill closes in March.", "About 300 jobs go."]
    assert [c.cited_text for c in citations] == [FIRST.sentence.text, SECOND.sentence.text]


def test_a_line_break_between_sentences_is_kept() -> None:
    draft = "The mill closes in March.\nAbout 300 jobs go."
    text, _ = cite(draft, attribute(draft, "Mill?", [FIRST, SECOND]))
    assert text == draft


def test_sources_are_grouped_by_article_in_order_of_their_best_sentence() -> None:
    later = evidence("A later sentence.", "a", "Mill closes", 90)
    sources = group_sources([SECOND, FIRST, later])
    assert [(s.article_id, len(s.sentences)) for s in sources] == [("b", 1), ("a", 2)]


def test_a_draft_without_a_supported_sentence_is_declined() -> None:
    attributed = attribute("The mill made 900 tons.", "When does the mill close?", [FIRST])
    assert decide("When does the mill close?", attributed) == (Status.INSUFFICIENT, [])


def test_only_supported_sentences_are_said() -> None:
    attributed = attribute(
        "The mill closes in March. It made 900 tons in Sundby.", "When does the mill close?", [FIRST]
    )
    status, kept = decide("When does the mill close?", attributed)
    assert status is Status.ANSWERED
    assert [item.sentence.text for item in kept] == ["The mill closes in March."]
