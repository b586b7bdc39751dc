"""What the model is asked for a question, in order: nothing, whether values are positions, for an answer, and who disagrees."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.articles import Evidence
from service.answering.agreement import repeats
from service.answering.alone import SETTLED, STATES, SURELY, answerability_alone, states, states_alone
from service.answering.answer import Positions, Retrieved
from service.answering.answerability import ALONE, PROBE
from service.answering.asked import asked
from service.answering.choices import choice
from service.answering.confirm import confirmed
from service.answering.conflicts import clash
from service.answering.decide import off_topic
from service.answering.draft import Draft
from service.answering.followup import completed
from service.answering.forms import explanatory, polar
from service.answering.prompt import answer_messages, witness_messages
from service.answering.reader import Reader
from service.answering.standing import claims_of, standing
from service.answering.verified import verified
from service.answering.witnesses import Witness

WRITES = 0.25
"""The answerability from which a draft is written, if that tells whether it is right (docs/decisions.md)."""
ANSWERABLE = 0.5
"""The answerability from which a further witness is asked (docs/decisions.md); of the evidence it is a setting."""
HEARS = 0.35
"""The same where a value is asked for: beside an answer it is likelier that it has one (docs/decisions.md)."""
GIVEN = 0.35
"""The answerability of a sentence that somebody gives a cause in, read alone, from which it is told beside another (docs/decisions.md)."""
UNLIKELY = 0.33
"""How probably what another witness answers is right, below which it is not told (docs/decisions.md)."""
HEARD = 3
"""Most other witnesses that are asked: each costs a prompt of its own."""


@dataclass(frozen=True)
class Made:
    """What the model made: confirmed positions, and unless these exclude each other, an answer's draft and those of other witnesses.

    If none of these stands, `stated` is the sentence that states the answer by itself, if there is one.
    `answerability` is how probable it is that the evidence answers, 0 to 1.
    """

    drafts: tuple[Draft, ...]
    positions: Positions
    answerability: float
    stated: Evidence | None = None


def compose(
    reader: Reader, retrieved: Retrieved, most: int, on_token: Callable[[str], None], least: float = ANSWERABLE
) -> Made:
    """Asks the model for as little as can settle the question; no draft has more than `most` tokens, nor is the first told if it is right less probably than `least`."""
    question, evidence = retrieved.searched, retrieved.evidence
    if off_topic(question, evidence):
        return Made((), (), 0.0)
    positions = confirmed(reader, question, retrieved.disagreement)
    messages = answer_messages(reader.prompts, question, evidence)
    unfamiliar = _unfamiliar(question)
    judges = reader.judges_drafts and not unfamiliar
    score = reader.answerability(messages, evidence, ALONE if unfamiliar else PROBE)
    if score < (min(WRITES, least) if judges else least):
        return Made((), (), score)
    if score >= least and clash(positions):
        return Made((), positions, score)
    text, right = reader.answers(messages, evidence, most, on_token)
    right = right if judges else None
    draft = Draft(text, evidence, score if right is None else right)
    told = _told(reader, question, draft, least, judged=right is not None)
    if score < least and (right is None or not claims_of(question, told).kept):
        return Made((), (), score)
    instead, beside = max(least, ANSWERABLE), HEARS if asked(question) else ANSWERABLE
    heard = _dissenting(question, told, retrieved.witnesses)
    others = _hear(reader, question, heard, most, beside if told.text else instead)
    drafts = (told, *others, *_blamed(reader, question, (told, *others), retrieved.causes))
    stated = None if standing(question, drafts) else states_alone(reader, question, evidence, max(least, STATES))
    return Made(drafts, positions, score, stated)


def _unfamiliar(question: str) -> bool:
    """Whether the probes of evidence and of drafts were fitted on no question of this form: one of yes or no, a choice, one with the words of another behind it."""
    return polar(question) or choice(question) is not None or completed(question)


def _dissenting(question: str, draft: Draft, heard: Sequence[Witness]) -> list[Witness]:
    """Returns the witnesses that may say something else than the draft: not those from which it was made, or who seem to repeat it.

    Of a draft that does not stand they may be the ones who can tell it better.
    """
    rests_on = verified(question, draft.text, draft.evidence, draft.right)
    cited = {item.article.id for one in rests_on for item in one.evidence}
    others = [witness for witness in heard if witness[0].article.id not in cited]
    return [w for w in others if not (cited and repeats(question, draft.text, _text(w)))][:HEARD]


def _text(witness: Witness) -> str:
    """Returns what a witness says, its article's title first: there the name stands that the sentences leave out."""
    return " ".join([witness[0].article.title, *(item.sentence.text for item in witness)])


def _hear(reader: Reader, question: str, heard: Sequence[Witness], most: int, least: float) -> list[Draft]:
    """Returns what each witness answers, if its answerability is `least` or more, and in a prompt within the budget."""
    drafts: list[Draft] = []
    for witness in heard:
        messages = witness_messages(reader.prompts, question, witness)
        if not reader.fits(messages):
            continue
        score = reader.answerability(messages, witness, ALONE)
        if score >= least:
            text, right = reader.answers(messages, witness, most, lambda _: None)
            wrong = right is not None and right < UNLIKELY and not _unfamiliar(question)
            drafts.append(_drafted(reader, question, Draft("" if wrong else text, witness, score)))
    return drafts


def _blamed(reader: Reader, question: str, made: Sequence[Draft], causes: Sequence[Evidence]) -> list[Draft]:
    """Returns what somebody gives as a cause, if it may be the one that is asked for and no draft rests on it.

    Where no draft stands it would be the answer, and must be as sure as one.
    """
    if not causes:
        return []
    kept = [claim for draft in made for claim in claims_of(question, draft).kept]
    rests_on = {item.sentence for claim in kept for item in claim.evidence}
    asked_about = [item for item in causes if item.sentence not in rests_on]
    scores = {item: answerability_alone(reader, question, item) for item in asked_about}
    least = GIVEN if kept else STATES
    return [Draft(item.sentence.text, (item,), score) for item, score in scores.items() if score >= least]


def _told(reader: Reader, question: str, draft: Draft, least: float, *, judged: bool) -> Draft:
    """Returns the draft; without its text, if it was `judged` and is right less probably than `least`.

    If it was not judged, without its text where its evidence is none too sure to answer and its quotation, read alone, does not.
    """
    if judged:
        return draft if draft.right >= least else replace(draft, text="")
    claims = claims_of(question, draft).kept
    if not claims or draft.right >= SETTLED or states(reader, question, claims[0].evidence):
        return draft
    return replace(draft, text="")


def _drafted(reader: Reader, question: str, draft: Draft) -> Draft:
    """Returns the draft, or if nothing of it stands the sentence that surely states the answer by itself in its place."""
    if claims_of(question, draft).kept:
        return draft
    stated = states_alone(reader, question, draft.evidence, STATES if explanatory(question) else SURELY)
    return replace(draft, text=stated.sentence.text) if stated else draft


def read(retrieved: Retrieved) -> list[Evidence]:
    """Returns the evidence that the model reads, and what else positions rest on."""
    stated = [stated.evidence for position in retrieved.disagreement for stated in position]
    heard = [item for witness in retrieved.witnesses for item in witness]
    return list(dict.fromkeys([*retrieved.evidence, *stated, *heard, *retrieved.alike, *retrieved.causes]))
