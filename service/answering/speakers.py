"""Who says it: the speaker that a sentence names for what it reports."""

import re

SAYING = (
    r"said|says|say|told|put|puts|counted|recorded|reported|reports|valued|values|estimates?|estimated|claims?|claimed|believes?"
    r"|announced|suggests?|suggested|confirmed|stated|states|warned|indicated|revealed|insisted|insists|counts|gave|gives"
)
"""Verbs of who says something, as the inside of a pattern."""
_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|of|for|the|and|de|la)"
_SUBJECT = r"(?!(?:[Ww]hile|[Aa]lthough|[Tt]hough|[Ii]f|[Ww]hen|[Ss]ince|[Aa]s|[Bb]ecause|[Uu]nlike|[Dd]espite)\b)(?:(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?)\s+)?(?:[\w’'-]+\s+){0,3}?[\w’'-]+(?:\s+(?:of|for)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+)?)?"
_FORMS = (
    re.compile(r"\b[Aa]ccording to\s+(?P<who>[^,.;:]{2,80}?)(?=,|\.|;|$|\s+(?:on|in)\s)"),
    re.compile(
        r"\b(?:[Rr]eports|[Dd]ata|[Ff]igures|[Ee]stimates)\s+(?:from|by)\s+(?P<who>[^,.;:]{2,60}?)\s+(?:suggest|reveal|indicate|show|say|put)"
    ),
    re.compile(rf"^(?P<who>{_SUBJECT}(?:,[^,]{{2,60}},)?)\s+(?!reports\s+(?:{SAYING})\b)(?:{SAYING})\b"),
    re.compile(rf",\s+(?P<who>{_SUBJECT})\s+(?:said|says|told|announced|reported)\b"),
    re.compile(rf"\b(?:{SAYING})\s+by\s+(?P<who>{_NAME}(?:\s+{_NAME}){{0,5}})"),
)
_PRONOUNS = frozenset("he she it they we i you who that this there officials people some one reports sources".split())


def speaker(sentence: str) -> str | None:
    """Returns the person or body that `sentence` names as the source of what it says, as it stands there."""
    for form in _FORMS:
        if match := form.search(sentence):
            who = match["who"].strip(" ,")
            if who and who.lower() not in _PRONOUNS:
                return who
    return None
