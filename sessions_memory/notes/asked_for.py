"""Finds in a question what the person asks to be remembered. Pure.

"Remember that Ines is my sister." Or what they ask for good: "Always name the source."
"""

import re

from sessions_memory.models.notes import NOTE_MAX_CHARS
from sessions_memory.recall.language.wishes import begins_with_wish

# The word that asks comes first, a "please" at most before it. "Do you remember", "Remember when", and anything
# that ends with a question mark ask for the past instead.
ASKS = re.compile(
    r"(?:(?:please|bitte|por favor|s['’]il te pla[iî]t|пожалуйста)[,\s]+)?"
    r"(?:remember(?:\s+that|\s*:|\s+this\s*:)|keep in mind(?:\s+that|\s*:)|don['’]t forget(?:\s+that|\s*:)"
    r"|(?:make a note|note)(?:\s+that|\s*:)"
    r"|merk(?:e)?\s+dir(?:\s+bitte)?(?:\s*,\s*dass|\s*:)|(?:vergiss\s+nicht|denk\s+daran)(?:\s*,\s*dass|\s*:)"
    r"|recuerda(?:\s+que|\s*:)|no\s+olvides(?:\s+que|\s*:)"
    r"|(?:retiens|souviens-toi|n['’]oublie\s+pas)(?:\s+que|\s*:)"
    r"|(?:lembra-te|lembre-se)(?:\s+de)?(?:\s+que|\s*:)|запомни(?:\s*,\s*что|\s*:)|не\s+забудь(?:\s*,\s*что|\s*:)"
    r"|记住\s*[:：,，]?|覚えておいて\s*[:：、]?|기억해\s*(?:줘)?\s*[:：,]?)\s*",
    re.IGNORECASE,
)


def asked_to_remember(question: str) -> str:
    """The sentence to keep, "" if none is offered."""
    line = question.strip().partition("\n")[0].strip()
    asks = ASKS.match(line)
    if not (asks or begins_with_wish(line)) or line.endswith(("?", "？", "؟")):
        return ""

    said = line[asks.end() if asks else 0 :].strip()
    return said[:1].upper() + said[1:] if 3 <= len(said) <= NOTE_MAX_CHARS else ""
