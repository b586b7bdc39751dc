"""Scripts without spaces between words: their runs become overlapping pairs of characters, which can be matched."""

import re

_RUN = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"  # Han
    "\u3040-\u30ff\u31f0-\u31ff"  # Hiragana, Katakana
    "\u1100-\u11ff\uac00-\ud7af]+"  # Hangul, whose spaces part phrases of a word and its particles
)


def paired(text: str) -> str:
    """Returns `text` with every run of Chinese, Japanese or Korean characters as its pairs: 東京都 as 東京 京都.

    A run of one character stays as it is. As Lucene's CJKBigramFilter does; FTS5's trigram tokenizer would want
    three characters, and most Chinese words have two.
    """
    return _RUN.sub(_pairs, text)


def lone(word: str) -> bool:
    """Whether `word` is one character of such a script, and so the beginning of the pairs that it stands in."""
    return len(word) == 1 and _RUN.fullmatch(word) is not None


def _pairs(match: re.Match[str]) -> str:
    run = match.group()
    pairs = [run[position : position + 2] for position in range(len(run) - 1)] or [run]
    return f" {' '.join(pairs)} "
