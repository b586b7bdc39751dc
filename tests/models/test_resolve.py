import os
import time
from pathlib import Path

import pytest

from service.errors import ModelDamagedError, ModelMissingError, UnknownModelError
from service.models import sidecar
from service.models.names import hub_source, location
from service.models.resolve import intact, resolve, sha256_of, verify

from .fakes import CONTENT, sha256

SMALL = "smollm2-135m-instruct-q4_1"


def gguf(path: Path, content: bytes = CONTENT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_an_absent_model_says_how_to_get_it(models_dir: Path) -> None:
    with pytest.raises(ModelMissingError, match=f"byline models pull {SMALL}"):
        resolve(SMALL, models_dir)


def test_a_file_by_path_need_only_be_gguf(tmp_path: Path, models_dir: Path) -> None:
    mine = gguf(tmp_path / "mine.gguf")
    assert resolve(str(mine), models_dir) == mine
    assert verify(str(mine), models_dir) is None


@pytest.mark.parametrize("content", [b"", b"GGU", b"ggml and more"])
def test_a_file_that_is_not_gguf_is_refused(tmp_path: Path, models_dir: Path, content: bytes) -> None:
    with pytest.raises(ModelDamagedError, match="not a GGUF file"):
        resolve(str(gguf(tmp_path / "mine.gguf", content)), models_dir)


def test_a_path_to_nothing_is_missing_and_a_folder_is_refused(tmp_path: Path, models_dir: Path) -> None:
    with pytest.raises(ModelMissingError, match="Name another file"):
        resolve(str(tmp_path / "none.gguf"), models_dir)
    (tmp_path / "folder.gguf").mkdir()
    with pytest.raises(ModelDamagedError, match="cannot be read"):
        resolve(str(tmp_path / "folder.gguf"), models_dir)


def test_a_registered_model_of_another_size_is_damaged(models_dir: Path) -> None:
    gguf(models_dir / f"{SMALL}.gguf")
    with pytest.raises(ModelDamagedError, match=f"byline models pull {SMALL}"):
        resolve(SMALL, models_dir)


def test_a_hub_file_lives_in_a_folder_of_its_repository(models_dir: Path) -> None:
    spec = "Qwen/Foo-GGUF:q4/foo.gguf"
    with pytest.raises(ModelMissingError, match=r"models pull Qwen/Foo-GGUF:q4/foo\.gguf"):
        resolve(spec, models_dir)
    path = gguf(models_dir / "hub" / "Qwen--Foo-GGUF" / "q4" / "foo.gguf")
    assert resolve(spec, models_dir) == path


@pytest.mark.parametrize(
    "spec",
    [
        "owner/repo:../escape.gguf",
        "owner/repo:a/../../escape.gguf",
        "owner/repo:/etc/passwd",
        "owner/repo:a//b.gguf",
        "owner/repo:a\\b.gguf",
        "owner/..:foo.gguf",
        "../repo:foo.gguf",
        "owner--x/repo:foo.gguf",
        "owner/repo/more:foo.gguf",
        "owner/repo:",
        "owner/repo:foo.gguf\n",
    ],
)
def test_no_hub_name_leaves_its_folder(spec: str) -> None:
    assert hub_source(spec) is None


def test_an_unknown_name_lists_the_known_and_the_close(models_dir: Path) -> None:
    with pytest.raises(UnknownModelError, match=f"Did you mean {SMALL}.*qwen2.5-coder-1.5b-instruct-q4_k_m"):
        location("smollm2-135m", models_dir)
    with pytest.raises(UnknownModelError, match=r"named 'gpt'\. Known are"):
        location("gpt", models_dir)


def test_the_digest_is_kept_until_size_or_time_changes(tmp_path: Path) -> None:
    path = gguf(tmp_path / "mine.gguf")
    assert sha256_of(path) == sha256(CONTENT)
    kept = sidecar.beside(path, ".sha256")
    known = sidecar.read(kept, sidecar.Digest)
    assert known is not None
    sidecar.write(kept, sidecar.Digest(known.size, known.mtime_ns, "f" * 64))
    assert sha256_of(path) == "f" * 64  # Not hashed anew.
    os.utime(path, ns=(time.time_ns(), known.mtime_ns + 1))
    assert sha256_of(path) == sha256(CONTENT)
    sidecar.write(kept, sidecar.Digest(known.size + 1, known.mtime_ns + 1, "f" * 64))
    assert sha256_of(path) == sha256(CONTENT)
    kept.write_text("[]")
    assert sha256_of(path) == sha256(CONTENT)


def test_the_digest_needs_no_writable_folder(tmp_path: Path) -> None:
    path = gguf(tmp_path / "mine.gguf")
    # A folder in the sidecar's place fails for root too, whom modes do not stop.
    sidecar.beside(path, ".sha256").mkdir()
    assert sha256_of(path) == sha256(CONTENT)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".mine")] == []


def test_a_digest_found_wrong_is_remembered(tmp_path: Path) -> None:
    path = gguf(tmp_path / "mine.gguf")
    assert intact(path, len(CONTENT), "0" * 64)  # Never hashed: only the size speaks.
    sha256_of(path)
    assert not intact(path, len(CONTENT), "0" * 64)
    assert intact(path, len(CONTENT), sha256(CONTENT))
