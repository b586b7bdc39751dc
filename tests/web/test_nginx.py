"""Streams through a real nginx with the configuration that docs/nginx.conf recommends."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from service.answering.answer import Answer, Retrieved
from service.answering.events import Listener
from service.web.guards import BODY_BYTES

from .fake import FakeAsker, Served, SlowAsker, served, until, wait_ready

CONFIGURATION = Path(__file__).parents[2] / "docs" / "nginx.conf"
MAIN = """
daemon off; master_process off; pid {folder}/pid; error_log stderr;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/byline.conf;
}}
"""


@contextmanager
def _nginx(folder: Path, upstream: Served) -> Iterator[str]:
    """Runs nginx before the server and gives its URL."""
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if not program:
        pytest.fail("The proxy tests need nginx (Debian: apt-get install nginx-light)", pytrace=False)
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    own = CONFIGURATION.read_text("utf-8")
    assert own.count("listen 80;") == own.count("127.0.0.1:8000") == 1
    own = own.replace("127.0.0.1:8000", upstream.url.removeprefix("http://")).replace("listen 80", f"listen {address}")
    (folder / "byline.conf").write_text(own, "utf-8")
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder), "utf-8")
    with subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")]) as process:
        try:
            until(lambda: _listens(process, address))
            yield f"http://{address}"
        finally:
            process.terminate()


def _listens(process: "subprocess.Popen[bytes]", address: str) -> bool:
    assert process.poll() is None
    host, _, port = address.partition(":")
    with socket.socket() as probe:
        return probe.connect_ex((host, int(port))) == 0


class QuietAsker(FakeAsker):
    """Is silent for as long as it takes, until the brake is pulled; `begun` and `ended` tell when."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.ended = threading.Event(), threading.Event()

    def write(self, retrieved: Retrieved, on_event: Listener | None = None) -> Answer:
        del retrieved, on_event
        self.begun.set()
        while self.brake.flag.value == b"":
            time.sleep(0.01)
        self.ended.set()
        raise RuntimeError("llama_decode returned 2")


def test_sources_and_comments_come_through_while_the_model_is_silent(tmp_path: Path) -> None:
    asker = QuietAsker()
    body = {"question": "What?", "stream": True}
    with served(lambda: asker) as running, _nginx(tmp_path, running) as url:
        wait_ready(running.client)
        # Less than the 10 s until a comment: what nginx held back would come too late.
        with httpx.stream("POST", f"{url}/ask", json=body, timeout=5) as response:
            lines = response.iter_lines()  # kept: a generator that is dropped would hang up before the model begins
            assert next(lines) == "event: sources"
            assert asker.begun.wait(5)
        assert asker.ended.wait(5)
        asker.ended.clear()
        with httpx.stream("POST", f"{url}/ask", json=body, timeout=15) as response:
            assert any(line.startswith(": ") for line in response.iter_lines())
            assert not asker.ended.is_set()
        assert asker.ended.wait(5)


def test_tokens_come_through_before_the_answer_is_made(tmp_path: Path) -> None:
    asker = SlowAsker()
    with served(lambda: asker) as running, _nginx(tmp_path, running) as url:
        wait_ready(running.client)
        with httpx.stream("POST", f"{url}/ask", json={"question": "What?", "stream": True}, timeout=10) as response:
            lines = response.iter_lines()
            assert "event: token" in lines
            assert not asker.completed
            asker.may_finish.set()
            assert "event: answer" in lines


def test_uploads_larger_than_nginx_takes_by_itself_arrive(tmp_path: Path) -> None:
    with served(SlowAsker) as running, _nginx(tmp_path, running) as url:
        wait_ready(running.client)
        files = {"files": ("long.txt", b"A sentence. " * (2 * BODY_BYTES // 12))}
        assert httpx.post(f"{url}/articles", files=files, timeout=30).status_code == 202
