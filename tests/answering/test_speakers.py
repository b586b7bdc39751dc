import time

import pytest

from service.answering.speakers import speaker


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Reports from South Korean intelligence suggest that over 10,000 came.", "South Korean intelligence"),
        ("The coastguard said 34 people had been injured.", "The coastguard"),
        ("According to the operator, 19 people were injured.", "the operator"),
        ("The Ministry of Public Works puts the cost at 318 million crowns.", "The Ministry of Public Works"),
        ("Intelligence reports put the number at about 8,000.", "Intelligence reports"),
        ("About 900 people marched to the town hall.", None),
        ("He said it would cost 4 million.", None),
        ("While some residents believe it will open, the gate stays shut.", None),
        ("Public Works Minister Anselm Corrow said the bridge would open.", "Public Works Minister Anselm Corrow"),
        ("“The toll will rise,” said a harbour spokesman, Jon Varga.", "a harbour spokesman"),
        ('"The toll will rise," Varga said.', "Varga"),
        ("Commander Ada Stone, who led the rescue, said the rudder failed.", "Commander Ada Stone"),
        ("The harbour also reported that traffic rose.", "The harbour"),
        ("Auditor Beatrix Holm wrote that the plan had been redrawn.", "Auditor Beatrix Holm"),
        ("The army has not said why.", None),
        ("The army claims 40 lives were lost.", "The army"),
        ("A report by Ida Holm said that 40 were lost.", "A report by Ida Holm"),
        ("By his estimate, upwards of 1,500 tonnes leaked.", None),
        ("The storm claimed at least 28 lives on the coast.", None),
        ("It’s estimated that 9,000 people left.", None),
        ("The company's reported income was 4 million.", None),
        ("Postponements of such reports could cost millions.", None),
        ("Before the match, the team added some green paint to the wall.", None),
    ],
)
def test_the_speaker_is_whom_the_sentence_names(sentence: str, who: str | None) -> None:
    assert speaker(sentence) == who


def test_a_value_is_nobodys_who_stands_before_another_estimate() -> None:
    sentence = "President Ada Stone confirmed that men came, with estimates suggesting that 12,000 may be there."
    assert speaker(sentence) == "President Ada Stone"
    assert speaker(sentence, sentence.index("12,000")) is None


@pytest.mark.parametrize("tail", ["Aa " * 400 + "(", "the " * 400 + "(", "Aa, who " * 200 + "said"])
def test_no_sentence_keeps_the_search_busy(tail: str) -> None:
    started = time.perf_counter()
    speaker('"It rose," said ' + tail)
    speaker("Aa " + tail)
    assert time.perf_counter() - started < 1
