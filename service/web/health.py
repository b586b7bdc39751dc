"""`GET /healthz`, `/readyz` and `/metrics`: for whoever runs the server, and for the page while models load."""

from dataclasses import dataclass, replace
from typing import Literal

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response

from index.errors import IndexingError, SettingsError
from service.errors import ServiceError
from service.web import metrics, problems
from service.web.metrics import Now
from service.web.shelf import Shelf
from service.web.state import TheMetrics, TheShelf, TheWorker

router = APIRouter()


@dataclass(frozen=True)
class Health:
    """The process lives."""

    state: Literal["alive"] = "alive"


@dataclass(frozen=True)
class Readiness:
    """Questions can be asked."""

    state: Literal["ready"] = "ready"


@router.get("/healthz")
async def healthz() -> Health:
    """Answers whenever the process lives."""
    return Health()


@router.get("/readyz", response_model=Readiness, responses=problems.documented(503))
async def readyz(worker: TheWorker) -> Readiness | Response:
    """Answers 200 once the models are loaded, until then 503 with the reason and the `state`."""
    try:
        worker.asker()
    except (ServiceError, IndexingError, SettingsError) as error:
        found = problems.problem(503, str(error))
        return problems.respond(replace(found, state=worker.state()), {"Retry-After": str(worker.retry_seconds())})
    return Readiness()


@router.get("/metrics", response_class=PlainTextResponse, responses=problems.documented(401))
def prometheus(worker: TheWorker, counted: TheMetrics, shelf: TheShelf) -> Response:
    """Returns the counts since the start in the Prometheus text format."""
    articles, passages = _counts(shelf)
    now = Now(
        worker.state() == "ready", worker.answering(), worker.waiting(), worker.expected_wait(), articles, passages
    )
    return PlainTextResponse(counted.render(now), media_type=metrics.MEDIA_TYPE)


def _counts(shelf: Shelf) -> tuple[int | None, int | None]:
    try:
        return shelf.counts()
    except IndexingError:
        return None, None
