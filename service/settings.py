"""The service's settings: the index's, and what answering and serving add."""

from pathlib import Path

from pydantic import Field

from index.settings import IndexSettings


class ServiceSettings(IndexSettings):
    """Settings with the prefix `BYLINE_`; `byline.py` refuses any `BYLINE_*` variable that is not one of these."""

    llm: str = Field(
        default="qwen2.5-coder-1.5b-instruct-q4_k_m",
        min_length=1,
        description="A name of `byline models list`, a path to a GGUF file, or `hub-repo:file`.",
    )
    threads: int | None = Field(default=None, ge=1, description="Threads of the language model; default all cores.")
    prompt_tokens: int = Field(
        default=450, ge=200, le=8192, description="Budget of a whole prompt, in the model's tokens."
    )
    answer_tokens: int = Field(default=120, ge=16, le=2048, description="Longest answer, in the model's tokens.")
    evidence_sentences: int = Field(default=8, ge=1, le=50, description="Most evidence sentences shown to the model.")
    queue: int = Field(default=8, ge=1, le=1000, description="Questions that may wait; one more is answered 503.")

    answers: int = Field(default=200, ge=0, le=100_000, description="Answers kept in memory; 0 keeps none.")
    deadline: float = Field(
        default=180.0, ge=1, le=3600, description="Seconds that a question may take, waiting included."
    )
    grace: float = Field(
        default=8.0, ge=0, le=600, description="Seconds that an answer under way may still take when the server stops."
    )

    @property
    def models_dir(self) -> Path:
        """Where model files are kept."""
        return self.home / "models"
