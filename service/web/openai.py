"""`POST /v1/chat/completions` and `GET /v1/models`: Byline for programs that speak OpenAI's protocol.

The last message of the user is the question, what came before is history; system messages and sampling parameters are
taken and not used. What is streamed is the verified answer, as a client of this protocol cannot take a draft back.
"""

import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.sse import format_sse_event
from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictBool, TypeAdapter
from starlette.responses import Response

from service.answering.answer import Answer, Citation, Question, Turn
from service.errors import QuestionError, UnknownModelNameError
from service.web import problems
from service.web.asking import CLIENT_LEFT, Asking
from service.web.schema import HISTORY_TURNS, QUESTION_CHARS, TURN_CHARS
from service.web.state import TheDesk
from service.web.stream import KEEP_ALIVE, EventStream

MODEL = "byline"

router = APIRouter(prefix="/v1")
_CITATION = TypeAdapter(Citation)


class Part(BaseModel):
    """A part of a message; only text is read."""

    model_config = ConfigDict(extra="ignore")

    type: str
    text: str | None = None


class ChatMessage(BaseModel):
    """One message, as OpenAI's clients send them."""

    model_config = ConfigDict(extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, Field(max_length=100_000)] | Annotated[list[Part], Field(max_length=100)] | None = None

    def text(self) -> str:
        """Returns the message's text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.text).strip()
        return (self.content or "").strip()


class StreamOptions(BaseModel):
    """What a stream is to hold besides the text."""

    model_config = ConfigDict(extra="ignore")

    include_usage: StrictBool = False


class ChatBody(BaseModel):
    """The body of `POST /v1/chat/completions`; parameters of sampling are allowed and not used."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"additionalProperties": True})
    __pydantic_extra__: dict[str, JsonValue]

    model: Annotated[str, Field(max_length=200)] = MODEL
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=200)]
    stream: StrictBool | None = None
    stream_options: StreamOptions | None = None

    def asked(self) -> Question:
        """Returns the question with its history.

        Raises:
            QuestionError: the last message of the user is missing, empty or too long.
        """
        said = [(message.role, message.text()) for message in self.messages]
        spoken = [(role, text) for role, text in said if role in {"user", "assistant"} and text]
        if not spoken or spoken[-1][0] != "user":
            raise QuestionError("The last message must be the user's, and hold the question as text.")
        question = spoken[-1][1]
        if len(question) > QUESTION_CHARS:
            raise QuestionError(f"The question has {len(question):,} characters, at most {QUESTION_CHARS:,} are taken.")
        history = tuple(Turn(role, text[:TURN_CHARS]) for role, text in spoken[:-1][-HISTORY_TURNS:])
        return Question(question, history=history)


class Model(BaseModel):
    """A model that can be asked."""

    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "byline"


class Models(BaseModel):
    """The models that can be asked: one."""

    object: Literal["list"] = "list"
    data: list[Model] = [Model()]


_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A chat completion; as events: its chunks, then `[DONE]`.",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/event-stream": {"schema": {"type": "object"}},
        },
    },
    **problems.documented(400, 403, 404, 409, 413, 415, 422, 429, 503),
}


@router.get("/models")
async def models() -> Models:
    """Lists the one model there is."""
    return Models()


@router.post("/chat/completions", responses=_RESPONSES)
async def complete(body: ChatBody, request: Request, desk: TheDesk) -> Response:
    """Answers the last message; citations are `annotations` of the message, and `[n]` with the quotations in its text."""
    if body.model != MODEL:
        raise UnknownModelNameError(f"The model of this server is called {MODEL!r}; /v1/models lists it.")
    asking = desk.ask(body.asked())
    if body.stream:
        return EventStream(
            asking, _chunks(asking, usage=bool(body.stream_options and body.stream_options.include_usage))
        )
    answer = await asking.answer(request)
    if answer is None:
        return Response(status_code=CLIENT_LEFT)
    return Response(_dump(_completion(answer)), media_type="application/json")


def _completion(answer: Answer) -> dict[str, object]:
    content, annotations = written(answer)
    message = {"role": "assistant", "content": content, "refusal": None, "annotations": annotations}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return {**_head(answer, "chat.completion"), "choices": [choice], "usage": _usage(answer)}


async def _chunks(asking: Asking, *, usage: bool) -> AsyncIterator[bytes]:
    try:
        async for event in asking.events():
            if event is None:
                yield KEEP_ALIVE
        answer = asking.made()
    except Exception as error:  # noqa: BLE001 - the status is sent already: the error can only be told as an event
        yield _sse({"error": problems.openai_error(problems.told(error))})
        return
    content, annotations = written(answer)
    head = _head(answer, "chat.completion.chunk")
    for delta in (
        {"role": "assistant", "content": ""},
        *({"content": piece} for piece in content.splitlines(keepends=True)),
    ):
        yield _sse({**head, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
    last = {"index": 0, "delta": {"annotations": annotations}, "finish_reason": "stop"}
    yield _sse({**head, "choices": [last]})
    if usage:
        yield _sse({**head, "choices": [], "usage": _usage(answer)})
    yield format_sse_event(data_str="[DONE]")


def written(answer: Answer) -> tuple[str, list[dict[str, object]]]:
    """Returns the answer with `[n]` behind each supported span and the quotations below, and the annotations.

    An annotation's indices are of the text with its marks; `byline` holds the citation with its span in the article.
    """
    text, position = "", 0
    spans: list[tuple[int, int]] = [(0, 0)] * len(answer.citations)
    shifts = {0: 0}
    for end in sorted({citation.end for citation in answer.citations}):
        numbers = [n for n, citation in enumerate(answer.citations) if citation.end == end]
        text += answer.answer[position:end]
        for n in numbers:
            start = answer.citations[n].start
            spans[n] = (start + shifts[max(at for at in shifts if at <= start)], len(text))
        text += "".join(f" [{n + 1}]" for n in numbers)
        position = end
        shifts[end] = len(text) - end
    text += answer.answer[position:]
    lines = [_reference(n, citation) for n, citation in enumerate(answer.citations, start=1)]
    return "\n".join([text, *([""] if lines else []), *lines]), [
        _annotation(citation, span) for citation, span in zip(answer.citations, spans, strict=True)
    ]


def _reference(number: int, citation: Citation) -> str:
    about = ", ".join(str(part) for part in (citation.title, citation.source, citation.published) if part)
    return f"[{number}] “{' '.join(citation.cited_text.split())}” ({' '.join(about.split())})"


def _annotation(citation: Citation, span: tuple[int, int]) -> dict[str, object]:
    cited = {
        "start_index": span[0],
        "end_index": span[1],
        "title": citation.title,
        "url": citation.url or f"/articles/{citation.article_id}",
    }
    return {"type": "url_citation", "url_citation": cited, "byline": _CITATION.dump_python(citation, mode="json")}


def _head(answer: Answer, kind: str) -> dict[str, object]:
    return {"id": f"chatcmpl-{answer.id}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage(answer: Answer) -> dict[str, int]:
    prompt, completion = answer.usage.prompt_tokens, answer.usage.completion_tokens
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


_JSON: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])


def _dump(body: dict[str, Any]) -> bytes:
    return _JSON.dump_json(body)


def _sse(body: dict[str, Any]) -> bytes:
    return format_sse_event(data_str=_dump(body).decode())
