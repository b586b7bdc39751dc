"""Metrics of what an answer says."""

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from eval.case import Case
from eval.matching import mentions, states
from eval.questions import GoldQuestion
from eval.words import squad_normalised, words

if TYPE_CHECKING:
    from rouge_score.rouge_scorer import RougeScorer


def right(case: Case) -> float | None:
    """Whether the question was dealt with as it should be: the headline, Byline's own.

    - Not answerable: declined.
    - With `positions`: every position is in the answer or among the positions reported beside it.
    - Short answers: an accepted answer is told likewise (each one, with `all_answers_required`).
    - Long answers: at least 40 % of the facts of an accepted answer are told likewise.

    Does not apply where only relevant articles are known, as in BEIR sets.
    """
    question = case.question
    if not question.answerable:
        return float(case.declined)
    if question.positions:
        return float(all(mentions(case.told, position.wordings) for position in question.positions))
    return float(states(case.told, question)) if question.answers else None


def contains_answer(case: Case) -> float | None:
    """Whether an accepted answer (each, if all are required) is in the answer word for word; for short answers.

    The lenient match of open-domain question answering (Mallen et al. 2023), on whole words.
    """
    return float(states(case.text, case.question)) if _short(case.question) else None


def exact_match(case: Case) -> float | None:
    """Whether answer and an accepted answer are the same after SQuAD's normalisation (Rajpurkar et al. 2016).

    For short answers. Unlike SQuAD 2.0's, unanswerable questions are left out: declining has its own metrics. Byline answers
    in sentences, so this stays near 0; it is here for comparison with published figures.
    """
    references = _references(case.question)
    return float(squad_normalised(case.text) in map(squad_normalised, references)) if references else None


def token_f1(case: Case) -> float | None:
    """Best F1 of common words with an accepted answer, after SQuAD's normalisation (Rajpurkar et al. 2016)."""
    references = _references(case.question)
    return max(f1_of_words(case.text, reference) for reference in references) if references else None


def f1_of_words(text: str, reference: str) -> float:
    """Returns 2 PR / (P + R) over the two bags of normalised words."""
    given, wanted = (Counter(squad_normalised(side).split()) for side in (text, reference))
    if not given or not wanted:
        return float(given == wanted)
    return 2 * (given & wanted).total() / (given.total() + wanted.total())


def rouge_l(case: Case) -> float | None:
    """Best ROUGE-L F1, the longest common subsequence of words, with a reference (Lin 2004); for long answers.

    Computed by Google's rouge-score on Byline's own words, since its own tokenizer knows only ASCII; no stemming.
    """
    question = case.question
    if not (question.long and question.answerable and question.answers):
        return None
    return max(float(_scorer().score(reference, case.text)["rougeL"].fmeasure) for reference in question.answers)


def similarity(case: Case) -> float | None:
    """Cosine of answer and nearest reference in the run's embedder, at least 0; for long answers; 0 without an answer.

    The answer similarity of Ragas (Es et al. 2024).
    """
    question = case.question
    if not (question.long and question.answerable and question.answers):
        return None
    return max(0.0, case.row.similarity or 0.0)


def _short(question: GoldQuestion) -> bool:
    return question.answerable and not question.long and bool(question.answers) and not question.positions


def _references(question: GoldQuestion) -> list[str]:
    """Returns the texts that a short answer may equal; where all parts are required, their sequence."""
    if not _short(question):
        return []
    if question.all_answers_required:
        return [" ".join(question.answers)]
    return [wording for answer in question.answers for wording in question.wordings(answer)]


class _Words:
    """Byline's tokenizer in the form that rouge-score takes."""

    def tokenize(self, text: str) -> list[str]:
        """Returns the words of `text`."""
        return words(text)


@cache
def _scorer() -> "RougeScorer":
    # Imported here, because it loads nltk, a second that runs of retrieval alone need not wait.
    from rouge_score.rouge_scorer import RougeScorer

    return RougeScorer(["rougeL"], tokenizer=_Words())
