"""Where questions are asked, by whatever protocol: it watches over deadlines, counts and logs."""

import logging
from collections.abc import Callable

from service.answering.answer import Answer, Question
from service.web.asking import Asking
from service.web.metrics import Metrics, Progress
from service.web.worker import Worker

logger = logging.getLogger(__name__)


class Desk:
    """Takes questions to the worker, each for at most `deadline` seconds."""

    def __init__(
        self, worker: Worker, metrics: Metrics, deadline: float, told: Callable[[Answer], None] | None = None
    ) -> None:
        """`told` hears of every answer as well."""
        self.worker = worker
        self._metrics = metrics
        self._deadline = deadline
        self._told = told

    def ask(self, question: Question, *, sources_only: bool = False) -> Asking:
        """Queues a question, for its sources only or for an answer; raises as `Worker.submit` does."""
        return Asking(self.worker, question, self._deadline, self._finished, sources_only=sources_only)

    def _finished(self, answer: Answer, progress: Progress) -> None:
        self._metrics.count_answer(answer, progress)
        if self._told:
            self._told(answer)
        seconds = answer.timings_ms.total / 1000
        logger.info("Answer %s: %s, %d citations, %.1f s", answer.id, answer.status, len(answer.citations), seconds)
