import pytest

from service.answering.opposites import opposed
from service.answering.polarity import denied, negative, overlooked


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("The treaty was not signed.", "The treaty was signed on Monday."),
        ("The treaty was signed.", "The treaty was not signed."),
        ("The treaty was signed.", "The treaty has not yet been signed."),
        ("The ministry never saw the report.", "The ministry saw the report in May."),
        ("Nobody was hurt.", "Four people were hurt."),
        ("The army has left.", "The army hasn't left."),
        (
            "The ferry will be unable to sail for eleven years.",
            "Her captain has sailed for eleven years; the test was negative.",
        ),
        ("The ministry refused to sign the treaty.", "The ministry signed the treaty, not the annex."),
        ("The ferry Lind is in service.", "The ferry Lind is no longer in service."),
        ("Jon Varga is on trial.", "Jon Varga will not be put on trial."),
        ("The vote is on Monday.", "The vote will not be held on Monday."),
        ("The treaty was not one of the first.", "The treaty was one of the first."),
        ("The islands were not later taken by Talvia.", "The islands were later taken by Talvia."),
        ("The members are not: Ada Stone and Jon Varga.", "The members are: Ada Stone and Jon Varga."),
    ],
)
def test_a_negation_on_one_side_alone_denies(claim: str, quotation: str) -> None:
    assert denied(claim, quotation)


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("The treaty was not signed.", "The treaty was not signed on Monday."),
        ("The deal would send troops.", "The deal, which has not been signed, would send troops."),
        ("At least 8 were hurt.", "No fewer than 8 were hurt."),
        ("The ship did not sail.", "The ship failed to sail."),
        ("The ministry refused to sign.", "The ministry did not sign."),
        (
            "The alarm failed to go off during the raid: it was off.",
            "The alarm was off that evening, long before the raid.",
        ),
        ('The band wrote "Don\'t Look Down".', "`` Do n't Look Down '' was written by the band."),
        ("The fee is paid by all.", "The fee is paid by all, not only by drivers."),
        ("The bridge opens in May.", "The bridge opens in May, no later than the road."),
        ("The night guard heard nothing.", "The night guard heard nothing."),
        (
            "There were six volunteers in the study.",
            "Ole Sand, who was not involved in the study, spoke of volunteers, of whom there were six.",
        ),
        ("The play ends with a wedding.", "Despite the plots, 'All Or Nothing' ends with a wedding."),
    ],
)
def test_what_both_deny_or_neither_does_is_no_denial(claim: str, quotation: str) -> None:
    assert not denied(claim, quotation)


def test_a_word_against_its_opposite() -> None:
    assert opposed("The ministry confirmed the attack.", "The ministry denied the attack.")
    assert opposed("Prices fell by 3 percent.", "Prices rose by 3 percent.")
    assert not opposed("Prices fell by 3 percent.", "Prices fell after they rose in May.")
    assert not opposed("The ministry confirmed the attack.", "The ministry has confirmed it.")
    assert not opposed("The mill stays open until 2029.", "He promised not to close the mill before 2029.")
    assert opposed("The mill closed in June.", "The mill, which did not open in May, opened in June.")
    assert opposed("Jon Varga was convicted.", "Jon Varga was not acquitted as the verdict was put off.")
    assert opposed("The mill stays open until 2029.", "He promised to close the mill before 2029.")


def test_an_age_is_not_old_and_last_summer_not_the_last() -> None:
    assert not opposed("Who raised the young player?", "The 23-year-old was brought up by her grandmother.")
    assert opposed("Who raised the young player?", "The old player was brought up by her grandmother.")
    assert not opposed("Why did her first attempt fail?", "Last summer there was fog.")
    assert opposed("When was the first season?", "Their last season was in 1999.")
    assert opposed("Why did her first attempt fail?", "In the last summer of her last attempt there was fog.")


def test_who_receives_does_not_send() -> None:
    assert opposed("Talvia might receive 900 soldiers from Estmark.", "Talvia might send 900 soldiers to Estmark.")


def test_a_name_is_no_opposite_of_a_word() -> None:
    assert not opposed("The series 'The End of the Pier' is set in Tovik.", "In Tovik they begin to talk.")
    assert opposed("Troops of North Talvia crossed.", "Troops of South Talvia crossed.")


def test_opposites_are_found_in_every_form_of_a_verb() -> None:
    assert opposed("Sales of the mill shrank.", "Sales of the mill have grown.")
    assert opposed("The strike begins in May.", "The strike has ended in May.")


@pytest.mark.parametrize(
    ("question", "quotation", "over"),
    [
        ("What has the union not claimed?", "The union has claimed back pay.", True),
        ("What did the strike lead non-members to do?", "The strike led thousands of members to march.", True),
        ("What has the union not claimed?", "The union has never claimed back pay.", False),
        ("What happens when the pump isn't active?", "The tank fills when the pump is inactive.", False),
        ("What has the union claimed?", "The union has claimed back pay.", False),
    ],
)
def test_a_question_for_what_is_not_is_not_answered_by_what_is(question: str, quotation: str, *, over: bool) -> None:
    assert overlooked(question, quotation) is over


def test_united_says_no_to_nothing() -> None:
    assert negative("The deal remains unsigned.")
    assert not negative("The United Unions met under the tower until noon.")


def test_how_often_and_how_many_have_opposites_too() -> None:
    assert opposed("The mill doubled its profit.", "The mill tripled its profit.")
    assert opposed("Dozens of people fled.", "Hundreds of people fled.")
    assert not opposed("Hundreds of people fled.", "Hundreds of people fled from thousands of wasps.")
