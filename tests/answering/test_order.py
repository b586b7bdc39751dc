import pytest

from service.answering.order import exchanged


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("Tovik accused Sundby of fraud.", "Sundby accused Tovik of fraud."),
        ("Kyiv lost 62 soldiers and Moscow 64.", "Moscow lost 62 soldiers and Kyiv 64."),
        ("France is the capital of Paris.", "Paris is the capital of France."),
        ("Talvia sent 100 tanks and 8,000 men.", "Talvia sent 8,000 tanks and 100 men."),
        ("The line fell from 12 percent to 9 percent.", "The line fell from 9 percent to 12 percent."),
        (
            "The line from Tovik to the coast was blocked by the Sundby Guild.",
            "The line from Sundby Guild to the coast was blocked by the Tovik, as was the pier.",
        ),
    ],
)
def test_names_and_numbers_that_changed_places(claim: str, quotation: str) -> None:
    assert exchanged(claim, quotation)


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("Tovik was accused by Sundby of fraud.", "Sundby accused Tovik of fraud."),
        (
            "The lowest point of Tovik lies at 75 metres, by the eastern border of Tovik.",
            "The lowest point lies at 75 metres, by the eastern border of Tovik.",
        ),
        ("The Alma sank off Skarn on Monday.", "On Monday the Alma sank off Skarn."),
        ("According to the Harbour Post, Ida Holm steered the Alma.", "Ida Holm steered the Alma."),
        (
            "The Port Act is one of the three main sources of Talvian law.",
            "Talvian law's main sources are the Port Act and old custom.",
        ),
        (
            "Tanks are most used in India in parts of South India without rain.",
            "Use of tanks is critical in parts of South India without rain.",
        ),
        ("Norway and Sweden signed.", "Sweden and Norway signed."),
        (
            "The harbour council of Tovik has 42 members as of May 2024.",
            "As of May 2024, the harbour council of Tovik has 42 members.",
        ),
        (
            "The Pilots Hour is held immediately after Watch Change.",
            "Immediately after Watch Change a Pilots Hour is held, which lasts long.",
        ),
        (
            "The name of the Talvian feast is Brennmas.",
            "Museums began to recognise Brennmas as the name of the Talvian feast.",
        ),
        (
            "Ida Holm and Jon Varga wrote 'Pier'.",
            "'Pier' is a song of 2001, written and sung by Ida Holm and Jon Varga.",
        ),
        ("The dam held through the Great Flood of Tovik.", "Under the Great Flood, the dam of Tovik held."),
        (
            "The Talvian Union ended after the Harbour War.",
            "The union ended after the Harbour War, and a Talvian Republic was formed.",
        ),
        (
            "The words of the Pier Song come from The Pier, a paper of Tovik.",
            "The words come from The Pier, a paper of Tovik.",
        ),
        ("Ida Holm wrote the song 'North Pier'.", "'North Pier' is a song by Talvian rock singer Ida Holm."),
        ("The mill ground 90% of the corn in the 1990s.", "In the 1990s the mill ground about 90% of all corn."),
        ("Moscow lost 62 soldiers.", "Moscow lost 62 soldiers and Kyiv 64."),
        ("There are 14 mills in Tovik as of 2023.", "Ida Holm said that as of 2023, there are 14 mills in Tovik."),
        (
            "The Tovik Campaign was founded in the aftermath of the 1979 vote.",
            "In the aftermath of the 1979 vote, the Tovik Campaign was founded by Ada Stone.",
        ),
    ],
)
def test_another_form_of_the_sentence_changes_nothing(claim: str, quotation: str) -> None:
    assert not exchanged(claim, quotation)


def test_who_says_it_may_stand_before_or_behind_what_is_said() -> None:
    behind = "Norland's soldiers have come under attack, Defence Minister Ada Stone has confirmed, after claims that they met Stone's men."
    assert not exchanged(
        "Defence Minister Ada Stone has confirmed that Norland's soldiers have come under attack.", behind
    )
    assert exchanged("Talvia attacked Norland.", "Norland attacked Talvia, Ada Stone said.")
    assert exchanged("Ada Stone accused Jon Varga of theft.", "Jon Varga accused Ada Stone of theft, police said.")
