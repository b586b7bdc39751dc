"""A sentence that opens with what its subject did, or what was done to it, as in "After defeating Jon Varga, Ida Holm retired".

Who did it stands behind it there, and in front of it wherever else it is told.
"""

import re

from service.answering.claims import NAMED
from service.answering.speakers import SAYING
from service.answering.verbs import irregular

_PREPOSITION = r"(?:after|before|since|while|when|by|despite|upon|on|without|although|though|once)\s+"
_OPENING = re.compile(
    rf"(?P<clause>(?P<before>{_PREPOSITION})?(?P<verb>[^\W\d_]+)\s+(?P<behind>\w+)[^,;:]*),\s+(?P<subject>(?:[Tt]he\s+)?(?:[a-z]+\s+){{0,2}}{NAMED})"
)
_NO_VERBS = frozenset(
    "according during following including excluding regarding concerning considering pending barring notwithstanding"
    " morning evening king spring nothing something everything anything".split()
)
"""What ends like a participle and is none, or tells nothing that the subject did: "following the arrest of Jon Varga"."""
_PARTICIPLES = frozenset("born founded left found".split())
"""Participles that `irregular` does not know."""
_JOINS = frozenset("by in at on with from to for as after during into of off under near between about whether".split())
"""What stands behind a past participle that tells of the subject: "founded by", not "wounded soldiers"."""
_FINITE = re.compile(
    r"\s+(?:(?:is|was|are|were|has|have|had|will|would|could|may|might|must|did|does|says?|said)\b"
    r"|(?:\w+ed|beat|won|lost|sold|bought|cut|hit|made|took|gave|sent|told|led|held|met)\s+(?:[A-ZÀ-ÖØ-Þ\d$€£]|(?:the|an?|its|his|her|their|in|on|at|by|to|with|from|for)\b))"
)
"""What stands behind a name that ends like a participle: "Boeing sued Nordlink", not "Facing increased pressure"."""
_QUOTED = re.compile(rf"\s+(?:(?:has|have|had)\s+)?(?:{SAYING})\s*(?:[,.]|$)")
"""What stands behind who says what the sentence opens with: "Fighting in Kursk goes on, Zelenskyy said."."""


def subject_first(text: str) -> str:
    """Returns `text` with the clause that it opens with in brackets behind its subject: "Ida Holm (after defeating Jon Varga) retired."; any other as it is."""
    match = _opening(text)
    return f"{match['subject']} ({match['clause']}){text[match.end() :]}" if match else text


def clause_last(text: str) -> str:
    """Returns `text` with that clause at its end: "Ida Holm retired (after defeating Jon Varga)."; any other as it is."""
    match = _opening(text)
    return f"{match['subject']}{text[match.end() :].rstrip('.')} ({match['clause']})." if match else text


def _opening(text: str) -> re.Match[str] | None:
    match = _OPENING.match(text[:1].lower() + text[1:])
    return match if match and _tells_of_subject(match) and not _QUOTED.match(text, match.end()) else None


def _tells_of_subject(match: re.Match[str]) -> bool:
    verb = match["verb"]
    if verb.endswith("ing"):
        surely = match["before"] or verb in {"having", "being"}
        return verb not in _NO_VERBS and bool(surely or not _FINITE.match(match.string, match.end("verb")))
    past = verb.endswith("ed") or verb in _PARTICIPLES or irregular(verb)
    return past and not match["before"] and match["behind"] in _JOINS
