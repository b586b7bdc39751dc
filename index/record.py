"""What JSON or front matter states about an article, and in what words it is told what is wrong with that."""

import re
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII | re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Record(BaseModel):
    """An article as JSON or front matter states it; `date` is taken for `published`, other fields are ignored."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, coerce_numbers_to_str=True)

    id: str | None = Field(default=None, max_length=200)
    title: str | None = Field(default=None, max_length=1000)
    source: str | None = Field(default=None, max_length=300)
    author: str | None = Field(default=None, max_length=300)
    published: date | None = None
    url: str | None = Field(default=None, max_length=2000)
    language: str | None = Field(default=None, max_length=35)

    @model_validator(mode="before")
    @classmethod
    def _stated(cls, fields: dict[str, object]) -> dict[str, object]:
        """Drops what is blank, which says nothing, and takes `date` for `published`."""
        stated = {name: value for name, value in fields.items() if not (isinstance(value, str) and not value.strip())}
        return {**stated, "published": stated.get("published") or stated.get("date")}

    @field_validator("published", mode="before")
    @classmethod
    def _day(cls, value: object) -> date | None:
        """Takes the day of a date or a full time stamp, and no number: pydantic would count it in seconds."""
        if value is None:
            return None
        match = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
        if match is None:
            raise ValueError("a day is written YYYY-MM-DD")
        return date.fromisoformat(match.group(1))

    @field_validator("id", mode="after")
    @classmethod
    def _printable(cls, value: str | None) -> str | None:
        if value and _CONTROL.search(value):
            raise ValueError("holds a control character")
        return value

    @field_validator("title", "source", "author", "url", "language", mode="after")
    @classmethod
    def _one_line(cls, value: str | None) -> str | None:
        return one_line(value or "") or None


def one_line(text: str) -> str:
    """Returns a text for display: control characters and runs of white space become one space."""
    return " ".join(_CONTROL.sub(" ", text).split())


def wrong_fields(error: ValidationError) -> str:
    """Tells which fields are wrong, and why, for the reason that a file or a line is skipped."""
    return "; ".join(
        f"`{'.'.join(map(str, fault['loc']))}`: {fault['msg'].removeprefix('Value error, ')}"
        for fault in error.errors()
    )


def shortened(error: Exception) -> str:
    """Returns the beginning of what a parser says, on one line."""
    return " ".join(str(error).split())[:200]
