"""What the model makes of a sentence that it reads alone: whether it states the answer after all, or where no draft stands."""

from collections.abc import Sequence

from index.articles import Evidence
from service.answering.agreement import names_nobody
from service.answering.answerability import ALONE
from service.answering.choices import doubtful
from service.answering.claims import among, content, meant, names
from service.answering.prompt import answer_messages, witness_messages
from service.answering.reader import Reader
from service.answering.requote import answers
from service.answering.said import article_names_all, outlets

STATES = 0.6
"""The answerability of a sentence, read alone, from which it is quoted as the answer (docs/decisions.md)."""
SURELY = 0.9
"""The same for a sentence of a further witness, which is told beside the answer or against it."""
SETTLED = 0.65
"""The answerability from which what a draft is quoted from is not read once more."""
UNSTATED = 0.15
"""The answerability of a draft's quotations, read alone, below which they do not state the answer."""
ASKED = 6
"""Most sentences that are read alone, the nearest first: each costs a short prompt."""


def states_alone(reader: Reader, question: str, evidence: Sequence[Evidence], least: float) -> Evidence | None:
    """Returns the evidence sentence that the model is surest of when it reads nothing else, if its answerability is `least` or more.

    None where it is in doubt whether something is so: a sentence about it is no yes and no no.
    """
    if doubtful(question):
        return None
    able = [item for item in evidence if _can_answer(question, item, evidence)][:ASKED]
    sure = {item: answerability_alone(reader, question, item) for item in able}
    best = max(sure, key=sure.__getitem__, default=None)
    return best if best and sure[best] >= least else None


def states(reader: Reader, question: str, quotations: Sequence[Evidence]) -> bool:
    """Whether the quotations of an answer, read under their article's title and without any other sentence, may state it."""
    of_one = len({item.article.id for item in quotations}) == 1
    messages = (witness_messages if of_one else answer_messages)(reader.prompts, question, quotations)
    return not reader.fits(messages) or reader.answerability(messages, quotations, ALONE) >= UNSTATED


def _can_answer(question: str, item: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether the sentence has what is asked for, somebody where somebody is, a word of the question that is no name, and its article all its names."""
    text = item.sentence.text
    if not answers(question, item) or names_nobody(question, text):
        return False
    plain, said = content(question) - names(question), meant(text)
    if plain and not any(among(stem, said) for stem in plain):
        return False
    return article_names_all(question, item, evidence, outlets(evidence))


def answerability_alone(reader: Reader, question: str, item: Evidence) -> float:
    """Returns how probable it is that the sentence answers when it is read alone, 0 to 1."""
    messages = answer_messages(reader.prompts, question, [item])
    return reader.answerability(messages, [item], ALONE) if reader.fits(messages) else 0.0
