from service.answering.replacements import replaced


def test_one_name_in_the_place_of_another() -> None:
    quotation = "About 1,900 soldiers have deserted from the Talvian army."
    claim = "About 1,900 soldiers have deserted from the Russian army."
    assert replaced(claim, quotation)
    assert not replaced("She was Ida Holm, who visited Tovik.", "She visited Tovik.")
    assert not replaced(
        "Ida Holm wrote the song 'North Pier'.", "Written by Ida Holm, it made open reference to a Harbour Strike."
    )


def test_a_name_that_begins_the_sentence_is_known_by_its_second_mention() -> None:
    quotation = "Tovik has a fierce rivalry with Sundby, although the Tovik Regatta is older."
    assert replaced("Skarn and Norland have a fierce rivalry.", quotation)


def test_only_names_of_the_question_count_where_these_are_asked_for() -> None:
    claim, quotation = "The mill in Sundby closed, Ida Holm said.", "The mill in Tovik closed, Ida Holm said."
    assert replaced(claim, quotation, of={"sundbi"})
    assert not replaced(claim, quotation, of={"holm"})


def test_who_says_it_stands_in_nobodys_place() -> None:
    quotation = "According to Varga, the name means 'harbour light', a title of the pilots."
    assert not replaced("The Sundby of the name means 'harbour light', a title of the pilots.", quotation)
