import re
from html.parser import HTMLParser

from eval.case import Case
from eval.questions import GoldQuestion
from eval.report import Segment, render_report, segments
from eval.rows import Row
from eval.scoring import score, summarise
from index.articles import ArticleInfo, Evidence, Sentence
from service.answering.answer import Status
from tests.evaluation.build import answer, case, cited, declined, failed, position, question

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>&\"'"
RECORD: dict[str, object] = {"identity": {"dataset": EVIL, "retrieval_only": False}, "started": "2024-05-03"}


class Elements(HTMLParser):
    """Collects the names and attributes of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def render(*cases: Case) -> str:
    scored = [score(item) for item in cases]
    return render_report(RECORD, summarise(scored), cases, scored)


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(html)
    return parser.found


def evil_question() -> GoldQuestion:
    return question(
        id=EVIL, question=EVIL, kind=EVIL, answers=(EVIL,), gold_ids=(EVIL,), gold_sentences=(EVIL,), wrong_answers=(EVIL,),
        positions=(position(EVIL, EVIL), position("x", EVIL)),
    )  # fmt: skip


def test_nothing_from_outside_becomes_markup() -> None:
    gold = evil_question()
    reported = answer(EVIL, Status.CONFLICTING, [cited(EVIL, EVIL, 0, (0, 5))], [(EVIL, [0])], 0.5)
    info = ArticleInfo(EVIL, EVIL, EVIL, None, None, None, None, EVIL)
    searched = Row(gold.id, asked=False, ranking=((EVIL, 0.5),), evidence=(Evidence(info, Sentence(0, 3, EVIL), 0.5),))
    html = render(case(gold, reported, {EVIL: EVIL}, drafts=(EVIL + "!",)), Case(gold, searched, {}), failed(id=EVIL))
    names = [name for name, _ in elements(html)]
    assert names.count("script") == 1
    assert "img" not in names
    assert "alert(1)" in html


def test_the_report_needs_no_network() -> None:
    html = render(case(question(answers=("ten",)), answer("ten", score=0.5)))
    for name, attributes in elements(html):
        assert name not in {"link", "img", "iframe"}
        assert not {"src", "href"} & set(attributes)
    assert not re.search(r"url\(|@import|https?://", html)
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html


def test_every_question_is_there_with_its_verdict() -> None:
    html = render(
        case(question(id="r", answers=("ten",), kind="fact"), answer("ten")),
        case(question(id="w", answers=("ten",), kind="fact"), answer("two")),
        declined(id="d", answerable=False, kind="far"),
        failed(id="f", answers=("ten",), kind="fact"),
        case(question(id="u", gold_ids=("a",), kind="query"), answer("ten")),
    )
    listed = [a for name, a in elements(html) if name == "details" and a.get("class") == "question"]
    assert [(a["data-verdict"], a["data-kind"], a["data-status"]) for a in listed] == [
        ("right", "fact", "answered"),
        ("wrong", "fact", "answered"),
        ("right", "far", "insufficient"),
        ("failed", "fact", ""),
        ("unjudged", "query", "answered"),
    ]


def test_what_the_model_wrote_is_shown_where_something_else_was_said() -> None:
    refused = answer("The articles do not say.", Status.INSUFFICIENT)
    assert "Canberra it is." in render(case(question(answerable=False), refused, drafts=("Canberra it is.",)))
    assert "What the model wrote" not in render(case(question(answers=("ten",)), answer("Ten."), drafts=("Ten.",)))


def test_plots_are_there_when_there_is_something_to_plot() -> None:
    cases = [
        case(question(answers=("ten",)), answer("ten", score=0.5)),
        case(question(answers=("ten",)), answer("two", score=0.2)),
    ]
    assert [name for name, _ in elements(render(*cases))].count("svg") == 4
    assert [name for name, _ in elements(render(failed(answers=("ten",))))].count("svg") == 2


def test_an_answer_is_cut_where_citations_begin_and_end() -> None:
    given = answer(
        "Ten hurt. Or not. Yes.",
        citations=[cited("a", "x", 0, (0, 9)), cited("b", "x", 0, (0, 9)), cited("a", "x", 0, (10, 17))],
    )
    assert segments(given) == (
        Segment("Ten hurt.", cited=True, numbers=(1, 2)),
        Segment(" ", cited=False, numbers=()),
        Segment("Or not.", cited=True, numbers=(3,)),
        Segment(" Yes.", cited=False, numbers=()),
    )
    assert segments(answer("")) == ()
