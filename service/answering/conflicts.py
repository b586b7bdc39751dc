"""Finds where the evidence gives values for what is asked that cannot all be true.

Values of one article or outlet contradict each other only if it names who says each.
"""

from collections.abc import Iterable, Sequence

from index.articles import Evidence
from service.answering.agreement import Value
from service.answering.answer import Positions, Stated
from service.answering.asked import Kind, asked
from service.answering.counts import Related
from service.answering.dates import StatedDate, dates
from service.answering.forms import several
from service.answering.quantities import quantities
from service.answering.said import same_outlet
from service.answering.stated import article_words, of_another_time, stated


def disagreement(question: str, evidence: Sequence[Evidence], related: Related) -> Positions:
    """Returns the positions, each with the statements that take it, best first; none unless two of them exclude each other."""
    wanted = asked(question)
    if wanted is None or several(question):  # of two questions in one, the values answer either
        return ()
    words = article_words(question, evidence)
    values = {
        one: value
        for item in evidence
        for one, value in stated(question, wanted, item, words[item.article.id], related)
    }
    # Beside what is said of now; where all tell of one time they can be compared.
    current = {s: value for s, value in values.items() if not of_another_time(question, wanted, s.evidence)}
    values = current or values
    positions: list[list[Stated]] = []
    for one, value in values.items():
        same = next((position for position in positions if all(_one(values[other], value) for other in position)), None)
        positions.append([one]) if same is None else same.append(one)
    found = tuple(tuple(sorted(position, key=lambda one: one.loose)) for position in sorted(positions, key=loose))
    return found if clash(found) else ()


def compared_words(question: str, evidence: Sequence[Evidence]) -> set[str]:
    """Returns the words whose nearness `disagreement` may ask for: what is counted, and what stands behind the numbers."""
    wanted = asked(question)
    if wanted is None or wanted.kind is not Kind.COUNT or several(question):
        return set()
    behind = (quantity.following for item in evidence for quantity in quantities(item.sentence.text))
    return set(wanted.nouns).union(*behind)


def loose(position: Sequence[Stated]) -> bool:
    """Whether no statement of the position has words of the question."""
    return all(one.loose for one in position)


def _one(value: Value, other: Value) -> bool:
    """Whether both say the same; of dates one may leave open what the other states: November 2018, and the 12th of it."""
    if isinstance(value, StatedDate) and isinstance(other, StatedDate):
        return value.within(other) or other.within(value)
    return value.same(other)


def clash(positions: Iterable[Sequence[Stated]]) -> bool:
    """Whether two statements of these positions exclude each other, said by different witnesses."""
    values = {one: stated_value(one) for position in positions for one in position}
    return any(_exclude(one, values[one], two, values[two]) for one in values for two in values)


def stated_value(one: Stated) -> Value:
    """Returns the value that is stated."""
    text = one.evidence.sentence.text
    found: list[Value] = [*quantities(text), *dates(text)]
    return next(value for value in found if (value.start, value.end) == (one.start, one.end))


def _exclude(one: Stated, value: Value, two: Stated, other: Value) -> bool:
    """Whether not both can be true, said by different witnesses."""
    same_origin = one.evidence.article.origin == two.evidence.article.origin
    one_witness = same_origin or same_outlet(one.evidence, two.evidence)
    if one_witness and (not one.who or not two.who or one.who == two.who):
        return False
    return not value.compatible(other)
