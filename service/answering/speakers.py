"""Who says it: the speaker that a sentence names for what it reports."""

import re

SAYING = (
    r"said|says|say|told|put|puts|counted|recorded|reported|reports|valued|values|estimates?|estimated|claim(?:s|ed)?(?!(?:\s+(?!that\b|to\b|the\b|responsibility\b)[\w,]+){1,4}\s+(?:lives|victims)\b(?!\s+(?:were|was|have|had|are|died|fell)\b))|believes?"
    r"|announced|suggests?|suggested|confirmed|stated|states|warned|indicated|revealed|insisted|insists|counts|gave|gives"
    r"|argue[sd]?|explained|acknowledged|admitted|den(?:y|ies|ied)|noted|blame[sd]?|(?:adds|added|wrote|writes)\s+that"
)
"""Verbs of who says something, as the inside of a pattern."""
_TELLING = r"said|says|told|announced|reported|wrote|explained|warned|claimed"
"""Those that stand beside their speaker behind a comma or what is said."""
_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|of|for|the|and|de|la)"
_NAMES = rf"[A-ZÀ-ÖØ-Þ][\w’'.-]*(?:\s+{_NAME}){{0,7}}?"
_WORDS = r"[\w’'-]+(?:\s+[\w’'-]+){0,3}?(?:\s+(?:of|for|at)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+)?)?"
_SUBJECT = rf"(?:(?:(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?)\s+)?(?:{_WORDS}|{_NAMES}))"
_BESIDE = (
    r"(?:\s+(?:also|later|has|have|had|repeatedly|previously|recently|reportedly|already|still|once|then|even|now)\b)*"
)
"""What may stand between a speaker and the verb."""
_FORMS = (
    re.compile(r"\b[Aa]ccording to\s+(?P<who>[^,.;:]{2,80}?)(?=,|\.|;|$|\s+(?:on|in)\s)"),
    re.compile(
        r"\b(?:[Rr]eports|[Dd]ata|[Ff]igures|[Ee]stimates)\s+(?:from|by)\s+(?P<who>[^,.;:]{2,60}?)\s+(?:suggest|reveal|indicate|show|say|put)"
    ),
    re.compile(
        rf"^(?P<who>{_SUBJECT}(?:,(?!\s+who\b)[^,]{{2,60}},)?)(?:,\s+who\b[^,]+,)?{_BESIDE}"
        rf"\s+(?!reports\s+(?:{SAYING})\b)(?:{SAYING})\b(?!\s+(?:could|would|will|may|might|can|is|are)\b)"
    ),
    re.compile(rf"[,?!][”\"’']?\s+(?P<who>{_SUBJECT}){_BESIDE}\s+(?:{_TELLING})\b"),
    re.compile(
        rf"[,?!][”\"’']\s+(?:{_TELLING})\s+(?P<who>[\w’'-]+(?:\s+[\w’'.-]+){{0,9}}?)"
        r"(?=[,.;:]|$|\s+(?:who|whose|in|on|at|when|after|as)\s)"
    ),
    re.compile(rf"\b(?:{SAYING})\s+by\s+(?P<who>{_NAME}(?:\s+{_NAME}){{0,5}})"),
)
_OTHERS = re.compile(r"\b(?:estimat|suggest|indicat|report|claim|alleg)(?:e?s|ed|ing|edly)?\b", re.IGNORECASE)
"""Words by which a sentence passes on what others say."""
_CLITIC = re.compile(r"[’'](?:s|ve|re|ll|d|m)?$")
_NOBODY = frozenset("this officials people some one reports sources".split())
_NO_SPEAKER = frozenset(
    "while although though if when since because unlike despite so as than but not never no to is are was were be been do does did"
    " has have had it he she they we i you there what which who that such these those".split()
)
"""Words that no speaker's name has: with one of them it is another part of the sentence."""


def speaker(sentence: str, value: int | None = None) -> str | None:
    """Returns the person or body that `sentence` names as the source of what it says, as it stands there.

    Of what begins at `value` that is nobody in front of another "estimates suggest": it is not theirs.
    """
    for form in _FORMS:
        for match in form.finditer(sentence):
            who = match["who"].strip(" ,")
            between = sentence[match.end() : value] if value else ""
            if _names_somebody(who) and not _OTHERS.search(between):
                return who
    return None


def _names_somebody(who: str) -> bool:
    subject = who.lower().partition(",")[0]
    words = {_CLITIC.sub("", word) for word in subject.split()}
    return (
        bool(words)
        and subject not in _NOBODY
        and not words & _NO_SPEAKER
        and not subject.startswith("by ")
        and not _CLITIC.search(subject)
    )
