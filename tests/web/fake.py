"""Askers that need no models: one answers at once, one when it is let, and the loads that make them."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from index.articles import Article, ArticleInfo, Skipped
from index.errors import UnknownArticleError
from index.listing import Outlet, Wanted
from service.answering.answer import (
    Answer,
    Citation,
    Provenance,
    Question,
    Retrieved,
    Source,
    SourceSentence,
    Status,
    Timings,
    Usage,
)
from service.answering.events import CitationVerified, Event, Listener, SourcesFound, TokenWritten
from service.errors import IndexingFailedError
from service.generation import Brake
from service.settings import ServiceSettings
from service.web.app import create_app
from service.web.asker import Asker
from service.web.indexing import Outcome
from service.web.library import Library

TEXT = "The harbour opened in May. 🚢 The mayor said the new pier cost 4 million euros."
QUOTED = "The mayor said the new pier cost 4 million euros."
ANSWER = "The pier cost 4 million euros."
ARTICLE = Article("pier", "The pier", TEXT, "Harbour Post", "Ada Stone", date(2024, 5, 3), "https://post.example/pier")
TOKENS = ("The pier ", "cost 4 million ", "euros.")
START = TEXT.index(QUOTED)
SENTENCE = SourceSentence(QUOTED, START, START + len(QUOTED), 0.5)
SOURCE = Source(ARTICLE.id, ARTICLE.title, ARTICLE.source, ARTICLE.published, ARTICLE.url, ARTICLE.id, (SENTENCE,))
CITATION = Citation(
    start=0,
    end=len(ANSWER),
    article_id=ARTICLE.id,
    title=ARTICLE.title,
    source=ARTICLE.source,
    published=ARTICLE.published,
    url=ARTICLE.url,
    cited_text=QUOTED,
    start_char=START,
    end_char=START + len(QUOTED),
    verified=True,
)
EVENTS: tuple[Event, ...] = (SourcesFound((SOURCE,)), *map(TokenWritten, TOKENS), CitationVerified(CITATION))


def answer_to(question: Question) -> Answer:
    """Returns the one answer there is."""
    return Answer(
        id="a1",
        status=Status.ANSWERED,
        answer=ANSWER,
        citations=(CITATION,),
        conflicts=(),
        sources=(SOURCE,),
        searched=question.text,
        provenance=Provenance("fake", "0" * 64, "fake", "1", "1", "0" * 64),
        usage=Usage(10, 5),
        timings_ms=Timings(0.0, 1.0, 2.0, 3.0, 6.0),
    )


class FakeAsker:
    """Answers at once; `asked` keeps the questions."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.brake = Brake()
        self.version = "1"

    def provenance(self) -> Provenance:
        return Provenance("fake", "0" * 64, "fake", "1", self.version, "0" * 64)

    def search(self, question: Question) -> tuple[Source, ...]:
        return (replace(SOURCE, title=f"Nearest to {question.text}"),)

    def retrieve(self, question: Question, on_event: Listener | None = None) -> Retrieved:
        if on_event:
            on_event(EVENTS[0])
        return Retrieved(question, question.text, (), self.provenance(), 1.0)

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        self.asked.append(retrieved.question)
        for event in EVENTS[1:]:
            if on_event:
                on_event(event)
        return answer_to(retrieved.question)


class FakeShelf:
    """Holds seven articles in the list, and one text; `wanted` keeps what was asked for."""

    def __init__(self) -> None:
        self.wanted: list[Wanted] = []
        self.removed: list[str] = []

    def page(self, wanted: Wanted) -> tuple[list[ArticleInfo], int]:
        self.wanted.append(wanted)
        found = [
            ArticleInfo(f"pier-{n}", "The pier", "Harbour Post", None, date(2024, 5, 3), None, "en", "pier")
            for n in range(7)
        ]
        return found[wanted.offset : wanted.offset + wanted.limit], len(found)

    def remove(self, article_id: str) -> None:
        self.removed.append(self.article(article_id).id)

    def outlets(self) -> list[Outlet]:
        return [Outlet("Harbour Post", 7)]

    def counts(self) -> tuple[int, int]:
        return 7, 21

    def article(self, article_id: str) -> Article:
        if article_id != ARTICLE.id:
            raise UnknownArticleError(f"No article has the id {article_id!r}; /articles lists them.")
        return ARTICLE


class FakeIndexing:
    """Adds every file under its name; a file called `broken` fails, and it waits before its work until it is let."""

    def __init__(self) -> None:
        self.begun, self.may_finish = threading.Event(), threading.Event()
        self.may_finish.set()
        self.texts: dict[str, bytes] = {}
        self.closed = False

    def run(self, files: Sequence[Path], report: Callable[[int], None]) -> Outcome:
        self.begun.set()
        until(lambda: self.may_finish.is_set() or self.closed)
        if self.closed or any(file.stem == "broken" for file in files):
            raise IndexingFailedError("The embedder is missing; install it.")
        report(1)
        self.texts |= {file.name: file.read_bytes() for file in files}
        read = [file for file in files if file.suffix != ".exe"]
        skipped = tuple(Skipped(str(file), "is not read") for file in files if file not in read)
        return Outcome(added=tuple(file.stem for file in read), skipped=skipped)

    def close(self) -> None:
        self.closed = True


class SlowAsker(FakeAsker):
    """Writes tokens until it is let finish; `begun` and `ended` tell when it answers, `completed` what it answered."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.ended, self.may_finish = threading.Event(), threading.Event(), threading.Event()
        self.completed: list[str] = []

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        self.begun.set()
        try:
            while not self.may_finish.wait(0.01):
                if on_event:
                    on_event(TokenWritten("la "))
            answer = super().write(retrieved, on_event)
            self.completed.append(retrieved.searched)
            return answer
        finally:
            self.ended.set()


class BriefAsker(SlowAsker):
    """A slow asker that is done after a second."""

    def __init__(self) -> None:
        super().__init__()
        timer = threading.Timer(1, self.may_finish.set)
        timer.daemon = True
        self.begin = timer.start

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        self.begin()
        return super().write(retrieved, on_event)


class SilentAsker(FakeAsker):
    """Reads its prompt until the brake is pulled, and tells nothing meanwhile; `begun` and `ended` tell when."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.ended = threading.Event(), threading.Event()

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        if retrieved.searched != "silence":
            return super().write(retrieved, on_event)
        self.begun.set()
        until(lambda: self.brake.flag.value != b"")
        self.ended.set()
        raise RuntimeError("llama_decode returned 2")


class FailingAsker(FakeAsker):
    """Raises `error` after the sources."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        del on_event
        self.asked.append(retrieved.question)
        raise self.error


@dataclass(frozen=True)
class Served:
    """A running server: a client of it, its URL, and the uvicorn server."""

    client: httpx.Client
    url: str
    server: uvicorn.Server


def settings(**more: Any) -> ServiceSettings:
    """Returns settings that name no real folder, unless `home` is given."""
    return ServiceSettings(**{"home": Path("unused"), **more})


@contextmanager
def served(
    load: Callable[[], Asker], hosts: tuple[str, ...] | None = None, library: Library | None = None, **more: Any
) -> Iterator[Served]:
    """Serves on a free port, in a thread, as `serve` does in a process."""
    with (
        TemporaryDirectory() as home,
        _served(create_app(load, settings(**{"home": home, **more}), library or fake_library(), hosts)) as running,
    ):
        yield running


def fake_library(shelf: FakeShelf | None = None, indexing: FakeIndexing | None = None) -> Library:
    """Returns a library of fakes."""
    return Library(shelf or FakeShelf(), indexing or FakeIndexing())


@contextmanager
def _served(app: FastAPI) -> Iterator[Served]:
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            thread.join(0.005)
        url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        with httpx.Client(base_url=url, timeout=10) as client:
            yield Served(client, url, server)
    finally:
        server.should_exit = True
        thread.join(10)


def until(condition: Callable[[], bool]) -> None:
    """Waits until the condition holds; fails after five seconds."""
    for _ in range(1_000):
        if condition():
            return
        time.sleep(0.005)
    raise AssertionError(f"{condition} never held")


def wait_ready(client: httpx.Client) -> None:
    """Waits until questions can be asked."""
    until(lambda: client.get("/readyz").status_code == 200)


def wait_queue(client: httpx.Client, length: int) -> None:
    """Waits until so many questions wait."""
    until(lambda: f"byline_queue_length {length}.0\n" in client.get("/metrics").text)
