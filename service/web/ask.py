"""`POST /ask`: the answer as JSON, or as server-sent events while it is made."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.sse import format_sse_event
from pydantic import TypeAdapter
from starlette.responses import Response

from service.answering.answer import Answer
from service.answering.events import CitationVerified, SourcesFound, TokenWritten
from service.web import problems
from service.web.asking import CLIENT_LEFT, Asking
from service.web.flight import Heard, Queued
from service.web.schema import AskBody
from service.web.state import TheDesk
from service.web.stream import KEEP_ALIVE, EventStream

EVENT_STREAM = "text/event-stream"

router = APIRouter()
_ANSWER = TypeAdapter(Answer)
_EVENT: TypeAdapter[Heard] = TypeAdapter(Heard)
_NAMES: dict[type[Heard], str] = {
    Queued: "queue", SourcesFound: "sources", TokenWritten: "token", CitationVerified: "citation",
}  # fmt: skip
_EVENT_SCHEMA: dict[str, Any] = {
    "description": "One event; `data` is JSON.",
    "type": "object",
    "properties": {"event": {"enum": [*_NAMES.values(), "answer", "error"]}, "data": {"type": "string"}},
    "required": ["event", "data"],
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; as events: `queue`, `sources`, `token`, `citation`, then `answer` or `error`.",
        "content": {EVENT_STREAM: {"schema": _EVENT_SCHEMA}},
    },
    **problems.documented(400, 403, 409, 413, 415, 422, 429, 503),
}


@router.post("/ask", response_model=Answer, responses=_RESPONSES)
async def ask(
    body: AskBody,
    request: Request,
    desk: TheDesk,
    accept: Annotated[str | None, Header(include_in_schema=False)] = None,
) -> Response:
    """Answers a question from the articles, each sentence with its quotation."""
    asking = desk.ask(body.asked())
    if body.stream or EVENT_STREAM in (accept or "").lower():
        return EventStream(asking, _sent_events(asking))
    answer = await asking.answer(request)
    if answer is None:
        return Response(status_code=CLIENT_LEFT)
    return Response(_ANSWER.dump_json(answer), media_type="application/json")


async def _sent_events(asking: Asking) -> AsyncIterator[bytes]:
    try:
        async for event in asking.events():
            yield KEEP_ALIVE if event is None else _sse(_NAMES[type(event)], _EVENT.dump_json(event))
        yield _sse("answer", _ANSWER.dump_json(asking.made()))
    except Exception as error:  # noqa: BLE001 - the status is sent already: the error can only be told as an event
        yield _sse("error", problems.dump(problems.told(error)))


def _sse(name: str, data: bytes) -> bytes:
    return format_sse_event(event=name, data_str=data.decode())
