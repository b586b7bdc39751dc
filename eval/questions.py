"""A question with what is known about its answer, and its native form: one JSON object a line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from pydantic import TypeAdapter, ValidationError

from service.answering.answer import Turn
from service.answering.followup import standalone


@dataclass(frozen=True)
class GoldPosition:
    """One side of a disagreement that a good answer reports.

    Attributes:
        value: what this side says, in a few words ("34 injured").
        aliases: other wordings that count for it.
        article_ids: the articles that say so; citing any one of them attributes the position.
        attributed_to: who says so (a person, an outlet); several names apart by commas or semicolons.
    """

    value: str
    aliases: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()
    attributed_to: str | None = None

    @property
    def wordings(self) -> tuple[str, ...]:
        """The value and its aliases."""
        return (self.value, *self.aliases)


@dataclass(frozen=True)
class GoldQuestion:
    """One question of a gold set. Only `id` and `question` must be given.

    Attributes:
        id: unique in the set.
        question: what is asked.
        kind: a name to group results by.
        answerable: whether the articles answer it; by default, whether `answers` or `positions` are given.
        answers: accepted answers, any one of which is right; with `all_answers_required`, parts that are all needed.
        answer_aliases: other wordings that count for an entry of `answers`, by that entry.
        all_answers_required: each entry of `answers` must be given.
        answer_type: `short` (judged by an accepted answer's words standing in the answer), `long` (reference answers of a
            sentence or more, judged by the share of their facts), or `derived` (short, but worked out instead of quoted, so
            that `check` does not look for it in the articles).
        gold_ids: articles that answer the question; any one of them, unless `all_gold_required`.
        gold_grades: relevance of each of `gold_ids`, for nDCG; empty: all 1.
        all_gold_required: the answer needs every one of `gold_ids`.
        gold_sentences: sentences a citation should point at, verbatim from the `gold_ids`.
        positions: for a question on which the articles disagree, every side.
        wrong_answers: answers that some article gives and that are wrong.
        wrong_ids: articles that give them.
        plausible_answers: tempting wrong answers to a question without an answer.
        near_ids: articles that look right and do not answer.
        document_id: ask about this article alone.
        history: what was said before, oldest first, for a question asked in a conversation.
        question_as_typed: the wording before it was tidied; not asked.
    """

    id: str
    question: str
    kind: str = "question"
    answerable: bool = True
    answers: tuple[str, ...] = ()
    answer_aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    all_answers_required: bool = False
    answer_type: str = "short"
    gold_ids: tuple[str, ...] = ()
    gold_grades: tuple[int, ...] = ()
    all_gold_required: bool = False
    gold_sentences: tuple[str, ...] = ()
    positions: tuple[GoldPosition, ...] = ()
    wrong_answers: tuple[str, ...] = ()
    wrong_ids: tuple[str, ...] = ()
    plausible_answers: tuple[str, ...] = ()
    near_ids: tuple[str, ...] = ()
    document_id: str | None = None
    history: tuple[Turn, ...] = ()
    question_as_typed: str | None = None

    @property
    def searched(self) -> str:
        """What is searched: the question, made stand-alone."""
        return standalone(self.question, self.history)

    @property
    def long(self) -> bool:
        """Whether the accepted answers are sentences, judged by their facts."""
        return self.answer_type == "long"

    @property
    def sides(self) -> tuple[GoldPosition, ...]:
        """The sides of a disagreement: `positions`, or the right and the wrong answers where only those are known."""
        if self.positions or not (self.answers and self.wrong_answers and self.wrong_ids):
            return self.positions
        right = GoldPosition(self.answers[0], self.answers[1:], self.gold_ids)
        return right, GoldPosition(self.wrong_answers[0], self.wrong_answers[1:], self.wrong_ids)

    def wordings(self, answer: str) -> tuple[str, ...]:
        """Returns `answer`, one of `answers`, and its aliases."""
        return (answer, *self.answer_aliases.get(answer, ()))


ANSWER_TYPES = ("short", "long", "derived")
FIELDS = frozenset(item.name for item in fields(GoldQuestion))
_ADAPTER = TypeAdapter(GoldQuestion)


def parse_question(line: str) -> tuple[GoldQuestion, frozenset[str]]:
    """Reads the native form of one question.

    Returns:
        The question and the names of fields that are not known.

    Raises:
        ValueError: the line is no such question; the message says which field is wrong and how.
    """
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - one kind of error for whatever is wrong with a line
    record.setdefault("answerable", bool(record.get("answers") or record.get("positions")))
    try:
        # Strict JSON: a number is no text and "no" is no truth value.
        question = _ADAPTER.validate_json(json.dumps(record), strict=True)
    except ValidationError as error:
        faults = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors()]
        raise ValueError("; ".join(faults)) from None
    return question, frozenset(record) - FIELDS


def dump_question(question: GoldQuestion) -> str:
    """Returns the native form, without fields that have their default value."""
    return _ADAPTER.dump_json(question, exclude_defaults=True).decode()
