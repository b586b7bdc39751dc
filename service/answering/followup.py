"""A follow-up to a question that can be searched by itself; what stands alone already is left as it is.

No model is asked: retrieval does not wait for it. What a follow-up leaves out is taken from the question before it, and whom it
calls "she" from the answer.
"""

import re
from collections.abc import Sequence

from index.terms import STOPWORDS, content_words
from service.answering.answer import Turn

PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
"""Pronouns of one person."""
_REFERS = re.compile(
    r"\b(?:he|she|him|her|his|hers|it|its|they|them|their|theirs|this|these|those|there|then|that(?!\s+\w+\s+(?:is|was|are|were)))\b",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"^(?:and|but|or|so|also|what about|how about|what else|who else|where else)\b", re.IGNORECASE)
_EMPTY = re.compile(
    r"^(?:how (?:many|much)\b.*?\s)?(?:is|are|was|were|will)\s+there\b"
    r"|\bit\s+(?:true|possible|known|likely|clear|certain|legal|safe)\b(?:\s+that\b)?|\bit(?=\s+(?:takes?|took|costs?)\s+(?:\w+\s+)?to\b)"
    r"|(?<=^how long is )it(?=\s+since\b)",
    re.IGNORECASE,
)
"""Words that refer to nothing: "Are there …?", "Is it true …?", "How long does it take to …?"."""
_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]*+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]*+)+")
_BEHIND = re.compile(r" \([^()]+\)$")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
FEW = 1
"""Content words up to which a question is about what was asked before: "Why?", "How many exactly?"."""
TOPIC_WORDS = 12
"""Words taken from the question before, at most."""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Returns `question`, with what it refers to if it cannot be understood without `history`, which ends before it."""
    asked = [number for number, turn in enumerate(history) if turn.role == "user"]
    if not asked or not _depends(question):
        return question
    before = standalone(history[asked[-1]].content, history[: asked[-1]])
    told = " ".join(turn.content for turn in history[asked[-1] + 1 :])
    who = _who(question, before, told)
    named = PERSON.sub(lambda match: _possessive(match, who), question, count=1) if who else question
    return about(named, before)


def about(question: str, before: str) -> str:
    """Returns `question` with the words of the one `before` that it does not have behind it, in brackets."""
    known = {word.lower() for word in _WORD.findall(question)}
    topic = [word for word in _topic(before) if word.lower() not in known]
    return f"{question} ({' '.join(topic)})" if topic else question


def completed(question: str) -> bool:
    """Whether `about` has put words of another question behind this one."""
    return bool(_BEHIND.search(question))


def _depends(question: str) -> bool:
    own = _EMPTY.sub(lambda match: " " * len(match[0]), question)
    refers = _REFERS.search(own)
    if refers and _NAME.search(question, 0, refers.start()):
        return bool(_CONTINUES.match(question))  # "Did Ida Holm say that she would come?" names her itself
    return bool(refers or _CONTINUES.match(question)) or len(content_words(question)) <= FEW


def _who(question: str, before: str, told: str) -> str | None:
    """Returns the person that "he" or "she" in the question must be: named in the answer first, or in the question before."""
    if not PERSON.search(question):
        return None
    new = [match[0] for match in _NAME.finditer(told) if match[0] not in before]
    names = new or [match[0] for match in _NAME.finditer(before)]
    return names[0] if names else None


def _possessive(pronoun: re.Match[str], who: str) -> str:
    """Returns the name in the pronoun's place; "her" is possessive before a word of its own."""
    after = _WORD.match(pronoun.string[pronoun.end() :].lstrip())
    hers = pronoun[0].lower() == "her" and after is not None and after[0].lower() not in STOPWORDS
    return f"{who}'s" if hers or pronoun[0].lower() in {"his", "hers"} else who


def _topic(question: str) -> list[str]:
    words = [word for word in _WORD.findall(question) if word.lower() not in STOPWORDS]
    return list(dict.fromkeys(words))[:TOPIC_WORDS]
