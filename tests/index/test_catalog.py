"""The store of record gives back what it was given, and says what is wrong with a file that is no catalog."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from index.articles import Article, Filters, Passage, Sentence
from index.catalog import Catalog
from index.errors import IndexDamagedError, IndexMissingError, UnknownArticleError
from index.fingerprint import fingerprint
from index.fulltext import rows_among
from index.stored_passages import passage_sentences
from index.write import Prepared, expect, put_article, remove_article, set_meta, settle, unsettled

WHOLE = Article(
    "a/1 😀", "Bridge stuck", "A bridge stuck. Ünder 😀 it, boats wait.", "Larkwater Post", "Ann Roe", date(2031, 3, 2),
    "https://example.com/?a=1#b", "en", "/news/a.txt", frozenset({"title"}),
)  # fmt: skip


def prepared(article: Article, *keys: str) -> Prepared:
    """One sentence a passage: the article's text cut at its first stop."""
    cut = article.text.index(". ") + 1
    spans = [(0, cut), (cut + 1, len(article.text))][: len(keys)]
    sentences = [Sentence(a, b, article.text[a:b]) for a, b in spans]
    passages = [Passage(number, number + 1, sentence.text) for number, sentence in enumerate(sentences)]
    return Prepared(
        article, f"digest of {keys}", article.title, sentences, passages, keys, fingerprint([s.text for s in sentences])
    )


def _matches(catalog: Catalog, word: str) -> int:
    sql = "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?"
    return int(catalog.connection.execute(sql, (word,)).fetchone()[0])


def test_what_is_stored_comes_back(tmp_path: Path) -> None:
    catalog = Catalog.create(tmp_path)
    assert put_article(catalog, prepared(WHOLE, "k0", "k1")) == []
    catalog.close()
    catalog = Catalog.open(tmp_path)
    assert catalog.article(WHOLE.id) == WHOLE
    assert catalog.digests() == {WHOLE.id: "digest of ('k0', 'k1')"}
    assert catalog.counts() == (1, 2)
    rows = rows_among(catalog, ["k1", "k0", "unheard of"], Filters())
    assert sorted(rows) == ["k0", "k1"]
    found = passage_sentences(catalog, list(rows.values()))
    assert [sentence.text for _, sentence in found[rows["k0"]]] == ["A bridge stuck."]
    assert [sentence.text for _, sentence in found[rows["k1"]]] == ["Ünder 😀 it, boats wait."]
    info = found[rows["k0"]][0][0]
    assert (info.id, info.title, info.source, info.published) == (
        WHOLE.id,
        "Bridge stuck",
        "Larkwater Post",
        date(2031, 3, 2),
    )
    catalog.close()


def test_an_article_replaces_the_one_with_its_id_whole(tmp_path: Path) -> None:
    catalog = Catalog.create(tmp_path)
    put_article(catalog, prepared(WHOLE, "k0", "k1"))
    version = int(catalog.meta("version") or 0)
    changed = Article(WHOLE.id, "Bridge moves", "It moved. Boats pass.")
    assert put_article(catalog, prepared(changed, "k2")) == ["k0", "k1"]
    assert catalog.article(WHOLE.id) == changed
    assert catalog.counts() == (1, 1)
    assert int(catalog.meta("version") or 0) == version + 1
    assert [_matches(catalog, word) for word in ("moved", "stuck", "under")] == [1, 0, 0]
    assert unsettled(catalog) == ["k0", "k1"]
    assert remove_article(catalog, WHOLE.id) == ["k2"]
    assert catalog.counts() == (0, 0)
    assert catalog.connection.execute("SELECT count(*) FROM sentences").fetchone() == (0,)
    catalog.close()


def test_a_failed_put_leaves_the_old_article(tmp_path: Path) -> None:
    catalog = Catalog.create(tmp_path)
    put_article(catalog, prepared(WHOLE, "k0", "k1"))
    other = Article("other", "Other", "It moved. Boats pass.")
    put_article(catalog, prepared(other, "k2"))
    with pytest.raises(sqlite3.IntegrityError):
        put_article(catalog, prepared(Article(WHOLE.id, "New", "It sank. No boats."), "k3", "k2"))
    assert catalog.article(WHOLE.id) == WHOLE
    assert catalog.counts() == (2, 3)
    assert unsettled(catalog) == []
    catalog.close()


def test_keys_are_unsettled_until_they_are_stored_or_settled(tmp_path: Path) -> None:
    catalog = Catalog.create(tmp_path)
    expect(catalog, ["k0", "k1", "k2"])
    expect(catalog, ["k0"])
    assert unsettled(catalog) == ["k0", "k1", "k2"]
    put_article(catalog, prepared(WHOLE, "k0", "k1"))
    assert unsettled(catalog) == ["k2"]
    assert catalog.meta("settled") is None
    settle(catalog)
    assert unsettled(catalog) == []
    assert catalog.meta("settled") == catalog.meta("version") == "1"
    catalog.close()


def test_articles_come_newest_first(tmp_path: Path) -> None:
    catalog = Catalog.create(tmp_path)
    for article_id, day in (("b", date(2030, 1, 1)), ("d", None), ("a", date(2031, 1, 1)), ("c", date(2030, 1, 1))):
        put_article(catalog, prepared(Article(article_id, "T", "One. Two.", published=day)))
    assert [info.id for info in catalog.articles()] == ["a", "b", "c", "d"]
    catalog.close()


def test_an_unknown_article_is_said(tmp_path: Path) -> None:
    catalog = Catalog.create(tmp_path)
    with pytest.raises(UnknownArticleError, match=r"'nobody'.*byline articles"):
        catalog.article("nobody")
    assert remove_article(catalog, "nobody") == []
    catalog.close()


@pytest.mark.parametrize("name", ["a b", "50%20off", "what?", "c#", "ünï", "a&b=c;d"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    catalog = Catalog.create(Path(name))
    put_article(catalog, prepared(WHOLE, "k0"))
    catalog.close()
    assert (tmp_path / name / "catalog.sqlite3").is_file()
    reader = Catalog.open(tmp_path / name)
    assert reader.counts() == (1, 1)
    reader.close()


def test_a_reader_cannot_write_and_sees_what_is_written_after_it_opened(tmp_path: Path) -> None:
    writer = Catalog.create(tmp_path)
    reader = Catalog.open(tmp_path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        set_meta(reader, "embedder", "x")
    put_article(writer, prepared(WHOLE, "k0"))
    assert reader.counts() == (1, 1)
    reader.close()
    writer.close()


def test_where_there_is_no_catalog_it_is_missing(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(IndexMissingError, match="byline index PATH"):
            Catalog.open(folder)
        assert not folder.exists() or list(folder.iterdir()) == []


def test_a_catalog_that_is_only_being_made_is_missing(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").touch()
    with pytest.raises(IndexMissingError, match="byline index PATH"):
        Catalog.open(tmp_path)
    Catalog.create(tmp_path).close()
    Catalog.open(tmp_path).close()


@pytest.mark.parametrize("garbage", [b"no database" * 500, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_catalog_is_damaged(tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / "catalog.sqlite3").write_bytes(garbage)
    for catalog in (Catalog.open, Catalog.create):
        with pytest.raises(IndexDamagedError, match="index again"):
            catalog(tmp_path)
    assert (tmp_path / "catalog.sqlite3").read_bytes() == garbage


def test_a_catalog_of_another_version_is_refused(tmp_path: Path) -> None:
    catalog = Catalog.create(tmp_path)
    set_meta(catalog, "schema", "999")
    catalog.close()
    for open_catalog in (Catalog.open, Catalog.create):
        with pytest.raises(IndexDamagedError, match="version 999"):
            open_catalog(tmp_path)
