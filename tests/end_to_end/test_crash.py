"""kill -9 and SIGTERM of the real service at the worst moments: nothing is lost, and the next start is clean."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.conftest import GOLD, SMALL, run
from tests.end_to_end.server import Server, events, serving

pytestmark = [pytest.mark.models, pytest.mark.slow]

MANY = 40
ASKED = {"question": "Which German minister visited Beijing?", "stream": True}


@pytest.fixture
def home(tmp_path: Path, models_dir: Path) -> Path:
    """A home with two articles indexed."""
    (tmp_path / "models").symlink_to(models_dir)
    done = run(tmp_path, "index", *(str(path) for path in sorted(GOLD.iterdir())[:2]))
    assert done.returncode == 0, done.stderr
    return tmp_path


def _article(number: int) -> str:
    return " ".join(f"The mill of village {number} ground {line} sacks on day {line}." for line in range(30))


def _upload(server: Server) -> str:
    files = [("files", (f"mill-{number}.txt", _article(number).encode())) for number in range(MANY)]
    return server.client.post("/articles", files=files).raise_for_status().headers["location"]


def _left(home: Path) -> list[Path]:
    return [path for path in (home / "index" / "uploads").rglob("*") if path.is_file()]


def test_killed_in_the_middle_of_a_stream_and_of_an_upload_it_loses_nothing(home: Path) -> None:
    with serving(home, BYLINE_LLM=SMALL) as server:
        server.wait_ready()
        before = server.client.get("/articles").json()["total"]
        job = _upload(server)
        while server.client.get(job).json()["done"] < 3:
            assert server.client.get(job).json()["state"] in {"queued", "running"}
        with server.client.stream("POST", "/ask", json=ASKED) as response:
            stream = events(response)
            assert next(stream)[0] == "sources"
            server.kill()
            with pytest.raises(httpx.RemoteProtocolError):
                list(stream)
        assert server.process.returncode == -9
    assert len(_left(home)) == MANY + 1, "the files and the record of the job"
    with serving(home, BYLINE_LLM=SMALL) as server:
        done = server.job(job)
        assert (done["state"], done["error"], done["skipped"]) == ("done", None, [])
        assert len(done["added"]) + len(done["changed"]) + len(done["unchanged"]) == MANY
        assert server.client.get("/articles").json()["total"] == before + MANY
        server.wait_ready()
        answer = server.client.post("/ask", json={**ASKED, "stream": False}).raise_for_status().json()
        assert answer["status"] in {"answered", "conflicting", "insufficient"}
        assert _left(home) == []
        server.stop()
        assert server.process.returncode == 0
        assert "Traceback" not in server.log.read_text()
    doctor = run(home, "doctor")
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr


def test_killed_while_a_body_arrives_it_leaves_no_file(home: Path) -> None:
    with serving(home, BYLINE_LLM=SMALL) as server:

        def half() -> Iterator[bytes]:
            yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + b"words " * 300_000
            server.kill()
            yield b"more"

        with pytest.raises(httpx.TransportError):
            server.client.post("/articles", content=half(), headers={"Content-Type": "multipart/form-data; boundary=b"})
    with serving(home, BYLINE_LLM=SMALL) as server:
        assert server.client.get("/articles").json()["total"] == 2
        assert _left(home) == []
        server.stop()
