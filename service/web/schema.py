"""The JSON that comes in, with its limits."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    model_validator,
)

from index.articles import Filters
from service.answering.answer import Question, Turn

QUESTION_CHARS = 2_000
HISTORY_TURNS = 20
TURN_CHARS = 4_000
LIST_ITEMS = 100
ITEM_CHARS = 500
TOP_K = 50
TEXT_CHARS = 2_000_000


def _not_blank(text: str) -> str:
    stripped = text.strip()
    if not stripped:
        raise ValueError("must not be blank")
    return stripped


def _iso_date(value: object) -> object:
    # Pydantic alone would also take numbers, as seconds since 1970.
    if value is None or isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("must be a date like 2024-05-31")
    return date.fromisoformat(value)


def _whole(value: object) -> object:
    # JSON knows no integers: 8.0 is the number 8.
    return int(value) if isinstance(value, float) and value.is_integer() else value


IsoDate = Annotated[date, BeforeValidator(_iso_date)]
NOT_BLANK = r"[^\s\u0085\u001c-\u001f]"
"""What Python does not take for white space; the named controls are none in the regular expressions of JSON Schema (ECMA-262)."""

Item = Annotated[str, Field(min_length=1, max_length=ITEM_CHARS)]
Items = Annotated[list[Item], Field(max_length=LIST_ITEMS)]
QuestionText = Annotated[
    str,
    Field(min_length=1, max_length=QUESTION_CHARS, json_schema_extra={"pattern": NOT_BLANK}),
    AfterValidator(_not_blank),
]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FiltersBody(_Body):
    """Restricts which articles may serve as evidence; both dates are included."""

    published_from: IsoDate | None = None
    published_to: IsoDate | None = None
    sources: Items | None = None
    article_ids: Items | None = None

    @model_validator(mode="after")
    def _ordered(self) -> "FiltersBody":
        if self.published_from and self.published_to and self.published_from > self.published_to:
            raise ValueError("published_from must not be after published_to")
        return self

    def filters(self) -> Filters:
        """Returns the filters as answering takes them."""
        return Filters(self.published_from, self.published_to, tuple(self.sources or ()), tuple(self.article_ids or ()))


class TurnBody(_Body):
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(min_length=1, max_length=TURN_CHARS)]


class ArticleBody(_Body):
    """One article; what is not stated is guessed from its text, the `id` from its digest."""

    text: Annotated[str, Field(min_length=1, max_length=TEXT_CHARS, json_schema_extra={"pattern": r"\w"})]
    title: Annotated[str, Field(max_length=1_000)] | None = None
    source: Annotated[str, Field(max_length=300)] | None = None
    author: Annotated[str, Field(max_length=300)] | None = None
    published: IsoDate | None = None
    url: Annotated[str, Field(max_length=2_000)] | None = None
    language: Annotated[str, Field(max_length=35)] | None = None
    id: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")] | None = None


class ArticlesBody(_Body):
    """The body of `POST /articles` as JSON."""

    articles: Annotated[list[ArticleBody], Field(min_length=1, max_length=10_000)]


class AskBody(_Body):
    """The body of `POST /ask`."""

    question: QuestionText
    filters: FiltersBody | None = None
    history: Annotated[list[TurnBody], Field(max_length=HISTORY_TURNS)] | None = None
    top_k: Annotated[StrictInt, Field(ge=1, le=TOP_K), BeforeValidator(_whole)] | None = None
    stream: StrictBool | None = None

    def asked(self) -> Question:
        """Returns the question as answering takes it."""
        filters = self.filters.filters() if self.filters else Filters()
        history = tuple(Turn(turn.role, turn.content) for turn in self.history or ())
        return Question(self.question, filters, history, self.top_k)
