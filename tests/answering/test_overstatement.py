import pytest

from service.answering.overstatement import overstated


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("Talvia will send 8,000 men to the front.", "Talvia may send 8,000 men to the front."),
        ("Talvia sent 8,000 men to the front.", "Talvia might also send 8,000 men to the front."),
        ("The clerk took the money.", "The clerk allegedly took the money."),
        ("The dam burst in spring.", "The dam is expected to burst in spring."),
        ("It was sold in May.", "It was to be sold in May."),
        ("The match was played on Tuesday.", "They called off the match, in which Venn was to play."),
        ("He stepped down.", "Anholt told Pfeiffer that he should step down if the party lost."),
        ("The trawler reached Hamnvik.", "Had it turned north, the trawler would have reached Hamnvik."),
        ("Borova stopped the dam.", "The premier urged Borova to stop the dam."),
        ("They exchanged 150 prisoners.", "They agreed to exchange 150 prisoners by the end of the week."),
        ("The bridge opened in May.", "The bridge may open in May."),
        ("Nordlink must pay 4 million.", "Nordlink could pay 4 million."),
        ("All ferries stay in port.", "Most ferries stay in port."),
        ("The council closes every school.", "The council closes several schools."),
    ],
)
def test_what_may_be_is_not_what_is_and_some_are_not_all(claim: str, quotation: str) -> None:
    assert overstated(claim, quotation)


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("Talvia could send 8,000 men to the front.", "Talvia may send 8,000 men to the front."),
        ("The wall was damaged.", "The damage was to the wall."),
        ("The premier asked that Borova stop the dam.", "The premier asked Borova to stop the dam."),
        ("The districts will be evacuated.", "Should the river rise, the districts will be evacuated."),
        ("The company will pay $4 million.", "The company agreed to pay $4 million to settle the case."),
        ("Profit will rise 5 percent.", "The company expects profit to rise 5 percent this year."),
        ("Ida Holm went to the hospital.", "Ida Holm told the court that she went to the hospital."),
        ("Prices fell to a record low.", "Traders told Reuters prices fell to a record low."),
        ("The ceasefire began on Sunday.", "The two sides agreed to a ceasefire, which began on Sunday."),
        ("He resigned in May.", "He resigned in May after party leaders urged him to resign."),
        ("The horses are believed to have been sold.", "The horses are believed to have been sold abroad."),
        ("The union blames speed.", "The union said that speed was to blame."),
        ("It will pay 250 crowns to each.", "The company added that it would pay 250 crowns to each."),
        ("The bridge opened in May.", "The bridge opened in May, and its toll may rise."),
        ("All ferries stay in port.", "All ferries stay in port, and some trains stop."),
    ],
)
def test_what_is_left_open_on_both_sides_or_on_neither_is_not_overstated(claim: str, quotation: str) -> None:
    assert not overstated(claim, quotation)
