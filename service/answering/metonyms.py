"""Names that stand for others: "Pyongyang" for North Korea's government, "the Kremlin" for Russia's, "US" for the United States.

A seat of government is taken one way only: a sentence that names it supports a claim about the country, never the other
way round. A name supports its abbreviation and its adjective, and they support it.
"""

import re
from functools import cache

from index.terms import terms

_COUNTRIES = {
    "Abuja": "Nigeria", "Ankara": "Turkey", "Athens": "Greece", "Baghdad": "Iraq", "Bangkok": "Thailand", "Beijing": "China",
    "Beirut": "Lebanon", "Belgrade": "Serbia", "Berlin": "Germany", "Brasilia": "Brazil", "Brasília": "Brazil",
    "Bucharest": "Romania", "Budapest": "Hungary", "Cairo": "Egypt", "Canberra": "Australia", "Caracas": "Venezuela",
    "Copenhagen": "Denmark", "Damascus": "Syria", "Downing Street": "Britain", "Élysée": "France", "Hanoi": "Vietnam",
    "Helsinki": "Finland", "Islamabad": "Pakistan", "Jakarta": "Indonesia", "Kabul": "Afghanistan", "Khartoum": "Sudan",
    "Kiev": "Ukraine", "Kremlin": "Russia", "Kyiv": "Ukraine", "Lisbon": "Portugal", "London": "Britain", "Madrid": "Spain",
    "Manila": "Philippines", "Minsk": "Belarus", "Moscow": "Russia", "Nairobi": "Kenya", "New Delhi": "India",
    "Oslo": "Norway", "Ottawa": "Canada", "Paris": "France", "Prague": "Czech", "Pyongyang": "North Korea", "Riyadh": "Saudi Arabia",
    "Rome": "Italy", "Sanaa": "Yemen", "Seoul": "South Korea", "Sofia": "Bulgaria", "Stockholm": "Sweden", "Tbilisi": "Georgia",
    "Tehran": "Iran", "Tokyo": "Japan", "Tripoli": "Libya", "Vienna": "Austria", "Warsaw": "Poland",
    "Washington": "United States US America American", "White House": "United States US America American", "Yerevan": "Armenia",
}  # fmt: skip
_ALIKE = (
    ("United States", "US", "U.S.", "USA", "America", "American"), ("United Kingdom", "UK", "U.K."), ("European Union", "EU", "E.U."),
    ("United Nations", "UN", "U.N."), ("Afghanistan", "Afghan"), ("Belgium", "Belgian"), ("Britain", "British"),
    ("Canada", "Canadian"), ("China", "Chinese"), ("Denmark", "Danish"), ("England", "English"), ("Finland", "Finnish"),
    ("France", "French"), ("Greece", "Greek"), ("Ireland", "Irish"), ("Lebanon", "Lebanese"), ("Mexico", "Mexican"),
    ("Morocco", "Moroccan"), ("Netherlands", "Dutch"), ("Norway", "Norwegian"), ("Peru", "Peruvian"),
    ("Philippines", "Philippine", "Filipino"), ("Poland", "Polish"), ("Scotland", "Scottish"), ("Spain", "Spanish"),
    ("Sweden", "Swedish"), ("Switzerland", "Swiss"), ("Thailand", "Thai"), ("Turkey", "Turkish"), ("Wales", "Welsh"),
)  # fmt: skip
"""Names with their abbreviations or adjectives, as they are written ("us" is no country); Ukraine and Ukrainian are `claims.kin` anyway."""
_OTHERS = [f"{part} {name}" for part in ("Central", "Latin", "North", "South") for name in ("America", "American")]
"""Names with another name in them, which is not meant."""
_MEANS = {**_COUNTRIES, **{form: " ".join(forms) for forms in _ALIKE for form in forms}, **dict.fromkeys(_OTHERS, "")}
_STANDING = re.compile(
    rf"(?<!\w)(?:{'|'.join(re.escape(name) for name in sorted(_MEANS, key=len, reverse=True))})(?!\w)"
)


def stood_for(text: str) -> set[str]:
    """Returns the stems of what the names in `text` stand for: of the countries of capitals, and of other forms of the names."""
    return {stem for match in _STANDING.finditer(text) for stem in _stems(match[0])}


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(terms(_MEANS[name]))
