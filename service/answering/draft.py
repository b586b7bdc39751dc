"""What the model wrote, before it is checked."""

from dataclasses import dataclass

from index.articles import Evidence


@dataclass(frozen=True)
class Draft:
    """What the model wrote from some evidence, and how probable it is that this is right, 0 to 1: as far as is known, that the evidence answers."""

    text: str
    evidence: tuple[Evidence, ...]
    right: float
