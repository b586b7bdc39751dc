"""Terms are those that SQLite's own tokenizer makes, or document frequencies would be asked for in vain."""

import sqlite3

import pytest

from index.scripts import paired
from index.terms import content_terms, content_words, terms

ENGLISH = (
    "technology technologies biology trilogy theology apology logy incredibly possibly assembly assemblies ably us as is"
    " news minister ministers troops visiting visited treaties ratify ratified ratification deserted deserters governing"
    " sky skies dying relational conditional rational generalizations hopefulness electrical adjustable formaliti agreed"
    " a be cat ties caress ponies feed plastered bled motoring sing conflated troubled sized hopping tanned falling"
    " hissing fizzed failing filing happy 12,000 3.5 U.S. J.D. G7 COVID-19 half-light x_y __init__"
).split()
OTHERS = [
    "naïve café Ångström İstanbul Ørsted łódź ÉCOLE e\u0301cole façade señor Škoda đồng",
    "Київ новый русский Йорк ΑΘΉΝΑ λόγος Στέφανος",
    "한국 日本語 桥断了 हिन्दी العربية مُحَمَّد שָׁלוֹם ไทย ქართული",
    "² ½ ① Ⅳ १२ 😀 👩‍👩‍👧 soft\u00adhyphen zero\u200bwidth ﬁre ſ K ǅ",
]


@pytest.fixture(scope="module")
def sqlite() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
    return connection


@pytest.mark.parametrize("text", [*ENGLISH, *(word for line in OTHERS for word in line.split())])
def test_terms_are_those_of_fts5(sqlite: sqlite3.Connection, text: str) -> None:
    sqlite.execute("DELETE FROM t")
    sqlite.execute("INSERT INTO t VALUES (?)", (paired(text),))
    assert terms(text) == [term for (term,) in sqlite.execute("SELECT term FROM v ORDER BY offset")]


def test_terms_come_in_order_with_repeats() -> None:
    assert terms("Ministers met the minister, twice.") == ["minist", "met", "the", "minist", "twice"]
    assert terms("") == terms(" …! ") == []


@pytest.mark.parametrize("mark", ["'", "’"])
def test_what_an_apostrophe_leaves_is_no_word(mark: str) -> None:
    assert content_words(f"Who is Talvia{mark}s minister, and isn{mark}t he the King{mark}s?") == [
        "talvia",
        "minister",
        "isn",
        "king",
    ]
    assert content_words(f"O{mark}Brien") == ["o", "brien"]


def test_content_words_are_distinct_and_no_function_words() -> None:
    assert content_words("What did the Minister say of the minister and of a MINISTER?") == ["minister"]
    assert content_terms("Which ministers and which minister visited?") == ["minist", "visit"]
    assert content_words("Who was it?") == []
