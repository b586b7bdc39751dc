import pytest

from service.answering.agreement import Relation, added, names_nobody, relation

SAME, OTHER, OPPOSED = Relation.SAME, Relation.OTHER, Relation.OPPOSED
CASES = [
    ("Who steered the Alma?", "Ida Holm steered the Alma.", "Jon Varga steered the Alma.", OPPOSED),
    ("Who steered the Alma?", "Ida Holm steered the Alma.", "The Alma was steered by Ms Holm.", SAME),
    ("Where was the film made?", "The film was made in Sundby.", "The film was shot in Tovik.", OPPOSED),
    ("What colour is the Alma?", "The Alma is red.", "The Alma is green.", OPPOSED),
    ("Where are the Talvian men?", "The Talvian men are in Skarn.", "The Talvian men are in Talvia.", OTHER),
    ("How many people were hurt?", "14 people were hurt.", "19 people were hurt.", OPPOSED),
    ("How many people were hurt?", "More than 14 people were hurt.", "15 people were hurt.", SAME),
    ("How many people were hurt?", "14 people were hurt.", "People were hurt.", OTHER),
    ("How many people were hurt?", "14 people were hurt.", "The Alma is out of service for 3 weeks.", OTHER),
    ("What was the turnout?", "The turnout was 48.3 per cent.", "Some 3,200 ballots are affected.", OTHER),
    ("How many days was it out?", "It was out for 3 days.", "It was out for 5 days.", OPPOSED),
    ("How long will the Alma be out?", "It will be out for 3 weeks.", "It will be out for 50 minutes.", OTHER),
    ("How long will the Alma be out?", "It will be out for 3 weeks.", "It will be out for one week.", OPPOSED),
    ("How long will the Alma be out?", "It will be out for 1 week.", "It will be out for one week.", SAME),
    ("How long is the Alma?", "The Alma is 90 metres long.", "It is 0.09 kilometers long.", OTHER),
    ("When did the Alma sink?", "The Alma sank in May 2021.", "The Alma sank on 3 May 2021.", SAME),
    ("When did the Alma sink?", "The Alma sank in May 2021.", "The Alma sank in June 2021.", OPPOSED),
    ("Was the crew warned?", "Yes, the crew was warned.", "No, the crew was not warned.", OPPOSED),
    ("Was the crew warned?", "The crew was warned by radio.", "The crew was not warned.", OPPOSED),
    ("Was the crew warned?", "The crew was warned by radio.", "The crew was warned twice.", SAME),
    ("Was the crew warned?", "The crew was warned.", "Nobody on the Bjorn was hurt.", OTHER),
    ("Was it the wind or the rudder?", "It was the wind.", "The rudder broke.", OPPOSED),
    ("Was it the wind or the rudder?", "The wind was to blame.", "The wind was not to blame.", OPPOSED),
    ("Was the mill in Tovik sold to a Danish company?", "The mill was sold.", "The mill was not sold.", OPPOSED),
    ("Was it the wind or the rudder?", "It was the wind.", "The wind threw it against the pier.", SAME),
    ("Was it the wind or the rudder?", "It was the wind.", "It was bound for Tovik.", OTHER),
    ("Who was it, Ida Holm or Jon Varga?", "It was Ida Holm.", "Jon Varga did it.", OPPOSED),
    ("What does a measure hold?", "A measure holds 250 ml.", "A measure holds 875 millilitres.", OPPOSED),
    ("What does a measure hold?", "A measure holds 250 ml.", "A measure holds 250 millilitres.", SAME),
    ("Why did the Alma sink?", "A wave broke its hull.", "Its cargo of cement had shifted.", OTHER),
    ("Why did the Alma sink?", "A wave broke its hull.", "Its hull was broken by a wave.", SAME),
    ("Why did the Alma sink?", "A stuck valve sank it.", "A broken hull sank it, and not a stuck valve.", OTHER),
    ("What does the owner say about the Alma?", "The Alma is bound for Tovik, the owner says.", "The Alma is in Sundby.", OTHER),
    ("What is known of the Alma?", "The Alma was built in Tovik.", "The Alma was sold in Sundby.", OTHER),
    ("Who steered the Alma and where did it sink?", "Ida Holm steered the Alma.", "The Alma sank off Tovik.", OTHER),
]  # fmt: skip


@pytest.mark.parametrize(("question", "one", "two", "expected"), CASES)
def test_statements_agree_differ_or_exclude_each_other(question: str, one: str, two: str, expected: Relation) -> None:
    assert relation(question, one, two) is expected
    assert relation(question, two, one) is expected


def test_what_a_statement_adds_to_the_question_is_its_value() -> None:
    text = "The Alma was steered by Ida Holm."
    start, end = added("Who steered the Alma?", text)
    assert text[start:end] == "Ida Holm"
    assert added("Who steered the Alma?", "The Alma.") == (0, 9)


@pytest.mark.parametrize(
    ("question", "text", "nobody"),
    [
        ("Who held the four engineers captive?", "They were held captive in the Azgar desert.", True),
        ("Where were the engineers held?", "They were held captive in the Azgar desert.", False),
        ("Where are the Talvian men based?", "Some men of Talvia are at the front.", True),
        ("Where are the Talvian men based?", "Men of Talvia are based in Skarn.", False),
        ("Who landed the plane?", "The plane landed in Tovik on Monday.", True),
        ("Who was he angry at?", "He was angry at Jon Varga.", False),
        ("Who landed the plane?", "Ida Holm landed the plane at Tovik on Monday.", False),
        ("Who wrote it?", "Varga wrote it.", False),
        ("Why are the Talvian men there?", "Some men of Talvia are at the front.", False),
    ],
)
def test_who_and_where_want_a_name_that_the_question_has_not(question: str, text: str, *, nobody: bool) -> None:
    assert names_nobody(question, text) is nobody
