"""What the environment says about fetching models: the hub's usual variables, and what pip is to inherit."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError

Endpoint = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s/]+")]


class HubSettings(BaseSettings):
    """The variables that other tools of the hub read too: `HF_ENDPOINT` and `HF_TOKEN`."""

    model_config = SettingsConfigDict(env_prefix="HF_", env_ignore_empty=True, frozen=True, hide_input_in_errors=True)

    endpoint: Endpoint = Field(default="https://huggingface.co", description="The hub, or a mirror of it.")
    token: SecretStr | None = Field(default=None, description="Access token, for repositories that ask for one.")

    @property
    def headers(self) -> dict[str, str]:
        """The authorization header, if there is a token."""
        return {"Authorization": f"Bearer {self.token.get_secret_value().strip()}"} if self.token else {}


def load_hub_settings() -> HubSettings:
    """Reads the hub's settings.

    Raises:
        SettingsError: a value cannot be used.
    """
    try:
        return HubSettings()
    except ValidationError as error:
        faults = "; ".join(f"HF_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"{faults}. Correct or unset it.") from None


def pip_environment(scratch: Path) -> dict[str, str]:
    """Returns this process's environment with `scratch` for temporary files, so that a killed pip leaves none elsewhere."""
    return {**os.environ, "TMPDIR": str(scratch)}
