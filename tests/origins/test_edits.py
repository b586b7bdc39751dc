"""The edits that the benchmark makes do what they are called."""

from collections import Counter
from random import Random

import pytest

from tests.bench.edits import Story, Supply, append, chain, cut, marks, mingle, notices, reorder, retell, reword

DICE = Random(1)  # noqa: S311
TEXTS = ["Ada Finch of Merden found 12 coins.", "Nobody else had looked there in 40 years.", "She kept one of them."]
SUPPLY = Supply(words=["pebble"], marks=["Quillan"], stories=[Story("other", ("A wholly different report.",))])


def words(texts: list[str]) -> list[str]:
    return " ".join(texts).split()


@pytest.mark.parametrize(("start", "end"), [(0, 0.5), (0.4, 1), (0.25, 0.75)])
def test_cut_keeps_a_run_of_words(start: float, end: float) -> None:
    kept = words(cut(start, end)(TEXTS, DICE, SUPPLY))

    assert kept == words(TEXTS)[round(20 * start) : round(20 * end)]


def test_reword_touches_its_share_and_no_numbers() -> None:
    long = TEXTS * 100
    edited = Counter(words(reword(0.2)(long, DICE, SUPPLY)))
    lost = len(words(long)) - sum(count for word, count in edited.items() if word != "pebble")

    assert edited["12"] == edited["40"] == 100
    assert lost / 1800 == pytest.approx(0.2, abs=0.03)
    assert edited["pebble"] / lost == pytest.approx(2 / 3, abs=0.05)


def test_marks_are_numbers_and_names_within_a_sentence() -> None:
    assert marks(TEXTS[0]) == ["Finch", "Merden", "12"]


def test_retell_puts_other_marks_everywhere() -> None:
    assert retell(1)(TEXTS[:1], DICE, SUPPLY) == ["Ada Quillan of Quillan found Quillan coins."]


def test_reorder_append_and_mingle_keep_every_sentence() -> None:
    edited = chain(reorder, append(0.5), mingle(2))(TEXTS, DICE, SUPPLY)

    assert sorted(edited[:3]) == sorted(TEXTS)
    assert edited[-1] == "A wholly different report."
    assert len(words(edited[3:-1])) >= 10


def test_notices_are_as_long_as_asked() -> None:
    assert 300 <= len(words(notices(300, DICE))) < 330
