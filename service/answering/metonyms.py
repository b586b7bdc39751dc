"""News says "Pyongyang" of North Korea's government and "the Kremlin" of Russia's: which country a seat of government stands for.

It is used one way only: a sentence that names the seat supports a claim about the country, never the other way round.
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
    "Washington": "United States America American", "White House": "United States America American", "Yerevan": "Armenia",
}  # fmt: skip
_SEAT = re.compile(rf"\b(?:{'|'.join(map(re.escape, _COUNTRIES))})\b")


def countries(text: str) -> set[str]:
    """Returns the stems of the countries whose seats of government `text` names."""
    return {stem for match in _SEAT.finditer(text) for stem in _stems(match[0])}


@cache
def _stems(seat: str) -> frozenset[str]:
    return frozenset(terms(_COUNTRIES[seat]))
