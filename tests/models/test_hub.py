from pathlib import Path

import pytest

from index.errors import SettingsError
from service.errors import PullError
from service.models.pull import pull, pull_named
from service.models.resolve import resolve, verify

from .fakes import CONTENT, FakeHub, Remembered, hub_source, model

SPEC = "owner/tiny:tiny.gguf"


@pytest.fixture
def stocked(hub: FakeHub) -> FakeHub:
    hub.files["tiny.gguf"] = CONTENT
    return hub


def test_a_file_is_fetched_whole(stocked: FakeHub, models_dir: Path) -> None:
    report = Remembered()
    path = pull(model(hub_source()), models_dir, report)
    assert path == models_dir / "tiny.gguf"
    assert path.read_bytes() == CONTENT
    assert report.heard("served by hub owner/tiny:tiny.gguf")
    assert stocked.asked == [("GET", "/owner/tiny/resolve/main/tiny.gguf", None, None)]
    assert sorted(p.name for p in models_dir.iterdir()) == ["tiny.gguf", "tiny.gguf.sha256", "tiny.lock"]


def test_a_transfer_that_breaks_off_goes_on_at_the_byte(stocked: FakeHub, models_dir: Path) -> None:
    stocked.breaks = [100_000]
    path = pull(model(hub_source()), models_dir, Remembered())
    assert path.read_bytes() == CONTENT
    assert stocked.asked_ranges == [None, "bytes=100000-"]


def test_a_later_pull_goes_on_at_the_byte(stocked: FakeHub, models_dir: Path) -> None:
    stocked.die_after(100_000)
    with pytest.raises(PullError, match="HF_ENDPOINT"):
        pull(model(hub_source()), models_dir, Remembered())
    stocked.revive()
    report = Remembered()
    path = pull(model(hub_source()), models_dir, report)
    assert path.read_bytes() == CONTENT
    assert stocked.asked_ranges == ["bytes=100000-"]
    assert report.heard("Resuming tiny at byte 100000 of 300000")
    assert report.advances[0].done >= 100_000


def test_a_server_without_ranges_is_read_from_the_beginning(stocked: FakeHub, models_dir: Path) -> None:
    stocked.ranges = False
    stocked.breaks = [100_000]
    assert pull(model(hub_source()), models_dir, Remembered()).read_bytes() == CONTENT


def test_another_size_is_refused_before_the_body(stocked: FakeHub, models_dir: Path) -> None:
    stocked.files["tiny.gguf"] = CONTENT + b"more"
    report = Remembered()
    with pytest.raises(PullError, match="300004 bytes, expected 300000"):
        pull(model(hub_source()), models_dir, report)
    assert report.advances == []


@pytest.mark.parametrize(("status", "reason"), [(401, "HF_TOKEN"), (404, "404"), (503, "503")])
def test_a_refusal_is_told_with_its_reason(stocked: FakeHub, models_dir: Path, status: int, reason: str) -> None:
    stocked.status = status
    with pytest.raises(PullError, match=reason):
        pull(model(hub_source()), models_dir, Remembered())


def test_the_token_goes_to_the_hub_and_not_to_its_storage(
    stocked: FakeHub, models_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    stocked.linked = True
    pull(model(hub_source()), models_dir, Remembered())
    assert [(path.split("/")[1], sent) for _, path, _, sent in stocked.asked] == [
        ("owner", "Bearer hf_secret"),
        ("storage", None),
    ]


def test_an_unusable_endpoint_is_a_settings_error(models_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "hub.example")
    with pytest.raises(SettingsError, match="HF_ENDPOINT"):
        pull(model(hub_source()), models_dir, Remembered())


def test_a_hub_file_is_pulled_at_its_commit_and_checked(stocked: FakeHub, models_dir: Path) -> None:
    stocked.linked = True
    path = pull_named(SPEC, models_dir, Remembered())
    assert path == models_dir / "hub" / "owner--tiny" / "tiny.gguf"
    assert path.read_bytes() == CONTENT
    assert stocked.asked[1][1] == f"/owner/tiny/resolve/{FakeHub.commit}/tiny.gguf"
    assert resolve(SPEC, models_dir) == path
    assert verify(SPEC, models_dir) == model(hub_source()).sha256
    asked = len(stocked.asked)
    assert pull_named(SPEC, models_dir, Remembered()) == path
    assert len(stocked.asked) == asked


def test_a_hub_file_with_another_digest_than_stated_is_refused(stocked: FakeHub, models_dir: Path) -> None:
    stocked.linked = True
    stocked.linked_digest = "0" * 64
    with pytest.raises(PullError, match=f"expected {'0' * 64}"):
        pull_named(SPEC, models_dir, Remembered())
    assert not list(models_dir.rglob("*.gguf"))


@pytest.mark.usefixtures("stocked")
def test_a_hub_file_without_a_digest_is_checked_by_size_and_said_so(models_dir: Path) -> None:
    report = Remembered()
    assert pull_named(SPEC, models_dir, report).read_bytes() == CONTENT
    assert report.heard("no SHA-256")
    assert verify(SPEC, models_dir) is None


@pytest.mark.usefixtures("no_hub")
def test_an_unreachable_hub_is_told_for_a_hub_file(models_dir: Path) -> None:
    with pytest.raises(PullError, match=r"hub owner/tiny:tiny\.gguf: .*refused"):
        pull_named(SPEC, models_dir, Remembered())
