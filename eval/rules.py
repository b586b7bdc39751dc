"""What can be wrong with one question of a data set."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from eval.contents import Fault, error, warning
from eval.matching import mentions
from eval.questions import ANSWER_TYPES, GoldQuestion
from eval.words import contains, words
from index.articles import Article


@dataclass(frozen=True)
class Place:
    """A question, where it stands, and the articles by id."""

    at: str
    question: GoldQuestion
    articles: Mapping[str, Article]

    def gold(self) -> list[Article]:
        """Returns the gold articles that exist."""
        return [self.articles[id_] for id_ in self.question.gold_ids if id_ in self.articles]

    def error(self, message: str) -> Fault:
        """Returns an error at this question."""
        return error(self.at, f"{self.question.id}: {message}")

    def warning(self, message: str) -> Fault:
        """Returns a warning at this question."""
        return warning(self.at, f"{self.question.id}: {message}")


Rule = Callable[[Place], Iterator[Fault]]


def empty(place: Place) -> Iterator[Fault]:
    """Fields that are there and hold nothing."""
    question = place.question
    lists = ("answers", "gold_ids", "gold_sentences", "wrong_answers", "wrong_ids", "plausible_answers", "near_ids")
    for name in ("id", "question", "kind"):
        if not getattr(question, name).strip():
            yield place.error(f"`{name}` is empty")
    for name in lists:
        if any(not entry.strip() for entry in getattr(question, name)):
            yield place.error(f"`{name}` has an empty entry")


def repeated_entries(place: Place) -> Iterator[Fault]:
    """Entries that stand twice in one list."""
    for name in ("answers", "gold_ids", "gold_sentences", "wrong_ids", "near_ids"):
        if twice := _twice(getattr(place.question, name)):
            yield place.error(f"`{name}` has {twice[0]!r} more than once")


def unresolved(place: Place) -> Iterator[Fault]:
    """Article ids that no article has."""
    question = place.question
    of_positions = tuple(id_ for position in question.positions for id_ in position.article_ids)
    document = (question.document_id,) if question.document_id else ()
    named = {"gold_ids": question.gold_ids, "wrong_ids": question.wrong_ids, "near_ids": question.near_ids,
             "positions": of_positions, "document_id": document}  # fmt: skip
    for name, ids in named.items():
        for id_ in dict.fromkeys(ids):
            if id_ not in place.articles:
                yield place.error(f"`{name}` names the article {id_!r}, which does not exist")


def contradictory(place: Place) -> Iterator[Fault]:
    """Fields that cannot all be true."""
    question = place.question
    if not question.answerable and (question.answers or question.positions or question.gold_ids):
        yield place.error("is not `answerable`, but has `answers`, `positions` or `gold_ids`")
    if question.answerable and question.plausible_answers:
        yield place.error("is `answerable`, but has `plausible_answers`; wrong answers go into `wrong_answers`")
    if question.answerable and not (question.answers or question.positions or question.gold_ids):
        yield place.error("is `answerable`, but has neither `answers` nor `positions` nor `gold_ids`")
    for name in ("wrong_ids", "near_ids"):
        if both := set(question.gold_ids) & set(getattr(question, name)) - _articles_of_positions(question):
            yield place.error(f"the article {min(both)!r} is in both `gold_ids` and `{name}`")
    if question.document_id and question.gold_ids and question.document_id not in question.gold_ids:
        yield place.error("asks about `document_id` alone, which is not among its `gold_ids`")
    right, wrong = ({tuple(words(answer)) for answer in side} for side in (question.answers, question.wrong_answers))
    if right & wrong:
        yield place.error(f"{' '.join(min(right & wrong))!r} is both a right and a wrong answer")


def malformed(place: Place) -> Iterator[Fault]:
    """Values that no metric could use."""
    question = place.question
    if question.answer_type not in ANSWER_TYPES:
        yield place.error(f"`answer_type` is {question.answer_type!r}; known are {', '.join(ANSWER_TYPES)}")
    if question.gold_grades and len(question.gold_grades) != len(question.gold_ids):
        yield place.error("`gold_grades` needs a number for each of `gold_ids`")
    if any(grade < 1 for grade in question.gold_grades):
        yield place.error("`gold_grades` has a number below 1; leave the article out of `gold_ids`")
    if unknown := sorted(set(question.answer_aliases) - set(question.answers)):
        yield place.error(f"`answer_aliases` has wordings for {unknown[0]!r}, which is not in `answers`")
    if strange := sorted({turn.role for turn in question.history} - {"user", "assistant"}):
        yield place.error(f"`history` has the role {strange[0]!r}; known are user and assistant")
    if len(question.positions) == 1:
        yield place.error("`positions` has one side only; a disagreement has two")
    if question.all_answers_required and len(question.answers) < 2 and question.answerable:
        yield place.warning("`all_answers_required`, but there is only one answer")


def answers_unfounded(place: Place) -> Iterator[Fault]:
    """Answers that do not stand in a gold article; only a warning where they need not be quoted."""
    question = place.question
    if not place.gold() or question.answer_type == "derived" or question.positions:
        return
    missing = [answer for answer in question.answers if not _stands(question.wordings(answer), place.gold())]
    if not missing or (len(missing) < len(question.answers) and not question.all_answers_required):
        return
    polar = all(set(words(answer)) in ({"yes"}, {"no"}) for answer in question.answers)
    told = place.warning if question.long or question.all_gold_required or polar else place.error
    yield told(f"no gold article has the answer {_short(missing[0])!r} word for word")


def sentences_unfounded(place: Place) -> Iterator[Fault]:
    """Gold sentences that do not stand in a gold article."""
    for sentence in place.question.gold_sentences:
        if place.gold() and not any(sentence in article.text for article in place.gold()):
            near = any(" ".join(sentence.split()) in " ".join(article.text.split()) for article in place.gold())
            yield place.error(
                f"the gold sentence {_short(sentence)!r} stands in no gold article"
                + (", but for its white space" if near else "")
            )


def positions_unfounded(place: Place) -> Iterator[Fault]:
    """Positions that none of their articles states, or that cannot be told apart."""
    positions = place.question.positions
    for position in positions:
        held = [place.articles[id_] for id_ in position.article_ids if id_ in place.articles]
        if not position.value.strip() or not position.article_ids:
            yield place.error("a position has no value or no articles")
        elif held and not _stands(position.wordings, held):
            yield place.error(f"no article of the position {position.value!r} states it word for word")
    for position in positions:
        others = [wording for other in positions if other != position for wording in other.wordings]
        if shadowed := [other for other in others if mentions(other, position.wordings)]:
            yield place.warning(f"the position {position.value!r} counts as stated wherever {shadowed[0]!r} is")


RULES: tuple[Rule, ...] = (
    empty, repeated_entries, unresolved, contradictory, malformed, answers_unfounded, sentences_unfounded, positions_unfounded,
)  # fmt: skip


def _stands(wordings: Iterable[str], articles: Iterable[Article]) -> bool:
    texts = [words(f"{article.title}\n{article.text}") for article in articles]
    return any(contains(text, words(wording)) for wording in wordings for text in texts)


def _articles_of_positions(question: GoldQuestion) -> set[str]:
    return {id_ for position in question.positions for id_ in position.article_ids}


def _twice(entries: Iterable[str]) -> list[str]:
    return [entry for entry, number in Counter(entries).items() if number > 1]


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
