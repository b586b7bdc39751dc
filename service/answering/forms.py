"""What form a question has: whether a yes or a no is asked for, a cause, a manner, or two things at once."""

import re

_POLAR = re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\bwhat (?:made|caused|led|started|sparked|triggered|provoked|set off)\b|\b(?:causes?|at fault|to blame)\b",
    re.IGNORECASE,
)
"""Not "why": "It protects the cell" says why a wall is important."""
_MANNER = re.compile(r"^how (?:did|does|do|was|were|is|are|has|have|had|can|could|will|would)\b", re.IGNORECASE)
_WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
_BECAUSE = re.compile(
    r"\b(?:because|due to|owing to|thanks to|as a result|in order|so that|led to|caus(?:e[sd]?|ing)|blam(?:e[sd]?|ing)|faults?|reasons?"
    r"|failures?|errors?|mistakes?|behind|set off|started|sparked|triggered|provoked|brought (?:down|about)|point(?:ed|s)? to|attribut(?:e[sd]?|ing))\b",
    re.IGNORECASE,
)
PREPOSITION = r"(?:(?:in|on|at|for|by|from|to|until|since|with|of)\s+)?"
"""What may stand before a question word, as the inside of a pattern: "until what date"."""
_ASKING = re.compile(
    rf"(?:^|\b(?:and|or)\s+|[,;]\s*){PREPOSITION}(?:who|whom|whose|what|when|where|why|which|how)\b",
    re.IGNORECASE,
)


def polar(question: str) -> bool:
    """Whether it is a yes or a no that is asked for."""
    return _POLAR.match(question) is not None


def mannered(question: str) -> bool:
    """Whether it is asked how something was done or came about."""
    return _MANNER.search(question) is not None


def several(question: str) -> bool:
    """Whether two things are asked in one: "who is the captain, and which company owns the ship?"."""
    return len(_ASKING.findall(question)) > 1


def explanatory(question: str) -> bool:
    """Whether it is a cause or a reason that is asked for."""
    return bool(_CAUSE.search(question) or _WHY.search(question))


def explains(question: str, text: str) -> bool:
    """Whether `text` has a word that gives a cause, if it is a cause that is asked for."""
    return not _CAUSE.search(question) or gives_cause(text)


def gives_cause(text: str) -> bool:
    """Whether `text` has a word that gives a cause."""
    return _BECAUSE.search(text) is not None
