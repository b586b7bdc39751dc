"""`POST /ask`: the answer as JSON, or as server-sent events while it is made."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from pydantic import TypeAdapter
from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse
from starlette.responses import Response

from service.answering.answer import Answer
from service.answering.events import CitationVerified, Event, SourcesFound, TokenWritten
from service.web import problems
from service.web.schema import AskBody
from service.web.state import TheMetrics, TheWorker
from service.web.worker import Job

EVENT_STREAM = "text/event-stream"
CLIENT_LEFT = 499
"""No registered status: nobody receives it, but the metrics show it."""

router = APIRouter()
logger = logging.getLogger(__name__)
_ANSWER = TypeAdapter(Answer)
_EVENT: TypeAdapter[Event] = TypeAdapter(Event)
_NAMES: dict[type[Event], str] = {SourcesFound: "sources", TokenWritten: "token", CitationVerified: "citation"}
_EVENT_SCHEMA: dict[str, Any] = {
    "description": "One event; `data` is JSON.",
    "type": "object",
    "properties": {"event": {"enum": [*_NAMES.values(), "answer", "error"]}, "data": {"type": "string"}},
    "required": ["event", "data"],
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; as events: `sources`, `token`, `citation`, then `answer` or `error`.",
        "content": {EVENT_STREAM: {"schema": _EVENT_SCHEMA}},
    },
    **problems.documented(400, 409, 413, 415, 422, 503),
}


@router.post("/ask", response_model=Answer, responses=_RESPONSES)
async def ask(
    body: AskBody,
    request: Request,
    worker: TheWorker,
    metrics: TheMetrics,
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """Answers a question from the articles, each sentence with its quotation."""
    events: asyncio.Queue[Event | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def listen(event: Event) -> None:
        loop.call_soon_threadsafe(events.put_nowait, event)

    job = worker.submit(body.asked(), listen)
    if body.stream or EVENT_STREAM in (accept or "").lower():
        return _streamed(job, events, metrics.count_answer)
    return await _whole(job, request, metrics.count_answer)


async def _whole(job: Job, request: Request, count: Callable[[Answer], None]) -> Response:
    answer = asyncio.wrap_future(job.future)
    gone = asyncio.ensure_future(_gone(request))
    either: set[asyncio.Future[Any]] = {answer, gone}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            logger.info("The client left before its answer")
            return Response(status_code=CLIENT_LEFT)
        return Response(_ANSWER.dump_json(_finished(await answer, count)), media_type="application/json")
    finally:
        # Cancelling the asyncio future cancels the job; both are no-ops once done.
        answer.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _streamed(job: Job, events: asyncio.Queue[Event | None], count: Callable[[Answer], None]) -> EventSourceResponse:
    async def left(_message: object) -> None:
        job.future.cancel()

    content = _sent_events(job, events, count)
    return EventSourceResponse(content, sep="\n", client_close_handler_callable=left)


async def _sent_events(
    job: Job, events: asyncio.Queue[Event | None], count: Callable[[Answer], None]
) -> AsyncIterator[ServerSentEvent]:
    answer = asyncio.wrap_future(job.future)
    answer.add_done_callback(lambda _: events.put_nowait(None))
    try:
        while (event := await events.get()) is not None:
            yield _sse(_NAMES[type(event)], _EVENT.dump_json(event))
        yield _sse("answer", _ANSWER.dump_json(_finished(await answer, count)))
    except Exception as error:
        # The status is sent already, so that the error can only be told as an event.
        if not problems.is_known(error):
            logger.exception("Answering failed")
        yield _sse("error", problems.dump(problems.problem_of(error)))
    finally:
        answer.cancel()


def _sse(name: str, data: bytes) -> ServerSentEvent:
    return ServerSentEvent(data.decode(), event=name, sep="\n")


def _finished(answer: Answer, count: Callable[[Answer], None]) -> Answer:
    count(answer)
    seconds = answer.timings_ms.total / 1000
    logger.info("Answer %s: %s, %d citations, %.1f s", answer.id, answer.status, len(answer.citations), seconds)
    return answer
