"""Metrics of the article ranking, by trec_eval through ir-measures (MacAvaney et al. 2022).

They apply to questions with gold articles, unless the question is asked about one given document, where there is nothing
to find. Equal scores keep the order in which they were returned. A question without a ranking scores 0.
"""

from functools import lru_cache

import ir_measures
from ir_measures import RR, R, nDCG

from eval.case import Case

DEPTH = 10
"""Articles ranked for each question, the deepest cut-off of any metric."""
_MEASURES = {"recall@1": R @ 1, "recall@5": R @ 5, "recall@10": R @ 10, "rr": RR, "ndcg@10": nDCG @ 10}


def recall_at_1(case: Case) -> float | None:
    """Share of the gold articles that is ranked first (trec_eval's recall)."""
    return _measure(case, "recall@1")


def recall_at_5(case: Case) -> float | None:
    """Share of the gold articles among the first five (trec_eval's recall)."""
    return _measure(case, "recall@5")


def recall_at_10(case: Case) -> float | None:
    """Share of the gold articles among the first ten (trec_eval's recall)."""
    return _measure(case, "recall@10")


def reciprocal_rank(case: Case) -> float | None:
    """One over the rank of the first gold article, 0 if none is among the first ten (Voorhees 1999)."""
    return _measure(case, "rr")


def ndcg_at_10(case: Case) -> float | None:
    """Discounted gain of the first ten, graded by `gold_grades`, over the best possible (Järvelin and Kekäläinen 2002)."""
    return _measure(case, "ndcg@10")


def all_gold_at_10(case: Case) -> float | None:
    """Whether all that is needed is among the first ten: every gold article, or one article of each position.

    Applies to questions that need several articles.
    """
    question = case.question
    sides = [set(position.article_ids) for position in question.positions if position.article_ids]
    if not sides and question.all_gold_required:
        sides = [{article} for article in question.gold_ids]
    if len(set().union(*sides)) < 2 or question.document_id:
        return None
    found = {article for article, _ in case.row.ranking[:DEPTH]}
    return float(all(side & found for side in sides))


def _measure(case: Case, name: str) -> float | None:
    question = case.question
    if not question.gold_ids or question.document_id:
        return None
    grades = question.gold_grades or (1,) * len(question.gold_ids)
    ranked = tuple(dict.fromkeys(article for article, _ in case.row.ranking))[:DEPTH]
    return _measured(tuple(zip(question.gold_ids, grades, strict=True)), ranked)[name]


@lru_cache(maxsize=4096)
def _measured(gold: tuple[tuple[str, int], ...], ranked: tuple[str, ...]) -> dict[str, float]:
    # trec_eval sorts by score and breaks ties by name: falling scores keep the order that was returned.
    run = {"q": {article: float(-rank) for rank, article in enumerate(ranked)}}
    measured = ir_measures.iter_calc(_MEASURES.values(), {"q": dict(gold)}, run)
    values = {metric.measure: float(metric.value) for metric in measured}
    return {name: values[measure] for name, measure in _MEASURES.items()}
