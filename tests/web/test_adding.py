"""Articles come and go over HTTP: uploads, their jobs, what survives a crash, and what is refused."""

import json
from pathlib import Path

import httpx
import pytest

from service.web.jobs import Jobs
from service.web.uploads import Uploads, safe_name

from .fake import FakeAsker, FakeIndexing, FakeShelf, Served, fake_library, served, until


def _finished(running: Served, response: httpx.Response) -> dict[str, object]:
    assert response.status_code == 202, response.text
    queued = response.json()
    assert response.headers["location"] == f"/jobs/{queued['id']}"
    assert set(queued) == {"id", "state", "done", "total", "added", "changed", "unchanged", "skipped", "error"}
    until(lambda: running.client.get(f"/jobs/{queued['id']}").json()["state"] in {"done", "failed"})
    job: dict[str, object] = running.client.get(f"/jobs/{queued['id']}").json()
    return job


def test_files_are_indexed_in_the_background(tmp_path: Path) -> None:
    indexing = FakeIndexing()
    indexing.may_finish.clear()
    with served(FakeAsker, library=fake_library(indexing=indexing), home=tmp_path) as running:
        files = [("files", ("a.txt", b"One.")), ("files", ("b.exe", b"Two."))]
        response = running.client.post("/articles", files=files)
        assert indexing.begun.wait(5)
        running_job = running.client.get(response.headers["location"]).json()
        assert (running_job["state"], running_job["total"]) == ("running", 2)
        indexing.may_finish.set()
        job = _finished(running, response)
    assert (job["state"], job["added"], job["done"], job["total"]) == ("done", ["a"], 2, 2)
    assert job["skipped"] == [{"path": "b.exe", "reason": "is not read"}]
    assert indexing.texts == {"a.txt": b"One.", "b.exe": b"Two."}
    assert [path for path in (tmp_path / "index" / "uploads").rglob("*") if path.is_file()] == []


def test_articles_as_json_are_lines_with_an_id() -> None:
    indexing = FakeIndexing()
    with served(FakeAsker, library=fake_library(indexing=indexing)) as running:
        articles = [{"id": "own", "text": "One 🚢.", "published": "2024-05-01"}, {"text": "Two."}]
        assert _finished(running, running.client.post("/articles", json={"articles": articles}))["state"] == "done"
    first, second = map(json.loads, indexing.texts["articles.jsonl"].splitlines())
    assert first == articles[0]
    assert (second["text"], len(second["id"])) == ("Two.", 16)


def test_a_job_that_fails_says_why_and_the_next_one_runs() -> None:
    with served(FakeAsker) as running:
        failed = _finished(running, running.client.post("/articles", files=[("files", ("broken.txt", b"x"))]))
        fine = _finished(running, running.client.post("/articles", files=[("files", ("fine.txt", b"x"))]))
    assert (failed["state"], failed["error"]) == ("failed", "The embedder is missing; install it.")
    assert fine["state"] == "done"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/abs/olute.txt", "olute.txt"),
        (".hidden.txt", "hidden.txt"),
        ("..", "article"),
        ("", "article"),
        ("a\x00b\n\u202etxt.exe", "abtxt.exe"),
        ("ж" * 300 + ".txt", "ж" * 58 + ".txt"),
        ("x." + "y" * 300, "x." + "y" * 118),
    ],
)
def test_a_name_cannot_leave_its_folder(name: str, kept: str, tmp_path: Path) -> None:
    assert safe_name(name) == kept
    uploads = Uploads(tmp_path / "uploads")
    _, [path] = uploads.accept([uploads.receive(name, [b"x"])])
    assert path.parent.parent == tmp_path / "uploads" / "files"


def test_what_was_accepted_before_a_crash_is_done_after_the_next_start(tmp_path: Path) -> None:
    before = Uploads(tmp_path)
    job, [path] = before.accept([before.receive("a.txt", [b"On", b"e."])])
    before.receive("never accepted", [b"half"])
    indexing = FakeIndexing()
    jobs = Jobs(Uploads(tmp_path), indexing)
    jobs.start()
    until(lambda: jobs.get(job).state == "done")
    jobs.stop()
    assert indexing.texts == {"a.txt": b"One."}
    assert not path.exists()
    assert [left for left in tmp_path.rglob("*") if left.is_file()] == []


def test_stopping_keeps_the_job_for_the_next_start(tmp_path: Path) -> None:
    indexing = FakeIndexing()
    indexing.may_finish.clear()
    jobs = Jobs(Uploads(tmp_path), indexing)
    jobs.start()
    job = jobs.add([jobs.uploads.receive("a.txt", [b"One."])])
    assert indexing.begun.wait(5)
    jobs.stop()
    assert [found for found, _ in Uploads(tmp_path).recover()] == [job.id]


def test_the_same_file_has_the_same_place_and_is_kept_while_a_job_needs_it(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    first, [path] = uploads.accept([uploads.receive("a.txt", [b"One."])])
    second, [again] = uploads.accept([uploads.receive("a.txt", [b"One."])])
    _, [other] = uploads.accept([uploads.receive("a.txt", [b"Two."])])
    assert path == again != other
    uploads.finish(first)
    assert path.exists()
    uploads.finish(second)
    assert (path.exists(), other.exists()) == (False, True)


@pytest.mark.parametrize(
    ("request_", "status", "said"),
    [
        ({"json": {}}, 422, "#/articles"),
        ({"json": {"articles": []}}, 422, "#/articles"),
        ({"json": {"articles": [{"text": ""}]}}, 422, "#/articles/0/text"),
        ({"json": {"articles": [{"text": "x", "published": "May"}]}}, 422, "2024-05-31"),
        ({"json": {"articles": [{"text": "x", "colour": "red"}]}}, 422, "#/articles/0/colour"),
        ({"json": {"articles": [{"text": "x", "id": "a\nb"}]}}, 422, "#/articles/0/id"),
        ({"content": b"{", "headers": {"content-type": "application/json"}}, 400, "JSON"),
        ({"content": b"x", "headers": {"content-type": "text/plain"}}, 415, "multipart/form-data"),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400, "boundary"),
        ({"files": [("other", ("a.txt", b"x"))]}, 422, "named `files`"),
        ({"files": [("files", (None, b"x"))]}, 422, "file name"),
    ],
)
def test_what_is_no_upload_is_refused(running: Served, request_: dict[str, object], status: int, said: str) -> None:
    response = running.client.post("/articles", **request_)  # type: ignore[arg-type]
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert said in response.json()["detail"]


def test_an_upload_that_is_too_large_is_refused(running: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.web.guards.UPLOAD_BYTES", 3 << 20)
    response = running.client.post("/articles", files=[("files", ("a.txt", b"x" * (4 << 20)))])
    assert response.status_code == 413
    assert "3,145,728 bytes" in response.json()["detail"]


def test_an_unknown_job_is_not_found(running: Served) -> None:
    assert running.client.get("/jobs/none").status_code == 404


def test_an_article_is_removed() -> None:
    shelf = FakeShelf()
    with served(FakeAsker, library=fake_library(shelf)) as running:
        assert running.client.delete("/articles/pier").status_code == 204
        assert running.client.delete("/articles/none").status_code == 404
    assert shelf.removed == ["pier"]


def test_a_record_that_cannot_be_read_stops_no_start(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    job, _ = uploads.accept([uploads.receive("kept.txt", [b"Kept."])])
    torn, _ = uploads.accept([uploads.receive("torn.txt", [b"Torn."])])
    (tmp_path / f"{torn}.json").write_text('["half')
    (tmp_path / "files" / "empty").mkdir()
    assert [name for name, _ in Uploads(tmp_path).recover()] == [job]
    assert [path.name for path in (tmp_path / "files").rglob("*.txt")] == ["kept.txt"]
    assert not (tmp_path / "files" / "empty").exists()
