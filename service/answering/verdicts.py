"""The yes or no with which a sentence answers: kept only where the rest of the sentence says as much."""

import re

from service.answering.claims import content, portion
from service.answering.forms import polar
from service.answering.opposites import opposed
from service.answering.polarity import denied

VERDICT = re.compile(r"^(yes|no)(?:\s*[,;:.]|\s+[–—-])(?!\s*\d)\s*", re.IGNORECASE)
"""Not the "No" of "No one was hurt" or "No. 10"."""
MIN_COVERED = 0.65
"""The share of the question's words that a sentence must have to say yes or no to it, or to another sentence."""


def verdict(question: str, text: str) -> bool | None:
    """Returns whether `text` says yes or no to a question that asks for one; None if it speaks of something else.

    What counts is what it states: "Yes, the library has no lift" says no.
    """
    stated = VERDICT.sub("", text)
    if not polar(question) or portion(content(question), content(stated)) < MIN_COVERED:
        return None
    return not (denied(stated, question) or denied(question, stated) or opposed(stated, question))


def plain(question: str, text: str) -> str:
    """Returns `text` without a leading yes or no that it does not bear out."""
    said = VERDICT.match(text)
    if not said or said.end() == len(text) or verdict(question, text) is (said[1].lower() == "yes"):
        return text
    return text[said.end()].upper() + text[said.end() + 1 :]
