import pytest

from service.answering.openings import subject_first
from service.answering.support import supports
from tests.answering.samples import evidence

FINAL = "After defeating Jon Varga in the final, Ida Holm retired."
THEFT = "Having accused Jon Varga of theft, Ida Holm left the room."
FOUNDED = "Founded by Ida Holm in 1950, Norlines runs nine ferries."
DRAFTED = "Before being drafted by the Tovik Guardians in 1972, Jon Varga had established himself as an athlete."
JOINED = "Before joining Hartsea United in 2019, Dario Venn had played for Sarrow."


def supported(question: str, claim: str, sentence: str) -> bool:
    item = evidence(sentence)
    return supports(claim, question, item, [item])


@pytest.mark.parametrize(
    ("question", "claim", "sentence"),
    [
        ("Whom did Ida Holm beat in the final?", "Ida Holm defeated Jon Varga in the final.", FINAL),
        ("Whom did Ida Holm accuse?", "Ida Holm accused Jon Varga of theft.", THEFT),
        ("Who founded Norlines?", "Norlines was founded by Ida Holm in 1950.", FOUNDED),
        ("Who drafted Jon Varga?", "Jon Varga was drafted by the Tovik Guardians in 1972.", DRAFTED),
        ("Which club did Dario Venn join in 2019?", "Dario Venn joined Hartsea United in 2019.", JOINED),
        (
            "Whom did Ida Holm marry?",
            "Ida Holm married Jon Varga after divorcing Ole Olsen.",
            "After divorcing Ole Olsen, Ida Holm married Jon Varga.",
        ),
        (
            "Will Ida Holm resign?",
            "Ida Holm would resign, Jon Varga said.",
            "Speaking to reporters, Jon Varga said that Ida Holm would resign.",
        ),
        (
            "Where was Ida Holm born?",
            "Ida Holm was born in Tovik in 1950.",
            "Born in Tovik in 1950, Ida Holm left at nine.",
        ),
    ],
)
def test_what_a_sentence_opens_with_is_of_its_subject(question: str, claim: str, sentence: str) -> None:
    assert supported(question, claim, sentence)


@pytest.mark.parametrize(
    ("question", "claim", "sentence"),
    [
        ("Whom did Jon Varga beat in the final?", "Jon Varga defeated Ida Holm in the final.", FINAL),
        ("Whom did Jon Varga accuse?", "Jon Varga accused Ida Holm of theft.", THEFT),
        ("Who sued Nordlink?", "Norlines sued Nordlink.", "Boeing sued Nordlink in May, Norlines said on Monday."),
        (
            "Who arrested Jon Varga?",
            "Ida Holm arrested Jon Varga.",
            "Following the arrest of Jon Varga, Ida Holm resigned.",
        ),
    ],
)
def test_it_is_not_done_to_its_subject(question: str, claim: str, sentence: str) -> None:
    assert not supported(question, claim, sentence)


@pytest.mark.parametrize(
    "text",
    [
        "Fighting in Kursk goes on, Olena Petrenko said.",
        "According to the mayor, Ida Holm resigned.",
        "Wounded soldiers lay in the street, Jon Varga among them.",
        "King Olav came late, Ida Holm not at all.",
        "Ida Holm retired after defeating Jon Varga.",
        "",
    ],
)
def test_other_sentences_stay_as_they_are(text: str) -> None:
    assert subject_first(text) == text


def test_the_clause_comes_behind_the_subject() -> None:
    assert subject_first(FINAL) == "Ida Holm (after defeating Jon Varga in the final) retired."
