"""What a clause says once fillers, leads and short forms are left off, so that a rule needn't name them. English."""

import re

# What leaves the meaning as it is; `said` takes it out, so that a rule needn't name it. In small letters, of which the
# first tells at once what can follow: a quarter of the time.
FILLERS = re.compile(
    r"\b(?:just|finally|at (?:long )?last|also|actually|really|recently|lately|already|officially|successfully"
    r"|somehow|literally|honestly"
    r"|basically|truly|totally|completely|absolutely|suddenly|slowly|gradually|proudly|happily|kinda|sorta"
    r"|kind of|sort of|even"
    r"|eventually|ultimately|today|tonight|yesterday|earlier today|earlier this \w+|this (?:past )?(?:morning"
    r"|afternoon|evening|week|weekend"
    r"|month|year|spring|summer|autumn|fall|winter|\w+day)|last (?:night|week|month|year|weekend|\w+day|spring"
    r"|summer|autumn|fall|winter)"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?|(?:a|one|two"
    r"|three|four|five|six|\d+|a few"
    r"|a couple of) (?:hours|days?|weeks?|months?) ago|the other day|the day before|by myself|all by myself"
    r"|for real|ever|both|of course"
    r"|in fact|as of (?:today|now|yesterday|this \w+|\w+day)|over the weekend|before bed|quietly|as well)\b,? ?",
)
LEAD = re.compile(
    r"(?:(?:and|but|so|well|ok|okay|oh|hey|hi|wow|yes|yeah|yep|anyway|anyways|plus|then|now|here|lol|haha|aha"
    r"|hm+|um+|no|sure|good news"
    r"|great news|big news|happy news|quick update|small update|update|update from me|news|guess what"
    r"|exciting news|long story short"
    r"|fun fact|first of all|by the way|btw|thanks|thank you|because|since then|hooray|yay|phew|luckily"
    r"|fortunately|unfortunately|sadly"
    r"|strangely|sometimes|maybe|perhaps|somewhere along the way|in the end|looking back|in hindsight|deep down"
    r"|all in all|this time"
    r"|from there|with that|that|to be honest|tbh|i (?:can't|cannot|still can't|can hardly"
    r"|can't quite) believe(?: that)?"
    r"|i(?: am|'m) (?:\w+ ){0,2}(?:happy|proud|glad|pleased|thrilled|excited|relieved|delighted)(?: to (?:say"
    r"|report|share|announce|tell you|let you know))?(?: that)?"
    # "I'm so happy" is parted before its "so".
    r"|(?:happy|proud|glad|pleased|thrilled|excited|relieved|delighted) to (?:say|report|share|announce|tell you"
    r"|let you know)(?: that)?"
    r"|(?:i )?(?:have to|had to|need to|wanted to|want to|wanna|should) (?:say|tell you|let you know|share|add"
    r"|mention)(?: that)?"
    r"|i did it|big day|huge day|what a day|done|it(?: is|'s) official|did i tell you(?: that)?)\b[,!:.]? ?){0,5}",
    re.IGNORECASE,
)
# News that somebody else brought: what follows is the person's own.
NEWS = re.compile(
    r"(?:i|we) (?:(?:was|were|have been|got) (?:told|informed|notified)|(?:found out|learned|learnt|heard"
    r"|read(?= that))"
    r"|got (?:the|a|an|word|confirmation|news) ?(?:news|call|letter|e-?mail|message|confirmation|results?)?)"
    r"(?: from [\w ]{1,30})?(?: that)?,? (?=(?:i|we|my|our) )|(?:my \w+|they|the \w+) (?:told|informed|notified)"
    r" me(?: that)? (?=i )",
    re.IGNORECASE,
)
# A time or a place before the subject.
PLACE_BEFORE = re.compile(
    r"(?!for the first time|for (?:\w+ ){0,2}years|for (?:so|too) long)(?:while(?= \w+ing )|ever since|on|in|at"
    r"|after|as of|by|over|during|for|with|thanks to|despite|since"
    r"|through"
    r"|until|because of|out of|within|about|around"
    r"|exactly|almost|nearly|more than|over|\d+|one|two|three|four|five|six|seven|eight|nine|ten"
    r"|half) (?:[\w'’.%-]+ ){1,9}?(?=(?:i|we|my|our) )",
    re.IGNORECASE,
)
# Each behind what it always has, in small letters.
SHORT_FORMS = (
    ("'ve", re.compile(r"\b(i|we|you|they)'ve\b", re.IGNORECASE), r"\1 have"),
    ("i'm", re.compile(r"\bi'm\b", re.IGNORECASE), "i am"),
    ("im", re.compile(r"\bim\b", re.IGNORECASE), "i am"),
    ("we're", re.compile(r"\bwe're\b", re.IGNORECASE), "we are"),
    ("'s", re.compile(r"\b(it|that|he|she|there)'s (?=(?:been|taken|gone|come)\b)", re.IGNORECASE), r"\1 has "),
    ("'s", re.compile(r"\b(it|that|he|she|there)'s\b", re.IGNORECASE), r"\1 is"),
    (
        "n't",
        re.compile(r"\b(do|does|did|is|was|were|are|have|has|could|would|should)n't\b", re.IGNORECASE),
        r"\1 not",
    ),
    ("can't", re.compile(r"\bcan't\b", re.IGNORECASE), "can not"),
    ("won't", re.compile(r"\bwon't\b", re.IGNORECASE), "will not"),
)
# Which words come of what stands behind an apostrophe, and which a clause without its "I" gets.
SPELLED_OUT = {
    "ve": "have",
    "m": "am",
    "re": "are",
    "s": "is has",
    "t": "not do does did is was were are have has could would should can will",
}
PUT_IN = "i am"
# A sentence without its "I": "Passed my test", "Just ran 5k".
WITHOUT_I = re.compile(
    r"(?:(?:just|finally|also|already|officially|recently|yesterday|today|and|then) ){0,3}(?:pressed|drove|cooked"
    r"|walked|switched|took (?:my|the|a|part|over)|wore|read my|slept|kept|spoke|shared|stood up|managed|ate|let go"
    r"|met|talked|moved|fostered|planted|grew|reached|cleared|crossed|said yes|flew|hiked|cycled|sang|gave|went back"
    r"|earned my|hired|beat|survived"
    r"|passed|got|ran"
    r"|sold|started|finished|completed"
    r"|handed in|turned in|submitted|sent|moved|bought|signed|won|made it|made|had my|had the|became|began"
    r"|joined|launched|published|opened"
    r"|enrolled|graduated|received|earned|landed|accepted|adopted|paid off|lost|reached|wrapped up|celebrated"
    r"|realized|realised|figured out"
    r"|understood|learned|learnt|noticed|discovered|quit|hit|wrote|built|swam|climbed|gave notice|retired"
    r"|proposed|came out|told|booked|passed"
    r"|completed|recorded|played|performed|baked|founded|registered|changed my mind|stopped|been|left|deleted"
    r"|defended|survived|closed on|defended"
    r"|left (?:my|the|our)|shipped|crossed the|raised|donated|made my|celebrated|wrote|held|aced|deleted"
    r"|resigned|applied|beat my|tapered|divorced|retired|certified|licensed|accepted|promoted|hired|engaged"
    r"|married|sober|debt[- ]free|pregnant)\b",
    re.IGNORECASE,
)
NOUNED = re.compile(
    r"(?:divorced|certified|licensed|sworn in|cancer[- ]free|smoke[- ]free|promoted|hired|engaged|married|sober"
    r"|debt[- ]free|pregnant|been)\b",
    re.IGNORECASE,
)
AMBIGUOUS = re.compile(r"(?:quit|hit)\b", re.IGNORECASE)


def said(clause: str, has_speaker: bool, begins: bool) -> str:
    """`has_speaker`: the clause before said I, and this one goes on; `begins`: it may leave its I out."""
    plain = seen(clause, has_speaker, begins)
    news = NEWS.match(plain)
    return plain[news.end() :] if news else plain


def seen(clause: str, has_speaker: bool, begins: bool) -> str:
    """With how one came to know it."""
    text = " ".join(clause.split())
    small = text.lower()
    for part, short, long in SHORT_FORMS:
        text = short.sub(long, text) if part in small else text
    plain = _without_fillers(text).strip()
    if (lead := LEAD.match(plain)) and lead.end():
        plain = _without_fillers(plain[lead.end() :])
    if before := PLACE_BEFORE.match(plain):
        plain = plain[before.end() :]
    if (has_speaker or begins) and WITHOUT_I.match(plain):
        if AMBIGUOUS.match(plain) and plain == text and not has_speaker:
            return plain
        plain = f"I am {plain}" if NOUNED.match(plain) else f"I {plain}"
    return plain


def _without_fillers(text: str) -> str:
    small = text.lower()
    # A few signs become two.
    small = small if len(small) == len(text) else text
    kept, at = [], 0
    for match in FILLERS.finditer(small):
        kept.append(text[at : match.start()])
        at = match.end()
    return "".join([*kept, text[at:]])
