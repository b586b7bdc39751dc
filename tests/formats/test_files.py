import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.articles import Skipped
from index.files import files_below


def test_files_come_in_order_before_the_folders_beside_them(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden/x.txt", "a/.x.txt", "c/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = [str(path.relative_to(tmp_path)) for path in files_below(tmp_path) if isinstance(path, Path)]
    assert found == ["b.txt", "a/z.txt", "a/b/c.txt", "c/d.txt"]


def test_a_link_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "up").symlink_to(tmp_path)
    (found,) = files_below(tmp_path)
    assert found == Skipped(str(tmp_path / "deep" / "up"), "is a link to a folder; name that folder itself")


@pytest.fixture
def abyss(tmp_path: Path) -> Iterator[Path]:
    """A folder of folders in folders, deeper than a path may be long and than Python may recurse."""
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2500):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    yield tmp_path
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)  # shutil recurses, so pytest could not remove it


def test_folders_deeper_than_a_path_may_be_long_are_reported(abyss: Path) -> None:
    (found,) = files_below(abyss)
    assert isinstance(found, Skipped)
    assert found.reason == "cannot be entered: File name too long"
