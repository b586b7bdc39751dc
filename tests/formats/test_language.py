import time

import pytest

from index.language import SAMPLE_CHARS, detect
from tests.formats.test_decode import TEXTS


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_or_two_tell_the_language(language: str) -> None:
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "   \n", "OK", "Hello", "12345 67 89", "Trump Putin Zelensky Kyiv", "???!!!"])
def test_too_little_tells_nothing(text: str) -> None:
    assert detect(text) is None


def test_a_long_text_costs_no_more_than_its_sample() -> None:
    article = "The harbour bridge at Valmere opened again on Thursday after eleven months of repairs. "
    long, short = article * 20_000, article * (SAMPLE_CHARS // len(article) + 1)
    detect(short)
    assert detect(long) == "en"
    started = time.process_time()
    for _ in range(20):
        detect(long)
    assert time.process_time() - started < 20 * 0.05  # measured: 20 x 0.001; over the whole text it would be 20 x 0.8
