"""A question between the event loop and the threads of answering, whatever the protocol it came by."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request

from service.answering.answer import Answer, Question
from service.answering.events import SourcesFound, TokenWritten
from service.errors import DeadlineError
from service.web.flight import Heard
from service.web.metrics import Progress
from service.web.worker import Worker

CLIENT_LEFT = 499
"""No registered status: nobody receives it, but the metrics show it."""
KEEP_ALIVE_SECONDS = 10.0
"""How long a stream may be silent: proxies hang up after 30 to 60 s."""

logger = logging.getLogger(__name__)


class Asking:
    """One asker's wait; made on the event loop, and left in the end whatever happens."""

    def __init__(
        self,
        worker: Worker,
        question: Question,
        deadline: float,
        finished: Callable[[Answer, Progress], None],
        *,
        sources_only: bool = False,
    ) -> None:
        """Queues the question; raises as `Worker.submit` does. `finished` hears of the answer."""
        loop = asyncio.get_running_loop()
        self._asked = loop.time()
        self._progress = Progress()
        self._heard: asyncio.Queue[Heard | None] = asyncio.Queue()
        self._finished = finished
        self._until = loop.time() + deadline
        self._deadline = deadline

        def listen(event: Heard) -> None:
            loop.call_soon_threadsafe(self._hear, event)

        self._answer = asyncio.wrap_future(worker.submit(question, listen, sources_only=sources_only).future)
        self._answer.add_done_callback(lambda _: self._heard.put_nowait(None))

    def _hear(self, event: Heard) -> None:
        since = asyncio.get_running_loop().time() - self._asked
        if isinstance(event, SourcesFound) and self._progress.first_source is None:
            self._progress.first_source = since
        elif isinstance(event, TokenWritten):
            self._progress.draft += event.text
            if self._progress.first_token is None:
                self._progress.first_token = since
        self._heard.put_nowait(event)

    async def events(self) -> AsyncIterator[Heard | None]:
        """Yields what is heard until the answer is there, and None when there was nothing for a while.

        Raises:
            DeadlineError: the answer is not there in time.
        """
        while True:
            try:
                event = await asyncio.wait_for(self._heard.get(), min(KEEP_ALIVE_SECONDS, self._left()))
            except TimeoutError:
                if self._left() <= 0:
                    raise self._late() from None
                yield None
                continue
            if event is None:
                return
            yield event

    async def answer(self, request: Request) -> Answer | None:
        """Waits for the answer; None when the client of `request` left.

        Raises:
            DeadlineError: the answer is not there in time.
            Exception: what answering raised.
        """
        gone = asyncio.ensure_future(_gone(request))
        either: set[asyncio.Future[Any]] = {self._answer, gone}
        try:
            await asyncio.wait(either, timeout=self._left(), return_when=asyncio.FIRST_COMPLETED)
            if self._answer.done():
                return self.made()
            if not gone.done():
                raise self._late()
            logger.info("The client left before its answer")
            return None
        finally:
            self.leave()
            gone.cancel()

    def made(self) -> Answer:
        """Returns the answer, or raises what answering raised; only once the events have ended."""
        answer = self._answer.result()
        self._finished(answer, self._progress)
        return answer

    def leave(self) -> None:
        """Cancels the question; nothing happens if it is answered."""
        self._answer.cancel()

    def _left(self) -> float:
        return self._until - asyncio.get_running_loop().time()

    def _late(self) -> DeadlineError:
        return DeadlineError(
            f"The answer was not there within {self._deadline:g} seconds; ask again later, or allow more with BYLINE_DEADLINE."
        )


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
