from dataclasses import replace

from service.answering.requote import requote
from tests.answering.samples import evidence

STEERED = evidence("The Alma was steered by Ida Holm, the harbour master said.")
WAVE = evidence("A wave broke the hull of the Alma.", "other", start=200)
QUESTION = "Who steered the Alma?"


def test_the_quotation_that_a_draft_was_made_from_is_said_as_it_stands() -> None:
    [item] = requote("The harbour master of Tovik named Ida Holm.", QUESTION, [WAVE, STEERED], right=0.6)
    assert (item.sentence.text, item.evidence) == (STEERED.sentence.text, (STEERED,))


def test_a_draft_about_something_else_has_no_quotation() -> None:
    assert requote("Jon Varga painted it blue.", QUESTION, [WAVE, STEERED], right=0.6) == []
    assert requote("", QUESTION, [STEERED], right=0.6) == []


def test_a_quotation_that_contradicts_the_draft_or_lacks_a_name_of_the_question_is_not_said() -> None:
    assert (
        requote("The Alma was not steered by Ida Holm, the harbour master said.", QUESTION, [STEERED], right=0.6) == []
    )
    assert requote("Ida Holm, the harbour master said.", "Who steered the Nordstern?", [STEERED], right=0.8) == []


def test_of_several_names_one_may_be_missing_where_the_evidence_is_sure_to_answer() -> None:
    question, draft = "Who steered the Alma to Skarn?", "Ida Holm steered the Alma to Skarn, the harbour master said."
    assert requote(draft, question, [STEERED], right=0.6) == []
    [item] = requote(draft, question, [STEERED], right=0.8)
    assert item.sentence.text == STEERED.sentence.text
    assert requote(draft, "Who steered the Alma to Skarn for Jon Varga?", [STEERED], right=0.8) == []


def test_a_quotation_that_gives_the_office_to_another_is_not_said() -> None:
    told = evidence("It follows a statement of the Norland Defense Minister Ida Holm.", title="Talvia at war")
    question, draft = "Who is Talvia's Defense Minister?", "Talvia's Defense Minister is Ida Holm."
    assert requote(draft, question, [told], right=0.6) == []
    own = evidence("It follows a statement of the Talvian defense minister Ida Holm.", title="Talvia at war")
    assert requote(draft, question, [own], right=0.6) != []


def test_a_quotation_with_another_date_than_the_draft_is_said_as_it_stands() -> None:
    told = evidence("In May 2012 the scenes at sea were filmed on the Alma.")
    [item] = requote(
        "The film was filmed on the Alma at sea in June 2012.", "Where was the film shot?", [told], right=0.6
    )
    assert item.sentence.text == told.sentence.text


def test_a_quotation_about_another_of_several_is_not_said() -> None:
    told = evidence("The storm made a third and final landfall in Tovik on Friday.")
    draft = "The storm made its second landfall in Tovik on Friday."
    assert requote(draft, "Where did the storm make its second landfall?", [told], right=0.6) == []


def test_a_name_typed_in_lower_case_has_to_be_in_the_article() -> None:
    told = evidence("The series ended in May after 10 episodes.", title="Harbour nights")
    draft = "Ida Holm was in 10 episodes of Skarn."
    assert requote(draft, "how many episodes of skarn was ida holm in", [told], right=0.8) == []


def test_a_quotation_with_another_name_in_the_place_of_the_questions_is_not_said() -> None:
    told = evidence("Until 1987 the League in Tovik took a quiet stance towards Norland, in schools and clubs.")
    draft = "The League in Sundby took a quiet stance towards Norland, in schools and clubs."
    question = "Until 1987, what stance did the League in Sundby take towards Norland?"
    assert requote(draft, question, [told], right=0.8) == []


def test_a_yes_or_no_is_answered_by_the_quotation_that_has_what_is_asked_of_what_it_names() -> None:
    told = evidence("The owner intends to sell the boat before the spring.", title="The Alma")
    other = evidence("The Alma was built in Tovik.", title="The Alma")
    [item] = requote("Yes, the Alma will be sold.", "Will the Alma be sold?", [other, told], right=0.6)
    assert item.sentence.text == told.sentence.text


def test_a_yes_or_no_is_answered_by_a_quotation_that_denies_what_the_draft_says() -> None:
    told = evidence("The Alma was never sold.", title="The Alma")
    [item] = requote("Yes, the Alma was sold.", "Was the Alma sold?", [told], right=0.6)
    assert item.sentence.text == told.sentence.text


def test_of_an_explanation_the_quotation_has_the_cause() -> None:
    leak = evidence("Gas that leaked from the cooling system of the dairy in Tovik has killed the fish.", "a")
    seal = evidence("The manager blamed a corroded seal.", "a", start=100)
    [item] = requote(
        "Gas leaked from the cooling system of the dairy in Tovik because of a corroded seal.",
        "Why did gas get out of the plant?", [leak, seal], right=0.6,
    )  # fmt: skip
    assert item.evidence == (seal,)


def test_a_whole_office_belongs_to_the_name_before_it() -> None:
    met = evidence("Talvian Foreign Minister Ida Holm visited Sundby on Monday to meet a minister.", "a")
    named = replace(met, mentions=frozenset({"borovian"}))
    asked = "Which Borovian minister did Holm meet in Sundby?"
    assert requote("Ida Holm visited Sundby on Monday.", asked, [named], right=0.8) == []


def test_a_number_that_few_sentences_have_may_be_told_in_other_words_if_its_article_has_the_questions() -> None:
    question, draft = (
        "How high is the penalty imposed on the cannery?",
        "The penalty imposed on the cannery is 640,000 euros.",
    )
    fined = evidence("The company has been fined 640,000 euros.", "a", "A town in mourning", 100)
    cannery = evidence("The cannery stands by the harbour.", "a", "A town in mourning")
    [item] = requote(draft, question, [fined, cannery], right=0.8)
    assert item.evidence == (fined,)
    assert requote(draft, question, [fined, cannery], right=0.6) == []
    assert requote(draft, question, [fined], right=0.8) == []
    few = evidence("The company has been fined 640 euros.", "a", "A town in mourning", 100)
    assert requote(draft.replace(",000", ""), question, [few, cannery], right=0.8) == []


def test_a_number_beside_all_names_of_the_question_is_quoted_where_the_evidence_surely_answers() -> None:
    book = evidence("Ida Holm, whose book on Tovik appeared in 2011, was not surprised.")
    draft = "Ida Holm published her study of Tovik in 2011."
    for question in ("When did Ida Holm publish her study of Tovik?", "when did ida holm publish her study of tovik"):
        [item] = requote(draft, question, [book], right=0.8)
        assert item.evidence == (book,)
        assert requote(draft, question, [book], right=0.6) == []
    founded = evidence("Nordlink was founded in 2011.")
    assert requote("Nordlink bought the port in 2011.", "When did Nordlink buy the port?", [founded], right=0.8) == []
    cranes = evidence("Ida Holm sold 12 cranes in Tovik.")
    asked = "How many ships did Ida Holm order in Tovik?"
    assert requote("Ida Holm ordered 12 ships in Tovik.", asked, [cranes], right=0.8) == []
    assert requote("Jon Varga published his study in 2011.", "When did Jon Varga publish?", [book], right=0.8) == []
