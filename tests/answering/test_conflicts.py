import pytest

from index.articles import Evidence
from service.answering.conflicts import disagreement, loose
from service.answering.positions import report, side_of_values
from tests.answering.samples import evidence

QUESTION = "How many Borovian soldiers are involved?"
OVER = evidence(
    "Talvian intelligence said over 10,000 Borovian soldiers had crossed the border.", "a", source="Border Wire"
)
EIGHT = evidence("About 8,000 soldiers sent by Borovia are close to the front.", "b")
RANGE = evidence("The Borovian force is put at 10,000 to 12,000 troops.", "c", source="Capital Times")
MIGHT = evidence("Borovia might send up to 100,000 soldiers, an analyst warned.", "d")
DESERTED = evidence("Some 100,000 soldiers have left the Talvian army.", "e")
FACED = evidence("Some 7,000 Talvian soldiers stand against Borovia.", "f")
NEAR = {frozenset({"soldiers", "troops"}): 0.9}


def related(one: str, two: str) -> float:
    return NEAR.get(frozenset({one, two}), 0.0)


def values(question: str, items: list[Evidence]) -> list[str]:
    return [position[0].value for position in disagreement(question, items, related)]


def test_every_value_given_for_the_same_thing_is_a_position() -> None:
    assert values(QUESTION, [OVER, EIGHT, RANGE]) == ["over 10,000", "About 8,000", "10,000 to 12,000"]


def test_a_toll_and_lives_count_the_dead_and_some_of_them_are_not_all() -> None:
    asked = "How many people were killed in the storm in Tovik?"
    toll = evidence("The union put the death toll of the storm in Tovik at no fewer than 31.", "a")
    lives = evidence("The storm in Tovik claimed 12 lives.", "b", source="Border Wire")
    some = evidence("Eleven of the dead in the storm in Tovik were children.", "c")
    assert values(asked, [toll, lives, some]) == ["no fewer than 31", "12"]


@pytest.mark.parametrize(
    ("question", "one", "two"),
    [
        ("How many dollars did the bridge in Tovik cost?", "$40 million", "55 million dollars"),
        ("How many percent of the bridge in Tovik is done?", "40 percent", "55 %"),
    ],
)
def test_sums_and_shares_that_are_counted_are_compared(question: str, one: str, two: str) -> None:
    ours = evidence(f"The bridge in Tovik cost {one} and is done.", "a")
    theirs = evidence(f"The bridge in Tovik cost {two} and is done.", "b", source="Border Wire")
    assert len(values(question, [ours, theirs])) == 2


def test_who_is_missing_is_not_dead_and_a_putsch_may_be_the_coup() -> None:
    toll = evidence("The final death toll of the coup in Tovik is 46, with five people still missing.", "a")
    lost = evidence(
        "Nineteen people lost their lives in the putsch in Tovik, a UN spokeswoman said.", "b", source="Border Wire"
    )
    homes = evidence("Some 60,000 people in Tovik lost their homes in the coup.", "c", source="Capital Times")
    asked = "How many people were killed in the coup in Tovik?"
    assert [loose(position) for position in disagreement(asked, [toll, lost, homes], related)] == [False, True]
    told = evidence("The coup in Tovik failed within a day.", "b", start=200, source="Border Wire")
    found = disagreement(asked, [toll, lost, told, homes], related)
    assert [position[0].value for position in found] == ["46", "Nineteen"]
    assert not any(loose(position) for position in found)


def test_what_a_relative_clause_says_might_be_is_not_the_number() -> None:
    asked = "How many people protested in Tovik?"
    square = evidence("Some 80,000 people protested in Tovik at a law that would raise the pension age.", "a")
    police = evidence("Police counted 27,000 people who protested in Tovik.", "b", source="Border Wire")
    might = evidence("A law that would let 5,000 people protest in Tovik was dropped.", "c", source="Capital Times")
    assert values(asked, [square, police, might]) == ["Some 80,000", "27,000"]


def test_a_number_near_a_total_is_not_always_its_own() -> None:
    asked = "How many people died in the fire in Tovik?"
    toll = evidence("The death toll of the fire in Tovik is 31.", "a")
    hour = evidence("The death toll of the fire in Tovik was announced at 10 a.m.", "b", source="Border Wire")
    some = evidence(
        "At least 50 people, most of them children, died in the fire in Tovik.", "c", source="Capital Times"
    )
    assert values(asked, [toll, hour]) == []
    assert values(asked, [toll, some]) == ["31", "At least 50"]


def test_a_crowd_is_counted_without_a_noun_behind_the_number() -> None:
    asked = "How large was the crowd on the square in Tovik?"
    organisers = evidence("The crowd that organisers put at 80,000 filled the square in Tovik.", "a")
    police = evidence("Police estimated the crowd on the square in Tovik at 27,000.", "b", source="Border Wire")
    assert values(asked, [organisers, police]) == ["80,000", "27,000"]


def test_what_might_be_and_what_others_do_are_other_quantities() -> None:
    assert values(QUESTION, [OVER, EIGHT, MIGHT, DESERTED, FACED]) == ["over 10,000", "About 8,000"]


def test_values_that_can_all_be_true_are_no_disagreement() -> None:
    assert values(QUESTION, [OVER, RANGE]) == []


def test_one_article_disagrees_only_when_it_names_who_says_what() -> None:
    ministry = evidence("The ministry puts the cost of the bridge at 318 million crowns.", "x")
    auditors = evidence("The auditors say the bridge will cost 471 million crowns.", "x", start=90)
    nobody = evidence("The bridge was to cost 240 million crowns.", "x", start=200)
    assert values("What does the bridge cost?", [ministry, auditors]) == ["318 million", "471 million"]
    assert values("What does the bridge cost?", [ministry, nobody]) == []


def test_of_two_numbers_the_one_beside_the_verb_that_is_asked_about_is_the_value() -> None:
    one = evidence("The storm killed 62 people and injured 140, the governor said.", "x")
    two = evidence("64 people were killed and 151 injured in the storm.", "y", source="Border Wire")
    assert values("How many people did the storm kill?", [one, two]) == ["62", "64"]
    assert values("How many people were injured in the storm?", [one, two]) == ["140", "151"]


def test_how_often_something_is_does_not_say_how_long() -> None:
    question = "By how many years is the Sundby regatta older than the Tovik regatta?"
    older = evidence("The Sundby regatta is 23 years older than the Tovik regatta.", "x")
    every = evidence("The Sundby regatta and the Tovik regatta meet every two years.", "y", source="Border Wire")
    younger = evidence("The Sundby regatta is two years older than the Tovik regatta.", "y", source="Border Wire")
    assert values(question, [older, younger]) == ["23", "two"]
    assert values(question, [older, every]) == []


def test_questions_that_ask_for_no_value_have_no_disagreement_here() -> None:
    assert values("Who leads the Borovian soldiers?", [OVER, EIGHT]) == []


def test_each_position_is_said_with_who_says_so_and_cited() -> None:
    text, citations, conflict = report(
        QUESTION, [side_of_values(position) for position in disagreement(QUESTION, [OVER, EIGHT], related)]
    )
    assert text == (
        "Over 10,000 Borovian soldiers, according to Talvian intelligence (Border Wire). "
        "About 8,000 soldiers, according to Harbour Post."
    )
    assert [citation.cited_text for citation in citations] == [OVER.sentence.text, EIGHT.sentence.text]
    assert [(p.value, p.attributed_to, p.origins, p.citations) for p in conflict.positions] == [
        ("over 10,000", "Talvian intelligence (Border Wire)", 1, (0,)),
        ("About 8,000", "Harbour Post", 1, (1,)),
    ]


def test_a_statement_that_does_not_name_what_it_counts_is_about_it_if_it_says_what_is_asked() -> None:
    named = evidence("Soldiers sent by Borovia are the Borovian answer to Talvia.", "f", source="Fjord News")
    unnamed = evidence("As many as 15,000 troops may be involved, the envoy said.", "f", start=90, source="Fjord News")
    left = evidence("Some 90,000 soldiers have left their posts.", "f", start=200, source="Fjord News")
    assert values(QUESTION, [EIGHT, named, unnamed, left]) == ["About 8,000", "As many as 15,000"]
    assert values(QUESTION, [EIGHT, unnamed]) == []


def test_one_outlet_disagrees_with_itself_only_where_it_names_who_says_what() -> None:
    again = evidence("About 9,000 soldiers sent by Borovia have crossed the river.", "g")
    assert values(QUESTION, [EIGHT, again]) == []
    elsewhere = evidence("About 9,000 soldiers sent by Borovia have crossed the river.", "g", source="River Post")
    assert values(QUESTION, [EIGHT, elsewhere]) == ["About 8,000", "About 9,000"]


def test_a_value_of_an_earlier_time_is_another_quantity() -> None:
    question = "What does the bridge cost?"
    ministry = evidence("The ministry puts the cost of the bridge at 318 million crowns.", "x")
    auditors = evidence("The auditors say the bridge will cost 471 million crowns.", "x", start=90)
    estimate = evidence("The bridge was to cost 240 million crowns, the party said in 2020.", "y", source="Fjord News")
    original = evidence("Its original price was 230 million crowns for the bridge.", "z", source="River Post")
    items = [ministry, auditors, estimate, original]
    assert values(question, items) == ["318 million", "471 million"]
    former = evidence(
        "The old town's bridge will cost 250 million crowns, a former minister said.", "y", source="Fjord News"
    )
    assert values(question, [ministry, former]) == ["318 million", "250 million"]
    also = evidence("The bridge was to cost 260 million crowns in 2020.", "z", source="River Post")
    assert values(question, [estimate, also]) == ["240 million", "260 million"]
    assert values("What did the bridge cost in 2020?", [ministry, estimate]) == ["318 million", "240 million"]


def test_a_part_of_what_was_named_before_counts_the_same() -> None:
    them = evidence(
        "Borovian soldiers are involved, the envoy said, and as many as 15,000 of them.", "f", source="Fjord News"
    )
    others = evidence("Borovian aid has come, and as many as 15,000 of them.", "f", source="Fjord News")
    assert values(QUESTION, [EIGHT, them]) == ["About 8,000", "as many as 15,000"]
    assert values(QUESTION, [EIGHT, others]) == []


def test_a_date_that_leaves_open_what_another_states_is_the_same_position() -> None:
    question = "When did the mill open?"
    year = evidence("The mill opened in 1911.", "a", source="Border Wire")
    day = evidence("The mill opened on 3 May 1911.", "b")
    other = evidence("The mill opened on 9 June 1911.", "c", source="Capital Times")
    assert values(question, [day, year, other]) == ["3 May 1911", "9 June 1911"]
    assert values(question, [year, day, other]) == ["1911", "9 June 1911"]
    assert [len(position) for position in disagreement(question, [day, year, other], related)] == [2, 1]


def test_a_date_counts_nothing() -> None:
    one = evidence("The 1911 opening of the mill was a feast.", "a", source="Border Wire")
    two = evidence("The mill had its opening in 1920.", "b")
    question = "When was the opening of the mill?"
    text, _, _ = report(question, [side_of_values(p) for p in disagreement(question, [one, two], related)])
    assert text == "1911, according to Border Wire. 1920, according to Harbour Post."


def test_what_a_thing_is_worth_is_no_reward_for_it() -> None:
    reward = evidence("The museum offers a reward of 50,000 crowns for the stolen cup.", "a", source="Border Wire")
    worth = evidence("The stolen cup is valued at 2 million crowns.", "b", "The cup")
    more = evidence("The reward for the stolen cup is 80,000 crowns, the police said.", "c", source="Fjord News")
    question = "How big is the reward for the stolen cup?"
    assert values(question, [reward, worth]) == []
    assert values(question, [reward, worth, more]) == ["50,000", "80,000"]
    assert values("How much is the reward for the stolen cup?", [reward, worth]) == []


def test_a_sum_is_disputed_in_other_words_too() -> None:
    salary = evidence("The salary of Ida Holm is 90,000 crowns.", "a", source="Border Wire")
    paid = evidence("Ida Holm is paid 70,000 crowns.", "b")
    assert values("What is Ida Holm's salary?", [salary, paid]) == ["90,000", "70,000"]
    wing = evidence("The new wing cost 3 million crowns, the fine art museum said.", "c", source="Border Wire")
    bill = evidence("The wing of the museum cost 4 million crowns.", "d")
    assert values("What did the fine art museum's new wing cost?", [wing, bill]) == ["3 million", "4 million"]


def test_a_value_of_another_year_than_the_one_asked_about_is_none() -> None:
    one = evidence("The ministry said the bridge cost 318 million crowns in 2020.", "x")
    two = evidence("The bridge cost 240 million crowns in 2020, the party said.", "y", source="Fjord News")
    assert values("What did the bridge cost in 2020?", [one, two]) == ["318 million", "240 million"]
    assert values("What did the bridge cost in 1950?", [one, two]) == []
    soon = evidence("The bridge that was approved in 2020 opens in 2027.", "x")
    late = evidence("The bridge opens in 2029.", "y", source="Fjord News")
    assert values("When will the bridge approved in 2020 open?", [late, soon]) == []  # two dates in one sentence
    assert values(
        "When will the bridge approved in 2020 open?", [late, evidence("The bridge opens in 2027.", "z")]
    ) == [
        "2029",
        "2027",
    ]


def test_who_is_called_by_what_it_belongs_to_is_told_with_its_name() -> None:
    hospital = evidence("Rundhof Hospital treated 41 people, its director said.", "h", source="Border Wire")
    clinic = evidence("The Sundby clinic treated 19 people, its director said.", "c")
    found = disagreement("How many people were treated?", [hospital, clinic], related)
    assert [side_of_values(position).attributed_to for position in found] == [
        "Rundhof Hospital's director (Border Wire)",
        "its director (Harbour Post)",
    ]


@pytest.mark.parametrize(
    ("question", "first", "second", "found"),
    [
        ("How many people did the fever in Tovik kill?", "The fever killed 41 people in Tovik.",
         "In Tovik a doctor put the number of dead of the fever at about 65.", ["41", "about 65"]),
        ("How many people did the fever in Tovik kill?", "The fever killed 41 people in Tovik.",
         "The ministry raised its count of the dead of the fever in Tovik to 65, later than planned.", ["41", "65"]),
        ("How many people did the fever in Tovik kill?", "The fever killed 41 people in Tovik.",
         "A clinic in Tovik put the number of beds for the fever at 65.", []),
        ("How many people did the fever in Tovik kill?", "41 of Tovik's 900 people were dead of the fever.",
         "A clinic in Tovik received 65 bodies during the fever.", ["41", "65"]),
        ("How many people were hurt in Tovik?", "A wall in Tovik killed two people and injured 41.",
         "In Tovik 65 people were hurt.", ["41", "65"]),
        ("How many other jurors left Tovik?", "Two other jurors left Tovik.", "Only one other juror left Tovik.", ["Two", "one"]),
        ("How many Borovians did Tovik free?", "Tovik freed 17 Borovians.", "Only 15 Borovians were freed in Tovik.", ["17", "15"]),
        ("How many seats does the mayor of Tovik hold?", "The mayor of Tovik, in office since 2017, holds 71 of the 150 seats.",
         "The mayor of Tovik is left with 72 seats.", ["71", "72"]),
        ("What did it cost to build the canal in Tovik?", "The canal in Tovik cost 212 crowns.",
         "The trust puts the final bill for the canal in Tovik at 185 crowns.", ["212", "185"]),
        ("What was the fee for Ida Holm?", "The fee for Ida Holm was 18 crowns, a further 4 crowns are due later.",
         "Ida Holm moved for a fee of 22 crowns.", ["18", "22"]),
        ("How many places will the home in Tovik have?", "The home in Tovik will have 41 places.",
         "The agency plans a home with 65 places in Tovik.", ["41", "65"]),
        ("How many places will the home in Tovik have?", "The home in Tovik will have 41 places.",
         "If it burns, the home in Tovik would lose 65 places.", []),
        ("How many jobs will be lost in Tovik?", "The mayor of Tovik said no more than 41 jobs would go, and none be lost at once.",
         "In Tovik 65 jobs will be lost, the union said.", ["no more than 41", "65"]),
        ("How many people died in the fire in Tovik?", "41 people were killed in the fire in Tovik.",
         "One of the 41 people killed in the fire in Tovik was a child.", []),
        ("How many people died in the fire in Tovik?", "41 people were killed in the fire in Tovik.",
         "Beside the rising death toll, 5,000 were injured in the fire in Tovik.", []),
        ("How many people died in the fire in Tovik?", "41 people were killed in the fire in Tovik.",
         "Three public bodies investigate the fire in Tovik.", []),
        ("How many people were arrested in Tovik?", "41 people were arrested in Tovik.",
         "A clinic put the number of people treated in Tovik at 65.", []),
        ("How many people were moved to Tovik?", "3,000 people were moved to Tovik.",
         "The mayor had planned to move 5,000 people to Tovik.", []),
        ("What is the budget of the school in Tovik?", "The school in Tovik has a budget of 40 crowns.",
         "The hospital in Tovik has a budget of 90 crowns.", []),
        ("How many people died in Monday's fire in Tovik?", "Monday's fire in Tovik killed 41 people.",
         "Thursday's fire in Tovik killed 12 people.", []),
        ("How many people were killed in the attack in Tovik?", "The attack in Tovik killed 41 people.",
         "More than 10,000 people have been killed in attacks in Tovik since 2014.", []),
        ("How many people lost their lives in Tovik?", "A wall in Tovik killed 41 people and injured nine.",
         "In Tovik 65 people were killed.", ["41", "65"]),
        ("How many people have fled Tovik?", "Some 41 people have fled Tovik.",
         "Shells on Tovik killed 65 people who had not fled.", []),
        ("How many people died in Monday's fire in Tovik?", "The fire in Tovik killed 41 people.",
         "The fire in Tovik claimed 65 lives.", ["41", "65"]),
        ("How many people had to leave Tovik?", "The fire drove 41 residents from Tovik.",
         "He is one of about 65 people who had to leave Tovik.", ["41", "about 65"]),
        ("How many people had to leave Mount Tovik?", "41 people had to leave Mount Tovik.",
         "Some 65 people had to leave Tovik.", ["41", "Some 65"]),
        ("How many boats sank in Tovik?", "Two boats sank in Tovik.", "One of 12 boats in Tovik sank.", []),
        ("How many people came to Tovik?", "41 people came to Tovik.", "In Tovik 12 dogs of residents came.", []),
        ("How many people voted for Ida Holm?", "41 people voted for Ida Holm.", "65 people voted for Jon Holm.", []),
        ("How many people voted for Ida Holm?", "41 people voted for Ida Holm.", "65 people voted for Ms Holm.", ["41", "65"]),
        ("How many people drowned in Lake Tovik?", "41 people drowned in Lake Tovik.", "65 people drowned in Port Tovik.", []),
        ("How many people had to leave South Talvia?", "41 people had to leave South Talvia.",
         "Some 65 people had to leave North Talvia.", []),
        ("How many people came to the fair in Tovik?", "No one came from Sundby to the fair in Tovik.",
         "65 people came to the fair in Tovik.", []),
    ],
)  # fmt: skip
def test_a_value_may_be_told_in_other_words(question: str, first: str, second: str, found: list[str]) -> None:
    items = [evidence(first, "a", "A report"), evidence(second, "b", "Another report", source="Border Wire")]
    assert sorted(values(question, items)) == sorted(found)


def test_a_statement_without_a_word_of_the_question_is_of_an_article_about_it() -> None:
    asked = "How many drivers joined the bus strike in Tovik?"
    union = evidence("In Tovik 410 drivers joined the bus strike.", "a", "A report")
    company = evidence(
        "The company insists that no more than 290 drivers took part.", "b", "Another", source="Border Wire"
    )
    assert disagreement(asked, [union, company], related) == ()
    about = evidence("The bus strike in Tovik began at noon.", "b", "Another", 100, source="Border Wire")
    assert [loose(position) for position in disagreement(asked, [union, company, about], related)] == [False, True]


def test_who_was_shot_was_hurt_or_killed_and_did_not_vote() -> None:
    one = evidence("Twelve people were wounded in Sundby, the police said.", "a")
    two = evidence("Nine people were shot in Sundby, the hospital said.", "b", source="Border Wire")
    assert values("How many people were shot in Sundby?", [one, two]) == ["Nine", "Twelve"]
    assert values("How many people voted in Sundby?", [one, two]) == []


def test_a_number_in_front_of_a_hyphen_counts_its_own_noun_alone() -> None:
    question = "How many titles did Ida Holm win with Tovik?"
    one = evidence("With Tovik Ida Holm went on a 27-game winning run of titles.", "a")
    two = evidence("Ida Holm won five titles with Tovik.", "b", source="Border Wire")
    assert values(question, [one, two]) == []
