"""Units of measurement under one name each: "ml" and "millilitres", "ft" and "feet", "metres" and "meters"."""

from index.terms import terms

_UNITS = """
second, minute, hour, day, week, month, year, decade, century centurie, percent, degree, inch inche, yard, ton, mile, acre,
foot feet ft, pound lb, ounce oz, metre meter m, kilometre kilometer km, centimetre centimeter cm, millimetre millimeter mm,
nanometre nanometer nm, gram gramme, kilogram kilogramme kilo kg, milligram mg, tonne, litre liter, millilitre milliliter ml, hectare ha,
watt, kilowatt kw, megawatt mw, gigawatt gw, hertz hz, kilohertz khz, megahertz mhz, gigahertz ghz, mph, kmh kph
"""
"""The forms of each in the singular, or what is left of a plural without its s; no single letters but the metre's."""
_NAMES = {form: forms.split()[0] for forms in _UNITS.replace("\n", " ").split(",") for form in forms.split()}
_STEMS = {terms(form)[0]: terms(name)[0] for form, name in _NAMES.items()}


def unit(word: str) -> str | None:
    """Returns the name of the unit that `word`, in lower case, is; None if it is none that is known."""
    return _NAMES.get(word.removesuffix("s"))


def measured(stem: str) -> str:
    """Returns the stem of the unit's name, if `stem` is of a unit; of any other word the stem itself."""
    return _STEMS.get(stem, stem)
