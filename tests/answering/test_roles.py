import pytest

from service.answering.roles import turned_round


@pytest.mark.parametrize(
    ("claim", "quotation", "turned"),
    [
        ("Nordlink sued the union.", "The union sued Nordlink in May.", True),
        ("The union sued Nordlink.", "Nordlink was sued by the union.", False),
        ("The storm killed 62 people.", "Officials counted 62 people killed in the storm.", False),
        ("Ida Holm built the mill.", "Tovik has a mill built in 1990 by Ida Holm.", False),
        ("He said the mill closed.", "The mill closed, he said.", False),
        ("Rovers won the final.", "United beat Rovers 2-1 in the final.", True),
        ("United won the final.", "United beat Rovers 2-1 in the final.", False),
        ("United lost the final.", "United beat Rovers 2-1 in the final.", True),
        ("Ida Holm got 48 percent.", "Ida Holm won 52 percent of the vote and Jon Varga 48 percent.", True),
        ("Jon Varga got 48 percent.", "Ida Holm won 52 percent of the vote and Jon Varga 48 percent.", False),
        ("Nordlink cut 40 jobs in Skarn.", "Nordlink cut 300 jobs in Tovik and 40 in Skarn.", False),
    ],
)
def test_who_does_it_and_whose_the_number_is_does_not_change(claim: str, quotation: str, *, turned: bool) -> None:
    assert turned_round(claim, quotation) is turned
