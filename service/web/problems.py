"""Errors as RFC 9457 problem documents (https://www.rfc-editor.org/rfc/rfc9457), of the default type `about:blank`."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from pydantic import TypeAdapter
from starlette.responses import Response

from index.errors import (
    EmbedderMismatchError,
    EmbedderMissingError,
    IndexingError,
    IndexLockedError,
    IndexMissingError,
    SettingsError,
    UnknownArticleError,
)
from service.errors import (
    DeadlineError,
    ModelError,
    NotReadyError,
    QuestionError,
    QueueFullError,
    ServiceError,
    TooManyJobsError,
    UnknownJobError,
    UnknownModelNameError,
)
from service.web.logs import HEADER, request_id

OPENAI = "/v1/"
"""Below it, errors also have the form that OpenAI's clients read."""
MEDIA_TYPE = "application/problem+json"
DETAIL_CHARS = 1_000
"""Longest detail: messages may quote what a client sent, and are not to send it all back."""

_STATUS: dict[type[BaseException], int] = {
    QuestionError: 422,
    QueueFullError: 503,
    DeadlineError: 503,
    NotReadyError: 503,
    UnknownJobError: 404,
    UnknownModelNameError: 404,
    TooManyJobsError: 503,
    ModelError: 503,
    ServiceError: 500,
    IndexMissingError: 409,
    EmbedderMismatchError: 409,
    EmbedderMissingError: 503,
    IndexLockedError: 503,
    UnknownArticleError: 404,
    IndexingError: 500,
    SettingsError: 500,
}
_UNEXPECTED = "Something failed inside the server; its log tells what. Ask again, and report it if it happens again."


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a request: what, and where, as a JSON pointer or a parameter's name."""

    detail: str
    pointer: str


@dataclass(frozen=True)
class Problem:
    """A problem document; `title` is the status's own phrase, as RFC 9457 asks for `about:blank`.

    `errors`, `state`, `error` and `request_id` are extension members: a bad request's faults, how far loading is, the same
    problem as clients of OpenAI's protocol look for it, and what the log calls the request.
    """

    title: str
    status: int
    detail: str
    errors: tuple[Fault, ...] = ()
    state: str | None = None
    error: dict[str, object] | None = None
    request_id: str | None = None


logger = logging.getLogger(__name__)
_ADAPTER = TypeAdapter(Problem)
_FAULT_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"detail": {"type": "string"}, "pointer": {"type": "string"}},
    "required": ["detail", "pointer"],
}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": _FAULT_SCHEMA},
        "state": {"type": "string"},
        "error": {"type": "object"},
        "request_id": {"type": "string"},
    },
    "required": ["title", "status", "detail"],
}


def problem(status: int, detail: str, errors: tuple[Fault, ...] = ()) -> Problem:
    """Builds a problem; an over-long detail is cut."""
    cut = detail if len(detail) <= DETAIL_CHARS else detail[: DETAIL_CHARS - 1] + "…"
    return Problem(HTTPStatus(status).phrase, status, cut, errors)


def is_known(error: BaseException) -> bool:
    """Tells whether `error` is one of the project's own, whose message is meant to be read."""
    return isinstance(error, tuple(_STATUS))


def problem_of(error: BaseException) -> Problem:
    """Returns the problem of an error: its own message if it is the project's, else nothing about the inside."""
    for kind in type(error).__mro__:
        if kind in _STATUS:
            return problem(_STATUS[kind], str(error))
    return problem(500, _UNEXPECTED)


def told(error: BaseException) -> Problem:
    """Returns the problem of an error that no handler sees any more; what was not foreseen is logged here."""
    if not is_known(error):
        logger.error("Answering failed", exc_info=error)
    return problem_of(error)


def dump(found: Problem) -> bytes:
    """Returns the problem as JSON."""
    return _ADAPTER.dump_json(replace(found, request_id=request_id()), exclude_defaults=True)


def openai_error(found: Problem) -> dict[str, object]:
    """Returns the problem as OpenAI's protocol tells errors."""
    kind = "server_error" if found.status >= 500 else "invalid_request_error"
    return {"message": found.detail, "type": kind, "param": None, "code": str(found.status)}


def respond(found: Problem, headers: Mapping[str, str] | None = None, path: str = "") -> Response:
    """Returns the problem as a response to a request of `path`."""
    if path.startswith(OPENAI):
        found = replace(found, error=openai_error(found))
    # The handler of what is unforeseen answers outside the middleware that sends the id back.
    named = {HEADER: own} if (own := request_id()) else {}
    return Response(dump(found), found.status, {**named, **(headers or {})}, MEDIA_TYPE)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Returns the OpenAPI description of these problems, for FastAPI's `responses`."""
    content = {MEDIA_TYPE: {"schema": _SCHEMA}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}
