"""What the German rules of milestones are put together from."""

import re

from sessions_memory.growth.rules.german.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.values import Kind, Rule

HAVE = r"(?:ich|wir) (?:habe?|haben|hab's|habs|hatten?)(?: es)? "
AM = r"(?:ich|wir) (?:bin|sind) "
BECAME = r"(?:ich|wir) (?:wurden?|bin|sind) "
# What may stand between: no denial, no part of a whole.
MID = (
    r"(?:(?!(?:hat|hatte|er|du|nicht|noch(?! einmal| mal)|nie|niemals|kein\w*|fast|beinahe|halb|vielleicht"
    r"|würde|hätte|dein\w*|euer\w*"
    r"|seine?[mnrs]?|ihre?[mnrs]?|modul|kapitel|abschnitt|prozent)\b)"
    r"[\w'’.%&+/-]+ ){0,7}?"
)
NUMBER = (
    r"(?:\d[\d.,]*|ein\w*|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|dreißig|hundert|genau"
    r"|ganze\w*|über|knapp|halbe\w*)"
)
NOT_EVERYDAY = re.compile(rf"{TRIVIAL.pattern}|{TECHNICAL.pattern}", re.IGNORECASE)


def milestone(
    name: str,
    pattern: str,
    how: str,
    *,
    about: re.Pattern[str] | None = None,
    marked: re.Pattern[str] | None = None,
    never: re.Pattern[str] | None = None,
) -> Rule:
    compiled = re.compile(pattern, re.IGNORECASE)
    return Rule(f"{name}-de", Kind.MILESTONE, how, compiled, about=about, marked=marked, never=never)
