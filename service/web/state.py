"""What the endpoints share: the worker, the desk, the shelf and the metrics of their application."""

from typing import Annotated

from fastapi import Depends, Request

from service.web.desk import Desk
from service.web.metrics import Metrics
from service.web.shelf import Shelf
from service.web.worker import Worker


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _worker(request: Request) -> Worker:
    return _desk(request).worker


def _metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


def _shelf(request: Request) -> Shelf:
    shelf: Shelf = request.app.state.shelf
    return shelf


TheShelf = Annotated[Shelf, Depends(_shelf)]
TheDesk = Annotated[Desk, Depends(_desk)]
TheWorker = Annotated[Worker, Depends(_worker)]
TheMetrics = Annotated[Metrics, Depends(_metrics)]
