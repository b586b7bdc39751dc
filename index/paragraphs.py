"""Lines of pages to paragraphs: a printed page breaks sentences at its margins, and sentences are the evidence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SOFT_HYPHEN = "\xad"
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xa0": " "})
_SENTENCE_END = re.compile(r"[.!?…:。！？][\"'”’»)\]]*$")
_BULLET = re.compile(r"[•●▪◦‣·]\s")
_ITEM = re.compile(r"(?:[–—*-]|\(?\d{1,2}[.)]|\([a-z]\))\s")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010\xad]$")
_WORD = re.compile(r"[^\W\d_]+")
_PAGE_NUMBER = re.compile(
    r"[\s|–—-]*(?:(?:page|seite|página|pagina|p\.)\s*)?\d{1,3}(?:\s*(?:/|of|von|de|di|sur)\s*\d{1,3})?[\s|–—-]*",
    re.IGNORECASE,
)
# What browsers print above and below a page: '14/03/2024, 09:12 Title' and 'https://… 1/3'.
_PRINTED = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}, \d{1,2}:\d\d(?:\s[AP]M)?(?:\s.*)?|(?:https?|ﬁle|file)://\S+(?:\s\d+/\d+)?"
)
_EAST_ASIAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True)
class Line:
    """A line of a page: where it begins, in points from the page's lower left corner, and its font size."""

    text: str
    x: float
    y: float
    size: float


def paragraphs(pages: Iterable[list[Line]]) -> str:
    """Returns the text of the pages, a blank line between paragraphs, without page numbers and running heads."""
    lines = [line for page in _without_furniture(list(pages)) for line in page]
    if not lines:
        return ""
    leading, width = _leading(lines), _width(lines)
    blocks = [[lines[0].text]]
    for before, line in pairwise(lines):
        if _begins_paragraph(before, line, leading, width):
            blocks.append([])
        blocks[-1].append(line.text)
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(line.text for line in lines).lower()))
    texts = (_joined(block, words).translate(_LIGATURES).replace(_SOFT_HYPHEN, "") for block in blocks)
    return "\n\n".join(" ".join(text.split()) for text in texts)


def _without_furniture(pages: list[list[Line]]) -> Iterator[list[Line]]:
    """Drops page numbers, and first and last lines that most pages share but for their digits."""
    edges = Counter(
        shape for page in pages for shape in {_shape(line) for line in (*page[:2], *page[-2:])} if len(pages) > 2
    )
    repeated = {shape for shape, count in edges.items() if count * 2 > len(pages)}
    for page in pages:
        last = len(page) - 1
        yield [
            line
            for number, line in enumerate(page)
            if 1 < number < last - 1
            or not (_shape(line) in repeated or _PAGE_NUMBER.fullmatch(line.text) or _PRINTED.fullmatch(line.text))
        ]


def _shape(line: Line) -> str:
    return f"{round(line.size)} {re.sub(r'[0-9]+', '0', line.text)}"


def _leading(lines: list[Line]) -> float:
    """Returns the usual distance from line to line, in font sizes."""
    gaps = [(a.y - b.y) / a.size for a, b in pairwise(lines) if a.size > 0 and 0.5 < (a.y - b.y) / a.size < 3]
    return median(gaps) if gaps else 1.2


def _width(lines: list[Line]) -> float:
    """Returns the usual length of a full line, in characters: nine in ten are no longer."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 9 // 10]


def _begins_paragraph(before: Line, line: Line, leading: float, width: float) -> bool:
    if abs(line.size - before.size) > 0.1 * before.size or _BULLET.match(line.text):
        return True
    unfinished = not _SENTENCE_END.search(before.text)
    if _ITEM.match(line.text) and (not unfinished or _ITEM.match(before.text)):
        return True
    continues = line.text[0].islower() or before.text.endswith(("-", _SOFT_HYPHEN))
    gap = (before.y - line.y) / (before.size or 1)
    if not 0.5 < gap < 3:  # another page or column, or places that cannot be trusted
        return not unfinished or (len(before.text) < 0.6 * width and not continues)
    indented = line.x - before.x > 0.7 * line.size and not unfinished
    short = len(before.text) < (0.6 if unfinished else 0.75) * width
    return gap > 1.25 * leading or ((indented or short) and not continues)


def _joined(lines: list[str], words: Counter[str]) -> str:
    """Joins the lines of a paragraph, with words that were broken at a line's end made whole."""
    pieces = [lines[0]]
    for line in lines[1:]:
        last = pieces[-1]
        broken, rest = _BROKEN_WORD.search(last), _WORD.match(line)
        if broken and rest and line[0].islower():
            if not _is_compound(broken.group(1), rest.group(), words):
                pieces[-1] = last[:-1]
        elif not (last.endswith((_SOFT_HYPHEN, "-")) or (_EAST_ASIAN.match(last[-1]) and _EAST_ASIAN.match(line))):
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)


def _is_compound(first: str, rest: str, words: Counter[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word: the text has it so more often than without."""
    return words[f"{first}-{rest}".lower()] > words[f"{first}{rest}".lower()]
