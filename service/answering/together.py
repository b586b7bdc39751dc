"""Several questions in one: what was found for each, and what is said to each, as one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from service.answering.answer import Citation, Conflict, Question, Retrieved, Status
from service.answering.claims import content, portion
from service.answering.decide import DECLINED
from service.answering.finish import Written

UNANSWERED = "The articles do not answer “{}”."
"""What is said to one of several questions that has no answer."""
NOTICE = re.compile(UNANSWERED.replace(".", r"\.").format(".+?"))
"""The same in an answer, whatever the question."""


def found_together(question: Question, parts: Sequence[Retrieved]) -> Retrieved:
    """Returns what was found for the parts of `question`, at least one, as what was found for it."""
    first = parts[0]
    if len(parts) == 1:
        return replace(first, question=question)
    return replace(
        first,
        question=question,
        searched=" ".join(part.searched for part in parts),
        evidence=tuple(chain.from_iterable(part.evidence for part in parts)),
        disagreement=tuple(chain.from_iterable(part.disagreement for part in parts)),
        witnesses=tuple(chain.from_iterable(part.witnesses for part in parts)),
        alike=tuple(chain.from_iterable(part.alike for part in parts)),
        causes=tuple(chain.from_iterable(part.causes for part in parts)),
        found=tuple(chain.from_iterable(part.found for part in parts)),
        parts=tuple(parts),
    )


def told_together(parts: Sequence[tuple[str, Written]]) -> Written:
    """Returns what is said to each of the questions as one text; if no question is answered, that nothing is."""
    if all(written.status is Status.INSUFFICIENT for _, written in parts):
        return Written(Status.INSUFFICIENT, DECLINED, (), ())
    whole = Written(Status.ANSWERED, "", (), ())
    for asked, written in parts:
        if written.status is Status.INSUFFICIENT:
            whole = _with(whole, _unanswered(asked))
        elif not _told(whole, written):
            whole = _with(whole, written)
        elif not _speaks_of(written, asked):
            whole = _with(whole, _unanswered(asked))
    return whole


def _unanswered(asked: str) -> Written:
    return Written(Status.ANSWERED, UNANSWERED.format(asked), (), ())


def _told(before: Written, after: Written) -> bool:
    """Whether it was said before, of the same sentences: one may answer both questions."""
    quoted = {_place(citation) for citation in before.citations}
    return after.text in before.text and all(_place(citation) in quoted for citation in after.citations)


def _speaks_of(written: Written, asked: str) -> bool:
    """Whether what is quoted has a word of the question itself: of what stands before it, it has them anyway."""
    return portion(content(asked), content(" ".join(one.cited_text for one in written.citations))) > 0


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.article_id, citation.start_char, citation.end_char


def _with(before: Written, after: Written) -> Written:
    """Returns one text behind the other, its spans and the numbers of its citations moved along."""
    gap = " " if before.text else ""
    moved, held = len(before.text) + len(gap), len(before.citations)
    citations = tuple(replace(one, start=one.start + moved, end=one.end + moved) for one in after.citations)
    return Written(
        Status.CONFLICTING if Status.CONFLICTING in {before.status, after.status} else Status.ANSWERED,
        f"{before.text}{gap}{after.text}",
        (*before.citations, *citations),
        (*before.conflicts, *(_renumbered(conflict, held) for conflict in after.conflicts)),
    )


def _renumbered(conflict: Conflict, held: int) -> Conflict:
    positions = (replace(one, citations=tuple(held + number for number in one.citations)) for one in conflict.positions)
    return replace(conflict, positions=tuple(positions))
