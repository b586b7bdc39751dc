import io

import pypdf
import pytest

from index import pdf
from index.errors import UnreadableArticleError
from tests.formats.pdfs import assembled, bomb, column, deflated, document, stream

BODY = column(
    "The harbour bridge at Valmere opened again on Thursday after eleven months of re-",
    "pairs that cost the town 42.5 million crowns.",
)


def test_text_and_stated_metadata() -> None:
    information = "/Title (Harbour bridge reopens) /Author (Ines Moreau) /CreationDate (D:20240314101500+01'00')"
    found = pdf.parse_pdf(document([BODY], information, language="en-GB"))
    assert found.text == (
        "The harbour bridge at Valmere opened again on Thursday after eleven months of repairs "
        "that cost the town 42.5 million crowns."
    )
    assert found.stated == {"title": "Harbour bridge reopens", "author": "Ines Moreau", "language": "en"}
    assert found.guessed == {"published": "2024-03-14"}


@pytest.mark.parametrize("title", ["Microsoft Word - draft3.doc", "untitled", "bridge_final.docx", ""])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    assert "title" not in pdf.parse_pdf(document([BODY], f"/Title ({title})")).stated


def test_the_day_on_which_a_browser_printed_a_page_is_no_guess_at_its_publication() -> None:
    information = "/Producer (Skia/PDF m120) /CreationDate (D:20260101000000Z)"
    assert pdf.parse_pdf(document([BODY], information)).guessed == {}


def test_pages_follow_each_other() -> None:
    found = pdf.parse_pdf(document([column("One sentence that begins on the first"), column("page and ends here.")]))
    assert found.text == "One sentence that begins on the first page and ends here."


def test_accents_and_parentheses() -> None:
    text = "Un café (à Paris) coûte 3 € – déjà."
    assert pdf.parse_pdf(document([column(text)])).text == text


def test_an_encrypted_file_is_told_so() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(document([BODY])))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(UnreadableArticleError, match="is encrypted; save a copy that is not"):
        pdf.parse_pdf(locked.getvalue())


def test_a_file_that_anyone_may_read_is_read_though_it_is_encrypted_against_changes() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(document([BODY])))
    writer.encrypt("", "owner", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert "42.5 million crowns" in pdf.parse_pdf(locked.getvalue()).text


def test_a_scan_has_no_text_layer() -> None:
    with pytest.raises(UnreadableArticleError, match="no text layer, only images; run text recognition"):
        pdf.parse_pdf(assembled([stream(b"0 0 m 100 100 l S")]))


def test_a_text_layer_of_unknown_characters_is_no_text() -> None:
    with pytest.raises(UnreadableArticleError, match="characters cannot be told"):
        pdf.parse_pdf(document([column("\x01\x02\x03\x04\x05\x06")]))


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4\n", b"no PDF at all", document([BODY])[:300]], ids=["empty", "head", "text", "cut"]
)
def test_a_damaged_file_is_told_so(data: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match="is damaged"):
        pdf.parse_pdf(data)


def test_too_many_pages_are_refused_before_any_is_read() -> None:
    pages = [column("A page.")] * (pdf.MAX_PAGES + 1)
    with pytest.raises(UnreadableArticleError, match="has 501 pages; at most 500 are read"):
        pdf.parse_pdf(document(pages))


def test_too_much_text_is_refused() -> None:
    with pytest.raises(UnreadableArticleError, match="more than 5,000,000 characters"):
        pdf.parse_pdf(document([column("word " * (pdf.MAX_CHARS // 5 + 1))]))


def test_a_stream_that_inflates_beyond_pypdfs_limit_is_refused() -> None:
    with pytest.raises(UnreadableArticleError, match="unpacks to more than is read"):
        pdf.parse_pdf(assembled([deflated(bomb(100))]))
