"""Claims made from a sentence: true ones, as an answer words them, and false ones, wrong in one place.

The opposites below are the bed's own list, longer than the one that the check knows (service/answering/polarity.py).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

from index.sentences import split_sentences
from index.terms import STOPWORDS

_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w/-])")
_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+)*")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|must|did|does|do)\b(?!\s+not|n['’]t)"
)
_NOT = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should|did|does|do)(?: not|n['’]t)\b")
_OPPOSITES = (
    "confirmed/denied rose/fell increased/decreased won/lost accepted/rejected before/after above/below more/less first/last"
    " opened/closed supported/opposed approved/rejected began/ended arrived/left gained/lost higher/lower north/south east/west"
    " northern/southern eastern/western success/failure allowed/banned released/arrested guilty/innocent best/worst oldest/youngest"
    " largest/smallest early/late bought/sold strengthened/weakened success/failure legal/illegal public/private upper/lower"
    " maximum/minimum minority/majority entered/left borrowed/lent expanded/shrank raised/lowered agreed/refused war/peace"
    " victory/defeat enemy/ally hired/fired married/divorced positive/negative increase/decrease rise/fall"
).split()
_OTHER = {a: b for pair in _OPPOSITES for a, b in (pair.split("/"), pair.split("/")[::-1])}
_IN_WORDS = dict(zip("three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety".split(),
                     (3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 40, 50, 60, 70, 80, 90), strict=True))  # fmt: skip
_WORDED = re.compile(rf"(?<!-)\b(?:{'|'.join(_IN_WORDS)})\b(?! (?:hundred|thousand|million|billion))(?!-)")
_NOUN = re.compile(
    r"\b(?:the|a|an|his|their|its) ([a-z]{4,})(?= (?:is|was|were|are|had|has|will|said|of|in|on|to|for|and)\b|[,.])"
)
_VERB = re.compile(r"(?<= )([a-z]{4,}ed)(?= (?:the|a|an|his|their|its|to|in|by|on)\b)")
_STRONGER = (
    ("will for may", re.compile(r"\b(?:may|might|could)\b(?! have| not| be)"), "will"),
    ("all for some", re.compile(r"\b(?:some|most|many|few|several)\b(?! of)"), "all"),
    ("euros for dollars", re.compile(r"\$(?=\d)"), "€"),
)
_APART = re.compile(r"\b(?:and|or|with|between|among|including)\b|[,;/()-]")
"""What stands between two names that may change places without harm: "Norway and Sweden signed"."""


def true_claims(sentence: str, random: Random) -> Iterator[tuple[str, str]]:
    """Yields kinds of true claims and the claims."""
    yield "as it stands", sentence
    bare = re.sub(r"\s*\([^()]*\)", "", sentence)
    if bare != sentence:
        yield "without brackets", bare
    if match := re.match(r"^((?:On|In|At|After|Before|During|By)\s[^,]{3,40}), (\w.*[^.])\.$", sentence):
        lead, rest = match.groups()
        yield "time or place at the end", f"{rest[0].upper()}{rest[1:]} {lead[0].lower()}{lead[1:]}."
    if match := re.match(r"^(.{40,}?\w)(?:, (?:which|who|where|while|but|and|after|as)\b|; ).*$", sentence):
        yield "its first clause", f"{match[1]}."
    if match := re.match(r"^(?P<who>[A-Z][^,]{3,60}?) said (?:that )?(?P<what>\w.{20,})\.$", sentence):
        yield "said, turned", f"According to {match['who']}, {match['what']}."
    if match := _WORDED.search(sentence):
        yield "a number in digits", f"{sentence[: match.start()]}{_IN_WORDS[match[0]]}{sentence[match.end() :]}"
    words = sentence.split()
    if len(words) > 14:
        drop = random.randrange(len(words))
        if words[drop].islower() and words[drop].endswith("ly"):
            yield "an adverb less", " ".join(words[:drop] + words[drop + 1 :])


def false_claims(sentence: str, others: Sequence[str], random: Random) -> Iterator[tuple[str, str]]:
    """Yields kinds of corruption and the corrupted claims; `others` are the other sentences of the article."""
    yield from _numbers(sentence, others, random)
    yield from _names(sentence, others, random)
    if match := _WORDED.search(sentence):
        new = random.choice([word for word in _IN_WORDS if word not in sentence])
        yield "number in words", sentence[: match.start()] + new + sentence[match.end() :]
    yield from _words(sentence, others, random)
    for kind, words in (("date", _MONTHS), ("date", _DAYS)):
        if found := [word for word in words if re.search(rf"\b{word}\b", sentence) and word != "May"]:
            new = random.choice([word for word in words if word not in sentence])
            yield kind, re.sub(rf"\b{found[0]}\b", new, sentence)
    if match := _NOT.search(sentence):
        yield "negation taken out", sentence[: match.start()] + match[1] + sentence[match.end() :]
    elif match := _AUXILIARY.search(sentence):
        yield "negation put in", f"{sentence[: match.end()]} not{sentence[match.end() :]}"
    words = re.findall(r"\w+", sentence)
    if opposed := [word for word in words if word in _OTHER and _OTHER[word] not in words]:
        yield "opposite", re.sub(rf"\b{opposed[0]}\b", _OTHER[opposed[0]], sentence)


def _numbers(sentence: str, others: Sequence[str], random: Random) -> Iterator[tuple[str, str]]:
    found = [*_NUMBER.finditer(sentence)]
    if not found:
        return
    match = random.choice(found)
    own = {other[0] for other in found}
    near = [other[0] for text in others for other in _NUMBER.finditer(text) if other[0] not in own]
    digits = re.sub(r"\D", "", match[0])
    made = f"{int(digits) + random.choice((1, 2, 7, 10, 100)):,}"
    yield "number", sentence[: match.start()] + made + sentence[match.end() :]
    if near:
        new = random.choice(near)
        yield "number of another sentence", sentence[: match.start()] + new + sentence[match.end() :]
    for one, two in pairwise(found):
        between = sentence[one.end() : two.start()]
        if one[0] != two[0] and len(re.findall(r"[A-Za-z]{3,}", between)) >= 2:
            yield "two numbers exchanged", _exchanged(sentence, one, two)
            return


def _names(sentence: str, others: Sequence[str], random: Random) -> Iterator[tuple[str, str]]:
    found = [match for match in _NAME.finditer(sentence) if _is_name(match, sentence)]
    if not found:
        return
    match = random.choice(found)
    near = {m[0] for text in others for m in _NAME.finditer(text) if _other(m, sentence)}
    if near:
        new = random.choice(sorted(near))
        yield ("subject" if match.start() == 0 else "name"), sentence[: match.start()] + new + sentence[match.end() :]
    for one, two in pairwise(found):
        between = sentence[one.end() : two.start()]
        if (
            not _shares(one[0], sentence[two.start() :])
            and not _shares(two[0], sentence[: one.end()])
            and not _APART.search(between)
            and re.search(r"\b[a-z]+(?:ed|s)\b", between)
        ):
            yield "two names exchanged", _exchanged(sentence, one, two)
            return


def _words(sentence: str, others: Sequence[str], random: Random) -> Iterator[tuple[str, str]]:
    """Yields claims with a noun or verb of another sentence in the place of one, or beside it, and with more than is said."""
    for kind, form in (("noun", _NOUN), ("verb", _VERB)):
        found = [*form.finditer(sentence)]
        own = {match[1][:4] for match in found}
        near = [m for text in others for m in form.finditer(text) if m[1][:4] not in own and m[1] not in sentence]
        if found and near:
            match, new = random.choice(found), random.choice(near)
            yield kind, sentence[: match.start(1)] + new[1] + sentence[match.end(1) :]
            if kind == "noun":
                yield "a noun more", f"{sentence[: match.end()]} and {new[0]}{sentence[match.end() :]}"
    for kind, weaker, stronger in _STRONGER:
        if weak := weaker.search(sentence):
            yield kind, sentence[: weak.start()] + stronger + sentence[weak.end() :]


def _is_name(match: re.Match[str], sentence: str) -> bool:
    first = match[0].split()[0]
    if match[0] in {*_MONTHS, *_DAYS} or first.lower() in STOPWORDS:
        return False
    return match.start() > 0 or " " in match[0] or sentence.count(match[0]) > 1


def _other(match: re.Match[str], sentence: str) -> bool:
    """Whether the sentence has nothing of this name, in any form: Russia for Russian would change nothing."""
    own = {word.lower()[:4] for word in re.findall(r"\w+", sentence)}
    return (
        _is_name(match, "")
        and match.start() > 0
        and not own & {word.lower()[:4] for word in re.findall(r"\w+", match[0])}
    )


def _exchanged(text: str, one: re.Match[str], two: re.Match[str]) -> str:
    return text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]


def _shares(one: str, two: str) -> bool:
    return bool({*one.lower().split()} & {*re.findall(r"\w+", two.lower())})


def sentences(text: str) -> list[str]:
    """Returns the sentences of a text that state something: a capital first, a stop last, 8 to 45 words."""
    return [
        s.text
        for s in split_sentences(text)
        if 8 <= len(s.text.split()) <= 45 and s.text[0].isupper() and s.text[-1] == "." and "“" not in s.text
    ]
