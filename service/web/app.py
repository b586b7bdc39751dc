"""The web application: endpoints, error handlers, guards, the chat page, and the worker's life."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from index.errors import IndexingError, SettingsError
from service.errors import ServiceError
from service.settings import ServiceSettings
from service.web import adding, articles, ask, health, openai
from service.web.asker import Asker
from service.web.desk import Desk
from service.web.guards import SECURITY_HEADERS, BodyLimit, KnownHosts, SecurityHeaders
from service.web.jobs import Jobs
from service.web.keys import KnownKeys, KnownOrigins
from service.web.library import Library
from service.web.logs import HEADER, RequestIds
from service.web.mcp import McpDoor
from service.web.metrics import CountRequests, Metrics
from service.web.problems import documented, problem, problem_of, respond
from service.web.uploads import Uploads
from service.web.validation import validation_problem
from service.web.worker import Worker

if TYPE_CHECKING:
    from service.web.traces import Traces

PAGE = Path(__file__).with_name("page")
_CORS_HEADERS = ["Authorization", "Content-Type", "X-API-Key", HEADER]
_SHOWN_HEADERS = [HEADER, "Retry-After"]
"""What a page of another origin may read of a response's headers, beside the body."""
_UNREADABLE = frozenset({"Bad Request", "There was an error parsing the body"})
_DETAILS = {
    400: "The body cannot be read as JSON. Send one JSON object in UTF-8.",
    404: "There is nothing at this address. Try /ask, /articles, /v1/models, /readyz or /openapi.json; the chat page is at /.",
}


def create_app(
    load: Callable[[], Asker], settings: ServiceSettings, library: Library, hosts: Iterable[str] | None = None
) -> FastAPI:
    """Builds the application; `load` runs in the background once the application starts.

    Args:
        load: makes what answers, in the thread that will own it.
        settings: those of the service are used.
        library: where articles are, and what adds to them.
        hosts: names the Host header may have, without port; None allows all.
    """
    # The interactive documentation would load scripts from third parties.
    app = FastAPI(
        title="Byline", lifespan=_lifespan, docs_url=None, redoc_url=None, redirect_slashes=False,
        responses=documented(421),
    )  # fmt: skip
    app.state.metrics = Metrics()
    app.state.shelf = library.shelf
    app.state.jobs = Jobs(Uploads(settings.index_dir / "uploads"), library.indexing)
    app.state.traces = _open_traces(settings.traces)
    told = app.state.traces.answered if app.state.traces else None
    app.state.desk = Desk(Worker(load, settings.queue, settings.answers), app.state.metrics, settings.deadline, told)
    for router in (ask.router, openai.router, articles.router, adding.router):
        app.include_router(router, responses=documented(401))
    app.include_router(health.router)
    app.state.mcp = McpDoor(app.state.desk, library.shelf)
    app.router.routes.append(Route("/mcp", app.state.mcp, include_in_schema=False))
    app.add_api_route("/", _page, include_in_schema=False)
    app.mount("/page", StaticFiles(directory=PAGE))
    _handle_errors(app)
    # The last one added is the first to see a request.
    app.add_middleware(BodyLimit)
    if settings.keys:
        app.add_middleware(KnownKeys, keys=settings.keys, rate=settings.rate)
    origins = settings.listed("cors_origins")
    app.add_middleware(KnownOrigins, origins=origins)
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["*"],
            allow_headers=_CORS_HEADERS,
            expose_headers=_SHOWN_HEADERS,
        )
    if hosts is not None:
        app.add_middleware(KnownHosts, hosts=hosts)
    app.add_middleware(CountRequests, metrics=app.state.metrics)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestIds)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    worker: Worker = app.state.desk.worker
    worker.start()
    jobs: Jobs = app.state.jobs
    jobs.start()
    mcp = asyncio.create_task(app.state.mcp.run())
    try:
        yield
    finally:
        app.state.mcp.close()
        await mcp
        await asyncio.to_thread(worker.stop)
        await asyncio.to_thread(jobs.stop)
        if app.state.traces:
            await asyncio.to_thread(app.state.traces.close)


def _open_traces(endpoint: str | None) -> "Traces | None":
    """Returns what sends spans to the collector at `endpoint`, if one is named; raises SettingsError without the extra."""
    if not endpoint:
        return None
    try:
        from service.web.traces import Traces
    except ImportError as error:
        message = (
            f"BYLINE_TRACES needs OpenTelemetry ({error}). Install it with `pip install 'byline[otel]'`, or unset it."
        )
        raise SettingsError(message) from error
    return Traces.to(endpoint)


async def _page() -> FileResponse:
    return FileResponse(PAGE / "index.html")


def _handle_errors(app: FastAPI) -> None:
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unexpected)
    for kind in (ServiceError, IndexingError, SettingsError):
        app.add_exception_handler(kind, _failed)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - Starlette's handler type is wider than its calls
    found = validation_problem(error.errors(), request.headers.get("content-type", ""))
    return respond(found, path=request.url.path)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    detail, headers = error.detail, error.headers
    if error.status_code == 404 or detail in _UNREADABLE:
        detail = _DETAILS[error.status_code]
    if error.status_code == 405:
        headers = {"Allow": _allowed(request) or (headers or {})["Allow"]}
        detail = f"This address answers to {headers['Allow']} only."
    return respond(problem(error.status_code, detail), headers, request.url.path)


def _allowed(request: Request) -> str:
    """Returns the documented methods of the address: Starlette names those of the first one only."""
    methods = request.app.openapi()["paths"].get(getattr(request.scope.get("route"), "path", ""), {})
    return ", ".join(sorted(method.upper() for method in methods))


async def _failed(request: Request, error: Exception) -> Response:
    headers = {}
    found = problem_of(error)
    if found.status == 503:
        headers["Retry-After"] = str(request.app.state.desk.worker.retry_seconds())
    return respond(found, headers, request.url.path)


async def _unexpected(request: Request, error: Exception) -> Response:
    # Starlette sends this from outside the middleware and raises the error again: uvicorn logs it and hangs up.
    return respond(problem_of(error), {**SECURITY_HEADERS, "Connection": "close"}, request.url.path)
