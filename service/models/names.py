"""The three ways to name a model: in the registry, on the hub (`repository:file`), or by the path of a file."""

import difflib
import re
from pathlib import Path

from service.errors import UnknownModelError
from service.models.registry import HubSource, load_registry

# `owner/name:file`, the file perhaps in a folder. No part may begin with a dot, so none can climb out of a folder; the
# hub forbids `--` in repositories, which frees it to stand for the slash in the name of a folder.
_HUB = re.compile(r"(?P<repository>\w[\w.-]*/\w[\w.-]*):(?P<file>\w[\w. +-]*(?:/\w[\w. +-]*)*)", re.ASCII)


def hub_source(spec: str) -> HubSource | None:
    """Returns the file that `spec` names on the hub, or None if it is no such name."""
    found = _HUB.fullmatch(spec)
    if not found or "--" in found["repository"]:
        return None
    return HubSource("hub", found["repository"], found["file"], "main")


def registered_path(name: str, models_dir: Path) -> Path:
    """Returns where the file of a model of the registry belongs."""
    return models_dir / f"{name}.gguf"


def location(spec: str, models_dir: Path) -> Path:
    """Returns where the model's file is, or would be once pulled.

    Raises:
        UnknownModelError: `spec` is no known name, no hub file and no path to a GGUF file.
    """
    if spec in load_registry():
        return registered_path(spec, models_dir)
    path = Path(spec).expanduser()
    if path.is_file():
        return path
    if source := hub_source(spec):
        return models_dir / "hub" / source.repository.replace("/", "--") / source.file
    if path.suffix.lower() == ".gguf":
        return path
    raise _unknown(spec)


def _unknown(spec: str) -> UnknownModelError:
    known = sorted(load_registry())
    close = difflib.get_close_matches(spec.lower(), known, n=3, cutoff=0.4)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    return UnknownModelError(
        f"There is no model named {spec!r}.{hint} Known are {', '.join(known)}; "
        "a path to a GGUF file and a hub file written `owner/repository:file.gguf` serve too."
    )
