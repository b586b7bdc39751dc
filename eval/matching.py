"""Does a text state an accepted answer? The judgement behind `right`, made without a judge model."""

import re
from collections.abc import Iterable, Sequence

from eval.questions import GoldQuestion
from eval.words import contains, fact_words, words

FACTS_STATED = 0.4
"""Share of a reference's facts from which a long answer counts as stating it.

Chosen on pairs with known truth. ConflictNQ (902 of each): of the long wordings of an answer, judged against its short
wording, 94 % reach it, and 3 % of the long wordings of the opposite answer. CLAP NQ: 86 % of second annotators' answers
(140) and 7 % of two sentences of the same passage that the annotator passed over (260).
"""

_POLARITY = ({"yes"}, {"no"})


def states(text: str, question: GoldQuestion) -> bool:
    """Returns whether `text` gives the accepted answer: any one, or each if all are required."""
    if question.long:
        return states_facts(text, question.answers, question.question, question.wrong_answers)
    needed = all if question.all_answers_required else any
    return needed(mentions(text, question.wordings(answer)) for answer in question.answers)


def states_any(text: str, question: GoldQuestion) -> bool:
    """Returns whether `text` gives the accepted answer, or of a disagreement one side."""
    if question.positions:
        return any(mentions(text, position.wordings) for position in question.positions)
    return states(text, question)


def states_wrong(text: str, question: GoldQuestion) -> bool:
    """Returns whether `text` gives an answer known to be wrong."""
    if question.long:
        return states_facts(text, question.wrong_answers, question.question, question.answers)
    return mentions(text, question.wrong_answers)


def mentions(text: str, wordings: Iterable[str]) -> bool:
    """Returns whether any of the wordings stands in `text`, word for word; see `says` for yes and no."""
    spoken = words(text)
    return any(_says(spoken, wording) for wording in wordings)


def _says(spoken: Sequence[str], wording: str) -> bool:
    """Matches whole words, so that "no" is not found in "know" nor 19 in 1998.

    "No" is also an ordinary word ("there is no doubt"): where an answer opens with yes or no, that word decides;
    otherwise yes or no has to occur without the other.
    """
    phrase = words(wording)
    if set(phrase) not in _POLARITY:
        return contains(spoken, phrase)
    if spoken and {spoken[0]} in _POLARITY:
        return spoken[0] == phrase[0]
    return {word for word in spoken if {word} in _POLARITY} == set(phrase)


def states_facts(text: str, references: Sequence[str], question: str, others: Sequence[str] = ()) -> bool:
    """Returns whether `text` states enough facts of any of the references; see `fact_recall` and `FACTS_STATED`."""
    return max((fact_recall(text, ref, question, others) for ref in references), default=0.0) >= FACTS_STATED


def fact_recall(text: str, reference: str, question: str, others: Sequence[str] = ()) -> float:
    """Share of the reference's facts that `text` states: unigram recall (ROUGE-1, Lin 2004) over words that carry one.

    Left out of the reference are function words, words that the question already has, and words of `others`, the answers
    of another side, which cannot tell the sides apart; what would leave nothing is not left out. A text that opens with
    yes where the reference opens with no, or the reverse, states none.
    """
    spoken = words(text)
    told = words(reference)
    if _opposed(spoken, told):
        return 0.0
    facts = fact_words(reference) or set(told)
    for known in (fact_words(question), {word for other in others for word in words(other)}):
        facts = facts - known or facts
    return len(facts & set(spoken)) / len(facts) if facts else 0.0


def names_speaker(text: str, speaker: str) -> bool:
    """Returns whether `text` names a speaker, of whom a gold set may give several names apart by commas or semicolons.

    At least half of the words of a name have to be there, or, where `text` is shorter than the name, half of its words.
    """
    told = fact_words(text)
    names = [fact_words(name) for name in re.split("[,;]", speaker)]
    return any(told and name and 2 * len(told & name) >= min(len(told), len(name)) for name in names)


def _opposed(spoken: Sequence[str], told: Sequence[str]) -> bool:
    openings = [{side[0]} for side in (spoken, told) if side]
    return len(openings) == 2 and all(opening in _POLARITY for opening in openings) and openings[0] != openings[1]
