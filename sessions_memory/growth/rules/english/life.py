"""Steps of a life, in English: who one became, what was granted, what was a first."""

import re

from sessions_memory.growth.rules.english.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.english.parts import BEEN, MID, NOT_EVERYDAY, SELF, milestone
from sessions_memory.growth.rules.english.words import (
    BUSINESS,
    OFFER,
    PERSON,
    SPAN,
    STUDY,
    WORK,
)

RULES = (
    milestone(
        "accepted",
        rf"{BEEN}(?:accepted|admitted|hired|promoted|selected|chosen|appointed|elected|nominated|sworn in"
        r"|licen[cs]ed|certified|naturali[sz]ed|published"
        r"|shortlisted|signed|drafted|called to the bar|ordained|diagnosed|discharged|engaged|divorced|matched"
        r"|knighted|baptized|baptised|inducted"
        r"|cast (?:as|in)|debt[- ]free|cancer[- ]free|tenured|(?:newly )?married|pregnant|expecting"
        r"|in remission|retired|a homeowner|homeowners|out of debt)\b",
        "You wrote that something about your standing changed.",
        never=re.compile(
            r"\b(?:beta|newsletter|waitlist|waiting list|webinar|for \w+ years|since|been (?:happily )?married|not"
            r"|jury|up for|engaged (?:in|with|by)"
            r"|pull request|patch|commit|certified copy|randomly|expecting (?!a (?:baby|child|boy|girl|son"
            r"|daughter)|our|twins|in\b|and|to become)\w+)\b",
            re.I,
        ),
    ),
    milestone(
        "got-into",
        rf"{SELF}g[eo]t (?:in(?:to)? (?:{MID}(?:uni\w*|college|program(?:me)?|school|academy|conservatory|course"
        r"|team|residency|phd\w*|\w+ university)\b|(?-i:[A-Z]\w+)(?! (?:again|a))|!|$)"
        r"|married|engaged|divorced|promoted|hired|sober|clean|pregnant|published|certified|baptized|accepted"
        r"|tenure)",
        "You wrote that you were taken in, or took a step for life.",
        never=re.compile(
            r"\b(?:beta|trouble|fight|argument|debt|car|bed|zone|habit|flow|mess|into (?:crypto|it))\b", re.I
        ),
    ),
    milestone(
        "graduated",
        rf"{SELF}(?:graduat(?:ed|e)|matriculated|retired?|eloped|got tenure|g[ai]ve birth|ha(?:d|ve) (?:a|our"
        r"|my) (?:baby|first (?:baby|child)|twins|son|daughter|little (?:boy|girl))"
        r"|welcomed (?:our|my|a) (?:\w+ )?(?:son|daughter|baby|child|twins|boy|girl|little)|conceived"
        r"|tied the knot|renew(?:ed|ing) (?:my|our) vows|proposed\b(?! (?:a|an|the|that|we|to (?:the|use|move"
        r"|change)))"
        r"|beat cancer|finished treatment|rang the bell|c[ao]me out (?:to|as|at)|transitioned\b|scattered"
        r"|adopted (?:our|my|an?|two|this) (?!your|new|more|different|suggest|policy|habit|approach|plant)"
        rf"|(?:got|brought home|rescued) (?:an?|my|our|this) (?:\w+ ){0, 2}?(?:puppy|pup|kitten|rescue|dog|cat"
        r"|horse|guide dog)\b)",
        "You wrote of a step for life.",
        never=re.compile(
            r"\b(?:since then|suggestion|approach|method|style|clean|rattled|of the house|on top"
            r"|ahead)\b",
            re.I,
        ),
    ),
    milestone(
        "became",
        rf"{SELF}bec[ao]me (?:an? |the |our |officially )?(?:{PERSON})\b"
        rf"|{SELF}bec[ao]me (?:an? )(?-i:[A-Z]\w+) citizen|(?:i|we) (?:am|are) (?:now |officially )?(?:an? "
        r"|the )?(?:newly )?(?:mother"
        r"|father|mum|mom|dad|parents?|grand\w+|uncle|aunt|homeowners?|citizen|doctor|graduate|(?:licen[cs]ed"
        r"|certified|qualified|registered|chartered) \w+|published (?:author|poet)"
        r"|(?-i:[A-Z]\w+) citizen|nurse|lawyer|married)\b(?= (?:now|today|since)|\W*$|!)",
        "You wrote what you became.",
        never=re.compile(r"\b(?:for \w+ years|years old|of (?:two|three|four|\d)|single (?:mom|mother|dad))\b", re.I),
    ),
    milestone(
        "told",
        rf"{SELF}(?:told (?:my|him|her|them|everyone) (?:[\w']+ ){{0,5}}?(?:gay|lesbian|bi|bisexual|trans"
        r"|transgender|non-?binary|queer|the truth|i love|i loved|i am leaving|i was leaving|i am pregnant"
        r"|about my (?:diagnosis|addiction|depression|past|abuse|transition))|ask(?:ed)? (?:her|him|them"
        r"|my (?:girlfriend|boyfriend|partner)) to marry"
        r"|apologi[sz]ed to my|reconcil(?:ed|e) with|made up with my|forg[ai]ve(?:n)? (?:my|him|her)"
        r"|met my (?:birth|biological|half)[- ]?\w*|buried my|said goodbye to my|stood up (?:to|for)"
        r"|confronted my|opened up (?:to|about)|spoke (?:to|with) my \w+ for the first time)\b",
        "You wrote that you told or settled something that mattered.",
        never=re.compile(r"\b(?:in my novel|boss that the)\b", re.I),
    ),
    milestone(
        "mine-is-out",
        r"(?:my|our) (?:(?!(?:boss|sister|brother|friend|colleague|neighbou?r|son's|daughter's"
        rf"|team)\b)[\w'’-]+ ){{0,4}}?(?:{WORK}|{STUDY}|{BUSINESS}|visa|citizenship|green card|divorce|adoption"
        r"|application|proposal|patent|mortgage|loan|loans|debt|house|offer|transplant|surgery|transition"
        r"|permit|residency|asylum|custody)"
        r" (?:(?:(?:of|for|on|with|to|from) )(?:[\w'’-]+ ){1,5})?(?:is|was|are|were|has been|have been|got|came"
        r"|went|has|became|is all|sold|won|made)(?: now| been| all| set| it)? ?(?:out\b(?! of)|live\b|accepted"
        r"|published|approved|granted|final(?:i[sz]ed)?|through\b|finished\b|done\b|complete[d]?\b|sold\b"
        r"|open(?:ed)?\b|released|printed|launched|premiered|paid off|official|defended|submitted|picked up"
        r"|selected|shortlisted|on (?:all|every) platforms?|legally)",
        "You wrote that something of yours is done or out.",
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:not|almost|nearly|overdue|due|delayed|rejected|pending|open (?:from|until"
            r"|on|every)|out of)\b",
            re.I,
        ),
    ),
    milestone(
        "born",
        r"(?:my|our) (?:\w+ ){0,2}?(?:son|daughter|baby|twins|child|grandson|granddaughter|grandchild|niece"
        r"|nephew|little (?:boy|girl|one)|girl|boy) (?:was|were|is|got|has been|arrived"
        r"|came)(?: born)? ?(?:born|here|into the world|home from the hospital|$|\W)",
        "You wrote of a birth.",
        marked=re.compile(r"\b(?:born|arrived|is here|into the world)\b", re.I),
        never=re.compile(r"\b(?:home from school|late|was born with)\b", re.I),
    ),
    milestone(
        "they-gave",
        rf"(?:they|she|he|(?:the|my|a|an) (?:(?!(?:sister|brother|friend)\b)[\w'’-]+ ){{1,5}}?"
        rf"|(?-i:[A-Z]\w+)(?: [\w']+){{0,3}}? )?\b(?:offered|gave|granted|awarded|sent) (?:me"
        rf"|us) {MID}(?:{OFFER}|phd position)\b"
        rf"|(?:they|she|he|the [\w' ]{{1,40}}|a [\w' ]{{1,30}}|[\w']+) (?:has |have )?(?:accepted|published"
        r"|bought|picked up|took) my (?:\w+ )?(?:paper|manuscript|story|stories|offer|application|proposal"
        r"|poems?|novel|book|article|song|painting|essay)\b|(?:she|he|they) said yes\b"
        rf"|(?:the|my) (?:doctors?|oncologist|consultant|surgeon)[\w ]{{0,12}} (?:told me|said|says|declared me"
        r"|confirmed)(?: that)? ?(?:i am |i was |me )?(?:now )?(?:in remission|cancer[- ]free|clear)",
        "You wrote that you were given or offered something that changes things.",
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:a ring|advice|lead on|lead time|feedback)\b", re.I),
    ),
    milestone(
        "first-day",
        r"(?:it |that )?(?:was|is|marks|marked) (?:my|our) (?:very )?(?:first|last) (?:day|week|shift|lesson"
        rf"|class|session) (?:at|as|in|of|on|with)\b|{SELF}ha(?:d|ve) (?:my|our) (?:very )?(?:first|last) (?:day"
        r"|week|shift|lesson|class|session|chemo\w*|treatment|exam|radiation|appointment with (?:my"
        r"|a) therapist|therapy session)\b",
        "You wrote of a first or last day.",
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:vacation|holiday|sale|trial|of the month|sprint|support)\b", re.I),
    ),
    milestone(
        "first-own",
        rf"{SELF}(?:sold|sell|gave|give|ran|run|did|do|wrote|write|baked|held|hold|taught|teach|flew|fly"
        r"|play(?:ed)?|perform(?:ed)?|led|lead|host(?:ed)?|record(?:ed)?|complet(?:ed|e)|finish(?:ed)?|built"
        r"|build|climb(?:ed)?|swam|swim|earn(?:ed)?|g[eo]t|land(?:ed)?|w[io]n|caught|grew|drove|sang|ma[dk]e"
        r"|curated|organi[sz]ed|delivered"
        r"|painted|planted|booked|knitted|sewed|sewn|had(?! (?:my|our) (?:very )?first (?:few|two|meeting))"
        r"|took|signed|received?|directed|conducted|donated|adopted|bought|cycled|skied|published|released"
        rf"|entered|competed in|participated in|attended|cooked|composed|competed|read) {{0,1}}(?:in |at "
        r"|on )?(?:my|our) (?:very |own |ever )?(?:very )?first(?:[- ]ever)? (?:own |real |proper |ever |solo "
        r"|big |paid )?"
        r"(?!(?:few|two|three|couple|question|time|attempt|choice|thought|step|steps|impression|name|try"
        r"|reaction|draft of (?:the|an) (?:email|report)|look|glance|class (?:tickets?|flight)|dance|kiss|date"
        r"|aid|version|iteration|idea|option|priority|month|weeks?|hour|part|half|one)\b)[\w'-]+",
        "You wrote of a first of yours.",
        never=NOT_EVERYDAY,
    ),
    milestone(
        "first-time",
        rf"(?:for the (?:very )?first time(?: in (?:my life|\w+ years|{SPAN}|a long time|ages"
        rf"|forever))? )?{SELF}(?:deadlift(?:ed)?|squatted|bench(?:ed|[- ]pressed)|ran|run|swam|swim|spoke|sang"
        r"|play(?:ed)?|drove|drive|flew|stood up|said no|say no|saved|walk(?:ed)?|perform(?:ed)?|w[io]n|beat"
        r"|finish(?:ed)?|complet(?:ed|e)|reach(?:ed)?|lift(?:ed)?|managed"
        r"|did|do|slept (?:through|alone)|ask(?:ed)?|told|tell|show(?:ed)?|cycled|climb(?:ed)?|danced|taught"
        r"|led|presented|read|voted|travel(?:l?ed)|ate|held|said|meditated|jumped|dived|skied|surfed|donated"
        r"|cooked|gave|made|earned|hosted|published|exhibited|solved|wrote|went)\b",
        "You wrote that you did something for the first time.",
        marked=re.compile(r"\bfor the (?:very )?first time\b(?! (?:i (?:see|understand|feel)|in this chat))", re.I),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "finally-own",
        rf"{SELF}(?:finish(?:ed)?|complet(?:ed|e)|pass(?:ed)?|told|tell|asked|said|left|quit|publish(?:ed)?"
        r"|open(?:ed)?|submit(?:ted)?|scattered|built|restored|renovated|sold|recorded|met|visited|adopted"
        r"|built|built up|knitted|learned (?:how )?to|learnt (?:how )?to|taught myself (?:how )?to|mastered"
        r"|overc[ao]me|conquered|faced|ma[dk]e it (?:to|through)) "
        rf"(?:my|our|the whole|all (?:of )?(?:my|our)|(?<=to )\w+)\b",
        "You wrote that you finally did something.",
        marked=re.compile(r"\b(?:finally|at last|after (?:\w+ ){1,2}(?:years?|months))\b", re.I),
        never=re.compile(
            rf"{TRIVIAL.pattern}|{TECHNICAL.pattern}|\b(?:reset|setup|set up|use|taxes|room|car|boss that|email"
            r"|desk)\b",
            re.I,
        ),
    ),
    milestone(
        "ceremony",
        rf"{SELF}ha(?:d|ve) (?:my|our) (?:(?:\w+ )?(?:ceremony|graduation|wedding|swearing[- ]in|baptism|last exam"
        r"|final exam|retirement party|viva|defen[cs]e)\b|(?:cast|braces|stitches|port|pacemaker) (?:removed"
        rf"|taken off|off)\b)|{SELF}(?:qualif(?:ied|y) for|ma[dk]e (?:partner|captain|the (?:team|cut|finals?"
        r"|honou?r roll|dean's list)))\b"
        rf"|{SELF}(?:was at|g[eo]t back from|c[ao]me back from|have been to|went to"
        r"|attended) my (?:very )?first (?:aa|na|al-anon|support group|therapy|counsell?ing|choir|yoga|dance"
        r"|pottery|language|swimming|piano|guitar|class|lesson|session)\b|(?:it is "
        r"|that is )?(?:the )?all[- ]clear\b\W*$"
        rf"|(?:my|our) (?:\w+ )?(?:{BUSINESS}|company) turned (?:one|two|three|five|ten|twenty|\d+)\b"
        rf"|{SELF}took my first steps (?:without|since|again|after)",
        "You wrote of a day that marks something.",
        never=re.compile(r"\b(?:sprint|project ceremony|planning)\b", re.I),
    ),
    milestone(
        "my-first",
        rf"{SELF}(?:had|gave|ran|published|did|went to|sold|played|held|hosted|performed|taught|got|received"
        rf"|won) (?:an? |the |at |in ){{0,2}}[\w' ]{{2,40}}",
        "You wrote of a first of yours.",
        marked=re.compile(r", my (?:very )?first(?: one| ever)?\b", re.I),
        never=NOT_EVERYDAY,
    ),
)
