"""What happens while an answer is made, in this order: sources, then tokens and citations, then the answer itself."""

from collections.abc import Callable
from dataclasses import dataclass

from service.answering.answer import Citation, Source


@dataclass(frozen=True)
class SourcesFound:
    """Retrieval is done; the model has not started."""

    sources: tuple[Source, ...]


@dataclass(frozen=True)
class TokenWritten:
    """The model wrote a piece of text: a draft, which attribution may still shorten."""

    text: str


@dataclass(frozen=True)
class CitationVerified:
    """A sentence of the draft was attributed to a quotation."""

    citation: Citation


Event = SourcesFound | TokenWritten | CitationVerified
Listener = Callable[[Event], None]
"""Receives events on the answering thread; an exception it raises stops the answer and is passed on."""
