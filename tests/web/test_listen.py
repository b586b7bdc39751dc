"""The port: who may reach it, what is told when it cannot be had, and that it opens before anything slow."""

import socket
import subprocess
import sys

import pytest

from service.errors import PortInUseError, ServiceError, UnguardedError
from service.web.listen import is_loopback, listen

from .fake import settings

ALL = "0.0.0.0"  # noqa: S104 - nothing is bound


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost"])
def test_loopback_is_recognised(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [ALL, "::", "192.168.1.7", "example.org", ""])
def test_other_addresses_are_no_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_other_machines_are_not_let_in_without_a_key() -> None:
    with pytest.raises(UnguardedError, match="BYLINE_API_KEY"):
        listen(settings(), ALL, 0)


def test_a_taken_port_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError, match=rf"port {port} of 127\.0\.0\.1.*--port"):
            listen(settings(), "127.0.0.1", port)


def test_an_address_that_is_not_here_is_told() -> None:
    with pytest.raises(ServiceError, match=r"192\.0\.2\.1.*--host"):
        listen(settings(api_key="a key of the tests"), "192.0.2.1", 0)


def test_who_comes_before_the_server_answers_is_not_refused() -> None:
    with listen(settings(), "127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname(), 1) as early:
        early.sendall(b"GET /healthz HTTP/1.1\r\n\r\n")  # kept for the server by the system


def test_nothing_slow_is_imported_before_the_port_is_open() -> None:
    command = (
        "import sys, byline, service.web.listen; print({'fastapi', 'starlette', 'uvicorn', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
