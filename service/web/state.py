"""What the endpoints share: the worker and the metrics of their application."""

from typing import Annotated

from fastapi import Depends, Request

from service.web.metrics import Metrics
from service.web.worker import Worker


def _worker(request: Request) -> Worker:
    worker: Worker = request.app.state.worker
    return worker


def _metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


TheWorker = Annotated[Worker, Depends(_worker)]
TheMetrics = Annotated[Metrics, Depends(_metrics)]
