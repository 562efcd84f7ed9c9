"""What is quoted to nobody unasked: death, illness, violence, the end of a love, harm to oneself. Pure.

Rather too much than too little: a day without a quotation is no loss. What an app above this one knows of such words
is asked, too, once it has said so in `spare_too`.
"""

import re
from collections.abc import Callable

CHARS = 20_000
_ENGLISH = (
    r"suicid|self.?harm|kill|\bdie[sd]?\b|\bdying|\bdead\b|death|funeral|burial|buried|grief|griev|mourn|bereave"
    r"|\bcancer|tumou?r|chemo|hospice|terminal(?:ly)? ill|miscarr|stillb|abortion|dementia|overdos|abus(?:e|iv)|\brape"
    r"|assault|molest|violen|trauma|nightmare|depress|panic attack|hopeless|worthless|hate my ?self|hurt my ?self"
    r"|divorc|broke up|break.?up|breaking up|cheated on|left me\b|addict|relaps|laid off|got fired|bankrupt"
)
_GERMAN = (
    r"suizid|selbstmord|umbring|umgebracht|st[eiaoü]r?rb|gestorben|\btot\b|\btote[nr]?\b|\btod|tödlich|beerdig|begräbnis"
    r"|trauer|\bkrebs|tumor|chemo|hospiz|fehlgeburt|totgeburt|abtreib|demenz|missbrauch|vergewalt|gewalt|albtr[aä]um"
    r"|panikattack|hoffnungslos|wertlos|ritze|selbst.?verletz|trennung|getrennt|scheidung|betrogen|verlassen"
    r"|rückfall|süchtig|gekündigt|pleite"
)
_OTHERS = (
    r"muert|murió|morir|fallec|entierro|cáncer|violación|divorci|\bmorte?s?\b|mourir|décès|décéd|enterrement|deuil"
    r"|\bviol\b|\bmort[oa]\b|morir[eò]|\blutto|funerale|tumore|morreu|\bluto\b|câncer|overleden|\bdood|kanker|begrafenis"
    r"|zelfmoord|умер|смерт|самоуби|похорон|śmier|zmarł|pogrzeb|\bdöd|självmord|begravning"
    r"|死|自杀|自殺|癌|去世|葬|亡くな|자살|죽|장례"
)
_PAIN = re.compile(f"{_ENGLISH}|{_GERMAN}|{_OTHERS}")

_also: list[Callable[[str], bool]] = []


def spare_too(speaks_of_harm: Callable[[str], bool]) -> None:
    """From now on no day is shown on which something was said of which `speaks_of_harm` is true."""
    if speaks_of_harm not in _also:
        _also.append(speaks_of_harm)


def is_painful(text: str) -> bool:
    """A longer text than can be looked through is taken for one that is."""
    return len(text) > CHARS or _PAIN.search(text.lower()) is not None


def speaks_of_harm(text: str) -> bool:
    return any(check(text) for check in _also)
