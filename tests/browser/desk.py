"""Stands in front of the application for what the page needs and canned answers cannot give: a queue, uploads, a key.

A test decides when things go on, with `POST /proceed`; nothing waits for a clock.
"""

import asyncio
import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.problems import problem, respond

KEY = "sesame"
OUTLETS = [
    {"source": "Tarn Bay Courier", "articles": 41},
    {"source": "Labour Weekly", "articles": 7},
    {"source": "<i>Sly Gazette</i>", "articles": 1},
]


class Desk:
    """ASGI middleware; the modes `locked` (a key is asked for) and `bare` (no uploads, no sources) change it."""

    def __init__(self, app: ASGIApp, modes: list[str]) -> None:
        self._app = app
        self._modes = modes
        self._go = asyncio.Event()
        self._uploaded: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        response = self._refusal(request) or await self._own(request)
        if response:
            await response(scope, receive, send)
        elif request.url.path == "/ask":
            await self._queued(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        open_to_all = request.url.path in {"/", "/readyz"} or request.url.path.startswith("/page/")
        if "locked" not in self._modes or open_to_all or request.headers.get("authorization") == f"Bearer {KEY}":
            return None
        return respond(problem(401, "Send the key as `Authorization: Bearer KEY`."))

    async def _own(self, request: Request) -> Response | None:
        match request.method, request.url.path:
            case "POST", "/proceed":
                self._go.set()
                return Response(status_code=204)
            case "GET", "/sources":
                return (
                    respond(problem(404, "Nothing here."))
                    if "bare" in self._modes
                    else JSONResponse({"sources": OUTLETS})
                )
            case "POST", "/articles":
                return await self._accept(request)
            case "GET", path if path.startswith("/jobs/"):
                return JSONResponse(self._job())
        return None

    async def _accept(self, request: Request) -> Response:
        async with request.form() as form:
            self._uploaded = [file.filename or "" for file in form.getlist("files") if not isinstance(file, str)]
        self._go.clear()
        if any(name.endswith(".huge") for name in self._uploaded):
            return respond(problem(413, "The files exceed 64 MB together; send fewer at a time."))
        return JSONResponse({"id": "j1", "state": "queued"}, 202, {"Location": "/jobs/j1"})

    def _job(self) -> dict[str, object]:
        names, over = self._uploaded, self._go.is_set()
        skipped = [{"path": name, "reason": "is not a kind that is read"} for name in names if name.endswith(".zip")]
        state = "running" if not over else "failed" if "doomed.txt" in names else "done"
        return {
            "id": "j1",
            "state": state,
            "done": len(names) if over else 1,
            "total": len(names),
            "added": [name for name in names if name.endswith(".txt")] if over else [],
            "changed": [],
            "unchanged": [],
            "skipped": skipped if over else [],
            "error": "The disk is full; make room and add them again." if state == "failed" else None,
        }

    async def _queued(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a question with the word `crowd` wait before its first event."""
        body = await Request(scope, receive).body()
        pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replayed() -> Message:
            return pending.pop() if pending else await receive()

        async def crowded(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.start" and b"crowd" in body:
                self._go.clear()
                waits = {"position": 2, "seconds": 14.2}
                event = f"event: queue\ndata: {json.dumps(waits)}\n\n"
                await send({"type": "http.response.body", "body": event.encode(), "more_body": True})
                await self._go.wait()

        await self._app(scope, replayed, crowded)
