"""Ids of requests, and the log: lines of text or of JSON, each with the id of the request it belongs to."""

import copy
import json
import logging
import re
import uuid
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import LOGGING_CONFIG

from service.settings import LogFormat

HEADER = "X-Request-ID"

_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)


def request_id() -> str | None:
    """Returns the id of the request that is being handled, if one is."""
    return _request_id.get()


class RequestIds:
    """Gives each request an id, its client's own if that is well-formed, and sends it back as `X-Request-ID`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        own = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
        # Not reset: the server logs the end of the request in this same context, which nobody else shares.
        _request_id.set(own)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = own
            await send(message)

        await self._app(scope, receive, send_with_id)


class JsonLines(logging.Formatter):
    """One JSON object a line: `time` (UTC), `level`, `logger`, `message`, and where there are any `request_id` and `error`."""

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id(),
            "error": self.formatException(record.exc_info) if record.exc_info else None,
        }
        return json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)


class WithRequestId(logging.Filter):
    """Puts the id behind a line of text."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record pass."""
        if own := request_id():
            record.msg, record.args = f"{record.getMessage()} [{own}]", None
        return True


def log_config(form: LogFormat) -> dict[str, Any]:
    """Returns uvicorn's own logging, and the service's in the same shape; neither shows a request's body."""
    config = copy.deepcopy(LOGGING_CONFIG)
    config["loggers"]["service"] = {"handlers": ["default"], "level": "INFO", "propagate": False}
    # Libraries that find no handler at the root bring one of their own, of another shape.
    config["root"] = {"handlers": ["default"], "level": "WARNING"}
    if form == "json":
        config["formatters"] = {name: {"()": JsonLines} for name in config["formatters"]}
    else:
        # Uvicorn's own formatter for text reads the access log's arguments, which the id must leave alone.
        config["filters"] = {"request_id": {"()": WithRequestId}}
        config["handlers"]["default"]["filters"] = ["request_id"]
    return config
