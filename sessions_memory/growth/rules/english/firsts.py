"""Firsts, in English, and what was finally done."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.english.parts import NOT_EVERYDAY, SELF, milestone
from sessions_memory.growth.rules.english.words import BUSINESS, SPAN

RULES = (
    milestone(
        "first-own",
        rf"{SELF}(?:sold|sell|gave|give|ran|run|did|do|wrote|write|baked|held|hold|taught|teach|flew|fly"
        r"|play(?:ed)?|perform(?:ed)?|led|lead|host(?:ed)?|record(?:ed)?|complet(?:ed|e)|finish(?:ed)?|built"
        r"|build|climb(?:ed)?|swam|swim|earn(?:ed)?|g[eo]t|land(?:ed)?|w[io]n|caught|grew|drove|sang|ma[dk]e"
        r"|curated|organi[sz]ed|delivered"
        r"|painted|planted|booked|knitted|sewed|sewn|had(?! (?:my|our) (?:very )?first (?:few|two|meeting))"
        r"|took|signed|received?|directed|conducted|donated|adopted|cycled|skied|published|released"
        r"|entered|went on|c[ao]me back from|returned from|got back from|am back from|signed|hired|submitted"
        r"|hit publish on|hit send on|pressed send on|set up|competed in|participated in|attended|cooked"
        r"|composed|competed"
        rf"|read) {{0,1}}(?:in |at "
        r"|on )?(?:my|our) (?:very |own |ever )?(?:very )?first(?:[- ]ever)? (?:own |real |proper |ever |solo "
        r"|big |paid )?"
        r"(?!(?:few|two|three|couple|question|time|attempt|choice|thought|step|steps|impression|name|try"
        r"|reaction|draft of (?:the|an) (?:email|report)|look|glance|class (?:tickets?|flight)|dance|kiss"
        r"|date(?! since)"
        r"|aid|version|iteration|idea|option|priority|month|weeks?|hour|part(?! in)|half|one|coffee|meal|regex"
        r"|error)\b)[\w'-]+",
        _("You wrote of a first of yours."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "first-time",
        rf"(?:for the (?:very )?first time(?: in (?:my life|\w+ years|{SPAN}|a long time|ages"
        rf"|forever))? )?{SELF}(?:deadlift(?:ed)?|squatted|bench(?:ed|[- ]pressed)|ran|run|swam|swim|spoke|sang"
        r"|play(?:ed)?|drove|drive|flew|stood up|said no|say no|saved|walk(?:ed)?|perform(?:ed)?|w[io]n|beat"
        r"|finish(?:ed)?|complet(?:ed|e)|reach(?:ed)?|lift(?:ed)?|managed"
        r"|did(?! not)|do(?! not)|slept (?:through|alone)|ask(?:ed)?|told|tell|show(?:ed)?|cycled|climb(?:ed)?"
        r"|danced|taught"
        r"|led|presented|read|voted|travel(?:l?ed)|ate|held|said|meditated|jumped|dived|skied|surfed|donated"
        r"|cooked|gave|made|earned|hosted|published|exhibited|solved|wrote|went|wore|left|stood|sat|rode|drew|built"
        r"|grew"
        r"|stayed|(?!(?:notic|us|tri|seem|happen|need|want|look|watch|open|order|realis|realiz|discover|call|click|turn"
        r"|visit|install)ed)\w{2,12}ed)\b",
        _("You wrote that you did something for the first time."),
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
        _("You wrote that you finally did something."),
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
        _("You wrote of a day that marks something."),
        never=re.compile(r"\b(?:sprint|project ceremony|planning)\b", re.I),
    ),
    milestone(
        "first-is-there",
        r"(?:my|our) (?:very )?first (?:[\w-]+ ){0,2}?(?:marathon|half|triathlon|race|\d+ ?k|novel|book|song"
        r"|painting|house|home|job|client|sale|concert|gig|medal|win)\b\W*$|(?:my"
        r"|our) (?:very )?first (?:\w+ ){1,3}?(?:is|was|went|came|has been|arrived)(?: already)? ?(?:in"
        r"|out|live|done|online|here|sold|over|behind me|published|finished|today|on its way)\b(?! (?:of stock"
        r"|the))",
        _("You wrote of a first of yours."),
        never=TECHNICAL,
    ),
    milestone(
        "my-first",
        rf"{SELF}(?:had|gave|ran|published|did|went to|sold|played|held|hosted|performed|taught|got|received"
        rf"|won) (?:an? |the |at |in ){{0,2}}[\w' ]{{2,40}}",
        _("You wrote of a first of yours."),
        marked=re.compile(r", my (?:very )?first(?: one| ever)?\b", re.I),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "first-since",
        rf"{SELF}(?:drove|walked|cooked|ran|swam|rode|cycled|flew|slept|spoke|sang|danced|played|stood|sat|ate|made"
        rf"|did|wrote"
        r"|finished|sleep|leave|drive|walk|eat|speak|sing|ride|fly|cook|managed|held|carried|lifted|stayed|answered"
        r"|called|asked|told|said|opened"
        r"|went|left|wore"
        r"|took|had|got|met|read|laughed|cried|hugged|visited|travelled|traveled|jumped|painted|wrote|drew|applied"
        r"|booked)\b",
        _("You wrote that you did something for the first time."),
        about=re.compile(
            r"\b(?:for the |my |the |it was the |the very )?first (?:time|one|night|day|meal|trip) (?:since (?:the|my"
            r"|i|he|she|we"
            r"|they)|in (?:my life|(?:[\w-]+ ){1,3}(?:years|months|weeks)|ages|forever|a (?:year|decade|long time))"
            r"|without|ever)\b",
            re.I,
        ),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:bus|train|taxi|uber|tram|coffee|tea|printer|recipe|app|card|cinema|movie|film"
            rf"|takeout|pizza|phone|haircut)\b",
            re.I,
        ),
    ),
    milestone(
        "first-stretch",
        rf"{SELF}(?:managed|got through|survived|finish(?:ed)?|complet(?:ed)?|made it through|am through|had"
        rf"|did) my (?:very )?first (?:full |whole )?(?:week"
        r"|month|shift|day|term|semester|year|ramadan|fast|night|24 hours)s? (?:of|as|at|without|in|on|with)\b",
        _("You wrote of a first of yours."),
        never=TECHNICAL,
    ),
)
