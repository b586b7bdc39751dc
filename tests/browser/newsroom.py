"""Serves the real web application with canned answers on a free port: `python newsroom.py [MODE…]`.

Modes: `loading`, `failed` (the models), `locked`, `bare` (see `desk`).
"""

import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from index.articles import Article, ArticleInfo
from index.errors import UnknownArticleError
from index.listing import Outlet, Wanted
from service.answering.answer import (
    Answer,
    Citation,
    Conflict,
    Position,
    Provenance,
    Question,
    Retrieved,
    Source,
    SourceSentence,
    Status,
    Timings,
    Usage,
)
from service.answering.events import CitationVerified, Listener, SourcesFound, TokenWritten
from service.errors import ModelMissingError, QuestionError
from service.generation import Brake
from service.settings import ServiceSettings
from service.web.app import create_app
from service.web.asker import Asker
from service.web.indexing import Outcome
from service.web.library import Library
from tests.browser.desk import Desk

FILLER = "The council met again on Tuesday and heard reports from the harbour, the market and the schools. " * 40
HARBOUR = Article(
    "harbour-pier",
    "A new pier for Tarn Bay 🚢",
    f"🎉🎉 Crowds came early. 👩‍👩‍👧‍👦 Families filled the quay.\n\n{FILLER}\n\n"
    "Mayor Ines Falk said the pier cost 4 million euros. 🚢 It opens in May.\n\n" + FILLER,
    source="Tarn Bay Courier",
    author="Ada Stone",
    published=date(2024, 5, 3),
    url="https://courier.example/pier",
)
HOSTILE = Article(
    "hostile",
    "<script>alert('title')</script><b>Bold</b> \u202e🎭",
    "Before\u200f <img src=x onerror=alert('text')></mark> 🎭 \u202e the <b>quotation</b>. "
    "The <script>alert('quoted')</script></mark> \u200f🎭 budget is 7 & rising. After.",
    source="<i>Sly Gazette</i>",
    published=date(2024, 6, 1),
    url="javascript:alert('url')",
)
UNION = Article(
    "strike-union",
    "Union counts 900 at the gates",
    "The strike began at dawn. The union said 900 workers walked out. Talks resume on Friday.",
    source="Labour Weekly",
    published=date(2024, 3, 12),
)
COMPANY = Article(
    "strike-company",
    "Brennick says most stayed at work",
    "Production went on. The company said 240 workers walked out. Its shares fell.",
    source="Market Journal",
    published=date(2024, 3, 13),
)
ARTICLES = {article.id: article for article in (HARBOUR, HOSTILE, UNION, COMPANY)}


def _sentence(article: Article, quoted: str) -> SourceSentence:
    start = article.text.index(quoted)
    return SourceSentence(quoted, start, start + len(quoted), 1.0)


def _source(article: Article, *quoted: str) -> Source:
    sentences = tuple(_sentence(article, text) for text in quoted)
    return Source(article.id, article.title, article.source, article.published, article.url, article.id, sentences)


def _citation(text: str, sentence: str, article: Article, quoted: str) -> Citation:
    start, at = text.index(sentence), article.text.index(quoted)
    return Citation(
        start=start,
        end=start + len(sentence),
        article_id=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        url=article.url,
        cited_text=quoted,
        start_char=at,
        end_char=at + len(quoted),
        verified=True,
    )


def _answer(
    status: Status,
    text: str,
    citations: tuple[Citation, ...] = (),
    sources: tuple[Source, ...] = (),
    conflicts: tuple[Conflict, ...] = (),
) -> Answer:
    return Answer(
        id="canned",
        status=status,
        answer=text,
        citations=citations,
        conflicts=conflicts,
        sources=sources,
        searched="",
        provenance=Provenance("canned-model", "0" * 64, "none", "1", "1", "0" * 64),
        usage=Usage(312, 24),
        timings_ms=Timings(0.0, 110.0, 5_800.0, 240.0, 6_150.0),
    )


def _pier() -> Answer:
    cost, opening = "Mayor Ines Falk said the pier cost 4 million euros.", "It opens in May."
    text = f"🚢 The pier cost 4 million euros, the mayor said. {opening}"
    citations = (
        _citation(text, "🚢 The pier cost 4 million euros, the mayor said.", HARBOUR, cost),
        _citation(text, opening, HARBOUR, opening),
        _citation(text, opening, HARBOUR, cost),
    )
    return _answer(Status.ANSWERED, text, citations, (_source(HARBOUR, cost, opening),))


def _budget() -> Answer:
    quoted = "The <script>alert('quoted')</script></mark> \u200f🎭 budget is 7 & rising."
    text = "The <script>alert('answer')</script> budget is 7 & rising."
    return _answer(Status.ANSWERED, text, (_citation(text, text, HOSTILE, quoted),), (_source(HOSTILE, quoted),))


def _strike() -> Answer:
    union, company = "The union said 900 workers walked out.", "The company said 240 workers walked out."
    text = "The union said 900 workers walked out, the company said 240."
    citations = (_citation(text, text, UNION, union), _citation(text, text, COMPANY, company))
    positions = (
        Position("900", union, "the union (Labour Weekly)", 2, (0,)),
        Position("240", company, "the company (Market Journal)", 1, (1,)),
    )
    sources = (_source(UNION, union), _source(COMPANY, company))
    return _answer(Status.CONFLICTING, text, citations, sources, (Conflict("how many workers walked out", positions),))


def _moon() -> Answer:
    sources = (_source(HARBOUR, "It opens in May."), _source(UNION, "Talks resume on Friday."))
    return _answer(Status.INSUFFICIENT, "The articles do not say.", sources=sources)


def _moved() -> Answer:
    text = "It opens in May."
    right = _citation(text, text, HARBOUR, text)
    wrong = replace(right, start_char=right.start_char + 3, end_char=right.end_char + 3)
    return _answer(Status.ANSWERED, text, (wrong,), (_source(HARBOUR, text),))


def _invented() -> Answer:
    text = "Mayor Ines Falk said the pier cost 4 million euros."
    return _answer(Status.ANSWERED, text, (_citation(text, text, HARBOUR, text),), (_source(HARBOUR, text),))


DRAFTS = {
    "invented": "The reports say that mayor Ines Falk said the pier cost 4 million euros. The King will cut the ribbon."
}
"""Drafts that are not the answer, by the word that asks for them."""

CANNED: dict[str, Callable[[], Answer]] = {
    "pier": _pier,
    "budget": _budget,
    "strike": _strike,
    "moon": _moon,
    "moved": _moved,
    "invented": _invented,
}


class Newsroom:
    """Answers by the word a question has in it; `broken` fails and `endless` never ends."""

    def __init__(self) -> None:
        self.brake = Brake()

    def ask(self, question: Question, on_event: Listener | None = None) -> Answer:
        on_event = on_event or (lambda _event: None)
        asked = question.text
        on_event(SourcesFound((_source(HARBOUR, "It opens in May."),)))
        if "broken" in asked:
            raise QuestionError("The question cannot be searched for; name a person, a place or a thing.")
        while "endless" in asked:
            on_event(TokenWritten("and so on "))
            time.sleep(0.02)
        answer = next(make() for word, make in CANNED.items() if word in asked)
        draft = next((draft for word, draft in DRAFTS.items() if word in asked), answer.answer)
        for word in draft.split(" "):
            on_event(TokenWritten(word + " "))
        for citation in answer.citations:
            on_event(CitationVerified(citation))
        return replace(answer, searched="Who runs the pier of Tarn Bay?" if question.history else asked)

    def provenance(self) -> Provenance:
        return _moon().provenance

    def search(self, question: Question) -> tuple[Source, ...]:  # noqa: ARG002
        return (_source(HARBOUR, "It opens in May."),)

    def retrieve(self, question: Question, on_event: Listener | None = None) -> Retrieved:  # noqa: ARG002
        return Retrieved(question, question.text, (), self.provenance(), 1.0)

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        return self.ask(retrieved.question, on_event)

    def page(self, wanted: Wanted) -> tuple[list[ArticleInfo], int]:
        found = [
            ArticleInfo(a.id, a.title, a.source, a.author, a.published, a.url, a.language, a.id)
            for a in ARTICLES.values()
        ]
        return found[wanted.offset : wanted.offset + wanted.limit], len(found)

    def remove(self, article_id: str) -> None:
        self.article(article_id)

    def run(self, files: Sequence[Path], report: Callable[[int], None]) -> Outcome:
        report(len(files))
        return Outcome(added=tuple(file.stem for file in files))

    def close(self) -> None:
        pass

    def outlets(self) -> list[Outlet]:
        return [Outlet(a.source, 1) for a in ARTICLES.values() if a.source]

    def counts(self) -> tuple[int, int]:
        return len(ARTICLES), len(ARTICLES)

    def article(self, article_id: str) -> Article:
        if article_id not in ARTICLES:
            raise UnknownArticleError(f"No article has the id {article_id!r}.")
        return ARTICLES[article_id]


def load() -> Asker:
    """Loads for two seconds, or fails, as the command line says."""
    if "loading" in sys.argv:
        time.sleep(2)
    if "failed" in sys.argv:
        raise ModelMissingError("The model is not on this machine; run `byline models pull`.")
    return Newsroom()


def main() -> None:
    """Listens on a free port of this machine and says where."""
    with TemporaryDirectory() as home, socket.create_server(("127.0.0.1", 0)) as listener:
        library = Library(Newsroom(), Newsroom())
        app = Desk(create_app(load, ServiceSettings(home=Path(home)), library), sys.argv[1:])
        sys.stdout.write(f"Byline is at http://127.0.0.1:{listener.getsockname()[1]}/ now\n")
        sys.stdout.flush()
        uvicorn.Server(uvicorn.Config(app, log_config=None)).run(sockets=[listener])


if __name__ == "__main__":
    main()
