"""Steps of a life, in English: who one became, what was granted, what was a first."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.everyday import TECHNICAL
from sessions_memory.growth.rules.english.parts import BEEN, MID, SELF, milestone
from sessions_memory.growth.rules.english.words import (
    BUSINESS,
    OFFER,
    PERSON,
    STUDY,
    WORK,
)

RULES = (
    milestone(
        "accepted",
        rf"{BEEN}(?:accepted|admitted|hired|promoted|selected|chosen|appointed|elected|nominated|sworn in"
        r"|licen[cs]ed|certified|naturali[sz]ed|published"
        r"|shortlisted|signed|drafted|called to the bar|ordained|diagnosed|discharged|engaged|divorced|matched"
        r"|knighted|baptized|baptised|inducted|widowed|vaccinated as a|cleared (?:to|for)|exonerated|acquitted"
        r"|reinstated|commissioned|awarded|funded|taken on|made (?:an? |the )?(?:permanent|partner|manager|head"
        r"|captain|director)"
        r"|cast (?:as|in)|debt[- ]free|cancer[- ]free|tenured|(?:newly )?married|pregnant|expecting"
        r"|in remission|retired|a homeowner|homeowners|out of debt)\b",
        _("You wrote that something about your standing changed."),
        never=re.compile(
            r"\b(?:airline|lounge|bronze|tier|beta|admin|moderator|group chat|hired help|hired hands|newsletter"
            r"|waitlist|waiting list"
            r"|webinar|for \w+ years|since|been (?:happily )?married|not"
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
        _("You wrote that you were taken in, or took a step for life."),
        never=re.compile(
            r"\b(?:engaged in|hired help|beta|trouble|fight|argument|debt|car|bed|zone|habit|flow|mess"
            r"|into (?:crypto|it))\b",
            re.I,
        ),
    ),
    milestone(
        "graduated",
        rf"{SELF}(?:graduat(?:ed|e)|matriculated|retired?\b(?! (?:my|the|our|an?|this)\b)|eloped|got tenure"
        r"|g[ai]ve birth|ha(?:d|ve) (?:a|our"
        r"|my) (?:baby|first (?:baby|child)|twins|son|daughter|little (?:boy|girl))"
        r"|welcomed (?:our|my|a) (?:\w+ )?(?:son|daughter|baby|child|twins|boy|girl|little)|conceived"
        r"|tied the knot|renew(?:ed|ing) (?:my|our) vows|proposed\b(?! (?:a|an|the|that|we|to (?:the|use|move"
        r"|change)))"
        r"|beat cancer|donated (?:a|my|part of my) (?:kidney|liver|bone marrow|stem cells|hair)"
        r"|finished treatment|crossed the finish|rang the bell|c[ao]me out (?:to|as|at)|transitioned\b"
        r"|scattered"
        r"|adopted (?:our|my|an?|two|this) (?!your|new|more|different|suggest|policy|habit|approach|plant)"
        rf"|(?:got|brought home|rescued)(?<!have got) (?:an?|my|our|this) (?:\w+ ){{0,2}}?(?:puppy|pup|kitten"
        r"|rescue|dog|cat"
        r"|horse|guide dog)\b)",
        _("You wrote of a step for life."),
        never=re.compile(
            r"\b(?:since then|suggestion|approach|method|style|clean|rattled|of the house|on top"
            r"|graduated from \w+ to|from the same"
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
        r"|certified|qualified|registered|chartered) \w+(?: \w+)?|published (?:author|poet)"
        r"|(?-i:[A-Z]\w+) citizen|nurse|lawyer|fire ?fighter|teacher|welder|electrician|carpenter|plumber"
        r"|paramedic|pilot|driver|married)\b(?: now| too)?(?=\W*$)",
        _("You wrote what you became."),
        marked=re.compile(
            r"\b(?:now|today|since|official(?:ly)?|became|become|yesterday|last|this|finally|happened|done|married"
            r"|as of|news|a (?:little |healthy )?(?:boy|girl))\b|!",
            re.I,
        ),
        never=re.compile(
            r"\b(?:app|discount|loyalty|website|for \w+ years|years old|of (?:two|three|four|\d)|single (?:mom"
            r"|mother|dad))\b",
            re.I,
        ),
    ),
    milestone(
        "told",
        rf"{SELF}(?:told (?:my|him|her|them|everyone) (?:[\w']+ ){{0,5}}?(?:gay|lesbian|bi|bisexual|trans"
        r"|transgender|non-?binary|queer|the truth|i love|i loved|i am leaving|i was leaving|i am pregnant"
        r"|about my (?:diagnosis|addiction|depression|past|abuse|transition))|ask(?:ed)? (?:her|him|them"
        r"|my (?:girlfriend|boyfriend|partner)) to marry"
        r"|apologi[sz]ed to my|reconcil(?:ed|e) with|made up with my|made (?:my )?peace with (?:my (?:brother"
        r"|sister|mother|father|mum|mom|dad|son|daughter|ex|parents|family)|him|her|them)"
        r"|forg[ai]ve(?:n)? (?:my|him|her)"
        r"|met my (?:birth|biological|half)[- ]?\w*|buried my|said goodbye to my|stood up (?:to|for)"
        r"|confronted my|opened up (?:to|about)|(?:confessed|owned up|came clean) to my|spoke (?:to"
        r"|with) my \w+ for the first time)\b",
        _("You wrote that you told or settled something that mattered."),
        never=re.compile(r"\b(?:in my novel|boss that the)\b", re.I),
    ),
    milestone(
        "mine-is-out",
        r"(?:my|our) (?:(?!(?:boss|sister|brother|friend|colleague|neighbou?r|son's|daughter's"
        rf"|team)\b)[\w'’-]+ ){{0,4}}?(?:{WORK}|{STUDY}|{BUSINESS}|visa|citizenship|green card|divorce|adoption"
        r"|application|proposal|patent|mortgage|loan|loans|debt|house|offer|transplant|surgery|transition"
        r"|permit|residency|asylum|custody)(?: papers| application| request| certificate)?"
        r" (?:(?:(?:of|for|on|with|to|from) )(?:[\w'’-]+ ){1,5})?(?:is|was|are|were|has been|have been|got|came"
        r"|went|has|became|is all|sold|won|made)(?: now| been| all| set| it)? ?(?:out\b(?! of)|live\b|accepted"
        r"|published|approved|granted|final(?:i[sz]ed)?|through\b|finished\b|done\b|complete[d]?\b|sold\b"
        r"|open(?:ed)?\b|released|printed|launched|premiered|paid off|official|defended|submitted|picked up"
        r"|selected|shortlisted|on (?:all|every) platforms?|legally)",
        _("You wrote that something of yours is done or out."),
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
        _("You wrote of a birth."),
        marked=re.compile(r"\b(?:born|arrived|is here|into the world)\b", re.I),
        never=re.compile(r"\b(?:home from school|late|was born with)\b", re.I),
    ),
    milestone(
        "they-gave",
        rf"(?:they|she|he|(?:the|my|a|an) (?:(?!(?:sister|brother|friend)\b)[\w'’-]+ ){{1,5}}?"
        rf"|(?-i:[A-Z]\w+)(?: [\w']+){{0,3}}? )?\b(?:offered|gave|granted|awarded|sent|promised) (?:me"
        rf"|us) {MID}(?:{OFFER}|phd position)\b"
        rf"|(?:they|she|he|the [\w' ]{{1,40}}|a [\w' ]{{1,30}}|[\w']+) (?:has |have )?(?:accepted|published"
        r"|bought|picked up|took) my (?:\w+ )?(?:paper|manuscript|story|stories|offer|application|proposal"
        r"|poems?|novel|book|article|song|painting|essay)\b|(?:she|he) said yes\b(?! to (?:the|an?|our"
        r"|my) (?!proposal))|(?:they|the \w+(?: \w+)?"
        r"|my \w+) (?:have |has )?(?:hired|promoted|accepted|picked|chose|chosen|signed|approved|admitted"
        r"|knighted|elected|took me on|taken) (?:me|us)\b(?! (?:up|an?)\b)|(?:the|my|our) [\w ]{1,30} (?:has "
        r"|have )?(?:approved|accepted|granted|signed off on|greenlit) (?:my|our) (?:\w+ )?(?:mortgage|loan"
        r"|application|visa|manuscript|adoption|proposal|petition|asylum|claim|appeal|thesis|leave"
        r"|(?:community )?garden|permit|plans|part[- ]time|transfer)"
        rf"|(?:the|my) (?:doctors?|oncologist|consultant|surgeon)[\w ]{{0,12}} (?:told me|said|says|declared me"
        r"|confirmed)(?: that)? ?(?:i am |i was |me )?(?:now )?(?:in remission|cancer[- ]free|clear)",
        _("You wrote that you were given or offered something that changes things."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:a ring|advice|lead on|lead time|feedback|volunteer\w*|ticket|pull request"
            r"|pr|refund|permit number)\b",
            re.I,
        ),
    ),
    milestone(
        "first-day",
        r"(?:it |that )?(?:was|is|marks|marked) (?:my|our) (?:very )?(?:first|last) (?:day|week|shift|lesson"
        rf"|class|session) (?:at|as|in|of|on|with)\b|{SELF}ha(?:d|ve) (?:my|our) (?:very )?(?:first|last) (?:day"
        r"|week|shift|lesson|class|session|cigarette|drink|chemo\w*|treatment|exam|radiation|appointment with (?:my"
        r"|a) therapist|therapy session)\b",
        _("You wrote of a first or last day."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:vacation|holiday|sale|trial|of the month|sprint|support)\b", re.I),
    ),
)
