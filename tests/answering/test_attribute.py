from dataclasses import replace

import pytest

from service.answering.attribute import attribute
from tests.answering.samples import evidence

AGROUND = evidence("The ferry Alma ran aground off Skarn on Tuesday, injuring 14 passengers, the coastguard said.")
OWNER = evidence("Its owner, Nordlink, blamed a steering fault.", "owner", "Nordlink answers", 200)
QUESTION = "How many people were hurt when the Alma ran aground?"


def test_a_supported_sentence_names_the_evidence_that_supports_it() -> None:
    [item] = attribute("The coastguard said 14 passengers were injured.", QUESTION, [OWNER, AGROUND])
    assert item.evidence == (AGROUND,)


def test_a_wrong_number_is_not_supported() -> None:
    [item] = attribute("The coastguard said 41 passengers were injured.", QUESTION, [OWNER, AGROUND])
    assert item.evidence == ()


def test_a_name_that_no_evidence_has_is_not_supported() -> None:
    [item] = attribute("The ferry ran aground off Tovik, injuring 14 passengers.", QUESTION, [OWNER, AGROUND])
    assert item.evidence == ()


def test_a_sentence_may_draw_on_two_quotations() -> None:
    [item] = attribute(
        "The Alma ran aground on Tuesday and Nordlink blamed a steering fault.", QUESTION, [OWNER, AGROUND]
    )
    assert set(item.evidence) == {AGROUND, OWNER}


def test_each_sentence_is_judged_by_itself() -> None:
    first, second = attribute("The Alma ran aground off Skarn. The captain was drunk.", QUESTION, [AGROUND])
    assert first.evidence == (AGROUND,)
    assert second.evidence == ()


def test_repeating_the_question_is_no_claim() -> None:
    [item] = attribute("People were hurt when the Alma ran aground.", QUESTION, [AGROUND])
    assert item.evidence == ()


def test_markers_that_the_model_wrote_are_removed() -> None:
    [item] = attribute("The coastguard said 14 passengers were injured [1, 3].", QUESTION, [AGROUND])
    assert item.sentence.text == "The coastguard said 14 passengers were injured."


def test_nothing_is_supported_without_evidence_and_nothing_comes_of_nothing() -> None:
    assert attribute("The ferry sank.", QUESTION, [])[0].evidence == ()
    assert attribute("", QUESTION, [AGROUND]) == []


def test_another_spelling_of_a_name_is_the_same_name() -> None:
    minister = evidence("Defence Minister Ruslan Zelenko visited the Talvian port.")
    [item] = attribute("Defense Minister Ruslan Zelenkko visited Talvia's port.", "Who visited?", [minister])
    assert item.evidence == (minister,)


@pytest.mark.parametrize(
    ("claim", "question", "quotation"),
    [
        (
            "The inquiry opened in Tovik on 16 December, 2031.",
            "When did the inquiry open?",
            "The inquiry opened in Tovik on December 16 , 2031 .",
        ),
        (
            "The names of Ada Stone's deputies are Ilse Falk and Piet Marsh.",
            "What are the names of Ada Stone's deputies?",
            "The paper confirms that Ilse Falk and Piet Marsh are the only deputies Stone has.",
        ),
        (
            "Water enters a drain and may flow into a canal or a lake.",
            "where does water go after it enters a drain",
            "Most drains have a single exit, from which it may flow into a canal or a lake.",
        ),
        (
            "The dodo became extinct due to a combination of various factors, including pigs and macaques.",
            "What caused the dodo to become extinct?",
            "The dodo was killed off by introduced pigs and macaques.",
        ),
        ("Yes, the mill in Tovik was sold.", "Was the mill in Tovik sold?", "The mill in Tovik was sold in May."),
        ("No one was hurt.", "Was anyone hurt?", "Nobody was hurt."),
        ("Tovik reached its goal.", "What did Tovik reach?", "Tovik reached its net zero goal."),
        ("Ida wants Anselm Holm to go.", "Who wants Anselm Holm to go?", "Ida wants Mr Holm to go."),
        ("The mill was built in 1911.", "Was the mill built in 1911 or 1921?", "The mill was built in 1911."),
        (
            "The mill was sold before the flood.",
            "Was the mill sold before or after the flood?",
            "The mill was sold before the flood.",
        ),
        ("The owner blames the wind.", "Who blames the wind: the owner or the crew?", "The owner blames the wind."),
    ],
)
def test_another_form_of_the_quotation_is_supported(claim: str, question: str, quotation: str) -> None:
    quoted = evidence(quotation, title="News from Tovik")
    assert attribute(claim, question, [quoted])[0].evidence == (quoted,)


@pytest.mark.parametrize(
    "quotation",
    [
        "The mill in Tovik was never sold.",
        "The mill in Tovik was insured.",
        "The owner refused: the mill in Tovik was not sold.",
        "It employs 60 people, and two of its wheels were sold.",
    ],
)
def test_a_yes_needs_a_quotation_that_says_all_of_it(quotation: str) -> None:
    quoted = evidence(quotation, title="The mill in Tovik")
    [item] = attribute("Yes, the mill in Tovik was sold.", "Was the mill in Tovik sold?", [quoted])
    assert item.evidence == ()


@pytest.mark.parametrize(
    ("claim", "question", "quotation"),
    [
        ("Yes.", "Has the mill won a prize?", "The mill has won a prize."),
        ("Yes, Ida has a degree in law.", "Has Ida a degree in law?", "Ida has no degree in law."),
        ("Yes, the mill has won a prize.", "Has the mill won a prize?", "The mill has won zero prizes."),
        ("Yes, both mills are the same size.", "Are both mills the same size?", "The mills are of two sizes."),
        ("The mill was built in 1921.", "Was the mill built in 1911 or 1921?", "The mill was built in 1911."),
        (
            "The mill was sold after the flood.",
            "Was the mill sold before or after the flood?",
            "The mill was sold before the flood.",
        ),
        ("The crew blames the wind.", "Who blames the wind: the owner or the crew?", "The owner blames the wind."),
    ],
)
def test_what_is_asked_whether_it_is_so_is_not_given(claim: str, question: str, quotation: str) -> None:
    quoted = evidence(quotation, title="The mill, the owner and the crew of 1921")
    assert attribute(claim, question, [quoted])[0].evidence == ()


def test_a_word_that_many_names_share_is_no_part_of_a_name() -> None:
    quoted = evidence("King Olav opened the bridge in 1971.", title="The bridge")
    [item] = attribute("King Harald opened it in 1971.", "When did King Harald open the bridge?", [quoted])
    assert item.evidence == ()


def test_the_sentence_before_is_quoted_only_where_the_claim_needs_it() -> None:
    before = "Ada Stone left the ministry on Monday. "
    led = replace(evidence("She had led it for nine years.", start=len(before)), antecedent=before)
    [named] = attribute("Ada Stone had led it for nine years.", "Who led the ministry?", [led])
    assert [(e.sentence.text, e.sentence.start_char) for e in named.evidence] == [(before + led.sentence.text, 0)]
    [unnamed] = attribute("She had led it for nine years.", "Who led the ministry?", [led])
    assert [(e.sentence.text, e.sentence.start_char) for e in unnamed.evidence] == [(led.sentence.text, len(before))]


def test_the_sentence_before_does_not_lend_its_names_to_others() -> None:
    before = "Piet Marsh, head of Talvian intelligence, warned of it. "
    after = "The step follows a statement by the Estmark Defense Minister Ida Holm."
    item = replace(evidence(after, start=len(before)), antecedent=before)
    [claim] = attribute("Talvia's Defense Minister is Ida Holm.", "Who is Talvia's Defense Minister?", [item])
    assert claim.evidence == ()


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        (
            "Ormund is a close ally of the United States.",
            "Ormund was then a close US ally and a large exporter of salt.",
        ),
        ("The U.S. sent four ships to Ormund.", "The United States sent four ships to Ormund in May."),
        ("The UK recognised Ormund.", "The United Kingdom recognised Ormund in 1962."),
        ("China's exports of salt to Ormund doubled.", "Chinese exports of salt to Ormund doubled in May."),
        ("The French president visited Ormund.", "The president of France visited Ormund twice."),
    ],
)
def test_other_forms_of_a_name_support_each_other(claim: str, quotation: str) -> None:
    said = evidence(quotation)
    assert attribute(claim, "What is said of Ormund?", [said])[0].evidence == (said,)


def test_an_abbreviation_supports_no_other_name() -> None:
    said = evidence("The US sent four ships to Ormund in May.")
    for name in ("United Kingdom", "United Nations", "European Union"):
        assert attribute(f"The {name} sent four ships to Ormund.", "Who sent ships?", [said])[0].evidence == ()


def test_a_capital_stands_for_its_country_but_not_the_other_way_round() -> None:
    capital = evidence("A realistic scenario is that Pyongyang could send up to 9,000 soldiers to the Russian lines.")
    claim = "North Korea could send up to 9,000 soldiers to the Russian lines."
    question = "How many soldiers could North Korea send?"
    assert attribute(claim, question, [capital])[0].evidence == (capital,)
    assert attribute(claim.replace("North Korea", "South Korea"), question, [capital])[0].evidence == ()
    country = evidence("The envoy said that South Korea would send nothing to the front.")
    assert attribute("The envoy said that Seoul would send nothing.", "Who sends what?", [country])[0].evidence == ()


def test_a_number_needs_a_sentence_that_speaks_of_what_is_asked() -> None:
    crossing = evidence("It was coming from Skarn, a crossing of about 50 minutes.", title="Ferry Alma hits a wall")
    repair = evidence("The ship will be out of service for three weeks.", start=200, title="Ferry Alma hits a wall")
    question = "For how long will the damaged ferry be unable to sail?"
    found = attribute("The damaged ferry will be unable to sail for about 50 minutes.", question, [crossing, repair])
    assert found[0].evidence == ()
    found = attribute("The damaged ferry will be out of service for three weeks.", question, [crossing, repair])
    assert found[0].evidence == (repair,)


def test_a_name_that_was_typed_in_lower_case_may_stand_elsewhere_in_the_article() -> None:
    count = evidence("The company put the number of people on board at 203.", title="Owner blames a gust")
    ship = evidence("The Maren Alma was built in 1998.", start=100, title="Owner blames a gust")
    question = "how many people were on board the maren alma"
    claim = "The number of people on board the Maren Alma was 203."
    assert attribute(claim, question, [count, ship])[0].evidence == (count,)
    assert attribute(claim, question, [count])[0].evidence == (), "nothing that was read names the ship"


def test_a_bare_name_needs_a_sentence_that_has_more_of_the_question_than_names() -> None:
    alarm = evidence("Norland's chief diplomat, Ada Stone, has raised the alarm.", title="Skarn counts its losses")
    visit = evidence("Ada Stone used a visit to Tovik to warn of the war.", start=200, title="Warning from Tovik")
    question = "Which city did Ada Stone travel to in order to talk about the war?"
    assert attribute("Ada Stone traveled to Norland to talk about the war.", question, [alarm, visit])[0].evidence == ()
    assert attribute("Ada Stone traveled to Tovik to talk about the war.", question, [alarm, visit])[0].evidence == (
        visit,
    )


def test_the_title_lends_its_names_to_who_is_spoken_of_and_not_to_others() -> None:
    quoted = evidence("It has already raised alarms over this pact.", title="Estmark warns of Norland's role in Talvia")
    question = "What does the ministry say about the soldiers?"
    [about] = attribute("Estmark has already raised alarms over this pact.", question, [quoted])
    assert about.evidence == (quoted,)
    [by] = attribute("Alarms over this pact were raised by Estmark.", question, [quoted])
    assert by.evidence == (quoted,)
    [met] = attribute("Estmark has already raised alarms over this pact with Talvia.", question, [quoted])
    assert met.evidence == ()


def test_what_is_said_of_two_answers_nothing_about_three() -> None:
    told = evidence("If two identical pumps run, the tank must be full.")
    claim = "The tank must be full."
    assert attribute(claim, "If two identical pumps run, what must the tank be?", [told])[0].evidence == (told,)
    assert attribute(claim, "If three identical pumps run, what must the tank be?", [told])[0].evidence == ()


def test_a_verb_of_the_question_may_stand_in_another_form() -> None:
    told = evidence("The Harbour League lasted from 1299 to 1923.", title="The Harbour League")
    assert attribute("The Harbour League fell in 1923.", "When did the Harbour League fall?", [told])[0].evidence == (
        told,
    )


def test_who_rejected_it_is_no_answer_to_who_accepted_it() -> None:
    told = evidence("The court rejected the mill's argument on Monday.")
    claim = "The court rejected the mill's argument."
    assert attribute(claim, "Who rejected the mill's argument?", [told])[0].evidence == (told,)
    assert attribute(claim, "Who accepted the mill's argument?", [told])[0].evidence == ()


def test_a_not_in_another_clause_of_the_question_denies_nothing() -> None:
    told = evidence("The trial of Ida Holm for fraud at the mill starts in May.")
    question = "Who faces a trial for fraud at the mill, and was once praised by the harbour union but not by the Coast Gazette?"
    assert attribute("Ida Holm faces a trial for fraud at the mill.", question, [told])[0].evidence == (told,)


@pytest.mark.parametrize(
    "claim",
    [
        "The ferry Alma ran aground off Skarn on Tuesday, injuring 14 sailors, the coastguard said.",
        "The ferry Alma ran aground off Skarn on Tuesday, insuring 14 passengers, the coastguard said.",
        "The ferry Alma and a tug ran aground off Skarn on Tuesday, injuring 14 passengers, the coastguard said.",
        "The overloaded ferry Alma ran aground off Skarn on Tuesday, injuring 14 passengers, the coastguard said.",
        "The ferry Alma ran aground off Skarn on Tuesday, injuring fifteen passengers, the coastguard said.",
    ],
)
def test_one_word_that_nobody_said_is_one_too_many(claim: str) -> None:
    assert attribute(claim, "What happened?", [AGROUND])[0].evidence == ()


@pytest.mark.parametrize(
    ("claim", "quotation"),
    [
        ("American officials left the port.", "U.S. officials left the port."),
        ("Officials of the United States left the port.", "American officials left the port."),
        ("200 people left the port.", "Two hundred people left the port."),
        ("The cup holds 875 millilitres.", "The cup holds 875 ml."),
        ("According to the coastguard, the ferry left the port.", "The coastguard said the ferry left the port."),
    ],
)
def test_the_same_in_another_form_is_supported(claim: str, quotation: str) -> None:
    item = evidence(quotation)
    assert attribute(claim, "What happened?", [item])[0].evidence == (item,)


def test_another_america_is_not_the_united_states() -> None:
    item = evidence("The South American ferry left the port.")
    assert attribute("The ferry of the United States left the port.", "What happened?", [item])[0].evidence == ()


def test_an_opposite_in_another_clause_denies_nothing() -> None:
    came = evidence("The thieves came in through a skylight over the gallery and left the same way.")
    question = "How did the thieves enter the museum?"
    claim = "The thieves entered the museum through a skylight over the gallery."
    [item] = attribute(claim, question, [replace(came, article=replace(came.article, title="Thieves at the museum"))])
    assert item.evidence
    left = evidence("The thieves left through a skylight over the gallery.", title="Thieves at the museum")
    [item] = attribute(claim, question, [left])
    assert item.evidence == ()


@pytest.mark.parametrize(
    ("question", "claim", "quotation"),
    [
        ("Who was convicted of the theft?", "Jon Varga was convicted of the theft.", "Jon Varga was tried for the theft and acquitted in May."),
        ("Who was arrested over the fire?", "Jon Varga was arrested over the fire.", "Jon Varga was questioned over the fire and released."),
        ("Who won the final?", "Norway won the final.", "Norway reached the final but lost to Spain."),
        ("When did the council approve the plan?", "The council approved the plan on Monday.", "The council debated the plan on Monday and rejected it."),
    ],
)  # fmt: skip
def test_what_came_of_it_is_in_the_clause_behind(question: str, claim: str, quotation: str) -> None:
    [item] = attribute(claim, question, [evidence(quotation)])
    assert item.evidence == ()
