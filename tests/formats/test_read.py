import io
import json
import sys
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from index.articles import Article, Skipped
from index.files import MAX_FILE_BYTES
from index.read import STANDARD_INPUT, read_paths
from tests.formats.pages import atom, rss, web_page
from tests.formats.pdfs import column, document

BRIDGE = "The harbour bridge at Valmere opened again on Thursday after eleven months of repairs."


def read(*paths: Path) -> tuple[list[Article], list[Skipped]]:
    items = list(read_paths(paths))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Skipped)]


def put(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_a_page_becomes_an_article(tmp_path: Path) -> None:
    head = (
        "<meta property='og:title' content='Bridge open'><meta property='article:published_time' content='2024-03-14'>"
    )
    (article,), _ = read(put(tmp_path / "bridge day.html", web_page(head)))
    assert (article.id, article.title, article.published) == ("bridge-day", "Bridge open", date(2024, 3, 14))
    assert article.language == "en"
    assert article.path == str(tmp_path / "bridge day.html")
    assert article.guessed == {"id", "language"}


def test_what_a_parser_infers_goes_before_the_first_line_and_is_marked(tmp_path: Path) -> None:
    information = "/CreationDate (D:20240314101500Z)"
    (article,), _ = read(put(tmp_path / "a.pdf", document([column(BRIDGE)], information)))
    assert article.published == date(2024, 3, 14)
    assert article.text == BRIDGE
    assert article.guessed == {"id", "title", "published", "language"}


def test_entries_of_a_feed_are_articles_with_paths_of_their_own(tmp_path: Path) -> None:
    feed = put(tmp_path / "feed.xml", rss(f"<guid>a1</guid>{_told(BRIDGE)}", "<guid>a2</guid>", _told("Rain fell.")))
    articles, skipped = read(feed)
    assert [article.text for article in articles] == [BRIDGE, "Rain fell."]
    assert articles[0].path == f"{feed}#{articles[0].id}"
    assert "id" not in articles[0].guessed
    assert "id" in articles[1].guessed
    assert [item.reason for item in skipped] == ["has no text"]
    assert skipped[0].path.startswith(f"{feed}#a2-")


def test_an_entry_keeps_its_id_when_the_feed_moves_on(tmp_path: Path) -> None:
    old, new = (f"<id>tag:{n}</id><title>{n}</title><content>Entry {n} says so.</content>" for n in ("one", "two"))
    path = tmp_path / "feed.atom"
    (before,), _ = read(put(path, atom(old)))
    after, _ = read(put(path, atom(new, old)))
    assert after[1] == before


def test_every_text_file_is_decoded(tmp_path: Path) -> None:
    text = "Le pont a été rouvert jeudi à Valmère,\r\naprès onze mois de travaux.\r\n"
    put(tmp_path / "a.txt", text.encode("cp1252"))
    put(tmp_path / "b.md", ("---\ntitle: Réouverture\n---\n" + text).encode("utf-16"))
    (txt, markdown), _ = read(tmp_path)
    assert txt.text == text
    assert (txt.language, markdown.language) == ("fr", "fr")
    assert markdown.title == "Réouverture"


def test_a_stated_language_is_not_guessed(tmp_path: Path) -> None:
    line = json.dumps({"text": BRIDGE, "language": "nl"})
    (article,), _ = read(put(tmp_path / "a.jsonl", line))
    assert article.language == "nl"
    assert "language" not in article.guessed


def test_a_language_that_cannot_be_told_is_none(tmp_path: Path) -> None:
    (article,), _ = read(put(tmp_path / "a.txt", "OK 17"))
    assert article.language is None
    assert "language" not in article.guessed


@pytest.mark.parametrize("ending", [".txt", ".md", ".html", ".pdf", ".rss", ".xml"])
def test_a_huge_file_is_refused_unread(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"huge{ending}"
    with path.open("wb") as file:
        file.truncate(2_000_000_000)  # a hole: it takes no space
    tracemalloc.start()
    articles, skipped = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert articles == []
    assert skipped == [Skipped(str(path), f"larger than {MAX_FILE_BYTES // 1_000_000} MB")]
    assert peak < 1_000_000


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"id": "a", "text": BRIDGE}), "", "no json", json.dumps({"text": BRIDGE})]
    _pipe(monkeypatch, "\n".join(lines))
    articles, skipped = read(STANDARD_INPUT)
    assert [article.path for article in articles] == ["<stdin>:1", "<stdin>:4"]
    assert articles[0].id == "a"
    assert skipped[0].path == "<stdin>:3"


def test_what_is_piped_in_without_an_id_is_known_by_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = []
    for text in (BRIDGE, "Rain fell.", BRIDGE):
        _pipe(monkeypatch, json.dumps({"text": text}))
        (article,), _ = read(STANDARD_INPUT)
        ids.append(article.id)
        assert "id" not in article.guessed  # nothing else can have it, so it need not give way
    assert ids[0] == ids[2] != ids[1]


def _told(text: str) -> str:
    return f"<description>{text}</description>"


def _pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
