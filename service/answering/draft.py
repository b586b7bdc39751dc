"""What the model wrote, before it is checked."""

from dataclasses import dataclass

from index.articles import Evidence


@dataclass(frozen=True)
class Draft:
    """What the model wrote from some evidence, and how probable it is that this evidence answers."""

    text: str
    evidence: tuple[Evidence, ...]
    answerability: float
