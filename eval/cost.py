"""Metrics of cost, as the service reports and the clock tells them; a failed question has none.

Seconds are those of the machine that made the generations: a cached one counts with what it took when it was made.
"""

from eval.case import Case


def prompt_tokens(case: Case) -> float | None:
    """Tokens of all prompts of the question."""
    return None if case.row.answer is None else float(case.row.answer.usage.prompt_tokens)


def completion_tokens(case: Case) -> float | None:
    """Tokens written for the question."""
    return None if case.row.answer is None else float(case.row.answer.usage.completion_tokens)


def first_source(case: Case) -> float | None:
    """Seconds until the evidence was there."""
    return None if case.row.spent is None else case.row.spent.first_source


def first_token(case: Case) -> float | None:
    """Seconds until the model's first piece of text; none if the model was not asked."""
    return None if case.row.spent is None else case.row.spent.first_token


def total(case: Case) -> float | None:
    """Seconds until the whole answer was there."""
    return None if case.row.spent is None else case.row.spent.total


def failed(case: Case) -> float:
    """Whether the question ended in an error."""
    return float(case.row.failure is not None)
