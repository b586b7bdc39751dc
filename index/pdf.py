"""PDF files: the text layer by pypdf, as lines with their places on the page, made into paragraphs.

pypdf itself refuses a stream that inflates to more than 75 MB; what it lets through is bounded by the sandbox.
"""

import io
import math
import re
from typing import Any

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from index.errors import UnreadableArticleError
from index.extracted import Extracted, day, known, primary_language
from index.paragraphs import Line, paragraphs

MAX_PAGES = 500
MAX_CHARS = 5_000_000
"""More text than this is no article (a novel has a tenth)."""

_PROGRAM_TITLE = re.compile(
    r"microsoft word - .*|untitled.*|(?:print|document)\s*\d*|.*\.(?:docx?|odt|rtf|pdf|indd|qxp?d?|tex|dvi|pages|html?)",
    re.IGNORECASE,
)
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_BROWSER = re.compile(r"Skia|Mozilla|Chrom|Safari|Quartz|wkhtmltopdf", re.IGNORECASE)
_UNMAPPED = re.compile(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")


def parse_pdf(data: bytes) -> Extracted:
    """Returns the text of a PDF file and what its document information says.

    Raises:
        UnreadableArticleError: the file is encrypted, damaged, too long, or has no readable text.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableArticleError(f"has {len(reader.pages)} pages; at most {MAX_PAGES} are read")
        text = paragraphs(_pages(reader))
        stated, guessed = _metadata(reader)
    except (FileNotDecryptedError, DependencyError) as error:
        raise UnreadableArticleError("is encrypted; save a copy that is not") from error
    except LimitReachedError as error:
        raise UnreadableArticleError(f"unpacks to more than is read: {error}") from error
    except PyPdfError as error:
        raise UnreadableArticleError(f"is damaged: {error}") from error
    _check_readable(text)
    return Extracted(text, stated, guessed)


def _pages(reader: pypdf.PdfReader) -> list[list[Line]]:
    pages, chars = [], 0
    for page in reader.pages:
        lines = _Lines()
        page.extract_text(visitor_text=lines.visit)
        pages.append(lines.finished())
        chars += sum(len(line.text) for line in pages[-1])
        if chars > MAX_CHARS:
            raise UnreadableArticleError(f"holds more than {MAX_CHARS:,} characters of text")
    return pages


class _Lines:
    """Gathers the chunks of text that pypdf comes upon into lines."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._text = ""
        self._place = (0.0, 0.0)
        self._sizes: list[tuple[int, float]] = []

    def visit(self, text: str, page_matrix: list[float], text_matrix: list[float], _font: Any, size: float) -> None:
        """Takes a chunk of text; it may end lines, and begins where the matrices say."""
        for number, piece in enumerate(text.split("\n")):
            if number:
                self._end_line()
            if piece.strip():
                a, b, c, d, x, y = pypdf.mult(text_matrix, page_matrix)
                self._place = self._place if self._text.strip() else (x, y)
                self._sizes.append((len(piece), size * math.sqrt(abs(a * d - b * c))))
            self._text += piece

    def finished(self) -> list[Line]:
        """Returns the lines, top to bottom as the page draws them."""
        self._end_line()
        return self._lines

    def _end_line(self) -> None:
        if self._text.strip():
            # A bullet or a footnote's mark may be of another size than its line.
            self._lines.append(Line(self._text.strip(), *self._place, size=max(self._sizes)[1]))
        self._text, self._sizes = "", []


def _metadata(reader: pypdf.PdfReader) -> tuple[dict[str, str], dict[str, str]]:
    """Returns what is stated, and what is guessed: the day of the file's making for the day of publication.

    The day on which a reader printed a web page into a file says nothing.
    """
    entries: dict[str, Any] = reader.metadata or {}
    # Indexing, and nothing else, follows a reference to the value.
    information = {name: value for name in entries if isinstance(value := entries[name], str)}
    title = information.get("/Title", "")
    made_by = f"{information.get('/Creator')} {information.get('/Producer')}"
    created = None if _BROWSER.search(made_by) else _CREATED.match(information.get("/CreationDate", ""))
    stated = known(
        title=None if _PROGRAM_TITLE.fullmatch(title.strip()) else title,
        author=information.get("/Author"),
        language=primary_language(reader.root_object.get("/Lang")),
    )
    return stated, known(published=day("-".join(created.groups())) if created else None)


def _check_readable(text: str) -> None:
    if not text:
        raise UnreadableArticleError("has no text layer, only images; run text recognition on it first")
    if len(_UNMAPPED.findall(text)) * 10 > len(text):
        raise UnreadableArticleError(
            "has a text layer whose characters cannot be told; run text recognition on it instead"
        )
