"""Web pages and feeds of our own writing."""

ARTICLE = """<article><h1>Harbour bridge reopens</h1>
<p>The harbour bridge at Valmere reopened to traffic on Thursday after eleven months of repairs that cost the town
42.5 million crowns.</p>
<p>Mayor Teodor Lindqvist said the <b>reconstruction</b> had been &ldquo;extraordinarily complicated&rdquo;.</p></article>"""

TEXT = (
    "The harbour bridge at Valmere reopened to traffic on Thursday after eleven months of repairs that cost the town "
    "42.5 million crowns.\n"
    "Mayor Teodor Lindqvist said the reconstruction had been “extraordinarily complicated”."
)


def web_page(head: str = "", body: str = ARTICLE, *, lang: str = "") -> str:
    """Returns a page with a menu and a footer around its article."""
    return (
        f"<!doctype html><html{f' lang={lang!r}' if lang else ''}><head><title>Bridge | Gazette</title>{head}</head>"
        f"<body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><main>{body}</main>"
        "<footer>Copyright 2024 Port Gazette. All rights reserved.</footer></body></html>"
    )


def rss(*items: str, channel: str = "<title>Port Gazette</title><language>en-gb</language>") -> str:
    """Returns an RSS 2.0 feed."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"{channel}{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>"
    )


def atom(*entries: str, head: str = "<title>Hafenblatt</title><author><name>Redaktion</name></author>") -> str:
    """Returns an Atom 1.0 feed."""
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><id>urn:feed</id>{head}'
        f"{''.join(f'<entry>{entry}</entry>' for entry in entries)}</feed>"
    )


def laughs() -> str:
    """Returns a feed whose entities would multiply to a billion words."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha ">{entities}]><rss version="2.0"><channel><title>x</title>'
        "<item><title>Laughs</title><description>It said &a9; and no more.</description></item></channel></rss>"
    )
