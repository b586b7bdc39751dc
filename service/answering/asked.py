"""What kind of value a question asks for: a count of something, a sum of money, a measure, or a date."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from index.terms import STOPWORDS, terms
from service.answering.quantities import PLURALS
from service.answering.verbs import irregular


class Kind(StrEnum):
    """Kinds of values that can be compared."""

    COUNT = "count"
    MONEY = "money"
    MEASURE = "measure"
    DATE = "date"


@dataclass(frozen=True)
class Asked:
    """`nouns` are what is counted, the units that the measure may have, or what kind of sum it is; `modifiers` are names that belong to the noun.

    `also` are words that count the same in the asked matter ("28 lives" of the dead), `totals` what a number without a noun is of ("a toll of 31").
    """

    kind: Kind
    nouns: frozenset[str] = frozenset()
    modifiers: tuple[str, ...] = ()
    also: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()

    @property
    def stems(self) -> set[str]:
        """The stems of the nouns."""
        return {stem for noun in self.nouns for stem in terms(noun)}

    @property
    def of_the_dead(self) -> bool:
        """Whether it is the dead that are counted."""
        return self.totals == _TOLLS


_COUNT = re.compile(
    r"\b(?:how many|(?:what|which) (?:is|was|are|were)? ?(?:the )?(?:total )?number of)\s+(?:(?:more|other|further|additional)\s+)?(.+)",
    re.IGNORECASE,
)
_GATHERED = re.compile(
    r"\b(?:how (?:large|big) (?:is|was|were|are) (?:the |a )?|what (?:is|was) (?:the |a )?(?:biggest|largest|highest|record) )(?:crowd|protest|demonstration|rally|march|turnout|audience|congregation)\b(?![’']s|\s+(?:car|camp|budget))",
    re.IGNORECASE,
)
_TOLL = re.compile(r"^(?:what|how (?:high|large|big|great))\b[^?]*\bdeath toll\b", re.IGNORECASE)
DEADLY = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|di(?:e|es|ed)|dead|deaths?|toll|perish(?:ed)?|fatalit(?:y|ies)|lives|drown(?:s|ed|ing)?|slain|bodies)\b",
    re.IGNORECASE,
)
"""What says that people died."""
_BETWEEN = "were|was|have|has|had|been|did|are|is|reportedly|in|at|on|the"
_OF_THE_DEAD = re.compile(
    r"\bpeople\s+(?:did\s+(?:[\w’'-]+\s+){1,6}?kill|(?:has|have|had)\s+(?:the\s+)?[\w’'-]+\s+killed)\b(?=\W*$|\s+(?:in|on|at|since|during|near|so)\b)"
    rf"|\bpeople(?:\s+(?:(?:{_BETWEEN})\b|(?!(?:{_BETWEEN})\b)(?-i:[A-Z])\w+))*"
    r"\s+(?:killed|die|died|dead|perish(?:ed)?|drown(?:ed)?|slain|los[et] their lives)\b",
    re.IGNORECASE,
)
_DEATHS = frozenset("dead deaths lives fatalities".split())
_TOLLS = frozenset({"toll"})
_CROWDS = frozenset("crowd turnout attendance audience congregation".split())
_MARCHERS = frozenset("protesters demonstrators marchers".split())
_PEOPLE = frozenset({"people"})
SUMS = ("salary", "fee", "toll", "fine", "budget", "revenue", "profit", "reward")
"""Sums that are not what something costs or is worth: of the reward for a picture its value is no other report."""
_MONEY = re.compile(
    r"\bhow much (?:(?:a|per|each) (?:year|month|week|day)\b.*\b(?:saved?|paid|pay|earn(?:ed)?|spen[dt])|(?:[a-z]+ )?(?:money|damage|compensation|cash|debt|ransom|funding)|did\b.*\b(?:pay|earn|spend)|(?:did|does) the (?:damage|loss|bill|repairs?)\b|is|was|were|will|are)\b"
    rf"|\b(?:cost|costs|price|worth|{'|'.join(SUMS)})\b",
    re.IGNORECASE,
)
_COMPARING = re.compile(r"\bhow much (?:more|less|higher|lower|cheaper|dearer)\b.*\bthan\b", re.IGNORECASE)
"""A difference, whose terms are other sums."""
_HIGH_SUM = re.compile(
    rf"\bhow (?:high|big|large)\b(?:\s+\w+){{0,2}}?\s+(?-i:penalty|price|costs?|bill|wages?|ransom|compensation|debts?|bonus|tax|rent|{'|'.join(SUMS)})\b(?!\s+(?:bridge|road|booth|gate|tower|wall))",
    re.IGNORECASE,
)
"""Money and no length: "how high a fine"."""
_SUM = re.compile(
    rf"(?:how (?:big|high|large|much)|what) (?:(?:is|was|are|were) (?:[\w’'-]+ ){{0,3}})?(?P<sum>{'|'.join(SUMS)})"
    r"(?=\W*$|\W+(?:of|for|on|in|at|to|is|was|will|would|does|did|do|has|have|took|that)\b)",
    re.IGNORECASE,
)
_DATE = re.compile(r"^(?:when\b|(?:on|in|since|by|until|from) (?:what|which) (?:date|day|month|year)\b|(?:what|which) (?:date|day|month|year)\b)",
                   re.IGNORECASE)  # fmt: skip
_OF = r"\bwhat (?:is|was|are|were)(?: (?:the|its|their))?(?: [\w-]+){0,2} "
_LENGTHS = "metres meters metre meter kilometres kilometers km miles mile feet foot m cm inches yards"
_TIMES = "seconds minutes minute hours hour days day weeks week months month years year decades decade"
_WEIGHTS_AND_VOLUMES = (
    "tonnes tonne tons ton kilograms kilogrammes kg pounds grams litres liters litre liter gallons barrels cubic"
)
_STUFF = (
    "oil|gas|fuel|petrol|diesel|coal|water|sewage|waste|acid|solution|sludge|grain|wheat|rice|maize|food|flour|sugar|salt|milk|wine|beer|meat|fish"
    "|copper|gold|silver|iron|steel|ore|uranium|lithium|cement|sand|wood|timber|cocaine|heroin|cannabis|ammonia|chlorine|cargo"
)
"""What is measured by weight or volume when it is asked how much of it."""
_LASTING = (
    "contract|deal|lease|term|sentence|ban|suspension|strike|stoppage|walkout|truce|ceasefire|war|siege|blockade|trial|hearing|meeting|talks"
    "|visit|stay|voyage|film|speech|ceremony|session|shift|delay|wait|outage|closure|shutdown|mandate|tenure|career|apprenticeship"
    "|treatment|quarantine|curfew|emergency|holiday|break|search|investigation"
)
"""What is long in time: "how long is the contract?"."""
_SO_LONG = (
    r"closed|shut|held|kept|detained|delayed|interrupted|suspended|blocked|occupied|trapped|stranded|besieged|banned|jailed|imprisoned"
    r"|married|missing|away|absent|ill|unconscious"
)
"""What something is for a time: "how long was the tunnel closed?"."""
_LEADING = r"(?:at|of|in|on|for|to|with|by)\b"
_RELATING = r"(?:that|which|who|they|he|she|we)\b"
_OF_ITS = rf"\s+(?!{_LEADING}|from\b|between\b|supposed\b|expected\b|meant\b|due\b|likely\b|going\b)\w"
"""A word behind that makes it another thing: "the flight path" of "the flight"."""
_LEAKING = r"leak(?:s|ed)?|spil(?:t|led)|pour(?:s|ed)|seep(?:s|ed)|gush(?:es|ed)|escap(?:es|ed)|discharged|dumped|got into|ended up in"
"""What happens to what is measured by weight or volume, whatever it is: "how much styrene leaked"."""
_NO_STUFF = (
    "did|does|do|is|was|were|money|cash|damage|data|information|footage|material|funding|revenue|tax|of|time|blame"
)
"""What leaks, or is asked for, without a weight."""
_PERCENT = "percent per %"
_HOW_MANY_PERCENT = re.compile(r"\bhow many (?:percent|per cent)\b(?! points?\b)", re.IGNORECASE)
_MEASURES = (
    (re.compile(r"\b(?:temperature|how (?:hot|cold|warm))\b", re.IGNORECASE), "degrees degree celsius fahrenheit °"),
    (re.compile(r"\b(?:what|which) (?:percentage|percent|share|proportion)\b|\bwhat (?:is|was) the turnout\b", re.IGNORECASE), _PERCENT),
    (re.compile(r"\bhow long (?!is\b|are\b|was\b|were\b)", re.IGNORECASE), _TIMES),
    (re.compile(rf"\bhow long \w+ (?:(?!{_LEADING})[\w’'-]+ ){{0,4}}?(?:{_LASTING})\b(?!{_OF_ITS})", re.IGNORECASE), _TIMES),
    (re.compile(rf"\bhow long \w+ (?:(?!{_LEADING}|{_RELATING})[\w’'-]+ ){{1,6}}?(?:{_SO_LONG})\W*$", re.IGNORECASE), _TIMES),
    (re.compile(rf"\bhow (?:far|high|tall|wide|deep|long)\b|{_OF}(?:height|length|width|depth|distance|altitude|elevation)\b", re.IGNORECASE),
     _LENGTHS),
    (re.compile(r"\bhow old\b", re.IGNORECASE), "years year"),
    (re.compile(rf"\bhow (?:heavy|much does\b.*\bweigh)\b|{_OF}weight\b", re.IGNORECASE), "kilograms kilogrammes kg tonnes tons pounds lb grams"),
    (re.compile(rf"\bhow fast\b|{_OF}speed\b", re.IGNORECASE), "km/h kmh kph mph knots kilometres kilometers miles metres meters"),
    (re.compile(rf"{_OF}area\b|\bhow much (?:[a-z]+ )?(?:land|forest)\b", re.IGNORECASE), "square hectares hectare acres acre"),
    (re.compile(rf"\bhow much (?:(?!did|does|do|is|was)[a-z]+ )?(?:{_STUFF})\b(?!\s+(?:money|tax|damage|prices?|aid|revenue|exports?))", re.IGNORECASE), _WEIGHTS_AND_VOLUMES),
    (re.compile(rf"\bhow much (?:(?!(?:{_NO_STUFF})\b)[a-z]+ ){{1,2}}(?:(?:was|were|has|have|had|is|been|being|reportedly) ){{0,3}}(?:{_LEAKING})\b", re.IGNORECASE), _WEIGHTS_AND_VOLUMES),
)  # fmt: skip
_SUMMED = re.compile(
    r"(?:(?:thousand|million|billion|[A-Z]\w+)\s+)*(?:dollars|euros|crowns|yen|yuan|rou?bles|francs|pesos|rupees|lira|dinars)\b"
)
"""Currencies that are counted themselves: "how many dollars", not "how many euro coins", nor pounds, which may be a weight."""
_NOUN_WORDS = 4


def asked(question: str) -> Asked | None:
    """Returns what the question asks for, or None if it is no value that can be compared."""
    if _HOW_MANY_PERCENT.search(question):
        return Asked(Kind.MEASURE, frozenset(_PERCENT.split()))
    if count := _COUNT.search(question):
        return _number_of(question, count[1])
    if _TOLL.search(question):
        return Asked(Kind.COUNT, _PEOPLE, also=_DEATHS, totals=_TOLLS)
    if _GATHERED.search(question):
        return Asked(Kind.COUNT, _PEOPLE, also=_MARCHERS, totals=_CROWDS)
    if _DATE.search(question):
        return Asked(Kind.DATE)
    if _COMPARING.search(question):
        return None
    if _HIGH_SUM.search(question):
        return _money(question)
    for form, units in _MEASURES:
        if form.search(question):
            return Asked(Kind.MEASURE, frozenset(units.split()))
    return _money(question) if _MONEY.search(question) else None


def _money(question: str) -> Asked:
    sum_ = _SUM.match(question)
    return Asked(Kind.MONEY, frozenset({sum_["sum"].lower()}) if sum_ else frozenset())


def _number_of(question: str, what: str) -> Asked | None:
    """Returns what is counted where the question asks for the number of `what`: the dead as such, and money as a sum."""
    if _SUMMED.match(what):
        return Asked(Kind.MONEY)
    counted = _counted(what)
    if counted and counted.nouns & _PEOPLE and _OF_THE_DEAD.search(question):
        return replace(counted, also=_DEATHS, totals=_TOLLS)
    return counted


def _counted(rest: str) -> Asked | None:
    words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", rest)[:_NOUN_WORDS]
    phrase: list[str] = []
    for word, following in zip(words, [*words[1:], "a"], strict=True):
        if word.lower() in STOPWORDS or (phrase and _is_verb(phrase[-1], word, following)):
            break
        phrase.append(word)
    nouns = frozenset(word.lower() for word in phrase if not word[0].isupper())
    named = [word for word in phrase if word[0].isupper()]
    if not nouns and len(named) == 1 and named[0].endswith("s"):  # "how many Armenians"
        return Asked(Kind.COUNT, frozenset({named[0].lower()}))
    return Asked(Kind.COUNT, nouns, tuple(named)) if nouns else None


def _is_verb(before: str, word: str, following: str) -> bool:
    """Whether the word behind a noun is what was done and no second noun: "joined the strike", "joined Tuesday's walkout", "lost"."""
    if word.endswith("ed") and following.lower() in STOPWORDS:
        return True
    plural = before.endswith("s") or before.lower() in PLURALS
    return plural and word.islower() and ((word.endswith("ed") and following[0].isupper()) or irregular(word))
