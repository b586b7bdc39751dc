from dataclasses import replace

import pytest

from index.articles import Evidence
from service.answering.variants import alike, denies, exchanges, variant
from tests.answering.samples import evidence

HELM = "Ida Holm steered the Alma when it struck the pier of Sundby in thick fog."


def said(text: str, article: str = "a", origin: str | None = None) -> Evidence:
    item = evidence(text, article)
    return replace(item, article=replace(item.article, origin=origin or article))


def reprinted(text: str) -> Evidence:
    return said(text, "b", "a")


@pytest.mark.parametrize(
    ("question", "claim", "one", "other", "expected"),
    [
        ("Who steered the Alma?", "Ida Holm did.", HELM, HELM.replace("Ida Holm", "Jon Varga"), ("Ida Holm", "Jon Varga")),
        ("How many died?", "62 died.", "The storm killed 62 people in Tovik.", "The storm killed 64 people in Tovik.", ("62", "64")),
        ("What did it cost?", "It cost $4 million.", "The bridge to Skarn cost $4 million in all.", "In all the bridge to Skarn cost $5 million.", ("$4 million", "$5 million")),
        ("When did it open?", "In May 2020.", "The bridge to Skarn opened in May 2020 after a delay.", "After a delay the bridge to Skarn opened in June 2020.", ("May 2020", "June 2020")),
        ("How many died?", "62 died.", "62 people died and 14 were hurt in Tovik.", "64 people died and 17 were hurt in Tovik.", ("62", "64")),
        ("Who is Ida Holm's father?", "Ole Holm.", "Her father is Ole Holm of Tovik, a pilot.", "Her father is Jon Varga of Tovik, a pilot.", ("Ole Holm", "Jon Varga")),
        ("How many died?", "62 died.", "The storm killed 62 people in Tovik.", "The storm killed more than 60 people in Tovik.", None),
        ("How many died?", "62 died.", "The storm killed 62 people in Tovik.", "The storm killed 62 people in Skarn.", None),
        ("How many died?", "62 died.", "The storm killed 62 people in Tovik.", "The storm killed 64 people in Skarn.", None),
        ("How many died?", "62 died.", "On 3 May the storm killed 62 people.", "On 9 May the storm killed 64 people.", None),
        ("How many jobs does the mill lose?", "300 jobs.", "The mill in Tovik will lose 300 jobs.", "The bakery in Tovik will lose 410 jobs.", None),
        ("When did it strike?", "At night.", HELM, HELM.replace("Ida Holm", "Jon Varga"), None),
        ("Did Ida Holm steer it?", "Ida Holm steered it.", HELM, HELM.replace("Ida Holm", "Jon Varga"), None),
        ("How many rooms has it?", "It has 62 rooms.", "It has 62 rooms.", "It has 48 rooms.", None),
    ],
)  # fmt: skip
def test_in_the_place_of_a_value_a_near_copy_has_another(
    question: str, claim: str, one: str, other: str, expected: tuple[str, str] | None
) -> None:
    assert variant(question, claim, said(one), reprinted(other)) == expected


def test_stories_of_their_own_have_to_share_more_words_than_reprints() -> None:
    one, other = "Ida Holm came to the feast in Tovik.", "Jon Varga came to the feast in Tovik."
    assert exchanges(said(one), reprinted(other))
    assert not exchanges(said(one), said(other, "b"))
    assert exchanges(said(HELM), said(HELM.replace("Ida Holm", "Jon Varga"), "b"))
    assert not exchanges(said(HELM), said(HELM.replace("Ida Holm", "Jon Varga")))


def test_a_near_copy_may_deny_what_the_other_says() -> None:
    one = said("The owner confirmed that the Alma was sold to Borovia.")
    assert denies(one, reprinted("The owner denied that the Alma was sold to Borovia."))
    assert denies(one, reprinted("The owner confirmed that the Alma was not sold to Borovia."))
    assert not denies(one, reprinted("The owner has confirmed that the Alma was sold to Borovia."))
    assert not denies(one, reprinted("The weather on the coast was not good."))


def test_of_what_was_found_near_copies_that_say_otherwise_are_kept() -> None:
    read = said("The storm killed 62 people in Tovik.")
    other = reprinted("The storm killed 64 people in Tovik.")
    same = reprinted("The storm has killed 62 people in Tovik.")
    denial = reprinted("The storm killed no people in Tovik.")
    assert alike([read], [read, other, same, denial]) == (other, denial)
