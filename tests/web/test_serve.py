"""`serve` in a process of its own: what it prints and logs, whom it answers, and how it stops."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import pytest

from .fake import wait_ready

SCRIPT = """
import atexit, sys, time
sys.path.insert(0, sys.argv[1])
from fake import BriefAsker, FakeAsker, fake_library, SlowAsker, settings
from service.web.listen import listen
from service.web.serve import serve
more = {"log_format": sys.argv[6]}
if sys.argv[3] != "127.0.0.1":
    more["api_key"] = "a key of the tests"
asker = {"fake": FakeAsker, "slow": SlowAsker, "brief": BriefAsker}[sys.argv[2]]
if float(sys.argv[7]):
    atexit.register(lambda: print("Leaving", flush=True) or time.sleep(float(sys.argv[7])))
given = settings(home=sys.argv[5], grace=float(sys.argv[4]), **more)
serve(asker, given, fake_library(), sys.argv[3], listen(given, sys.argv[3], 0))
"""


@dataclass(frozen=True)
class Process:
    """A server's process and the client of it."""

    process: subprocess.Popen[str]
    client: httpx.Client

    def stopped_by(self, number: signal.Signals) -> tuple[int, str]:
        """Sends the signal; returns the exit status and all that was written."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        output, _ = self.process.communicate(timeout=10)
        return self.process.returncode, output


@contextmanager
def _serving(
    asker: str = "fake", host: str = "127.0.0.1", grace: float = 5, form: str = "text", leave: float = 0
) -> Iterator[Process]:
    with (
        TemporaryDirectory() as home,
        subprocess.Popen(
            [
                sys.executable,
                "-W",
                "error",
                "-c",
                SCRIPT,
                str(Path(__file__).parent),
                asker,
                host,
                str(grace),
                home,
                form,
                str(leave),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        assert process.stdout
        try:
            line = next(line for line in process.stdout if line.startswith("Byline is at "))
            with httpx.Client(base_url=line.split()[3].replace("0.0.0.0", "127.0.0.1"), timeout=10) as client:  # noqa: S104
                wait_ready(client)
                yield Process(process, client)
        finally:
            process.kill()


def test_it_answers_and_never_logs_the_question() -> None:
    with _serving() as server:
        assert server.client.post("/ask", json={"question": "Whose tungsten?"}).status_code == 200
        assert server.client.post("/ask", json={"question": "Whose tungsten?", "stream": True}).status_code == 200
        assert server.client.post("/ask", json={"question": "Whose tungsten?", "top_k": 0}).status_code == 422
        _, output = server.stopped_by(signal.SIGTERM)
    assert "tungsten" not in output
    assert '"POST /ask HTTP/1.1" 200' in output
    assert "Answer a1: answered, 1 citations" in output


def test_as_json_every_line_tells_its_request_and_no_question() -> None:
    with _serving(form="json") as server:
        named = {"x-request-id": "from-the-client"}
        assert server.client.post("/ask", json={"question": "Whose tungsten?"}, headers=named).status_code == 200
        bad = server.client.post("/ask", json={"question": "Whose tungsten?", "top_k": 0})
        key = server.client.get("/articles", headers={"authorization": "Bearer tungsten"})
        assert key.status_code == 200
        _, output = server.stopped_by(signal.SIGTERM)
    assert "tungsten" not in output
    lines = [json.loads(line) for line in output.splitlines()]
    mine = [line["message"] for line in lines if line.get("request_id") == "from-the-client"]
    assert len(mine) == 2
    assert mine[0].startswith("Answer a1: answered")
    assert mine[1].endswith('"POST /ask HTTP/1.1" 200')
    assert any(line.get("request_id") == bad.json()["request_id"] for line in lines)


def test_on_loopback_other_hosts_are_refused() -> None:
    with _serving() as server:
        refused = server.client.get("/healthz", headers={"host": "evil.example"})
        known = server.client.get("/healthz", headers={"host": f"localhost:{server.client.base_url.port}"})
        assert (refused.status_code, known.status_code) == (421, 200)


def test_on_all_addresses_any_host_will_do() -> None:
    with _serving(host="0.0.0.0") as server:  # noqa: S104
        assert server.client.get("/healthz", headers={"host": "byline.example"}).status_code == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_good_order(number: signal.Signals) -> None:
    with _serving() as server:
        status, output = server.stopped_by(number)
    assert status == 0
    assert "Traceback" not in output


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_that_comes_after_the_end_changes_nothing(number: signal.Signals) -> None:
    with _serving(leave=1) as server:
        server.process.send_signal(number)
        assert server.process.stdout
        assert any(line == "Leaving\n" for line in server.process.stdout)
        status, output = server.stopped_by(number)
    assert status == 0
    assert "Traceback" not in output


def _events(response: httpx.Response) -> Iterator[str]:
    return (line.removeprefix("event: ") for line in response.iter_lines() if line.startswith("event: "))


def test_an_answer_under_way_ends_with_an_error_when_the_grace_is_over() -> None:
    request = {"question": "What?", "stream": True}
    with _serving("slow", grace=0.5) as server, server.client.stream("POST", "/ask", json=request) as response:
        events = _events(response)
        assert [next(events), next(events)] == ["sources", "token"]
        server.process.send_signal(signal.SIGTERM)
        assert list(events)[-1] == "error"
        status, output = server.stopped_by(signal.SIGTERM)
    assert status == 0
    assert "Traceback" not in output


def test_an_answer_under_way_is_finished_before_the_server_stops() -> None:
    request = {"question": "What?", "stream": True}
    with _serving("brief", grace=60) as server, server.client.stream("POST", "/ask", json=request) as response:
        events = _events(response)
        assert [next(events), next(events)] == ["sources", "token"]
        server.process.send_signal(signal.SIGTERM)
        assert list(events)[-1] == "answer"
        status, _ = server.stopped_by(signal.SIGTERM)
    assert status == 0


def test_the_web_loads_no_models_library() -> None:
    heavy = "{'torch', 'chromadb', 'llama_cpp', 'sentence_transformers', 'service.answering.answerer'}"
    command = f"import sys, service.web.serve; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
