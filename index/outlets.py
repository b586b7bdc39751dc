"""The articles of the outlets that a question names: "What did The Age report?" asks them before all others."""

import re
from collections.abc import Sequence

from index.catalog import Catalog
from index.scripts import paired


def named_articles(catalog: Catalog, questions: Sequence[str]) -> list[set[int]]:
    """Returns for each question the rows of all articles whose outlet it names."""
    outlets = [
        outlet for (outlet,) in catalog.connection.execute("SELECT DISTINCT source FROM articles WHERE source > ''")
    ]
    return [_rows(catalog, [outlet for outlet in outlets if names(question, outlet)]) for question in questions]


def _rows(catalog: Catalog, outlets: Sequence[str]) -> set[int]:
    sql = "SELECT rowid FROM articles WHERE source = ?"
    return {row for outlet in outlets for (row,) in catalog.connection.execute(sql, [outlet])}


def names(question: str, outlet: str) -> bool:
    """Whether the outlet stands in the question, written as it writes itself: "which fortune" does not name Fortune."""
    # Nearly all outlets end here: there can be thousands.
    if outlet[1:] not in question:
        return False
    written = re.escape(paired(outlet).strip())
    if outlet.startswith("The "):
        written = f"[Tt]{written[1:]}"
    return bool(re.search(rf"(?<!\w){written}(?!\w)", paired(question)))
