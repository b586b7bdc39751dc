"""One question from evidence to answer: the whole way in order."""

import hashlib
import time
import uuid

from index.articles import Article, ArticleInfo
from index.retrieve import Retriever
from prompts.render import version as prompt_version
from service.answering.answer import Answer, Provenance, Question, Status, Timings, Usage
from service.answering.attribute import attribute
from service.answering.cite import compose, group_sources
from service.answering.decide import DECLINED, decide
from service.answering.events import CitationVerified, Event, Listener, SourcesFound, TokenWritten
from service.answering.prompt import within_budget
from service.errors import QuestionError
from service.generation import LanguageModel
from service.settings import ServiceSettings

MAX_QUESTION_CHARS = 2000


class Answerer:
    """Answers questions over one index with one model; `ask` is for one thread at a time."""

    def __init__(self, retriever: Retriever, llm: LanguageModel, settings: ServiceSettings) -> None:
        self._retriever = retriever
        self._llm = llm
        self._settings = settings

    def articles(self) -> list[ArticleInfo]:
        """Returns the metadata of every article."""
        return self._retriever.articles()

    def article(self, article_id: str) -> Article:
        """Returns one article with its text; raises UnknownArticleError."""
        return self._retriever.article(article_id)

    def ask(self, question: Question, on_event: Listener | None = None) -> Answer:
        """Answers `question`; `on_event` hears of sources, tokens and citations as they come.

        Raises:
            QuestionError: the question is empty or too long.
            IndexDamagedError: the index cannot be searched.
        """
        listener = on_event or _ignore
        text = check_question(question.text)
        clock = [time.perf_counter()]
        limit = question.top_k or self._settings.evidence_sentences
        found = self._retriever.search(text, question.filters, limit)
        messages, evidence = within_budget(self._llm, text, found, self._settings.prompt_tokens)
        sources = group_sources(evidence)
        listener(SourcesFound(sources))
        clock.append(time.perf_counter())
        draft, usage = "", Usage(0, 0)
        if evidence:
            written = self._llm.generate(
                messages, self._settings.answer_tokens, lambda piece: listener(TokenWritten(piece))
            )
            draft, usage = written.text, Usage(written.prompt_tokens, written.completion_tokens)
        clock.append(time.perf_counter())
        status, kept = decide(text, attribute(draft, text, evidence), evidence)
        answer, citations = (DECLINED, ()) if status is Status.INSUFFICIENT else compose(draft, kept)
        for citation in citations:
            listener(CitationVerified(citation))
        clock.append(time.perf_counter())
        return Answer(
            id=uuid.uuid4().hex, status=status, answer=answer, citations=citations, conflicts=(), sources=sources,
            searched=text, provenance=self._provenance(), usage=usage, timings_ms=_timings(clock),
        )  # fmt: skip

    def _provenance(self) -> Provenance:
        settings = self._settings.model_dump_json(
            include={"llm", "embedder", "prompt_tokens", "answer_tokens", "evidence_sentences"}
        )
        return Provenance(
            model=self._llm.name,
            model_sha256=self._llm.sha256,
            embedder=self._retriever.embedder.name,
            prompt_version=prompt_version(),
            index_version=self._retriever.version,
            settings_sha256=hashlib.sha256(settings.encode()).hexdigest(),
        )


def check_question(text: str) -> str:
    """Returns the question without surrounding white space.

    Raises:
        QuestionError: nothing is left of it, or it is too long.
    """
    text = " ".join(text.split())
    if not text:
        raise QuestionError('The question is empty. Ask something, for example: byline ask "Who signed the treaty?"')
    if len(text) > MAX_QUESTION_CHARS:
        raise QuestionError(
            f"The question has {len(text):,} characters, at most {MAX_QUESTION_CHARS:,} are taken. Shorten it."
        )
    return text


def _timings(clock: list[float]) -> Timings:
    start, retrieved, generated, verified = (moment * 1000 for moment in clock)
    return Timings(
        queue=0.0, retrieve=round(retrieved - start, 1), generate=round(generated - retrieved, 1),
        verify=round(verified - generated, 1), total=round(verified - start, 1),
    )  # fmt: skip


def _ignore(_: Event) -> None:
    pass
