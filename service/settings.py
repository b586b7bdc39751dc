"""The service's settings: the index's, and what answering and serving add."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from limits import parse as parse_rate
from pydantic import Field, SecretStr, field_validator

from index.settings import IndexSettings

LogFormat = Literal["text", "json"]


ANSWERED_BY = frozenset(
    {"llm", "embedder", "reranker", "prompt_tokens", "answer_tokens", "evidence_sentences", "decline_below"}
)
"""The settings that an answer depends on, besides the prompts."""
PROBE_TOKENS = 64
"""Room behind a prompt for the question whether it states the answer."""


class ServiceSettings(IndexSettings):
    """Settings with the prefix `BYLINE_`; `byline.py` refuses any `BYLINE_*` variable that is not one of these."""

    llm: str = Field(
        default="qwen2.5-coder-1.5b-instruct-q4_k_m",
        min_length=1,
        description="A name of `byline models list`, a path to a GGUF file, or `hub-repo:file`.",
    )
    threads: int | None = Field(default=None, ge=1, description="Threads of the language model; default all cores.")
    prompts: Path | None = Field(
        default=None, description="A folder of prompts that replace Byline's own of the same id."
    )
    prompt_tokens: int = Field(
        default=350, ge=200, le=8192, description="Budget of a whole prompt, in the model's tokens."
    )
    answer_tokens: int = Field(default=120, ge=16, le=2048, description="Longest answer, in the model's tokens.")
    evidence_sentences: int = Field(default=8, ge=1, le=50, description="Most evidence sentences shown to the model.")
    decline_below: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="The probability, 0 to 1, that the evidence answers, and that what the model wrote is right: a question is declined where neither reaches it, and a draft that is below it is not told.",
    )
    queue: int = Field(default=8, ge=1, le=1000, description="Questions that may wait; one more is answered 503.")

    answers: int = Field(default=200, ge=0, le=100_000, description="Answers kept in memory; 0 keeps none.")
    deadline: float = Field(
        default=180.0, ge=1, le=3600, description="Seconds that a question may take, waiting included."
    )
    grace: float = Field(
        default=8.0, ge=0, le=600, description="Seconds that an answer under way may still take when the server stops."
    )

    api_key: SecretStr | None = Field(default=None, min_length=8, description="A key that requests must carry.")
    api_key_file: Path | None = Field(default=None, description="A file of such keys, one a line.")
    rate: str = Field(default="60/minute", description="How often a key may ask or upload, as `limits` writes it.")
    cors_origins: str = Field(default="", description="Origins whose pages may call the server, separated by commas.")
    hosts: str = Field(default="", description="More names for the Host header, separated by commas.")

    traces: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="An OpenTelemetry collector (OTLP over gRPC), such as http://127.0.0.1:4317.",
    )
    log_format: LogFormat = Field(default="text", description="Log lines of text, or JSON objects.")

    @field_validator("rate")
    @classmethod
    def _is_rate(cls, value: str) -> str:
        parse_rate(value)
        return value

    @field_validator("api_key_file")
    @classmethod
    def _has_keys(cls, value: Path | None) -> Path | None:
        if value is not None and not any(len(key) >= 8 for key in _keys_in(value)):
            raise ValueError("holds no key of 8 characters or more")
        return value

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The API keys, from both settings; there are none by default."""
        own = (self.api_key.get_secret_value(),) if self.api_key else ()
        return (*own, *(_keys_in(self.api_key_file) if self.api_key_file else ()))

    def listed(self, name: str) -> list[str]:
        """Returns the items of a setting that is separated by commas."""
        return [item.strip() for item in str(getattr(self, name)).split(",") if item.strip()]

    @property
    def models_dir(self) -> Path:
        """Where model files are kept."""
        return self.home / "models"


def _keys_in(file: Path) -> list[str]:
    """Returns the lines of a file of keys; a relative path is of the current folder."""
    try:
        return [line.strip() for line in file.read_text("utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise ValueError(f"cannot be read ({error.strerror})") from None
