"""The index's settings; the environment is read here and in `service.settings` alone."""

import os
from pathlib import Path
from typing import TypeVar

import platformdirs
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError

S = TypeVar("S", bound=BaseSettings)


class IndexSettings(BaseSettings):
    """Settings with the prefix `BYLINE_`, e.g. `BYLINE_HOME=/data/byline`; an empty value counts as unset."""

    model_config = SettingsConfigDict(env_prefix="BYLINE_", env_ignore_empty=True, frozen=True)

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("byline")),
        description="Folder of the index and the model cache.",
    )
    index: Path | None = Field(
        default=None, description="Folder of the index; default HOME/index. One folder a collection."
    )
    embedder: str = Field(
        default="all-MiniLM-L6-v2",
        min_length=1,
        description="A sentence-transformers name or path; the default is the packaged all-MiniLM-L6-v2.",
    )

    reranker: str | None = Field(
        default=None,
        min_length=1,
        description="A sentence-transformers cross-encoder, by name or path, that ranks the best passages anew; none by default.",
    )

    @field_validator("home", "index")
    @classmethod
    def _of_user(cls, value: Path | None) -> Path | None:
        """Expands `~`, which no shell does in a file of settings."""
        return value and value.expanduser()

    @property
    def index_dir(self) -> Path:
        """Where the catalog and the vectors live."""
        return self.index or self.home / "index"


def load(kind: type[S]) -> S:
    """Reads `kind` from the environment.

    Raises:
        SettingsError: a value cannot be used.
    """
    try:
        return kind()
    except ValidationError as error:
        faults = "; ".join(f"BYLINE_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"{faults}. Correct or unset it; README.md, “Configuration”, lists the settings.") from None


def reject_unknown(kind: type[BaseSettings]) -> None:
    """Raises SettingsError for a `BYLINE_*` variable that `kind` does not know: most often a misspelling."""
    known = {f"BYLINE_{name.upper()}" for name in kind.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith("BYLINE_") and name not in known)
    if unknown:
        raise SettingsError(f"Unknown setting {', '.join(unknown)}. Unset it; known are {', '.join(sorted(known))}.")
