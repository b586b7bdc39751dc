from service.answering.mentioned import mentioned
from tests.answering.samples import evidence

GENDARME = evidence("One gendarme had his jaw broken.", "a")
TEXT = (
    "Police and marchers clashed in Sundby, where Ida Holm spoke. One gendarme had his jaw broken. Borovia protested."
)


def mentions(question: str) -> frozenset[str]:
    [item] = mentioned(question, [GENDARME], lambda _: TEXT)
    return item.mentions


def test_the_places_that_stand_anywhere_in_the_article_are_known() -> None:
    assert mentions("What injury did the gendarme in Sundby suffer?") == {"sundbi"}
    assert not mentions("What injury did the gendarme in Tovik suffer?")


def test_who_or_whose_it_is_is_not_enough_anywhere() -> None:
    assert not mentions("Which Borovian gendarme was hurt?")
    assert not mentions("Was the gendarme of Borovia hurt?")
    assert not mentions("Where was Ida Holm born?")


def test_the_month_of_the_report_is_known() -> None:
    assert mentions("How many marchers were hurt in May?") == {"mai"}
    assert not mentions("How many marchers were hurt in June?")
    assert not mentions("How many marchers were hurt in May 2020?")
    assert mentions("How many marchers were hurt in May 2024?") == {"mai"}


def test_a_place_may_be_typed_without_its_capital() -> None:
    assert mentions("what injury did the gendarme in sundby suffer") == {"sundbi"}
    assert not mentions("what injury did the gendarme in tovik suffer")
    assert not mentions("what did the gendarme in march suffer")
    assert not mentions("What injury did the gendarme in sundby suffer?")
