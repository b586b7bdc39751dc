"""What the web asks of answering."""

from typing import Protocol

from service.answering.answer import Answer, Provenance, Question, Retrieved, Source
from service.answering.events import Listener
from service.generation import Brake


class Asker(Protocol):
    """Implemented by `service.answering.answerer.Answerer` and by the tests' fake."""

    @property
    def brake(self) -> Brake:
        """Stops `write` from any thread, also where it hears of no event."""

    def provenance(self) -> Provenance:
        """Returns what an answer would be made by now; called by the retrieving thread only, as `retrieve` is."""

    def search(self, question: Question) -> tuple[Source, ...]:
        """Finds the sentences nearest to the question; called by the retrieving thread only."""

    def retrieve(self, question: Question, on_event: Listener | None = None) -> Retrieved:
        """Finds the evidence and tells of the sources."""

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        """Writes the answer; called by the thread that loaded the models only."""
