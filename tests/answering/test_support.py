"""What the check makes of sentences as newspapers write them: each claim is true of its sentence or, in the same words, false."""

from dataclasses import replace

import pytest

from service.answering.support import supports
from tests.answering.samples import evidence

CLAIMS = [
    ("How old was the girl who was killed?", "The girl who was killed was nine years old.", "The dead include a girl aged nine who was hit in Tovik.", True),
    ("How old was the girl who was killed?", "The girl who was killed was ten years old.", "The dead include a girl aged nine who was hit in Tovik.", False),
    ("By how much did profits fall?", "Profits fell by 9 percent.", "Profits fell by 9 per cent on Friday, Nordlink said.", True),
    ("Until when may nobody swim in the lake?", "Swimming in the lake is forbidden until 20 July.", "Swimming in the lake has been forbidden until 20 July.", True),
    ("Until when may fish not be sold?", "The sale of fish is banned until 1 August.", "The sale of fish from the lake is banned until 1 August.", True),
    ("Which countries have not banned mines?", "Talvia banned mines in 1999.", "Talvia banned mines in 1999.", False),
    ("Who did not play in Oslo?", "Nils Aker played in Oslo.", "Nils Aker played in Oslo after his ban ended.", False),
    ("Who may not swim in the lake?", "Members may swim in the lake.", "Members may swim in the lake, where fishing is banned.", False),
    ("How old was the baby?", "The baby was twelve years old.", "The baby, aged twelve months, was found on Monday.", False),
    ("Who may not swim in the lake?", "Members may swim in the lake.", "Members may swim in the lake.", False),
    ("How many people were arrested?", "12 people were arrested.", "Police detained 30 people and arrested 12 after the march in Tovik.", True),
    ("How many people were arrested?", "30 people were arrested.", "Police detained 30 people and arrested 12 after the march in Tovik.", False),
    ("How many people were arrested?", "30 people were arrested.", "Of the 30 people questioned, 12 were arrested.", False),
    ("How many people were arrested?", "12 people were arrested.", "Of the 30 people questioned, 12 were arrested.", True),
    ("How much did profits rise?", "Profits rose 12 percent.", "Sales fell 3 percent while profits rose 12 percent, Nordlink said.", True),
    ("How much did profits rise?", "Profits rose 3 percent.", "Sales fell 3 percent while profits rose 12 percent, Nordlink said.", False),
    ("How much did sales fall?", "Sales fell 12 percent.", "Sales fell 3 percent while profits rose 12 percent, Nordlink said.", False),
    ("Who won the election?", "Jon Varga won the election.", "Ida Holm defeated Jon Varga in Sunday's election.", False),
    ("Who won the final?", "Rovers won the final.", "United beat Rovers 2-1 in the final in Skarn.", False),
    ("Who sued whom?", "Nordlink sued the union.", "The union sued Nordlink in May over unpaid wages.", False),
    ("Who accused the minister?", "The union accused the minister.", "The minister accused the union of lying.", False),
    ("When will the bridge open?", "The bridge will open in June.", "The bridge, which was to open in June, will now open in October.", False),
    ("How many seats does the party hold?", "The party holds 34 seats.", "The party, which held 41 seats, now holds 34.", True),
    ("What is the price?", "The price is 40 crowns.", "The price was raised from 40 to 55 crowns.", False),
    ("What is the price?", "The price was raised to 55 crowns.", "The price was raised from 40 to 55 crowns.", True),
    ("What is the price?", "The price was raised to 40 crowns.", "The price was raised from 40 to 55 crowns.", False),
    ("Who replaced Holm?", "Jon Varga replaced Ida Holm.", "Jon Varga was named chief executive on Monday, replacing Ida Holm.", True),
    ("Who replaced Varga?", "Ida Holm replaced Jon Varga.", "Jon Varga was named chief executive on Monday, replacing Ida Holm.", False),
    ("Who succeeded Varga?", "Jon Varga succeeded Ida Holm.", "Ida Holm succeeded Jon Varga as head of the bank in 2019.", False),
    ("Where was he born?", "He was born in Sundby.", "Born in Sundby and raised in Tovik, he moved to Skarn at 20.", True),
    ("Did the bank raise rates?", "The bank raised rates.", "The bank left rates unchanged on Thursday, though it had raised them in May.", False),
    ("What did the court decide?", "The court overturned the ban.", "The court overturned the ban that a lower court had upheld.", True),
    ("Who owns the port?", "Nordlink owns the port.", "The port is owned by Nordlink, which bought it from Borlin in 2011.", True),
    ("How many votes did Holm get?", "Ida Holm got 48 percent.", "Ida Holm won 52 percent of the vote and Jon Varga 48 percent.", False),
    ("How many votes did Varga get?", "Jon Varga won 48 percent of the vote.", "Ida Holm won 52 percent of the vote and Jon Varga 48 percent.", True),
    ("How many votes did Varga get?", "Jon Varga won 52 percent of the vote.", "Ida Holm won 52 percent of the vote and Jon Varga 48 percent.", False),
    ("What is the death toll?", "The death toll is 14.", "The death toll rose to 14 on Friday from 9 a day earlier.", True),
    ("What is the death toll?", "The death toll is 9.", "The death toll rose to 14 on Friday from 9 a day earlier.", False),
    ("What is the death toll?", "The death toll rose to 9.", "The death toll rose to 14 on Friday from 9 a day earlier.", False),
    ("How many tents were sent?", "200 tents were sent.", "Talvia sent 200 tents and Borovia 500.", True),
    ("How many tents did Borovia send?", "Borovia sent 500 tents.", "Talvia sent 200 tents and Borovia 500.", True),
    ("How many tents did Borovia send?", "Borovia sent 200 tents.", "Talvia sent 200 tents and Borovia 500.", False),
    ("Who killed the judge?", "The judge was killed by a gunman.", "A gunman killed the judge outside the court in Tovik.", True),
    ("Is the strike over?", "The strike is over.", "The union said the strike would end on Friday if a deal is signed.", False),
    ("How many tickets were sold?", "60,000 tickets were sold.", "Fewer than 60,000 tickets were sold for the final.", False),
    ("How many tickets were sold?", "Almost 60,000 tickets were sold.", "Almost 60,000 tickets were sold for the final.", True),
    ("How many did it kill?", "The storm killed 62 people.", "Officials counted 62 people killed in the storm.", True),
    ("Who built the mill?", "Ida Holm built the mill.", "Tovik has a mill built in 1990 by Ida Holm.", True),
    ("Who sued Nordlink?", "The union sued Nordlink.", "Nordlink was sued in May by the union.", True),
    ("Who owns the ferry?", "Nordlink owned the ferry.", "The ferry, owned by Nordlink, ran aground.", True),
    ("What did Nordlink buy?", "Nordlink bought the port.", "The port that Nordlink bought last year is losing money.", True),
    ("What did Nordlink buy?", "Nordlink bought the port.", "The port Nordlink bought last year is losing money.", True),
    ("Who attacked the convoy?", "Rebels attacked the convoy.", "The convoy came under fire on Monday when rebels attacked it.", True),
    ("Who led the march?", "Ida Holm led the march.", "Led by Ida Holm, the march reached the town hall at noon.", True),
    ("How much has rent risen?", "Rent rose by 12 percent.", "Rent rose by 12 percent to 900 crowns.", True),
    ("What is the rent?", "The rent is 900 crowns.", "Rent rose by 12 percent to 900 crowns.", True),
    ("How many jobs are lost?", "300 jobs are lost in Tovik.", "Nordlink cut 300 jobs in Tovik and 40 in Skarn.", True),
    ("How many jobs were cut in Skarn?", "Nordlink cut 40 jobs in Skarn.", "Nordlink cut 300 jobs in Tovik and 40 in Skarn.", True),
    ("How many people were hurt?", "140 people were hurt.", "62 people died, 140 were hurt and 12 are missing.", True),
    ("How many are missing?", "12 people are missing.", "62 people died, 140 were hurt and 12 are missing.", True),
    ("How many are missing?", "62 people are missing.", "62 people died, 140 were hurt and 12 are missing.", False),
    ("Who beat Varga?", "Ida Holm beat Jon Varga.", "Jon Varga was beaten by Ida Holm.", True),
    ("Who beat Varga?", "Ida Holm beat Jon Varga.", "Ida Holm, who beat Jon Varga in 2019, will not run again.", True),
    ("Who won?", "Ida Holm won the election.", "Ida Holm won the election, in which she beat Jon Varga by 4 points.", True),
    ("How many were rescued?", "18 people were rescued.", "Of the 25 people aboard, 18 were rescued and seven drowned.", True),
    ("How many drowned?", "Seven people drowned.", "Of the 25 people aboard, 18 were rescued and seven drowned.", True),
    ("How many drowned?", "18 people drowned.", "Of the 25 people aboard, 18 were rescued and seven drowned.", False),
    ("How much did it cost?", "The bridge cost 40 million crowns.", "The bridge, planned at 25 million, cost 40 million crowns.", True),
    ("How many troops are there?", "12,000 troops are there.", "As many as 12,000 troops, up from 8,000 in May, are there.", True),
    ("How many troops are there?", "8,000 troops are there.", "As many as 12,000 troops, up from 8,000 in May, are there.", False),
    ("Who supports the plan?", "The mayor supported the plan.", "The plan, which the mayor supported, failed.", True),
    ("Who criticised the plan?", "The union criticised the plan.", "The plan was sharply criticised by the union.", True),
    ("Who hired her?", "Nordlink hired Ida Holm.", "Ida Holm was hired by Nordlink in 2011.", True),
    ("How many voted for it?", "34 members voted for it.", "Parliament passed it, 34 members voting for and 27 against.", True),
]  # fmt: skip


@pytest.mark.parametrize(("question", "claim", "sentence", "true"), CLAIMS)
def test_a_claim_is_supported_by_what_the_sentence_says(
    question: str, claim: str, sentence: str, *, true: bool
) -> None:
    item = evidence(sentence, title="Report of the day")
    assert supports(claim, question, item, [item]) is true


def test_an_outlet_reports_and_does_nothing_else() -> None:
    item = evidence("The petition against the trial was brought last week.", "a", source="Delta Weekly")
    asked = "Who brought the petition?"
    assert not supports("Delta Weekly brought the petition.", asked, item, [item])
    said = "The petition was brought last week, according to Delta Weekly."
    assert supports(said, "When was the petition brought?", item, [item])


def test_an_article_may_name_elsewhere_where_its_sentence_is_set() -> None:
    item = evidence("One gendarme had his jaw broken and was operated on.", "a")
    asked, claim = "What injury did the gendarme in Sundby suffer?", "The gendarme in Sundby had his jaw broken."
    assert not supports(claim, asked, item, [item])
    named = replace(item, mentions=frozenset({"sundbi"}))
    assert supports(claim, asked, named, [named])
