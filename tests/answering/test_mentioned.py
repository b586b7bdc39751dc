from index.articles import Evidence
from service.answering.mentioned import mentioned
from tests.answering.samples import evidence

GENDARME = evidence("One gendarme had his jaw broken.", "a")
TEXT = "Police and marchers clashed in Sundby. One gendarme had his jaw broken. Borovia protested."


def mentions(question: str) -> frozenset[str]:
    [item] = mentioned(question, [GENDARME], lambda _: TEXT)
    assert isinstance(item, Evidence)
    return item.mentions


def test_the_names_that_stand_anywhere_in_the_article_are_known() -> None:
    assert "sundbi" in mentions("What injury did the gendarme in Sundby suffer?")
    assert "sundbi" in mentions("what injury did the gendarme in sundby suffer")
    assert "tovik" not in mentions("What injury did the gendarme in Tovik suffer?")


def test_a_name_that_tells_which_ones_are_asked_about_is_not_enough_anywhere() -> None:
    assert "borovian" not in mentions("Which Borovian gendarme was hurt in Sundby?")
    assert "borovian" not in mentions("How many Borovian gendarmes were hurt?")
