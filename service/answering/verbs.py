"""Forms of English verbs that no stemmer brings together: wrote and written, began and begun.

Left out are forms that are more often another word, or have its stem: found (also founded), left, lay, bound, ground, wound, born, rang (ranges).
"""

from index.terms import terms

_FORMS = """
arise arose arisen, awake awoke awoken, become became, begin began begun, bend bent, beat beaten, bite bit bitten, bleed bled,
blow blew blown, break broke broken, breed bred, bring brought, build built, burn burnt, buy bought, catch caught, choose chose chosen,
come came, creep crept, deal dealt, dig dug, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten, fall fell fallen,
feed fed, feel felt, fight fought, flee fled, fly flew flown, forbid forbade forbidden, forget forgot forgotten, freeze froze frozen,
get got gotten, give gave given, go went gone, grow grew grown, hang hung, hear heard, hide hid hidden, hold held, keep kept, know knew known,
lead led, learn learnt, lend lent, lose lost, make made, mean meant, meet met, mistake mistook mistaken, overcome overcame,
oversee oversaw overseen, overtake overtook overtaken, overthrow overthrew overthrown, pay paid, ride rode ridden, rise rose risen, run ran, see saw seen, seek sought, sell sold, send sent, shake shook shaken, shine shone, shoot shot, shrink shrank shrunk,
sing sang sung, sink sank sunk, sit sat, sleep slept, slide slid, speak spoke spoken, speed sped, spend spent, spring sprang sprung,
stand stood, steal stole stolen, stick stuck, strike struck stricken, swear swore sworn, sweep swept, swim swam swum, swing swung,
take took taken, teach taught, tear tore torn, tell told, think thought, throw threw thrown, undergo underwent undergone,
understand understood, undertake undertook undertaken, wake woke woken, wear wore worn, weep wept, win won, withdraw withdrew withdrawn,
withstand withstood, write wrote written
"""
_BASES = {terms(form)[0]: terms(verb.split()[0])[0] for verb in _FORMS.split(",") for form in verb.split()}


def base(stem: str) -> str:
    """Returns the stem of the verb's first form; of any other word the stem itself."""
    return _BASES.get(stem, stem)


def irregular(word: str) -> bool:
    """Whether it is a form of an irregular verb that is not its first one."""
    stem = terms(word)[:1]
    return bool(stem) and base(stem[0]) != stem[0]
