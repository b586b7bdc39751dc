"""A question that asks several things to its parts, each of which is searched for as well as the whole.

A question about three reports has the meaning of none of them; its clauses have.
"""

import re

from index.terms import content_words

MOST = 8
"""Parts of a question: each costs a search, and what follows stays with the last."""
LEAST_WORDS = 4
"""Content words of a part: with fewer it is about anything."""
_BREAK = re.compile(r"[;,:]\s|[、，；：]|[—–]|\s(?:while|whereas|and|but|or|than|with|that|which|who)\s")
"""Where a clause may begin. The words are English; in other languages the marks alone tell."""


def parts(question: str) -> list[str]:
    """Returns the parts of a question in order, or nothing if it has only one."""
    found: list[str] = []
    start = 0
    for match in _BREAK.finditer(question):
        piece = question[start : match.start()]
        if len(found) < MOST - 1 and len(content_words(piece)) >= LEAST_WORDS:
            found.append(piece.strip())
            start = match.end()
    rest = question[start:].strip()
    if found and len(content_words(rest)) < LEAST_WORDS:
        found[-1] = f"{found[-1]} {rest}"
    else:
        found.append(rest)
    return found if len(found) > 1 else []
