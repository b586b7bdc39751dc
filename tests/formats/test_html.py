import json

import pytest

from index.errors import UnreadableArticleError
from index.html import parse_html, plain_text
from tests.formats.pages import ARTICLE, TEXT, web_page

META = """<meta property="og:title" content="Bridge open again"><meta property="og:site_name" content="Port Gazette">
<meta name="author" content="Ines Moreau"><meta property="article:published_time" content="2024-03-14T23:30:00-05:00">
<link rel="canonical" href="https://gazette.example/2024/bridge">"""


def linked(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def test_main_text_without_menu_and_footer() -> None:
    text = parse_html(web_page(META).encode()).text
    assert text.removeprefix("Harbour bridge reopens\n") == TEXT


def test_meta_tags_are_stated() -> None:
    found = parse_html(web_page(META, lang="en-GB").encode())
    assert found.stated == {
        "title": "Bridge open again",
        "author": "Ines Moreau",
        "source": "Port Gazette",
        "published": "2024-03-14",  # in the newsroom; in UTC it was the 15th
        "url": "https://gazette.example/2024/bridge",
        "language": "en",
    }
    assert found.guessed == {}


def test_linked_data_goes_before_meta_tags() -> None:
    author = [{"@type": "Person", "name": "Ann Roe"}, {"@type": "Person", "name": "Bo Lind"}]
    publisher = {"@type": "Organization", "name": "The Gazette"}
    data = linked(
        headline="Bridge: open", author=author, publisher=publisher, datePublished="2024-03-13", inLanguage="de"
    )
    found = parse_html(web_page(META + data, lang="en").encode()).stated
    assert found["title"] == "Bridge: open"
    assert found["author"] == "Ann Roe, Bo Lind"
    assert (found["source"], found["published"], found["language"]) == ("The Gazette", "2024-03-13", "de")


def test_linked_data_in_a_graph_or_a_list() -> None:
    article = {"@type": ["NewsArticle"], "headline": "In a graph", "author": "Ann Roe"}
    graph = json.dumps([{"@graph": [{"@type": "WebSite", "name": "x"}, article]}])
    found = parse_html(web_page(f"<script type='application/ld+json'>{graph}</script>").encode()).stated
    assert (found["title"], found["author"]) == ("In a graph", "Ann Roe")


@pytest.mark.parametrize("data", ["{broken", "[" * 100_000, "null", "3", '{"@type": {}}', '{"@type": "NewsArticle"}'])
def test_linked_data_of_no_use_is_passed_over(data: str) -> None:
    page = web_page(META + f"<script type='application/ld+json'>{data}</script>")
    assert parse_html(page.encode()).stated["title"] == "Bridge open again"


def test_what_the_page_only_shows_is_guessed() -> None:
    body = ARTICLE.replace(
        "</h1>", "</h1><p class='byline'>By Ines Moreau</p><time datetime='2024-03-14'>14 March</time>"
    )
    found = parse_html(web_page(body=body).encode())
    assert found.stated == {}
    assert found.guessed["title"] == "Harbour bridge reopens"
    assert found.guessed["author"] == "Ines Moreau"
    assert found.guessed["published"] == "2024-03-14"


def test_the_host_stands_in_for_a_site_name_and_is_guessed() -> None:
    found = parse_html(web_page("<link rel='canonical' href='https://www.gazette.example/a'>").encode())
    assert found.stated["url"] == "https://www.gazette.example/a"
    assert found.guessed["source"] == "gazette.example"


def test_the_year_of_a_copyright_notice_is_no_date() -> None:
    assert "published" not in parse_html(web_page().encode()).guessed


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "/relative", "data:text/html,x"])
def test_only_a_web_address_is_an_address(url: str) -> None:
    head = f"<link rel='canonical' href='{url}'><meta property='og:url' content='{url}'>"
    assert "url" not in parse_html(web_page(head).encode()).stated


def test_a_page_of_a_social_network_is_no_author() -> None:
    head = "<meta property='article:author' content='https://social.example/gazette'>"
    assert "author" not in parse_html(web_page(head).encode()).stated


def test_overlong_and_odd_metadata_is_made_to_fit() -> None:
    head = f"<meta property='og:title' content='{'long ' * 400}'>" + linked(author="Half \ud83d a\x07 pair")
    found = parse_html(web_page(head).encode("utf-8", "surrogatepass")).stated
    assert len(found["title"]) <= 1000
    assert found["author"] == "Half a pair"


@pytest.mark.parametrize("charset", ["iso-8859-2", "windows-1250", "utf-8"])
def test_the_charset_that_the_page_declares(charset: str) -> None:
    body = "<p>Žluťoučký kůň běžel přes most a starosta řekl, že oprava stála čtyřicet dva milionů korun.</p>"
    page = web_page(f"<meta charset='{charset}'>", body)
    assert "Žluťoučký kůň" in parse_html(page.encode(charset)).text


def test_an_older_declaration_of_the_charset() -> None:
    head = "<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>"
    body = "<p>Портовый мост вновь открылся для движения в четверг после ремонта, сказал мэр города.</p>"
    assert "Портовый мост" in parse_html(web_page(head, body).encode("koi8-r")).text


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Empty</title></head><body></body></html>",
        (
            "<html><head><title>App</title></head><body><div id='root'></div><noscript>You need to enable JavaScript "
            "to run this app.</noscript><script>run()</script></body></html>"
        ),
        (
            "<html><body><ul><li><a href='/a'>Home</a></li><li><a href='/b'>Politics and society</a></li>"
            "<li><a href='/c'>Contact the newsroom</a></li></ul></body></html>"
        ),
    ],
    ids=["empty", "scripts", "menu"],
)
def test_a_page_without_main_text_is_refused(page: str) -> None:
    with pytest.raises(UnreadableArticleError, match="no main text"):
        parse_html(page.encode())


@pytest.mark.parametrize("data", [b"", b"words without markup", b"{}"])
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableArticleError, match="is not an HTML page"):
        parse_html(data)


def test_a_compressed_page_is_not_unpacked() -> None:
    with pytest.raises(UnreadableArticleError, match="UTF-8"):
        parse_html(b"\x1f\x8b\x08\x00" + bytes(range(256)) * 8)


def test_plain_text_of_a_fragment() -> None:
    fragment = (
        "<p>One <b>two</b>.</p>Three<br>four &amp; five<script>x()</script><ul><li>a<li>b</ul><style>p{}</style>end"
    )
    assert plain_text(fragment) == "One two.\nThree\nfour & five\na\nb\nend"


def test_plain_text_of_plain_text() -> None:
    assert plain_text("nothing  to \n strip") == "nothing to\nstrip"
    assert plain_text("") == ""
