"""Text to sentences with exact offsets, by sentencex (Wikimedia), which keeps every character where it was."""

import re
from collections.abc import Iterator

import sentencex

from index.articles import Sentence

MAX_SENTENCE_CHARS = 600
"""A longer 'sentence' (a table, a list without stops) is cut at a clause or a space: evidence has to fit a prompt."""

# A line is bounded because sentencex takes quadratic time on some text, e.g. an unclosed quotation mark a sentence.
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]{1,100000}")
_BREAKS = frozenset({"\n", "\r\n", "\r", "\x85", "\u2028"})
"""What may stand between two lines of one paragraph."""
_ENDS_SENTENCE = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*\s*$")
_CUTS = (re.compile(r"[;,:]\s"), re.compile(r"\s"))
_WRAP_WIDTHS = range(50, 110)
"""Line lengths at which an unfinished line is taken for a hard-wrapped one."""
_SPACE = re.compile(r"\s")
_NO_SENTENCE = re.compile(r"\W*(?:(?:[^\W\d_]\.)+|\d{1,3}[.)])\s*")
"""Initials or a list's number, which sentencex splits off what they begin: 'J.D.' of a name, '2.' of a point."""


def split_sentences(text: str, language: str | None = None) -> list[Sentence]:
    """Splits `text` into sentences, without surrounding white space; blank stretches belong to none.

    A line break ends a sentence unless the line was wrapped: unfinished, and continued in lower case or at full width.
    """
    return [
        Sentence(start, end, text[start:end])
        for block_start, block_end in _blocks(text)
        for sentence_start, sentence_end in _segment(text, block_start, block_end, language or "en")
        for start, end in _pieces(text, sentence_start, sentence_end)
    ]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of lines, wrapped ones joined."""
    start, end, last, lines = 0, 0, "", 0
    for line in _LINE.finditer(text):
        if lines and text[end : line.start()] in _BREAKS and _wrapped(last, line.group(), wrapping=lines > 1):
            lines += 1
        else:
            if lines:
                yield start, end
            start, lines = line.start(), 1
        end, last = line.end(), line.group()
    if lines:
        yield start, end


def _wrapped(last: str, line: str, *, wrapping: bool) -> bool:
    """Whether `line` goes on with the line before it; `wrapping` says that the one before did so too."""
    if _ENDS_SENTENCE.search(last) or not line.strip():
        return False
    return line.lstrip()[0].islower() or (wrapping and len(last) in _WRAP_WIDTHS)


def _segment(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    # sentencex panics on white space of more than one byte beside a stop, so it is shown a plain space for each.
    position = start
    for piece in sentencex.segment(language, _SPACE.sub(" ", text[start:end])):
        position += len(piece)
        if position == end or not _NO_SENTENCE.fullmatch(text, start, position):
            yield start, position
            start = position


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trims a span and cuts it where it is longer than evidence may be."""
    while end - start > MAX_SENTENCE_CHARS:
        limit = start + MAX_SENTENCE_CHARS
        found = (
            [match.end() for match in form.finditer(text, limit - MAX_SENTENCE_CHARS // 2, limit)] for form in _CUTS
        )
        cut = next((cuts[-1] for cuts in found if cuts), limit)
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    stop = start + len(piece.strip())
    if stop > start:
        yield start, stop
