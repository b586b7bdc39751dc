"""Groups follow from the articles that are there, whatever was added, removed or interrupted on the way."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from itertools import combinations, count, permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fingerprint import compare, near_duplicates
from tests.origins.shelf import Shelf, print_of
from tests.origins.stories import (
    BRIEF,
    FLOOD,
    FLOOD_EDITED,
    FLOOD_FIRST_HALF,
    FLOOD_IN_OTHER_WORDS,
    FLOOD_SECOND_HALF,
    NOTICES,
    POOL,
    STRIKE,
)


def expected(texts: Mapping[str, str]) -> dict[str, str]:
    """Returns the origins by comparing every pair: the smallest id that can be reached."""
    origin = {article_id: article_id for article_id in texts}
    for _ in texts:
        for one, other in combinations(sorted(texts), 2):
            left, right = print_of(texts[one]), print_of(texts[other])
            long = bool(left.minima and right.minima)
            if left.key == right.key or (long and near_duplicates(compare(left.features, right.features))):
                origin[one] = origin[other] = min(origin[one], origin[other])
    return origin


def test_reprints_share_the_smallest_id_and_others_keep_their_own() -> None:
    shelf = Shelf.of({"m": FLOOD, "z": FLOOD_EDITED, "b": STRIKE, "c": FLOOD_IN_OTHER_WORDS, "d": FLOOD_FIRST_HALF})

    assert shelf.origins() == {"b": "b", "c": "c", "d": "d", "m": "d", "z": "d"}


def test_every_order_gives_the_same_groups() -> None:
    texts = {"a": FLOOD_SECOND_HALF, "b": FLOOD_FIRST_HALF, "c": FLOOD, "d": STRIKE, "e": FLOOD}
    for order in permutations(texts):
        shelf = Shelf.of({article_id: texts[article_id] for article_id in order})
        assert shelf.origins() == {"a": "a", "b": "a", "c": "a", "d": "d", "e": "a"}


def test_a_group_splits_when_what_joined_it_is_removed() -> None:
    shelf = Shelf.of({"a": FLOOD_FIRST_HALF, "b": FLOOD_SECOND_HALF, "c": FLOOD})
    shelf.remove("c")

    assert shelf.regroup() == 1
    assert shelf.origins() == {"a": "a", "b": "b"}


def test_a_group_is_renamed_when_its_first_is_removed() -> None:
    shelf = Shelf.of({"a": FLOOD, "b": FLOOD_EDITED, "c": FLOOD})
    shelf.remove("a")

    assert shelf.regroup() == 2
    assert shelf.origins() == {"b": "b", "c": "b"}


def test_one_of_two_equal_texts_still_joins() -> None:
    shelf = Shelf.of({"a": FLOOD_FIRST_HALF, "b": FLOOD_SECOND_HALF, "c": FLOOD, "d": FLOOD.upper()})
    shelf.remove("c")

    assert shelf.regroup() == 0
    assert shelf.origins() == {"a": "a", "b": "a", "d": "a"}


def test_a_changed_article_leaves_its_group() -> None:
    shelf = Shelf.of({"a": FLOOD, "b": FLOOD_EDITED})
    shelf.put("a", STRIKE)
    shelf.regroup()

    assert shelf.origins() == {"a": "a", "b": "b"}


def test_a_group_that_is_still_to_be_split_can_be_joined() -> None:
    shelf = Shelf.of({"b": FLOOD_FIRST_HALF, "c": FLOOD_SECOND_HALF, "d": FLOOD})
    shelf.remove("d")
    shelf.put("a", FLOOD_SECOND_HALF + NOTICES)

    shelf.regroup()
    assert shelf.origins() == {"a": "a", "b": "b", "c": "a"}


def test_copies_cut_to_a_third_are_found_among_others() -> None:
    # Of 32 minima a third agrees on average: that fewer than two do happens to one pair in fifty thousand.
    stories = [[f"{letter}{number}" for number in range(300)] for letter in "abcdefghijklmnopqrstuvwxyz"]
    shelf = Shelf.of(
        {words[0]: " ".join(words) for words in stories}
        | {f"{words[0]} cut": " ".join(words[:105]) for words in stories}
    )

    assert set(shelf.origins().values()) == {words[0] for words in stories}


def test_short_articles_are_grouped_only_when_their_words_are_equal() -> None:
    shelf = Shelf.of({"a": BRIEF, "b": BRIEF.upper(), "c": BRIEF.replace("Monday", "Tuesday"), "d": ""})

    assert shelf.origins() == {"a": "a", "b": "a", "c": "c", "d": "d"}


def test_equal_texts_are_stored_once_and_go_with_the_last() -> None:
    shelf = Shelf.of({"a": FLOOD, "b": FLOOD, "c": FLOOD_EDITED})
    assert (shelf.counts()["wordings"], shelf.counts()["minima"], shelf.counts()["duplicates"]) == (2, 64, 2)

    for article_id in "abc":
        shelf.remove(article_id)
    shelf.regroup()
    assert set(shelf.counts().values()) == {0}


def test_adding_again_what_was_removed_gives_the_same_state() -> None:
    texts = {"a": FLOOD, "b": FLOOD_EDITED, "c": FLOOD_FIRST_HALF, "d": STRIKE}
    shelf = Shelf.of(texts)
    before = shelf.origins(), shelf.counts()
    for article_id in ("a", "c", "d"):
        shelf.remove(article_id)
    shelf.regroup()
    for article_id in ("d", "a", "c"):
        shelf.put(article_id, texts[article_id])

    assert (shelf.origins(), shelf.counts()) == before


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "put", "remove", "regroup"]), st.sampled_from("abcdefgh"), st.sampled_from(POOL)
        ),
        max_size=16,
    )
)
def test_any_history_ends_in_the_groups_of_a_clean_build(history: list[tuple[str, str, str]]) -> None:
    shelf = Shelf()
    for action, article_id, text in history:
        if action == "put":
            shelf.put(article_id, text)
        elif action == "remove":
            shelf.remove(article_id)
        else:
            shelf.regroup()
    shelf.regroup()

    assert shelf.origins() == expected(shelf.texts())
    assert shelf.counts() == Shelf.of(shelf.texts()).counts()


@pytest.mark.parametrize("change", ["put", "remove", "regroup"])
def test_an_interruption_at_any_step_leaves_what_can_be_completed(change: str) -> None:
    texts = {"a": FLOOD_FIRST_HALF, "b": FLOOD_SECOND_HALF, "c": FLOOD, "d": FLOOD}
    for step in count(1):
        shelf = Shelf.of(texts)
        shelf.remove("d")
        interrupted = _interrupt(shelf, change, step)
        shelf.regroup()
        assert shelf.origins() == expected(shelf.texts())
        assert shelf.counts() == Shelf.of(shelf.texts()).counts()
        if not interrupted:
            assert step > 10
            break


def _interrupt(shelf: Shelf, change: str, step: int) -> bool:
    """Changes the shelf, and interrupts SQLite after a number of its steps; returns whether it came to that."""
    left = step

    def out_of_steps() -> bool:
        nonlocal left
        left -= 1
        return left < 0

    shelf.connection.set_progress_handler(out_of_steps, 10)
    try:
        {"put": lambda: shelf.put("c", STRIKE), "remove": lambda: shelf.remove("c"), "regroup": shelf.regroup}[change]()
    except sqlite3.OperationalError:
        return True
    finally:
        shelf.connection.set_progress_handler(None, 0)
    return False


def test_a_killed_writer_leaves_what_the_next_run_completes(tmp_path: Path) -> None:
    path = tmp_path / "catalog.sqlite3"
    dice = random.Random(5)  # noqa: S311
    for _ in range(3):
        command = [sys.executable, "-m", "tests.origins.churn", str(path), str(dice.random())]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for _ in range(dice.randrange(5, 60)):
                writer.stdout.readline()
            writer.kill()
        shelf = Shelf(path)
        shelf.regroup()
        assert shelf.texts()
        assert shelf.origins() == expected(shelf.texts())
        shelf.connection.close()
