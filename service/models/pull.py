"""Getting a model by name: from the registry's sources, or a single file of the hub."""

import shutil
from collections.abc import Callable
from pathlib import Path

from service.errors import PullError
from service.models import hub, sidecar
from service.models.delivery import Order, deliver, failed
from service.models.names import hub_source, location, registered_path
from service.models.registry import HubSource, Model, load_registry
from service.models.reports import Noted, Reporter
from service.models.resolve import intact, resolve


def free_bytes(folder: Path) -> int:
    """Returns how many bytes may still be written to the file system of `folder`."""
    return shutil.disk_usage(folder).free


def pull_named(spec: str, models_dir: Path, report: Reporter) -> Path:
    """Pulls what `spec` names: a model of the registry or a file of the hub; a path needs no pulling.

    Raises:
        ModelError: nothing is named so, or no source delivers it.
    """
    if model := load_registry().get(spec):
        return pull(model, models_dir, report)
    source = hub_source(spec)
    if source is None or Path(spec).expanduser().is_file():
        return resolve(spec, models_dir)
    return pull_hub_file(source, location(spec, models_dir), report)


def pull(model: Model, models_dir: Path, report: Reporter, free: Callable[[Path], int] = free_bytes) -> Path:
    """Returns the model's file, fetched if it is not there yet.

    Raises:
        PullError: no source delivered it, or there is no room for it.
    """
    order = Order(model.name, registered_path(model.name, models_dir), model.size, model.sha256, model.sources)
    return deliver(order, report, free)


def pull_hub_file(source: HubSource, path: Path, report: Reporter) -> Path:
    """Fetches a file that no registry vouches for, checked against the size and digest that the hub states.

    Raises:
        PullError: the hub does not deliver it, or there is no room for it.
    """
    name = f"{source.repository}:{source.file}"
    known = sidecar.read(sidecar.beside(path, ".json"), sidecar.Origin)
    if known and intact(path, known.size, known.sha256):
        return path
    try:
        facts = hub.describe(source)
    except PullError as error:
        raise failed(name, path, [f"{source}: {error}"]) from error
    if facts.sha256 is None:
        report(Noted(f"The hub states no SHA-256 for {name}: its size alone is checked."))
    # The commit, so that a file replaced on the hub meanwhile cannot be joined to the beginning of this one.
    pinned = HubSource("hub", source.repository, source.file, facts.commit)
    deliver(Order(name, path, facts.size, facts.sha256, (pinned,)), report, free_bytes)
    origin = sidecar.Origin(source.repository, source.file, facts.commit, facts.size, facts.sha256)
    sidecar.write(sidecar.beside(path, ".json"), origin)
    return path
