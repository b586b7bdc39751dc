"""One question from evidence to answer: the whole way in order."""

import hashlib
import time
import uuid

from index.retrieve import Retriever
from prompts.render import version as prompt_version
from service.answering.answer import Answer, Provenance, Question, Retrieved, Status, Timings, Usage
from service.answering.attribute import attribute
from service.answering.cite import compose, group_sources
from service.answering.decide import DECLINED, decide
from service.answering.events import CitationVerified, Event, Listener, SourcesFound, TokenWritten
from service.answering.prompt import answer_messages, within_budget
from service.errors import QuestionError
from service.generation import Brake, LanguageModel
from service.settings import ServiceSettings

MAX_QUESTION_CHARS = 2000


class Answerer:
    """Answers questions over one index with one model.

    `retrieve` and `write` are each for one thread at a time, but not for the same one: retrieval never waits for the model.
    """

    def __init__(
        self, retriever: Retriever, llm: LanguageModel, settings: ServiceSettings, brake: Brake | None = None
    ) -> None:
        """Takes its parts; pulling `brake` is to stop `llm`."""
        self._retriever = retriever
        self._llm = llm
        self._settings = settings
        self.brake = brake or Brake()

    def ask(self, question: Question, on_event: Listener | None = None) -> Answer:
        """Answers `question`; `on_event` hears of sources, tokens and citations as they come.

        Raises:
            QuestionError: the question is empty or too long.
            IndexDamagedError: the index cannot be searched.
        """
        return self.write(self.retrieve(question, on_event), on_event)

    def retrieve(self, question: Question, on_event: Listener | None = None) -> Retrieved:
        """Finds the evidence for `question`; raises as `ask` does."""
        started = time.perf_counter()
        text = check_question(question.text)
        provenance = self.provenance()
        limit = question.top_k or self._settings.evidence_sentences
        found = self._retriever.search(text, question.filters, limit)
        _, evidence = within_budget(self._llm, text, found, self._settings.prompt_tokens)
        (on_event or _ignore)(SourcesFound(group_sources(evidence)))
        return Retrieved(question, text, tuple(evidence), provenance, 1000 * (time.perf_counter() - started))

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        """Writes the answer from what was retrieved."""
        listener = on_event or _ignore
        text, evidence = retrieved.searched, retrieved.evidence
        clock = [time.perf_counter()]
        draft, usage = "", Usage(0, 0)
        if evidence:
            messages = answer_messages(text, evidence)
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
            id=uuid.uuid4().hex, status=status, answer=answer, citations=citations, conflicts=(),
            sources=group_sources(evidence), searched=text, provenance=retrieved.provenance, usage=usage,
            timings_ms=_timings(retrieved.milliseconds, clock),
        )  # fmt: skip

    def provenance(self) -> Provenance:
        """Returns what an answer would be made by now."""
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


def _timings(retrieve: float, clock: list[float]) -> Timings:
    start, generated, verified = (moment * 1000 for moment in clock)
    return Timings(
        queue=0.0, retrieve=round(retrieve, 1), generate=round(generated - start, 1),
        verify=round(verified - generated, 1), total=round(retrieve + verified - start, 1),
    )  # fmt: skip


def _ignore(_: Event) -> None:
    pass
