"""From a model's name to its file on this machine, and the file's digest."""

import hashlib
from contextlib import suppress
from pathlib import Path

from service.errors import ModelDamagedError, ModelMissingError
from service.models import sidecar
from service.models.names import location
from service.models.registry import Model, load_registry

MAGIC = b"GGUF"


def resolve(spec: str, models_dir: Path) -> Path:
    """Returns the file of the model that `spec` names: in the registry, on the hub, or by path.

    Only cheap checks are made; `verify` hashes the whole file.

    Raises:
        UnknownModelError: nothing is named so.
        ModelMissingError: the file is not here.
        ModelDamagedError: the file is not what it should be.
    """
    path = location(spec, models_dir)
    facts = expected(spec, path)
    if not path.exists():
        raise ModelMissingError(f"{path} does not exist. {_mend(spec, path)}")
    _check_magic(spec, path)
    if facts and not intact(path, facts.size, facts.sha256):
        raise ModelDamagedError(f"{path} is not {spec}: wrong size or SHA-256. {_mend(spec, path)}")
    return path


def verify(spec: str, models_dir: Path) -> str | None:
    """Hashes the whole file; returns its SHA-256 if that is the one expected, None if none is known to compare with.

    Raises:
        ModelDamagedError: the digest is another one; a pull replaces the file then.
    """
    path = resolve(spec, models_dir)
    facts = expected(spec, path)
    digest = hash_file(path)
    remember(path, digest)
    if facts is None or facts.sha256 is None:
        return None
    if digest != facts.sha256:
        raise ModelDamagedError(f"{path} has SHA-256 {digest}, expected {facts.sha256}. {_mend(spec, path)}")
    return digest


def expected(spec: str, path: Path) -> Model | sidecar.Origin | None:
    """Returns what is known about the file beforehand: by the registry, or by the hub when it was pulled."""
    return load_registry().get(spec) or sidecar.read(sidecar.beside(path, ".json"), sidecar.Origin)


def intact(path: Path, size: int, sha256: str | None) -> bool:
    """Tells whether the file is there, has its size, and was not found wrong when last hashed."""
    if not path.is_file() or path.stat().st_size != size:
        return False
    return sha256 is None or _remembered(path) in {None, sha256}


def sha256_of(path: Path) -> str:
    """Returns the file's SHA-256 in hex; hashed anew only when its size or modification time has changed.

    Raises:
        OSError: the file cannot be read.
    """
    digest = _remembered(path)
    if digest is None:
        digest = hash_file(path)
        remember(path, digest)
    return digest


def hash_file(path: Path) -> str:
    """Returns the SHA-256 of the whole file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remember(path: Path, digest: str) -> None:
    """Keeps the digest beside the file for `sha256_of`."""
    stat = path.stat()
    # A folder that cannot be written to costs the hashing at each start, nothing else.
    with suppress(OSError):
        sidecar.write(sidecar.beside(path, ".sha256"), sidecar.Digest(stat.st_size, stat.st_mtime_ns, digest))


def _remembered(path: Path) -> str | None:
    stat = path.stat()
    kept = sidecar.read(sidecar.beside(path, ".sha256"), sidecar.Digest)
    return kept.sha256 if kept and (kept.size, kept.mtime_ns) == (stat.st_size, stat.st_mtime_ns) else None


def _check_magic(spec: str, path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(len(MAGIC))
    except OSError as error:
        raise ModelDamagedError(f"{path} cannot be read: {error.strerror}. Name a GGUF file.") from error
    if magic != MAGIC:
        raise ModelDamagedError(f"{path} is not a GGUF file. {_mend(spec, path)}")


def _mend(spec: str, path: Path) -> str:
    if path == Path(spec).expanduser():
        return "Name another file, or a model of `byline models list`."
    return f"Run `byline models pull {spec}`."
