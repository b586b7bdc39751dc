from pathlib import Path

import pytest

from index.errors import UnreadableArticleError
from index.extracted import Extracted, day, slug
from index.feeds import parse_feed
from tests.formats.pages import atom, laughs, rss, web_page

BODY = "<content:encoded><![CDATA[<p>The bridge <b>reopened</b>.</p><p>It cost 42.5 million.</p>]]></content:encoded>"


def entries(feed: str) -> list[Extracted]:
    return list(parse_feed(feed.encode()))


def test_an_rss_item_is_an_article() -> None:
    item = (
        "<title>Bridge &amp;amp; harbour</title><link>https://gazette.example/a?x=1</link><guid>urn:x:1</guid>"
        "<pubDate>Thu, 14 Mar 2024 23:30:00 -0500</pubDate><dc:creator>Ines Moreau</dc:creator>"
        f"<description>A teaser.</description>{BODY}"
    )
    (found,) = entries(rss(item))
    assert found.text == "The bridge reopened.\nIt cost 42.5 million."
    assert found.stated == {
        "id": slug("urn:x:1"),
        "title": "Bridge & harbour",
        "author": "Ines Moreau",
        "published": "2024-03-14",
        "source": "Port Gazette",
        "url": "https://gazette.example/a?x=1",
        "language": "en",
    }
    assert found.guessed == {}
    assert found.part == found.stated["id"]


def test_a_summary_serves_where_there_is_no_content() -> None:
    (found,) = entries(rss("<description>&lt;p&gt;The council met.&lt;/p&gt; It rose.</description>"))
    assert found.text == "The council met.\nIt rose."


def test_an_item_without_text_does_not_hide_the_others() -> None:
    assert [found.text for found in entries(rss("<title>Only a title</title>", BODY))] == [
        "",
        "The bridge reopened.\nIt cost 42.5 million.",
    ]


def test_ids_come_from_the_entry_then_its_link_then_its_title() -> None:
    first, second, third = entries(
        rss(
            f"<guid isPermaLink='false'>42</guid><link>https://gazette.example/a</link>{BODY}",
            f"<link>https://www.gazette.example/b?p=1</link>{BODY}",
            f"<title>Bridge reopens</title>{BODY}",
        )
    )
    assert first.stated["id"] == slug("42")
    assert second.stated["id"] == slug("https://www.gazette.example/b?p=1")
    assert second.stated["id"].startswith("gazette.example-b-p-1-")
    assert "id" not in third.stated
    assert third.guessed["id"] == slug("Bridge reopens")


def test_links_that_differ_in_their_query_alone_make_different_ids() -> None:
    assert len({slug(f"https://g.example/{end}") for end in ("?p=1", "?p=2", "/p/1", "?p-1", "é", "e")}) == 6


def test_an_atom_entry_is_an_article() -> None:
    dated = (
        "<title type='html'>Br&amp;uuml;cke offen</title><id>tag:hafen.example,2024:1</id>"
        "<link rel='alternate' href='https://hafen.example/1'/><published>2024-03-15T00:10:00+01:00</published>"
        "<updated>2024-03-17T00:10:00+01:00</updated><author><name>A</name></author><author><name>B</name></author>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Eins.</p><p>Zwei.</p></div></content>"
    )
    (found,) = entries(atom(dated))
    assert found.text == "Eins.\nZwei."
    assert (found.stated["title"], found.stated["author"]) == ("Brücke offen", "A, B")
    assert (found.stated["published"], found.stated["source"]) == ("2024-03-15", "Hafenblatt")
    assert (found.stated["url"], found.stated["language"]) == ("https://hafen.example/1", "de")


def test_the_day_of_an_update_is_a_guess_and_the_feeds_author_stands_in() -> None:
    entry = "<id>1</id><title>B</title><updated>2024-03-17T00:10:00+01:00</updated><content>Nur Text.</content>"
    (found,) = entries(atom(entry))
    assert found.guessed["published"] == "2024-03-17"
    assert "published" not in found.stated
    assert found.stated["author"] == "Redaktion"


def test_a_collected_entry_keeps_its_own_source() -> None:
    entry = "<id>1</id><title>B</title><source><title>Other Paper</title></source><content>Text here.</content>"
    assert entries(atom(entry))[0].stated["source"] == "Other Paper"


def test_a_script_is_no_address() -> None:
    assert "url" not in entries(rss(f"<link>javascript:alert(1)</link>{BODY}"))[0].stated


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1251"])
def test_the_declared_encoding_of_a_feed(encoding: str) -> None:
    text = "Мост открыт." if encoding == "windows-1251" else "Pont rouvert à Valmère."
    feed = rss(f"<title>x</title><description>{text}</description>").replace("utf-8", encoding, 1)
    (found,) = parse_feed(feed.encode(encoding))
    assert found.text == text


def test_a_feed_that_breaks_off_gives_what_it_has() -> None:
    feed = rss(BODY, "<title>Cut</title><description>Never fin")
    assert entries(feed[: feed.index("Never")])[0].text == "The bridge reopened.\nIt cost 42.5 million."


def test_multiplying_entities_do_not_multiply() -> None:
    (found,) = entries(laughs())
    assert len(found.text) < 100


def test_external_entities_are_not_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "file.txt"
    secret.write_text("the secret")
    feed = rss("<title>T</title><description>It said &x; here.</description>").replace(
        "<rss", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]><rss', 1
    )
    assert "secret" not in str(entries(feed))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('<?xml version="1.0"?><catalog><book/></catalog>', "is not an RSS or Atom feed"),
        (web_page(), "is not an RSS or Atom feed"),
        ("", "is not an RSS or Atom feed"),
        ("\x89PNG\r\n", "is not an RSS or Atom feed"),
        (rss(), "is a feed without entries"),
        (atom(), "is a feed without entries"),
    ],
)
def test_what_is_no_feed_is_refused(data: str, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        entries(data)


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2024-03-14", "2024-03-14"),
        ("2024-03-14T23:30:00-05:00", "2024-03-14"),
        ("Fri, 15 Mar 2024 00:10:00 +0100", "2024-03-15"),
        ("15 Mar 2024 00:10:00 GMT", "2024-03-15"),
        ("2024-02-30", None),
        ("yesterday", None),
        ("Fri, 99 Foo 2024", None),
        ("", None),
        (None, None),
        (17, None),
    ],
)
def test_the_day_of_a_stamp(stamp: object, expected: str | None) -> None:
    assert day(stamp) == expected
