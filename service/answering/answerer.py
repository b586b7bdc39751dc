"""One question from evidence to answer: the whole way in order."""

import hashlib
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from index.antecedents import unrepeated
from index.articles import Evidence
from index.retrieve import COMPARED, Retriever
from service.answering.answer import Answer, Provenance, Question, Retrieved, Source, Status, Timings
from service.answering.causes import causes
from service.answering.cite import group_sources
from service.answering.compose import compose, read
from service.answering.conflicts import compared_words, disagreement
from service.answering.decide import off_topic
from service.answering.events import CitationVerified, Event, Listener, SourcesFound, TokenWritten
from service.answering.finish import finish
from service.answering.mentioned import mentioned
from service.answering.nearness import Nearness
from service.answering.prompt import open_prompts, outstanding, within_budget
from service.answering.reader import Reader
from service.answering.subquestions import subquestions, understood
from service.answering.together import found_together, told_together
from service.answering.variants import alike
from service.answering.witnesses import having_asked, witnesses
from service.errors import PromptsError, QuestionError
from service.generation import Brake, LanguageModel, Message
from service.settings import ANSWERED_BY, PROBE_TOKENS, ServiceSettings

MAX_QUESTION_CHARS = 2000


class Answerer:
    """Answers questions over one index with one model.

    `search` and `retrieve` are for one thread at a time, and `write` for another: retrieval never waits for the model.
    """

    def __init__(
        self, retriever: Retriever, llm: LanguageModel, settings: ServiceSettings, brake: Brake | None = None
    ) -> None:
        """Takes its parts; pulling `brake` is to stop `llm`. Raises PromptsError."""
        self._retriever = retriever
        self._nearness = Nearness(retriever.embedder)
        self._llm = llm
        self._settings = settings
        self._prompts = open_prompts(settings)
        if llm.count([Message("user", self._prompts.render("answer_probe"))]) > PROBE_TOKENS:
            raise PromptsError(f"The prompt answer_probe has more than {PROBE_TOKENS} tokens; shorten it.")
        self.brake = brake or Brake()

    def ask(self, question: Question, on_event: Listener | None = None) -> Answer:
        """Answers `question`; `on_event` hears of sources, tokens and citations as they come.

        Raises:
            QuestionError: the question is empty or too long.
            IndexDamagedError: the index cannot be searched.
        """
        return self.write(self.retrieve(question, on_event), on_event)

    def search(self, question: Question) -> tuple[Source, ...]:
        """Finds the sentences nearest to `question`, of several in one to each of them; raises as `ask` does."""
        limit = self._limit(question)
        found = [
            self._retriever.nearest_sentences(searched, question.filters, limit) for _, searched in _asked(question)
        ]
        return group_sources(list(chain.from_iterable(found)))

    def retrieve(self, question: Question, on_event: Listener | None = None) -> Retrieved:
        """Finds the evidence for `question`; raises as `ask` does."""
        started = time.perf_counter()
        provenance = self.provenance()
        parts = tuple(
            self._found(replace(question, text=part), searched, provenance) for part, searched in _asked(question)
        )
        retrieved = found_together(question, parts)
        (on_event or _ignore)(SourcesFound(group_sources(read(retrieved))))
        return replace(retrieved, milliseconds=1000 * (time.perf_counter() - started))

    def _found(self, question: Question, text: str, provenance: Provenance) -> Retrieved:
        limit = self._limit(question)
        found = self._retriever.search(text, question.filters, max(limit, COMPARED))
        found = mentioned(text, found, lambda article: self._retriever.article(article).text)
        budget = self._settings.prompt_tokens
        shown = within_budget(self._llm, self._prompts, text, outstanding(found[:limit]), budget)
        evidence = tuple(self._retriever.resolved(shown))
        self._nearness.prepare(compared_words(text, found))
        positions = disagreement(text, found, self._nearness)
        return Retrieved(
            question, text, evidence, provenance, 0.0, positions,
            causes=tuple(self._retriever.resolved(causes(text, found))),
            found=tuple(self._retriever.explained(found)),
            having=having_asked(text, found, self._nearness),
        )  # fmt: skip

    def hear(self, part: Retrieved) -> Retrieved:
        """Returns what was found for one question, with its witnesses: the stories, and of each the sentences, that compare best with it.

        The comparison takes longer than the search: it is for the thread that writes.
        """
        if off_topic(part.searched, part.evidence):
            return part
        compared = self._retriever.compared(part.searched, part.found)
        told = tuple(tuple(unrepeated(own)) for own in witnesses(part.searched, compared, part.having))
        near = alike([*part.evidence, *chain.from_iterable(told)], part.found)
        return replace(part, witnesses=told, alike=near)

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        """Writes the answer from what was retrieved."""
        listener = on_event or _ignore
        clock = [time.perf_counter()]
        settings = self._settings
        reader = Reader(self._llm, self._prompts, settings.prompt_tokens)
        parts = tuple(map(self.hear, retrieved.parts or (retrieved,)))
        made = [
            compose(reader, part, settings.answer_tokens, _drafting(listener, number), settings.decline_below)
            for number, part in enumerate(parts)
        ]
        clock.append(time.perf_counter())
        written = told_together([(part.question.text, finish(part, of)) for part, of in zip(parts, made, strict=True)])
        for citation in written.citations:
            listener(CitationVerified(citation))
        declined = written.status is Status.INSUFFICIENT
        told = (
            list(chain.from_iterable(map(self._nearest, parts)))
            if declined
            else read(found_together(retrieved.question, parts))
        )
        clock.append(time.perf_counter())
        return Answer(
            id=uuid.uuid4().hex, status=written.status, answer=written.text, citations=written.citations,
            conflicts=written.conflicts, sources=group_sources(told),
            searched=retrieved.searched, provenance=retrieved.provenance, usage=reader.usage,
            timings_ms=_timings(retrieved.milliseconds, clock),
            answerability=round(max(of.answerability for of in made), 4),
        )  # fmt: skip

    def _nearest(self, part: Retrieved) -> Sequence[Evidence]:
        """Returns the sentences nearest to a question that is declined; of one that is off topic what was found."""
        near = [] if off_topic(part.searched, part.evidence) else part.found
        return self._retriever.compared(part.searched, near)[: self._limit(part.question)] or part.evidence

    def _limit(self, question: Question) -> int:
        """Returns how many sentences of each question are read, or told as the nearest."""
        return question.top_k or self._settings.evidence_sentences

    def provenance(self) -> Provenance:
        """Returns what an answer would be made by now."""
        settings = self._settings.model_dump_json(include=set(ANSWERED_BY))
        return Provenance(
            model=self._llm.name,
            model_sha256=self._llm.sha256,
            embedder=self._retriever.embedder.name,
            prompt_version=self._prompts.version,
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


def _asked(question: Question) -> list[tuple[str, str]]:
    """Returns each question of `question`, and what is searched for it."""
    asked = subquestions(check_question(question.text))
    searched = [text[:MAX_QUESTION_CHARS] for text in understood(asked, question.history)]
    return list(zip(asked, searched, strict=True))


def _timings(retrieve: float, clock: list[float]) -> Timings:
    start, generated, verified = (moment * 1000 for moment in clock)
    return Timings(
        queue=0.0, retrieve=round(retrieve, 1), generate=round(generated - start, 1),
        verify=round(verified - generated, 1), total=round(retrieve + verified - start, 1),
    )  # fmt: skip


def _drafting(listener: Listener, number: int) -> Callable[[str], None]:
    """Returns what tells `listener` of the draft for the question with this number, apart from the draft before."""
    gap = " " if number else ""

    def tell(piece: str) -> None:
        nonlocal gap
        listener(TokenWritten(gap + piece))
        gap = ""

    return tell


def _ignore(_: Event) -> None:
    pass
