import time

import pytest

from service.answering.claims import content
from service.answering.scopes import unasserted

FLOOD = "Should the river rise above seven metres overnight, the authorities will evacuate the lower districts."
EMBASSY = "Belmora will reopen its embassy if Tesk releases the two journalists, the minister said."
CLAIMS = "The army rejected claims by villagers that its drones had bombed the market in Sefra."
VALVE = "Investigators now believe that a faulty valve rather than sabotage caused the explosion at the station."


@pytest.mark.parametrize(
    ("question", "claim", "quotation"),
    [
        ("What happened to the river?", "The river rose above seven metres overnight.", FLOOD),
        ("What did Tesk do?", "Tesk released the two journalists.", EMBASSY),
        ("What did the army say?", "The army said that its drones had bombed the market in Sefra.", CLAIMS),
        ("What caused the explosion?", "Investigators believe the explosion was caused by sabotage.", VALVE),
        (
            "What happened outside the restaurant?",
            "Julian Cray struck the photographer.",
            "Julian Cray on Monday denied having struck the photographer Enzo Basile outside a restaurant.",
        ),
        (
            "What will become of parliament?",
            "General Tierney will dissolve parliament.",
            "Exiles fear that General Tierney will dissolve parliament once the last observers leave.",
        ),
        (
            "Where was the mayor?",
            "The mayor attended the memorial.",
            "The mayor flew to Lisbon instead of attending the memorial for the victims.",
        ),
    ],
)
def test_what_is_only_spoken_of_is_not_said(question: str, claim: str, quotation: str) -> None:
    assert unasserted(claim, quotation, content(question))


@pytest.mark.parametrize(
    ("question", "claim", "quotation"),
    [
        ("What will happen if it rises?", "The authorities will evacuate the lower districts.", FLOOD),
        ("When will it happen?", "The districts will be evacuated if the river rises above seven metres.", FLOOD),
        ("What did villagers claim?", "Villagers claimed that drones had bombed the market.", CLAIMS),
        ("What caused the explosion?", "A faulty valve caused the explosion at the station.", VALVE),
        (
            "What did Cray deny?",
            "He denied having struck the photographer.",
            "Cray denied having struck a photographer.",
        ),
        ("Who saved a penalty?", "Solo saved a penalty.", "Hope Solo saved a penalty in the final."),
        ("What happened to shares?", "Shares lost 4 percent.", "Shares hit by fears of a recession lost 4 percent."),
        ("What was the goal?", "The goal was 40 million.", "The drive fell short of its goal of 40 million euros."),
        (
            "What do police look into?",
            "Police are investigating the cause of the fire.",
            "Police are investigating whether faulty wiring was the cause of the fire.",
        ),
        (
            "Who must register?",
            "Drivers who park in the centre must register.",
            "Drivers must register if they park in the centre.",
        ),
        (
            "Who crashed?",
            "Nils Overbeck crashed.",
            "Doctors feared that Nils Overbeck had broken his hip in the crash.",
        ),
    ],
)
def test_what_is_said_beside_it_or_as_it_is_meant_is_said(question: str, claim: str, quotation: str) -> None:
    assert not unasserted(claim, quotation, content(question))


def test_long_sentences_take_no_time() -> None:
    started = time.perf_counter()
    unasserted("It rose.", "denied if rejected " * 400 + "word " * 2000, set())
    assert time.perf_counter() - started < 1
