"""Bytes to text: UTF-8 if they are that, else by byte order mark, else by a guess that must prove itself."""

import codecs
from collections.abc import Iterable

from charset_normalizer import CharsetMatch, from_bytes

from index.errors import UnreadableArticleError
from index.language import detect

GUESS_BYTES = 50_000
"""How much of a file the encoding is guessed from."""
MOST_CHAOS = 0.1
"""The share of implausible characters, as charset-normalizer counts them, above which a guess is not believed."""
TIE = 0.02
"""Guesses whose chaos differs by no more than this are told apart by the language they yield."""

# The longer mark first: UTF-16's is the beginning of UTF-32's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_WESTERN = ("cp1252", "mac_roman")
_WRITTEN_IN = {
    language: encodings
    for languages, encodings in {
        "cs sk pl hu ro hr sl bs sq": ("iso8859_2", "cp1250"),
        "ru uk be bg mk sr": ("cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5"),
        "el": ("cp1253", "iso8859_7"),
        "tr az": ("cp1254",),
        "he": ("cp1255",),
        "ar fa ur": ("cp1256",),
        "lt lv": ("cp1257",),
        "et": ("cp1257", *_WESTERN),
        "vi": ("cp1258",),
        "th": ("cp874",),
        "ja": ("cp932", "euc_jp"),
        "zh": ("gb18030", "big5"),
        "ko": ("cp949",),
    }.items()
    for language in languages.split()
}
"""The encodings that texts of a language come in, the likelier first; all others come in the Western ones."""
_ENCODINGS = tuple(dict.fromkeys(e for encodings in (*_WRITTEN_IN.values(), _WESTERN) for e in encodings))
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
"""What is meant by a declared encoding (WHATWG Encoding Standard, section 4.2)."""


def decode(data: bytes, declared: str | None = None) -> str:
    """Returns the text of a file's bytes, without a byte order mark and otherwise as it stands there.

    Args:
        data: The whole file.
        declared: The encoding that the file itself names, if any; UTF-8 and byte order marks go before it.

    Raises:
        UnreadableArticleError: the bytes are no text, or in an encoding that cannot be told.
    """
    text = _unicode(data)
    if text is None and (encoding := _known(declared)):
        text = _decoded(data, encoding)
    if text is None:
        text = _guessed(data)
    if _is_binary(text):
        raise UnreadableArticleError("is not text")
    return text


def _unicode(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    encoding = _unmarked_utf16(data[:GUESS_BYTES])
    text = _decoded(data, encoding) if encoding else None
    return _decoded(data, "utf-8-sig") if text is None else text


def _unmarked_utf16(data: bytes) -> str:
    """Tells UTF-16 without a mark by its zero bytes: each space has one, and all are the first or all the second."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) < max(4, len(data) // 50) or min(even, odd) * 20 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _known(declared: str | None) -> str:
    """Returns the codec of a declared encoding; an unknown or exotic one counts as none."""
    try:
        name = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):
        return ""
    name = _WIDER.get(name, name)
    return name if name in {codecs.lookup(encoding).name for encoding in _ENCODINGS} else ""


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes) -> str:
    # Its default of 5 chunks lets the chaos of a last one of a few bytes count a sixth of the whole.
    matches = from_bytes(_sample(data), steps=20, cp_isolation=list(_ENCODINGS))
    for encoding in _ranked(match for match in matches if match.chaos <= MOST_CHAOS):
        if (text := _decoded(data, encoding)) is not None:
            return text
    raise UnreadableArticleError("is neither UTF-8 nor certainly in another encoding; save it as UTF-8")


def _sample(data: bytes) -> bytes:
    """Returns the beginning of the bytes, to the end of a line if there is one, lest a character be cut."""
    if len(data) <= GUESS_BYTES:
        return data
    return data[: data.rfind(b"\n", 0, GUESS_BYTES) + 1 or GUESS_BYTES]


def _ranked(matches: Iterable[CharsetMatch]) -> list[str]:
    """Returns the encodings whose text reads as a language that is written in them, the most plausible first."""
    ranked = []
    for match in matches:
        language = detect(str(match)) or ""
        usual = _WRITTEN_IN.get(language, _WESTERN) if language else ()
        # Encodings that give the same text come as one match.
        found = [encoding for encoding in usual if encoding in match.could_be_from_charset]
        if found:
            ranked.append((round(match.chaos / TIE), -round(match.coherence, 1), usual.index(found[0]), found[0]))
    return [encoding for *_, encoding in sorted(ranked)]


def _is_binary(text: str) -> bool:
    """Whether more than one in ten of the first characters is a control character that no text needs."""
    sample = text[:GUESS_BYTES]
    controls = sum(character < " " and character not in "\t\n\r\f\v" for character in sample)
    return controls * 10 > len(sample)
