"""A tiny PDF writer: pages of lines of text at given places, and streams of any kind."""

import zlib
from collections.abc import Sequence

HEIGHT = 792
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"

Placed = tuple[float, float, float, str]
"""Left edge, distance from the page's top, font size (all in points), text."""


def document(pages: Sequence[Sequence[Placed]], information: str = "", language: str = "") -> bytes:
    """Returns a PDF file; `information` is the inside of its information dictionary, e.g. `/Title (A title)`."""
    contents = [stream(b"\n".join(_drawn(*line) for line in page)) for page in pages]
    return assembled(contents, information, language)


def column(*lines: str, left: float = 72, top: float = 100, size: float = 10, leading: float = 12) -> list[Placed]:
    """Returns lines set one below the other."""
    return [(left, top + number * leading, size, line) for number, line in enumerate(lines)]


def stream(data: bytes) -> bytes:
    """Returns a stream object of deflated data."""
    return deflated(zlib.compress(data))


def deflated(packed: bytes, filters: str = "/FlateDecode") -> bytes:
    """Returns a stream object of data that is packed already."""
    return f"<</Length {len(packed)}/Filter {filters}>>\nstream\n".encode() + packed + b"\nendstream"


def assembled(contents: Sequence[bytes], information: str = "", language: str = "") -> bytes:
    """Returns a PDF file of one page a content stream."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{f'/Lang ({language})' if language else ''}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        f"<<{information}>>".encode("cp1252"),
    ]
    for number, content in enumerate(contents):
        here = first + 2 * number
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 {HEIGHT}]/Contents {here + 1} 0 R/Resources<</Font<</F1 "
        objects += [page.encode() + FONT + b">>>>>>", content]
    return _file(objects)


def bomb(megabytes: int) -> bytes:
    """Returns deflated zeros that inflate to that many megabytes: one flushed block, again and again."""
    packer = zlib.compressobj(9)
    start = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + block * (megabytes - 1)


def _drawn(left: float, top: float, size: float, text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {left} {HEIGHT - top} Td ({escaped}) Tj ET".encode("cp1252")


def _file(objects: Sequence[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + trailer
