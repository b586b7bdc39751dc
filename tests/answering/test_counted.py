import pytest

from service.answering.counted import counted, miscounted

TOLL = "A storm on the coast of Skarn killed 62 people and injured 140, the governor said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOLL, {"kill": [62], "injur": [140]}),
        ("62 people were killed and 140 injured.", {"kill": [62], "injur": [140]}),
        ("At least 34 people had been injured, 14 of them children.", {"injur": [34]}),
        ("The blast left 12 dead, hurting another 30.", {"left": [12], "dead": [12], "hurt": [30]}),
        ("62 people, 14 of them children, came home.", {}),
        ("The price rose to 300 crowns.", {}),
    ],
)
def test_a_number_belongs_to_the_verb_beside_it(text: str, expected: dict[str, list[float]]) -> None:
    assert {stem: [number.low for number in numbers] for stem, numbers in counted(text).items()} == expected


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("62 people were injured.", True),
        ("The storm injured 62 people.", True),
        ("140 people were injured.", False),
        ("The storm killed 62 people and injured 140.", False),
        ("The storm killed more than 60 people.", False),
        ("The storm hit 62 people.", False),
    ],
)
def test_the_number_of_another_verb_is_a_wrong_one(claim: str, *, wrong: bool) -> None:
    assert miscounted(claim, TOLL) is wrong
