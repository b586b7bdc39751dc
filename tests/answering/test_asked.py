import time

import pytest

from service.answering.asked import Kind, asked


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many jobs will go?", Kind.COUNT),
        ("how many people were on board the maren lys", Kind.COUNT),
        ("What is the Larkwater Bridge going to cost?", Kind.MONEY),
        ("How much were the caskets worth?", Kind.MONEY),
        ("What temperature did Solmere reach?", Kind.MEASURE),
        ("How long will the ferry be out of service?", Kind.MEASURE),
        ("What is the average weight of a red fox?", Kind.MEASURE),
        ("What was the speed of the ferry?", Kind.MEASURE),
        ("When does the plant stop working?", Kind.DATE),
        ("How large was the crowd on the square?", Kind.COUNT),
        ("What is the death toll of the storm?", Kind.COUNT),
        ("How much oil leaked from the pipe?", Kind.MEASURE),
        ("How much prize money did Varga get?", Kind.MONEY),
        ("In what year was the mill founded?", Kind.DATE),
        ("How high is the penalty for the mill?", Kind.MONEY),
        ("How big a fine does the owner risk?", Kind.MONEY),
        ("How high is the tower of the mill?", Kind.MEASURE),
        ("How much a year would be saved by the merger?", Kind.MONEY),
        ("How many Borovians were freed?", Kind.COUNT),
        ("How many dollars did the bank lose?", Kind.MONEY),
        ("How many million euros will the bridge cost?", Kind.MONEY),
        ("How many US dollars were stolen?", Kind.MONEY),
        ("How many crown prosecutors resigned?", Kind.COUNT),
        ("How many euro coins were melted?", Kind.COUNT),
        ("How many shops accept euros?", Kind.COUNT),
        ("How many share options did she get?", Kind.COUNT),
        ("How many people were asked what percentage of their income they save?", Kind.COUNT),
        ("When did it become clear what share of the vote Holm had?", Kind.DATE),
        ("How many percentage points did she win by?", Kind.COUNT),
        ("How many pounds of cocaine were seized?", Kind.COUNT),
        ("How many per cent of the votes did she get?", Kind.MEASURE),
        ("how many percent of voters backed it", Kind.MEASURE),
        ("How many other jurors left?", Kind.COUNT),
        ("What was the biggest crowd at the gates?", Kind.COUNT),
        ("From which year does the old temperature record date?", Kind.DATE),
    ],
)
def test_the_kind_of_value_follows_from_the_question(question: str, kind: Kind) -> None:
    found = asked(question)
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    "question", ["Who visited Beijing?", "Why did the mill close?", "Which area did the flood reach?", "how many", ""]
)
def test_what_is_no_comparable_value_is_none(question: str) -> None:
    assert asked(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "What was the march in Tovik about?",
        "How big is Bill Gates' house?",
        "How much more expensive than the old bridge is the new one?",
    ],
)
def test_a_word_of_a_value_asks_for_none(question: str) -> None:
    assert asked(question) is None


def test_participles_before_the_noun_belong_to_it() -> None:
    for question in ("How many Borovian stolen paintings were returned?", "How many London Met officers left?"):
        wanted = asked(question)
        assert wanted
        assert wanted.nouns & {"paintings", "officers"}


def test_those_who_fled_a_killing_are_not_the_dead() -> None:
    wanted = asked("How many people have fled Tovik since a bomb killed the mayor?")
    assert wanted
    assert not wanted.of_the_dead


def test_a_long_question_is_read_at_once() -> None:
    started = time.perf_counter()
    asked("How many people " + "The " * 480 + "x?")
    assert time.perf_counter() - started < 1


def test_a_difference_is_none_of_the_sums_that_it_is_between() -> None:
    assert asked("How much more than the old price is the new one?") is None


def test_of_a_toll_or_a_crowd_something_else_may_be_asked() -> None:
    told = asked("Who announced the death toll of the storm?")
    assert told is None or told.kind is not Kind.COUNT
    hurt = asked("How many people were injured in the storm that killed the mayor?")
    assert hurt is not None
    assert not hurt.totals
    armed = asked("How many heavily armed men stormed the bank?")
    assert armed is not None
    assert "men" in armed.nouns


def test_stuff_is_measured_by_weight_or_volume_and_land_by_its_area() -> None:
    oil, land = asked("How much oil leaked?"), asked("How much land was flooded?")
    assert oil is not None
    assert land is not None
    assert "tonnes" in oil.nouns - land.nouns
    assert "hectares" in land.nouns - oil.nouns


def test_names_before_the_noun_belong_to_it() -> None:
    found = asked("How many North Korean troops are involved?")
    assert found is not None
    assert found.nouns == frozenset({"troops"})
    assert found.modifiers == ("North", "Korean")


def test_how_long_something_lasts_is_no_length() -> None:
    lasts, stretches = asked("How long did the trial last?"), asked("How long is the bridge?")
    assert lasts is not None
    assert stretches is not None
    assert ("weeks" in lasts.nouns, "metres" in lasts.nouns) == (True, False)
    assert ("weeks" in stretches.nouns, "metres" in stretches.nouns) == (False, True)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How long is Ida Holm's contract with Halvard?", "weeks"),
        ("How long was the tunnel closed?", "weeks"),
        ("How long is the tunnel at the flight school?", "metres"),
        ("How much styrene got into the river?", "litres"),
        ("How much styrene has leaked into the river?", "litres"),
        ("How long was the shed?", "metres"),
        ("How long is the bridge that was closed?", "metres"),
        ("How long is the flight path?", "metres"),
        ("How long is the strike expected to last?", "weeks"),
    ],
)
def test_what_lasts_is_measured_in_time_and_what_leaks_by_weight_or_volume(question: str, kind: str) -> None:
    found = asked(question)
    assert found is not None
    assert {"weeks", "metres", "litres"} & found.nouns == {kind}


@pytest.mark.parametrize("stuff", ["data was leaked", "of it was dumped", "footage has leaked", "time ended up in it"])
def test_what_cannot_be_weighed_is_not_measured(stuff: str) -> None:
    assert asked(f"How much {stuff}?") is None
