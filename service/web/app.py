"""The web application: endpoints, error handlers, guards, the chat page, and the worker's life."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from index.errors import IndexingError, SettingsError
from service.errors import ServiceError
from service.settings import ServiceSettings
from service.web import articles, ask, health
from service.web.asker import Asker
from service.web.desk import Desk
from service.web.guards import SECURITY_HEADERS, BodyLimit, KnownHosts, SecurityHeaders
from service.web.metrics import CountRequests, Metrics
from service.web.problems import problem, problem_of, respond
from service.web.shelf import Shelf
from service.web.validation import validation_problem
from service.web.worker import Worker

PAGE = Path(__file__).with_name("page")
_DETAILS = {
    400: "The body cannot be read as JSON. Send one JSON object in UTF-8.",
    404: "There is nothing at this address. Try /ask, /articles, /readyz or /openapi.json; the chat page is at /.",
}


def create_app(
    load: Callable[[], Asker], settings: ServiceSettings, shelf: Shelf, hosts: Iterable[str] | None = None
) -> FastAPI:
    """Builds the application; `load` runs in the background once the application starts.

    Args:
        load: makes what answers, in the thread that will own it.
        settings: those of the service are used.
        shelf: where articles are read.
        hosts: names the Host header may have, without port; None allows all.
    """
    app = FastAPI(
        title="Byline", lifespan=_lifespan, docs_url=None, redoc_url=None, redirect_slashes=False
    )  # the interactive documentation would load scripts from third parties
    app.state.metrics = Metrics()
    app.state.shelf = shelf
    app.state.desk = Desk(Worker(load, settings.queue, settings.answers), app.state.metrics, settings.deadline)
    for router in (ask.router, articles.router, health.router):
        app.include_router(router)
    app.add_api_route("/", _page, include_in_schema=False)
    app.mount("/page", StaticFiles(directory=PAGE))
    _handle_errors(app)
    # The last one added is the first to see a request.
    app.add_middleware(BodyLimit)
    if hosts is not None:
        app.add_middleware(KnownHosts, hosts=hosts)
    app.add_middleware(CountRequests, metrics=app.state.metrics)
    app.add_middleware(SecurityHeaders)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    worker: Worker = app.state.desk.worker
    worker.start()
    try:
        yield
    finally:
        await asyncio.to_thread(worker.stop)


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
    return respond(validation_problem(error.errors(), request.headers.get("content-type", "")))


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    detail = _DETAILS.get(error.status_code, error.detail)
    if error.status_code == 405 and error.headers:
        detail = f"This address answers to {error.headers['Allow']} only."
    return respond(problem(error.status_code, detail), error.headers)


async def _failed(request: Request, error: Exception) -> Response:
    headers = {}
    found = problem_of(error)
    if found.status == 503:
        headers["Retry-After"] = str(request.app.state.desk.worker.retry_seconds())
    return respond(found, headers)


async def _unexpected(_request: Request, error: Exception) -> Response:
    # Starlette sends this from outside the middleware and raises the error again: uvicorn logs it and hangs up.
    return respond(problem_of(error), {**SECURITY_HEADERS, "Connection": "close"})
