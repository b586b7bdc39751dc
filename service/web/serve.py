"""Serves the application on a socket that listens."""

import asyncio
import math
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from service.settings import ServiceSettings
from service.web.app import create_app
from service.web.asker import Asker
from service.web.library import Library
from service.web.listen import is_loopback
from service.web.logs import log_config
from service.web.worker import Worker

HANG_UP_SECONDS = 3
"""How long after the last answer connections may stay open when the server stops."""


def serve(
    load: Callable[[], Asker], settings: ServiceSettings, library: Library, host: str, listener: socket.socket
) -> None:
    """Serves on a socket that listens on `host` until it is told to stop; prints the URL once it answers."""
    app = create_app(load, settings, library, _hosts(host, settings.listed("hosts")))
    config = uvicorn.Config(
        app,
        log_config=log_config(settings.log_format),
        ws="none",
        lifespan="on",
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=math.ceil(settings.grace) + HANG_UP_SECONDS,
    )
    _Server(config, _url(host, listener), app.state.desk.worker, settings.grace).run(sockets=[listener])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, url: str, worker: Worker, grace: float) -> None:
        super().__init__(config)
        self._url = url
        self._worker = worker
        self._grace = grace

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Heeds signals until the server has ended, and none after that.

        uvicorn's own gives them back to Python then: one more, while the process takes its leave, would make it tell of a crash.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(f"Byline is at {self._url} (stop with Ctrl+C)\n")
        sys.stdout.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Lets the answer under way finish within the grace; whoever waits for another is told that there is none."""
        self._worker.close()
        ending = asyncio.create_task(self._end_answers())
        await super().shutdown(sockets)
        ending.cancel()

    async def _end_answers(self) -> None:
        await asyncio.sleep(self._grace)
        await asyncio.to_thread(self._worker.stop)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 (uvicorn's signature)
        """Stops in good order; uvicorn's own would also raise the signal again afterwards, and the exit code tell of a crash."""
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def _hosts(host: str, more: list[str]) -> set[str] | None:
    """Returns the names the server is known by; None lets any pass, as beyond loopback the key is the door."""
    if not more and not is_loopback(host):
        return None
    return {host.lower(), "localhost", "127.0.0.1", "[::1]", f"[{host.lower()}]", *(name.lower() for name in more)}


def _url(host: str, listener: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}/"
