import pytest

from service.answering.ordinals import misnumbered


@pytest.mark.parametrize(
    ("claim", "quotation", "other"),
    [
        ("The storm made its second landfall in Tovik.", "It made a third and final landfall in Tovik.", True),
        ("It was the 2nd landfall.", "It was the 3rd landfall.", True),
        ("Three identical pumps fill the tank.", "If two identical pumps run, the tank fills.", True),
        ("The mill has 3 engines.", "The mill has three engines.", False),
        ("The first Five Piers game came out.", "It was known as Five Piers.", False),
        ("Holm won her first race.", "Holm won her first and last race.", False),
        ("The storm made its second landfall in Tovik.", "It made landfall in Tovik.", False),
        ("The storm made landfall in Tovik.", "It made a third landfall in Tovik.", False),
        ("The first clerk of Tovik left.", "The third office of Tovik closed.", False),
    ],
)
def test_the_second_of_a_kind_is_not_the_third(claim: str, quotation: str, *, other: bool) -> None:
    assert misnumbered(claim, quotation) is other
