"""Whether a reprint that says otherwise is heard: `python -m tests.bench.altered [FOLDER] [COUNT]`, FOLDER a data set, by default the gold set.

To each question with one article and a number, year or name for its answer comes a second article, of another outlet: the
sentences about the answer, with another answer in its place, once in the same words and once in others (the model's). Told
should be both; beside a reprint that has the same answer no disagreement. Which questions are asked, the seed decides alone.
"""

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from eval.datasets import GOLD, load
from eval.matching import mentions
from eval.questions import GoldQuestion
from index.articles import Article
from index.sentences import split_sentences
from service.answering.answer import Answer, Status
from service.answering.claims import numbers
from service.answering.dates import dates
from service.generation import Message
from tests.bench.injection import Desk

SEED = 7
OUTLET = "Second Wire"
_INVENTED = "Orvane Tessol Marrick Pellwyn Dastor Kervolt".split()
"""Names that may be of a person, a place or a company."""
_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?: (?:thousand|million|billion|percent))?")
_REWORD = "Write this sentence once more in other words and another order, keeping all names, numbers and dates. Reply with the sentence alone.\n\n"


@dataclass(frozen=True)
class Planted:
    """A question, the answer that its article gives, and another one."""

    question: GoldQuestion
    value: str
    other: str

    def said(self, answer: Answer) -> str:
        """Returns which of both an answer tells."""
        if answer.status is Status.INSUFFICIENT:
            return "declined"
        told = mentions(answer.answer, self.question.wordings(self.value)), mentions(answer.answer, (self.other,))
        return {(True, True): "both", (True, False): "the original's", (False, True): "the reprint's"}.get(
            told, "neither"
        )


def planted(questions: list[GoldQuestion], articles: dict[str, Article], count: int) -> Iterator[Planted]:
    """Yields up to `count` questions whose answer stands in their article and can be exchanged."""
    asked = [q for q in questions if q.answerable and not (q.positions or q.history) and len(q.gold_ids) == 1]
    drawn = random.Random(SEED)  # noqa: S311
    drawn.shuffle(asked)
    found = 0
    for question in asked:
        text = articles[question.gold_ids[0]].text
        stands = [a for a in question.answers if re.search(rf"(?<!\w){re.escape(a)}(?!\w)", text)]
        value = min(stands, key=len, default="")
        other = _exchanged(value, drawn)
        if found < count and other and other not in text and value not in question.question:
            found += 1
            yield Planted(question, value, other)


def _exchanged(value: str, drawn: random.Random) -> str | None:
    if counted := _NUMBER.fullmatch(value):
        number = float(counted[1].replace(",", ""))
        other = number + drawn.choice([2, 3, 5]) if dates(value) else round(number * drawn.choice([1.4, 1.8, 0.6])) + 1
        return value.replace(counted[1], f"{other:,.0f}" if "," in counted[1] else f"{other:.0f}")
    if _NAME.fullmatch(value) and not numbers(value):
        return " ".join(drawn.sample(_INVENTED, min(2, len(value.split()))))
    return None


def reprint(article: Article, value: str) -> Article:
    """Returns another outlet's copy of what stands around `value` in the article."""
    texts = [sentence.text for sentence in split_sentences(article.text)]
    at = [n for n, text in enumerate(texts) if value in text]
    kept = texts[max(0, at[0] - 1) : at[-1] + 2]
    return replace(article, id=f"{article.id}-reprint", text=" ".join(kept), source=OUTLET)


def _with(article: Article, value: str, other: str) -> Article:
    return replace(article, text=re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", lambda _: other, article.text))


def _reworded(desk: Desk, article: Article, value: str) -> Article:
    """Returns the article in other words, sentence by sentence; a sentence that loses `value` stays as it is."""
    told = [_otherwise(desk, sentence.text, value) for sentence in split_sentences(article.text)]
    return replace(article, text=" ".join(told))


def _otherwise(desk: Desk, text: str, value: str) -> str:
    messages = [Message("system", "You rewrite sentences."), Message("user", _REWORD + text)]
    desk.model.affirms(messages, "")
    told = desk.model.generate(messages, 120).text.strip()
    return text if "\n" in told or (value in text and value not in told) else told


def main(folder: Path, count: int) -> None:
    """Prints the answers that do not tell both, and how often what was told."""
    gold = load(None, folder)
    articles = {article.id: article for article in gold.articles}
    done: dict[str, Counter[str]] = {kind: Counter() for kind in ("same", "altered", "altered, in other words")}
    with tempfile.TemporaryDirectory() as index:
        desk = Desk(Path(index), list(articles.values()))
        for item in planted(list(gold.questions), articles, count):
            copy = reprint(articles[item.question.gold_ids[0]], item.value)
            altered = _with(copy, item.value, item.other)
            reprints = copy, altered, _reworded(desk, altered, item.other)
            for (kind, counted), article in zip(done.items(), reprints, strict=True):
                desk.put(article)
                answer = desk.ask(item.question.question)
                counted[item.said(answer)] += 1
                counted["conflicting"] += answer.status is Status.CONFLICTING
                if (item.said(answer) != "both") if kind != "same" else answer.status is Status.CONFLICTING:
                    sys.stdout.write(
                        f"{kind}: {item.question.question} ({item.value} / {item.other}) → {answer.answer[:160]}\n"
                    )
            desk.drop(copy)
            sys.stdout.flush()
    for kind, counted in done.items():
        sys.stdout.write(f"{kind}: {dict(counted)} of {sum(counted.values()) - counted['conflicting']}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD, int(sys.argv[2]) if len(sys.argv) > 2 else 100)
