"""What the evidence says, and under what: the words of a sentence, of its article's title and of its outlet."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from index.articles import Evidence
from service.answering.choices import posed
from service.answering.claims import beyond, content, meant, names, portion
from service.answering.speakers import SAYING


def context(item: Evidence) -> str:
    """Returns what the quotation stands under: its own words, its article's title and outlet."""
    return f"{item.sentence.text} {item.article.title} {item.article.source or ''}"


def bare_outlet(source: str) -> str:
    """Returns an outlet's name in lower case and without "The"."""
    return source.lower().removeprefix("the ")


def told_in(claim: str, item: Evidence) -> set[str]:
    """Returns the content words that `claim` may have of the quotation and its title, and of its outlet where it says that this reports."""
    source = item.article.source or ""
    bare = re.escape(bare_outlet(source))
    says = source and re.search(
        rf"\baccording to (?:the )?{bare}|\b{bare}(?:[’']s)? (?:{SAYING})\b", claim, re.IGNORECASE
    )
    return meant(f"{item.sentence.text} {item.article.title} {source if says else ''}")


def said_in(evidence: Sequence[Evidence]) -> set[str]:
    """Returns the content words of the evidence, its articles' titles and outlets."""
    return set().union(*(meant(context(item)) for item in evidence))


def same_article(item: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Returns the evidence that is of the article of `item`."""
    return [other for other in evidence if other.article.id == item.article.id]


def of_article(item: Evidence, evidence: Sequence[Evidence]) -> set[str]:
    """Returns the content words of what was read of the article of `item`, and the question's places that it has elsewhere."""
    return said_in(same_article(item, evidence)) | item.mentions


def same_outlet(one: Evidence, two: Evidence) -> bool:
    """Whether both are known to be of one outlet."""
    return one.article.source is not None and one.article.source == two.article.source


def outlets(evidence: Sequence[Evidence]) -> set[str]:
    """Returns the words of the evidence's outlets: in a question, "as reported by", they tell who says and not of whom."""
    return content(" ".join(item.article.source or "" for item in evidence))


def names_all(question: str, evidence: Sequence[Evidence]) -> bool:
    """Whether all names of the question occur in the evidence, its articles' titles or outlets."""
    return not beyond(names(posed(question)), said_in(evidence))


def article_names_all(
    question: str, item: Evidence, evidence: Sequence[Evidence], known: AbstractSet[str] = frozenset()
) -> bool:
    """Whether all names of the question but those `known` occur in the article of `item`."""
    return not beyond(names(posed(question)) - known, of_article(item, evidence))


def share(words: AbstractSet[str], evidence: Sequence[Evidence]) -> float:
    """Returns the share of `words` that stand in the evidence, its articles' titles or outlets; 1 if there are none."""
    return portion(words, said_in(evidence))
