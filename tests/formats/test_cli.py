"""One folder with good and bad files of every format, indexed by the real command with the real embedder."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from index.cli import app
from tests.formats.pages import atom, laughs, rss, web_page
from tests.formats.pdfs import assembled, bomb, column, deflated, document, stream

SENTENCE = "The harbour bridge at Valmere opened again on Thursday, and the mayor said that it had cost {} crowns."
GOOD: dict[str, bytes] = {
    "plain.txt": SENTENCE.format(1).encode(),
    "latin.txt": "Le pont a été rouvert jeudi à Valmère après onze mois de travaux.".encode("latin-1"),
    "matter.md": b"---\ntitle: Bridge\n---\n" + SENTENCE.format(2).encode(),
    "page.html": web_page().encode(),
    "old.htm": web_page(body=f"<p>{SENTENCE.format(3)}</p>").encode("utf-16"),
    "paper.pdf": document([column(SENTENCE.format(4)[:60], SENTENCE.format(4)[60:])]),
    "news.rss": rss(f"<guid>1</guid><description>{SENTENCE.format(5)}</description>").encode(),
    "news.atom": atom(f"<id>2</id><title>x</title><content>{SENTENCE.format(6)}</content>").encode(),
    "sub/deep/feed.xml": rss(f"<guid>3</guid><description>{SENTENCE.format(7)}</description>").encode(),
    "laughs.rss": laughs().encode(),
}
BAD: dict[str, tuple[bytes, str]] = {
    "noise.txt": (bytes(range(256)) * 9, "save it as UTF-8"),
    "empty.txt": (b" \n", "has no text"),
    "matter-wrong.md": (b"---\ntitle: [\n---\nText.", "its front matter is not YAML"),
    "menu.html": (b"<html><body><ul><li>Home</li><li>Sport</li></ul></body></html>", "has no main text"),
    "bomb.pdf": (assembled([deflated(bomb(200))]), "unpacks to more than is read"),
    "scan.pdf": (assembled([stream(b"0 0 m 9 9 l S")]), "has no text layer"),
    "broken.pdf": (b"%PDF-1.4\nnothing", "is damaged"),
    "sitemap.xml": (b"<?xml version='1.0'?><urlset/>", "is not an RSS or Atom feed"),
    "empty.atom": (atom().encode(), "is a feed without entries"),
    "photo.jpg": (b"\xff\xd8\xff", "files ending in '.jpg' are not read"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, data in {**GOOD, **{name: data for name, (data, _) in BAD.items()}}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    lines = [json.dumps({"text": SENTENCE.format(8)}), "{broken", json.dumps({"text": SENTENCE.format(9)})]
    (folder / "lines.jsonl").write_text("\n".join(lines))
    (folder / "round").symlink_to(folder)
    return folder


def byline(home: Path, *arguments: str, piped: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=piped, env={"BYLINE_HOME": str(home), "COLUMNS": "200"})


def counts(output: str) -> dict[str, int]:
    rows = [line.split() for line in output.splitlines()]
    return {row[1]: int(row[0]) for row in rows if len(row) == 2 and row[0].isdigit()}


def test_good_files_are_indexed_and_bad_ones_reported(folder: Path, tmp_path: Path) -> None:
    articles = len(GOOD) + 2  # and two lines of JSON
    first = byline(tmp_path, "index", str(folder))
    assert first.exit_code == 0, first.output
    skipped = len(BAD) + 2  # and a line of JSON, and the link
    assert counts(first.stdout) == {
        "added": articles, "changed": 0, "unchanged": 0, "removed": 0, "skipped": skipped
    }  # fmt: skip
    for name, (_, reason) in BAD.items():
        assert any(f"/{name}: " in line and reason in line for line in first.stdout.splitlines()), name
    assert f"skipped {folder}/lines.jsonl:2: is not JSON" in first.stdout
    assert f"skipped {folder}/round: is a link to a folder" in first.stdout

    strict = byline(tmp_path, "index", "--strict", str(folder))
    assert strict.exit_code == 1
    assert counts(strict.stdout)["unchanged"] == articles

    piped = json.dumps({"id": "piped", "text": SENTENCE.format(10)})
    again = byline(tmp_path, "index", "--strict", str(folder / "plain.txt"), "-", piped=piped)
    assert again.exit_code == 0, again.output
    assert (counts(again.stdout)["added"], counts(again.stdout)["unchanged"]) == (1, 1)


def test_nothing_but_bad_files_is_an_error(folder: Path, tmp_path: Path) -> None:
    done = byline(tmp_path, "index", str(folder / "bomb.pdf"))
    assert done.exit_code == 1
    assert "unpacks to more than is read" in done.stdout


def test_the_help_names_the_formats(tmp_path: Path) -> None:
    text = byline(tmp_path, "index", "--help").stdout
    for part in (".txt", ".md", ".jsonl", ".html", ".pdf", ".rss", ".atom", ".xml", "--strict", "standard input"):
        assert part in text, part
