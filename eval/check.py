"""Looks for faults in a data set: what would make scores wrong, and what may not be meant."""

from collections.abc import Iterable, Iterator

from eval.contents import Contents, Fault, Placed, error, warning
from eval.rules import RULES, Place
from eval.words import words
from index.articles import Article


def check(contents: Contents) -> list[Fault]:
    """Returns every fault of a data set, those of reading it first."""
    articles = {article.id: article for article in contents.articles}
    faults = [*contents.faults, *_articles(contents.articles), *_questions(contents.questions)]
    for placed in contents.questions:
        place = Place(placed.place, placed.question, articles)
        faults.extend(fault for rule in RULES for fault in rule(place))
    return faults


def _articles(articles: Iterable[Article]) -> Iterator[Fault]:
    places: dict[str, str] = {}
    texts: dict[str, str] = {}
    for article in articles:
        at = article.path or article.id
        if article.id in places:
            yield error(at, f"the article id {article.id!r} was used before, at {places[article.id]}")
        elif article.text in texts:
            yield warning(at, f"the article {article.id!r} has the very text of {texts[article.text]!r}")
        places.setdefault(article.id, at)
        texts.setdefault(article.text, article.id)
        if not article.text.strip():
            yield error(at, f"the article {article.id!r} has no text")


def _questions(questions: Iterable[Placed]) -> Iterator[Fault]:
    ids: dict[str, str] = {}
    asked: dict[tuple[str, str | None], str] = {}
    unknown: dict[str, list[str]] = {}
    for placed in questions:
        question = placed.question
        wording = " ".join(words(question.searched)), question.document_id
        if question.id in ids:
            yield error(placed.place, f"the question id {question.id!r} was used before, at {ids[question.id]}")
        elif wording in asked:
            yield warning(placed.place, f"{question.id}: asks the same as {asked[wording]}")
        ids.setdefault(question.id, placed.place)
        asked.setdefault(wording, question.id)
        for name in placed.unknown:
            unknown.setdefault(name, []).append(placed.place)
    for name, places in sorted(unknown.items()):
        yield warning(places[0], f"the field `{name}` is not known and is ignored (in {len(places)} questions)")
