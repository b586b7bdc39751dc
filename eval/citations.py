"""Metrics of quotations, after ALCE (Gao et al. 2023), with gold articles and sentences in the place of its NLI judge.

They speak of questions that were not declined; recall alone counts a declined question as 0, for it cites nothing.
"""

from eval.answers import right
from eval.case import Case, Span
from service.answering.answer import Citation


def coverage(case: Case) -> float | None:
    """Share of the answer's sentences that overlap a verified citation (ALCE's citation recall, with Byline's check as judge)."""
    if case.declined:
        return None
    verified = [citation for citation in case.citations if citation.verified]
    cited = [any(c.start < end and start < c.end for c in verified) for start, end in case.sentences]
    return sum(cited) / len(cited) if cited else 0.0


def quotation_exactness(case: Case) -> float | None:
    """Share of the citations that are, letter for letter, what stands in the article at their offsets: must be 1."""
    if not case.citations:
        return None
    return sum(_exact(case, citation) for citation in case.citations) / len(case.citations)


def article_precision(case: Case) -> float | None:
    """Share of the citations that point at a gold article; 0 for an answer without citations.

    An answer that reports a disagreement may also cite the articles of the other sides.
    """
    question = case.question
    if not question.gold_ids or case.declined:
        return None
    accepted = set(question.gold_ids).union(*(position.article_ids for position in question.positions))
    if case.conflicting:
        accepted.update(question.wrong_ids)
    return _share([citation.article_id in accepted for citation in case.citations])


def article_recall(case: Case) -> float | None:
    """Share of the gold articles that are cited, if all are required; otherwise whether any of them is."""
    gold = set(case.question.gold_ids)
    if not gold:
        return None
    cited = gold & {citation.article_id for citation in case.citations}
    return len(cited) / len(gold) if case.question.all_gold_required else float(bool(cited))


def right_article(case: Case) -> float | None:
    """Whether a right answer cites a gold article."""
    gold = set(case.question.gold_ids)
    if not gold or not right(case):
        return None
    return float(any(citation.article_id in gold for citation in case.citations))


def sentence_precision(case: Case) -> float | None:
    """Share of the citations that quote a gold sentence, see `quotes`; 0 for an answer without citations."""
    if not any(case.gold_spans) or case.declined:
        return None
    places = [span for spans in case.gold_spans for span in spans]
    return _share([any(quotes(citation, span) for span in places) for citation in case.citations])


def sentence_recall(case: Case) -> float | None:
    """Share of the gold sentences that are quoted, wherever they stand."""
    found = [spans for spans in case.gold_spans if spans]
    if not found:
        return None
    return _share([any(quotes(citation, span) for citation in case.citations for span in spans) for spans in found])


def quotes(citation: Citation, span: Span) -> bool:
    """Returns whether citation and span share at least half of the shorter of the two."""
    if citation.article_id != span.article_id:
        return False
    shared = min(citation.end_char, span.end) - max(citation.start_char, span.start)
    return shared > 0 and 2 * shared >= min(citation.end_char - citation.start_char, span.end - span.start)


def _exact(case: Case, citation: Citation) -> bool:
    text = case.texts.get(citation.article_id, "")
    return bool(citation.cited_text) and text[citation.start_char : citation.end_char] == citation.cited_text


def _share(flags: list[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0
