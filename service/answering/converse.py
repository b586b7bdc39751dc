"""One event told from either side: who buys is sold to, who receives is sent to."""

import re

from index.terms import terms
from service.answering.claims import CAPITALISED, WORD, content, kin
from service.answering.verbs import base

_CONVERSES = {
    "buy": ("sell", "to"), "receive": ("send give supply pay", "to"), "borrow": ("lend", "to"), "teach": ("learn", "from"),
    "sell": ("buy", "from"), "send": ("receive", "from"), "supply": ("receive", "from"), "lend": ("borrow", "from"),
}  # fmt: skip
"""A verb, the verbs of the other side, and what stands there before whoever does it here."""


def _stem(word: str) -> str:
    return base(terms(word)[0]) if terms(word) else ""


_STEMS = {
    (_stem(verb), _stem(other)): preposition
    for verb, (others, preposition) in _CONVERSES.items()
    for other in others.split()
}
_OTHERS = {
    _stem(verb): preposition
    for preposition, verbs in (("to", "sell send give supply pay lend"), ("from", "buy receive borrow"))
    for verb in verbs.split()
}
"""What stands behind each verb before the other party."""
_PARTY = rf"[^,;.]*?\b%s\s+(?:the\s+|an?\s+)?(?P<party>(?:[a-z]+\s+){{0,3}}{CAPITALISED})"
_TEACHER = r"[^,;.]*?\b%s\s+(?:the\s+|an?\s+|his\s+|her\s+)?(?P<party>(?:[a-z]+\s+)*?[\w’'-]+)(?=[,;.]|$|\s+(?:in|at|who|when|while|and|before|after)\b)"
"""Who taught need not have a name."""
_ASKED = re.compile(r"(?:who|whom|what|which)\b", re.IGNORECASE)
_AGENT = re.compile(rf"[^,;.]*?\bby\s+(?:the\s+)?(?P<party>{CAPITALISED})")
_SUBJECT = re.compile(rf"(?P<party>{CAPITALISED})(?:\s+(?:has|have|had|will|would|also|later|then|\w+ly))*\s+$")
"""Who stands before an active verb: not "Talvia was sent"."""


def converse(stem: str, other: str, claim: str, quotation: str) -> bool:
    """Whether `stem` in `claim` and its opposite `other` in `quotation` tell one thing: "Nordlink bought the port", "the port was sold to Nordlink".

    Of a question the one who is asked for may be anybody with a name.
    """
    preposition = _STEMS.get((stem, other))
    if preposition is None:
        return False
    parties = _parties(quotation, other, preposition)
    return any(_does(word, claim, party) for word in _verbs(claim, stem) for party in parties)


def told_from_other_side(claim: str, quotation: str) -> bool:
    """Whether a verb of `claim` has its converse in `quotation`, with the parties in the places that this asks for."""
    ours, theirs = ({_stem(word) for word in WORD.findall(text)} for text in (claim, quotation))
    return any(stem in ours and other in theirs and converse(stem, other, claim, quotation) for stem, other in _STEMS)


def does_what_others_did(claim: str, quotation: str) -> bool:
    """Whether who does something in `claim` is the other party in `quotation`: "Nordlink sold the port", "the port was sold to Nordlink"."""
    return any(
        (subject := _SUBJECT.search(claim[: word.start()])) and content(subject["party"]) & party
        for stem, preposition in _OTHERS.items()
        for word in _verbs(claim, stem)
        for party in _parties(quotation, stem, preposition)
    )


def _verbs(text: str, stem: str) -> list[re.Match[str]]:
    return [word for word in WORD.finditer(text) if _stem(word[0]) == stem]


def _parties(text: str, stem: str, preposition: str) -> list[set[str]]:
    """Returns the words of whoever stands behind the verb and the preposition."""
    behind = re.compile((_TEACHER if stem == _stem("learn") else _PARTY) % preposition)
    found = [behind.match(text, word.end()) for word in _verbs(text, stem)]
    return [content(party["party"]) for party in found if party]


def _does(verb: re.Match[str], claim: str, party: set[str]) -> bool:
    """Whether `party` is who does in `claim` what its `verb` says, or may be where that is asked."""
    before = claim[: verb.start()]
    if agent := _AGENT.match(claim, verb.end()):
        before = agent["party"]
    if _ASKED.match(before) and not content(before):
        return True
    return any(kin(one, two) for one in content(before) for two in party)
