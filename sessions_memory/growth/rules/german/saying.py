"""What a clause says once fillers and leads are left off and its order is made one. German."""

import re

DAY = r"(?:mon|diens|mittwoch|donners|frei|sams|sonn)(?:tag)?(?:abend|nacht|morgen|mittag|nachmittag)?|sonnabend"
FILLERS = re.compile(
    r"\b(?:heute|gestern|vorgestern|endlich|gerade(?: eben)?|eben|soeben|jetzt|nun|schon|auch|tatsächlich"
    r"|wirklich|offiziell|neulich|kürzlich|letztens|vorhin|erst|dann|danach|ja(?! (?:gesagt|sagen|zu))|doch|halt"
    r"|mal(?! )|einfach"
    r"|sogar|plötzlich|langsam|allmählich"
    rf"|heute (?:morgen|früh|abend|nacht|mittag)|gestern (?:abend|nacht|morgen)|am (?:{DAY})(?:abend|morgen)?"
    rf"|am wochenende|letzte[nrsm]? (?:woche|monat|jahr|nacht|wochenende|{DAY})|diese[nrs]? (?:woche|monat|jahr"
    rf"|wochenende|{DAY})|vor (?:ein|zwei|drei|vier|fünf|sechs|\d+|ein paar|einer|einem|wenigen|kurzem"
    r"|kurzer)(?: (?:zeit|tag|tagen|wochen?|monat|monaten|stunden?))?"
    r"|nach (?:\w+ )?(?:\w+ )?(?:jahren|monaten|wochen|semestern|wartesemestern|versuchen)|im (?:zweiten"
    rf"|dritten|ersten|vierten) (?:anlauf|versuch)|seit (?:gestern|heute|{DAY}|letzter woche)|zu ?hause"
    r"|ganz klein|bei \w+ \w+)\b,? ?",
    re.IGNORECASE,
)
LEAD = re.compile(
    r"(?:(?:und|aber|also|so|na|ok|okay|oh|hey|hallo|hi|juhu|hurra|wow|ja|tja|übrigens|gute nachricht"
    r"|gute nachrichten|kurzes update|update|neuigkeiten?|stell dir vor was|weißt du was|denn|nur|außerdem"
    r"|zum glück|leider|nebenbei|rate mal|es ist offiziell|ich (?:kann|konnte) es (?:kaum|nicht"
    r"|noch nicht) (?:glauben|fassen)|ich freue mich|ich bin so (?:stolz|froh|glücklich))\b[,!:.]? ?){0,4}",
    re.IGNORECASE,
)
# "Gestern habe ich" and "Vor Jahren bin ich" become "ich habe" and "ich bin".
TURNED = re.compile(
    r"((?:[\w'’.%-]+ ){0,8}?)(habe?|hab|haben|bin|sind|wurden?|hatten?|rauche|trinke|spiele|lerne|nehme|begann|fing"
    r"|halte|stehe|stand|darf|durfte|durften|konnte|gehe|ging|wohne"
    r"|arbeite|leite|studiere|besuche|mache|machte|schrieb|lief|zog|trage|singe|bekam"
    r"|kündigte)(?:'s|s)? (ich|wir) ",
    re.IGNORECASE,
)
WITHOUT_I = re.compile(r"(?:hab|habe|haben|bin|sind|wurde|hatte|hatten)(?:'s)? ", re.IGNORECASE)

# What a clause without its "ich" gets, and what "hab's" and "habs" become.
PUT_IN = "ich hab habe haben bin sind wurde wurden hatte hatten"


def said(clause: str, has_speaker: bool, begins: bool) -> str:
    """`has_speaker`: the clause before said I, and this one goes on; `begins`: it may leave its I out."""
    plain = FILLERS.sub("", " ".join(clause.split())).strip()
    lead = LEAD.match(plain)
    plain = FILLERS.sub("", plain[lead.end() :] if lead else plain)
    if turned := TURNED.match(plain):
        return f"{turned[3]} {turned[2]} {turned[1] or ''}{plain[turned.end() :]} "
    if WITHOUT_I.match(plain):
        return f"ich {plain} "
    if has_speaker and not SPEAKER.match(plain):
        return f"ich habe {plain} "
    return f"{plain} "


def seen(text: str, has_speaker: bool, begins: bool) -> str:
    lead = LEAD.match(text)
    return text[lead.end() :] if lead else text


SPEAKER = re.compile(r"(?:ich|wir)\b", re.IGNORECASE)
