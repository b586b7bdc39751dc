import pytest

from service.answering.decide import suits


@pytest.mark.parametrize(
    ("question", "text", "suitable"),
    [
        ("How many men were hurt?", "The boat was hit.", False),
        ("How many men were hurt?", "Both men were hurt.", True),
        ("How many men joined?", "Some of them had been waiting for fourteen months.", False),
        ("How many men joined?", "Some 40 % of them had been waiting for fourteen months.", False),
        ("How many men joined?", "A mere forty had been waiting for fourteen months.", True),
        ("How many soldiers died?", "1800 soldiers died.", True),
        ("How many people worked there?", "It was founded in 1911 to make bottles.", False),
        ("How many people worked there?", "It was closed in 1911.", False),
        ("How many homes burned?", "The fire destroyed 2000 homes.", True),
        ("How many miles is it?", "It is 42 kilometres.", True),
        ("How many dollars did it cost?", "It cost $40.", True),
        ("How many dollars did it cost?", "It cost too many dollars by far.", True),
        ("How many dollars did it cost?", "It cost the town dearly.", False),
        ("How many per cent of the votes did she get?", "She got a majority of the votes.", False),
        ("How many goals were there?", "Halvard won 3-2 after forty minutes.", True),
        ("How many months had they waited?", "They had been waiting for fourteen months.", True),
        ("When was it sold?", "It was sold last week.", True),
        ("When was it sold?", "It was sold.", False),
        ("How much did the repair cost?", "The repair was paid for by the town.", False),
        ("How much did the repair cost?", "The repair cost the town nothing.", True),
        ("How much did the repair cost?", "The storm claimed at least 28 lives.", False),
        ("How much did the repair cost?", "The repair cost 4 million crowns after two years.", True),
        ("Who will pay the cost of the repair?", "The town will pay the cost of the repair.", True),
        ("Where was the lowest temperature measured?", "The lowest temperature was measured in Tovik.", True),
        ("How high-ranking was the spy?", "The spy was a clerk.", True),
        ("How long will it take?", "It will take an hour or so.", True),
        ("How many hostages were killed?", "The army tried to free the hostages.", False),
        ("What is the name of the disease?", "The disease is a flu called mpox.", True),
        ("How long did the strike last?", "The strike at the port ended badly.", False),
        ("How long did the strike last?", "The strike lasted until Friday.", True),
        ("How much oil leaked into the bay?", "Oil leaked into the bay.", False),
        ("What is the name of the driver who was seized?", "The driver who was seized is a local man.", False),
        ("What is the name of the driver who was seized?", "The driver, Jon Varga, was let go.", True),
        ("What is the name of the driver who was seized?", "Their driver was let go the same evening.", False),
        ("What is the name of the bend where the river erodes its bank?", "The bend is called the cut bank.", True),
        ("Was the crash caused by wind or by a broken rudder?", "The wind threw it against the pier.", True),
        ("Was the crash caused by wind or by a broken rudder?", "The owner counts 19 men who were hurt.", False),
        ("Was the crash caused by wind or by a broken rudder?", "The crash was caused by neither.", True),
        ("When will the bridge reopen?", "The bridge may reopen, officials said.", False),
        ("When will the bridge reopen?", "The bridge is to reopen in May, officials said.", True),
    ],
)
def test_an_answer_has_what_is_asked_for(question: str, text: str, *, suitable: bool) -> None:
    assert suits(question, text) is suitable
