"""Titles and outlets are recognised, pointers and notices are no evidence, and no sentence of the report is lost."""

import time

import pytest

from index.plaintext import first_words, is_boilerplate, outlet, reportable, title_line
from index.sentences import split_sentences

BODY = "The swing bridge at Larkwater stuck open on Sunday. Engineers need three days to free it."

POINTERS = [
    "Original Source: www.larkwater-post.example.com",
    "Original source: https://larkwater-post.example.com/news/bridge?id=12",
    "Originally published on www.larkwater-post.example.com",
    "Via: example.net",
    "Source: Larkwater Post",
    "Sources: Coast Wire, Talvia Radio and the Ministry of Transport",
    "Source: CW/Northlight Images",
    "Source:",
    "Related Sources:",
    "Sources: example.org, news.example.com",
    "Related articles",
    "Related stories: Two held over bridge fire",
    "Related news – Ferry runs again",
    "Recommended reading",
    "More news from the Larkwater Post",
    "More stories:",
    "More from Coast Wire",
    "Discover more from Larkwater Post",
    "Discover more from larkwater-post.example.com",
    "Read more",
    "Read more…",
    "Read more here.",
    "Read more: Why the bridge stuck",
    "See also: Ferry runs again",
    "Also read – Ferry runs again",
    "Learn more about our reporting",
    "Subscribe",
    "Sign up now!",
    "Subscribe to Larkwater Post",
    "Subscribe to have our latest stories sent to your inbox.",
    "Sign up for the Harbour Lights newsletter.",
    "Register for free to continue reading.",
    "Please log in to comment",
    "Share this:",
    "Share this article",
    "Share on Facebook",
    "Like this:",
    "Like Loading...",
    "Loading…",
    "Advertisement",
    "Leave a comment",
    "Follow us",
    "Follow us on Mastodon and X.",
    "Contact us at desk@example.com",
    "Join us on Telegram",
    "Copyright 2031 Larkwater Post",
    "Copyright © 2031 Larkwater Post. All rights reserved.",
    "© 2031 Coast Wire",
    "(c) 2031 Coast Wire",
    "All rights reserved.",
    "For more on the bridge, visit example.org.",
    "For comprehensive coverage of the coast, please visit www.example.org.",
    "Type your email…",
]
FACTS = [
    "Source: the ministry said twelve people had been hurt.",
    "Source: 12 dead",
    "Source: 40 per cent of the wheat came from Talvia.",
    "Sources: three officials said the deal was off.",
    "Sources said the deal was off.",
    "Related posts were deleted by the ministry on Friday.",
    "Related charges were dropped in May.",
    "Recommended doses fell by half.",
    "More news is expected on Monday.",
    "More news: the minister has resigned.",
    "More stories like hers came out on Friday.",
    "More from the south than from the north fled, the agency said.",
    "Further coverage of the coast by radar is planned.",
    "Discover more from the archive, the museum urged, after 3,000 visitors came.",
    "Read more than 300 pages, the judge told jurors.",
    "Read more widely and you will find twelve such cases.",
    "See also the ruling of 2019, which freed forty men.",
    "Learn more languages, the minister told pupils.",
    "Subscribers left in droves.",
    "Subscribe numbers fell by 12 per cent.",
    "Sign up for the vaccine opened on Monday.",
    "Register offices across the county closed on Friday.",
    "Register to vote by Friday, the commission said.",
    "Log in the river blocked two ferries.",
    "Share this of the market belongs to Acme.",
    "Like this bridge, three others have failed.",
    "Like us, they lost their homes in the flood.",
    "Advertisement spending fell 12 per cent.",
    "Loading of grain ships resumed on Tuesday.",
    "Leave a comment period of thirty days, the court ruled.",
    "Follow us, the guide shouted, and forty hikers did.",
    "Follow us into the tunnel, he said.",
    "Join us or leave, the militia told villagers.",
    "Contact us tracing ended in May.",
    "Copyright law was changed on Friday.",
    "Copyright fees rose to 12 million.",
    "(c) a fine of 400 euros for each vessel.",
    "For more than 20 years she ran the ferry.",
    "For more information, voters can visit the town hall.",
    "Via Egnatia was built by the Romans.",
    "Published by Acme in 2019, the report names twelve ships.",
    "Continue reading tests, the inspectors said.",
]


@pytest.mark.parametrize("line", POINTERS)
def test_pointers_are_boilerplate(line: str) -> None:
    assert is_boilerplate(f"  {line} ")


@pytest.mark.parametrize("line", FACTS)
def test_sentences_that_begin_like_pointers_are_facts(line: str) -> None:
    assert not is_boilerplate(line)


def evidence(text: str, title: str = "") -> list[str]:
    return [sentence.text for sentence in reportable(text, split_sentences(text), title)]


@pytest.mark.parametrize("pointer", POINTERS)
def test_a_pointer_on_a_line_of_its_own_is_no_evidence(pointer: str) -> None:
    assert evidence(f"{BODY}\n\n{pointer}\n") == [
        "The swing bridge at Larkwater stuck open on Sunday.",
        "Engineers need three days to free it.",
    ]


def test_within_a_paragraph_only_a_pointer_to_a_site_is_dropped() -> None:
    text = f"{BODY} Read more. It opened in 1904. For more on bridges, visit example.org."
    assert evidence(text) == [
        "The swing bridge at Larkwater stuck open on Sunday.",
        "Engineers need three days to free it.",
        "Read more.",
        "It opened in 1904.",
    ]


def test_a_line_of_several_notices_is_dropped() -> None:
    assert evidence(f"{BODY}\n© 2031 Coast Wire. All rights reserved. Follow us on X.") == evidence(BODY)


def test_the_title_at_the_top_is_no_evidence_but_a_report_of_one_sentence_is() -> None:
    text = f"# Larkwater bridge stuck\n\n{BODY}"
    assert evidence(text, "Larkwater bridge stuck") == evidence(BODY)
    assert evidence("Police in Varn arrested 12 people.", "Police in Varn arrested 12 people.") == [
        "Police in Varn arrested 12 people."
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Larkwater bridge stuck\n{BODY}", "Larkwater bridge stuck"),
        (f"\n\n  Larkwater bridge stuck  \r\n\r\n{BODY}", "Larkwater bridge stuck"),
        (f"# Larkwater bridge stuck\n\n{BODY}", "Larkwater bridge stuck"),
        (f"Who will mend the bridge?\n{BODY}", "Who will mend the bridge?"),
        (f"Bridge stuck: “Three days”\n{BODY}", "Bridge stuck: “Three days”"),
        (f"Advertisement\nLarkwater bridge stuck\n{BODY}", "Larkwater bridge stuck"),
        (f"Мост не закрывается\n{BODY}", "Мост не закрывается"),
    ],
)
def test_a_headline_is_recognised(text: str, title: str) -> None:
    assert title_line(text) == title


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n{BODY}",
        f"{BODY}”\n{BODY}",
        f"{'Larkwater bridge ' * 20}\n{BODY}",
        f"Larkwater, Sunday:\n{BODY}",
        f"---\n{BODY}",
        "Larkwater bridge stuck",
        "Larkwater bridge stuck\nShort.",
        "The swing bridge at Larkwater that has stood since\nthe days of sail stuck open on Sunday, and nobody knows why.",
        "",
    ],
)
def test_what_is_no_headline_is_not_taken_for_one(text: str) -> None:
    assert title_line(text) is None


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        (f"{BODY}\nOriginal Source: www.larkwater-post.example.com", "larkwater-post.example.com"),
        (f"Source: https://www.Example.co.uk/news/12?x=1\r\n{BODY}", "example.co.uk"),
        (f"{BODY}\nDiscover more from Larkwater-Post.example.com\nSubscribe", "larkwater-post.example.com"),
        (f"{BODY}\nOriginally published on example.org", "example.org"),
        (f"{BODY}\nSource: Coast Wire", None),
        (f"{BODY} Original Source: www.example.com", None),
        (f"{BODY}\nRelated Sources:", None),
    ],
)
def test_the_outlet_is_the_domain_of_a_line_that_names_it(text: str, domain: str | None) -> None:
    assert outlet(text) == domain


def test_first_words_stand_in_for_a_title() -> None:
    assert first_words("  Short\n text. ") == "Short text."
    assert first_words(" " * 500 + "Short text.") == "Short text."
    assert first_words(BODY, 30) == "The swing bridge at Larkwater…"
    assert first_words("The bridge, which stuck", 12) == "The bridge…"
    assert first_words("x" * 100, 10) == "x" * 10 + "…"


@pytest.mark.parametrize(
    "text", ["Source: " + "a." * 50_000, "via: " + "a-a." * 30_000 + "!", "Follow us on " + "a-" * 50_000]
)
def test_hostile_lines_cost_little(text: str) -> None:
    began = time.monotonic()
    assert outlet(text) is None
    is_boilerplate(text)
    assert time.monotonic() - began < 2
