"""What is noticed about oneself, in English, wherever the sentence comes to it."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.inner import (
    ABOUT_INNER,
    ABOUT_ONESELF,
    DEEP,
    INNER,
    NOT_ABOUT,
    breakthrough,
)

HOW = (
    r"(?:much|hard|often|little|rarely|seldom|many|few|afraid|scared|tired|lonely|angry|harsh|unkind|small|quickly"
    r"|easily|deeply|long|far|badly|desperately|tightly|cruel|mean|stubborn|proud)"
)
DOING = (
    r"(?:talking|speaking|reading|writing|watching|listening|sitting|walking|looking|going|hearing|seeing|cleaning"
    r"|packing"
    r"|driving|running|working|meditating|journal(?:l)?ing|being|living|cooking|thinking|losing|moving|teaching"
    r"|becoming"
    r"|having|putting|telling|saying|lying|caring|raising|helping|travel(?:l)?ing|gardening|standing|waiting)"
)
SAW = (
    r"(?:understood|understand|reali[sz]ed?|noticed?|saw|see|figured out|got|get|learn(?:ed|t)|discovered"
    r"|recogni[sz]ed?"
    r"|felt|tell|admitted|found)"
)
PAST = (
    r"(?:understood|reali[sz]ed|noticed|figured out|discovered|learn(?:ed|t)|admitted|recogni[sz]ed|saw|worked out"
    r"|grasped"
    r"|found(?: out)?|have (?:understood|reali[sz]ed|noticed|learn(?:ed|t)|discovered|recogni[sz]ed|seen|accepted"
    r"|admitted))"
)
PRESENT = r"(?:understand|reali[sz]e|notice|know|see|get|recogni[sz]e|admit|accept|feel|grasp)"
NEWLY = re.compile(
    r"\b(?:now|suddenly|all of a sudden|finally|at last|for the first time|today|these days|since|can|begin\w*"
    r"|start\w*)\b",
    re.IGNORECASE,
)
OF_SELF = (
    r"(?:[\w' ]{0,40} )?(?:(?:(?:that|why|how \w+|what|:|,) ?){0,2}(?:nobody|no one|i|i'm|i've|my|it was me|it is me)"
    r"|that (?:being|loving|needing|saying|asking|trusting|resting|caring|control|love|trust))\b"
)

RULES = (
    breakthrough(
        "sees-of-self",
        rf"(?:[^.?!;]{{0,80}}?\b)?i (?:\w+ly |just |only |then |had |now |also ){{0,2}}{PAST}[,:]? {OF_SELF}",
        _("You wrote that you realised something about yourself."),
        about=DEEP,
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:wonder|whether|not sure|unsure)\b", re.IGNORECASE),
    ),
    breakthrough(
        "sees-of-self-now",
        rf"(?:[^.?!;]{{0,80}}?\b)?i (?:\w+ly |can |now |only |do |am able to "
        rf"|could ){{0,3}}{PRESENT}(?: now)?[,:]? {OF_SELF}",
        _("You wrote that you see something about yourself now."),
        about=DEEP,
        marked=NEWLY,
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:wonder|whether|not sure|unsure)\b", re.IGNORECASE),
    ),
    breakthrough(
        "sees-other",
        r"(?:[^.?!;]{0,60}?\b)?i (?:can |now |suddenly |finally )*(?:see|saw|look at|looked at|think of"
        r"|understand) (?:my|her"
        r"|him|them|myself|the) [\w' ]{0,30}?(?:as an? [\w' ]{2,60} (?:and not|instead of|rather than|not)"
        r"|differently|with (?:other|new|different|kinder|softer|much more) \w+|in a (?:new|different|kinder) \w+)\b",
        _("You wrote that you see somebody in a new way."),
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:logo|design|chart|colou?rs?|layout)\b", re.IGNORECASE),
    ),
    breakthrough(
        "obvious",
        r"(?:[^.?!:;]{0,60}?\b)?(?:it|this|that|one thing) (?:is|was|became|has become|is becoming|has been becoming"
        r"|gets|got)"
        r" (?:\w+ )?(?:clear|obvious|plain|apparent|evident|undeniable)(?: to me)?(?: now)?,? (?:that|how|why) (?:i"
        r"|i'm|my)\b",
        _("You wrote that something became clear to you."),
        about=re.compile(
            rf"{DEEP.pattern}|\b(?:can not|can't|cannot|do not|don't|never|always|save|change|fix|want|need)\b",
            re.IGNORECASE,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "lesson",
        r"(?:[^.?!:;]{0,30}?\b)?(?:the|my|one|a) (?:[\w-]+ ){0,2}?(?:lesson|insight|take-?away|reali[sz]ation"
        r"|discovery|truth"
        r"|finding|surprise|shift|answer)\b[^.?!:]{0,50}?(?:\b(?:is|was|has been)(?: that)?|:) (?:i|i'm|my|nobody|it is"
        r"|it's|not) ?\b",
        _("You wrote what you learned about yourself."),
        about=re.compile(rf"{DEEP.pattern}|\b(?:allowed|always|never|myself|my own)\b", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "told-me-all",
        r"(?:and )?(?:that|it|this|the answer|the silence) (?:told|tells|said|says|taught"
        r"|showed) (?:me )?(?:everything|it all|enough"
        r"|all i (?:need|needed) to know|a lot about (?:me|myself|how i)|more about (?:me|myself))\b",
        _("You wrote that something showed you enough."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "learned-about",
        r"(?:[^.?!:;]{0,40}?\b)?i (?:have )?(?:learn(?:ed|t)|understood|discovered) (?:more|a lot|so much|something"
        r"|much)"
        r" (?:\w+ )?about (?:patience|grief|courage|trust|love|forgiveness|letting go|boundaries|kindness|humility|loss"
        r"|friendship|myself|being \w+|my own \w+)\b",
        _("You wrote that you learned something about yourself."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "never-until",
        r"(?:[^.?!:;]{0,40}?\b)?i (?:had |have )?never (?:understood|knew|known|reali[sz]ed|saw|noticed|seen"
        r"|got) (?:why|how|that"
        r"|what) (?:i|i'm|my|me|[\w' ]{1,40}\b(?:me|my|i))\b[^.?]{2,80}\b(?:until|till|before)\b",
        _("You wrote that you had not seen it before."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "no-idea-until",
        r"i (?:had|have had) (?:no (?:idea|clue|notion)|not the (?:faintest|slightest) idea)(?: of)? (?:how|that"
        r"|what) [\w' ]{0,20}?"
        r"i\b[^.?]{2,60}\b(?:until|till|before)\b",
        _("You wrote that you had not seen it before."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "while-doing",
        rf"{DOING}\b[^.?!:;]{{2,80}}?,? i (?:\w+ ){{0,3}}?{SAW},? (?:that|why|how|what|a pattern|i|my)\b"
        rf"|{DOING}\b[^.?!:;]{{2,60}} (?:made|makes|helped|taught|showed|let|has made) me (?:\w+ )?(?:notice|see"
        r"|reali[sz]e|understand|admit|recogni[sz]e)\b",
        _("You wrote what you saw while you did something."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "how-much",
        rf"(?:[^.?!:;]{{0,60}}?\b)?i (?:\w+ ){{0,4}}?{SAW}(?: now| before)? (?:just )?how {HOW}\b[^.?]{{0,40}}?"
        r"\b(?:i|my|me|myself)\b",
        _("You wrote that you see something about yourself."),
        about=DEEP,
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:spent|spend on|costs?|pay|calories|screen time)\b", re.IGNORECASE),
    ),
    breakthrough(
        "moment",
        r"(?:i )?(?:have )?(?:had|was having) (?:a|one of those|such a|a real|a strange|a quiet|a small|an odd)"
        r" (?:[\w'-]+ )?moments?\b[^.?!:]{0,40}[:.] ?(?:that )?(?:i|my|maybe i|it is not|it's not)\b",
        _("You wrote that something became clear to you."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "clear-now",
        r"(?:[\w', ]{0,30})?\b(?:how clear (?:it|this|that|everything) is|(?:it|this|everything|one thing) (?:is|was"
        r"|became"
        r"|has become) (?:so |all |very |quite |painfully |perfectly |crystal )*clear)\b",
        _("You wrote that something became clear to you."),
        marked=re.compile(
            r"\b(?:all of a sudden|suddenly|now|finally|at last|all at once|today|this \w+|from one \w+)\b",
            re.IGNORECASE,
        ),
        about=re.compile(
            rf"\A.{{0,40}}?(?:[:.,] ?|that )(?:i|i'm|i've|my)\b(?=.{{0,200}}\b(?:{INNER})\b)", re.I | re.S
        ),
        never=NOT_ABOUT,
        spans=False,
    ),
    breakthrough(
        "only-now",
        r"(?:and |but )?(?:only|not until|it was only) (?:now|today|this \w+|recently|yesterday|last \w+"
        r"|after [\w' ]{1,40}"
        r"|when [\w' ]{1,40}),? (?:do|did|can|could|am|have|that)(?: i)? (?:i )?(?:\w+ )?(?:understand|see|reali[sz]ed?"
        r"|get|know|notice|feel|grasp|understood|saw|admit|accept)\b",
        _("You wrote that you see it only now."),
        about=re.compile(rf"{ABOUT_ONESELF.pattern}", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "caught-myself",
        r"i (?:keep |kept |often )?(?:caught|catch|catching) myself \w+ing\b",
        _("You wrote what you noticed about yourself."),
        about=re.compile(
            r"\b(?:saw|see|reali[sz]\w+|noticed?|understood|because|that i do|the truth|admit\w*|pattern|why)\b",
            re.IGNORECASE,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "had-not-seen",
        r"i (?:had not|hadn't|have not|never) (?:seen|noticed|understood|known|admitted|looked at|reali[sz]ed|saw|knew)"
        r" (?:that|it|this|myself|any of (?:it|this)|my own \w+)(?: (?:until|before|like|so clearly|about myself)\b"
        r"|\W*$)",
        _("You wrote that you had not seen it before."),
        marked=re.compile(
            rf"\b(?:until|before|so clearly|like that|like this|about myself)\b|{DEEP.pattern}", re.IGNORECASE
        ),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:film|movie|word|option|flag|plant|animal|dish|expression|shop|museum|city|error"
            r"|message|place|recipe)\b",
            re.IGNORECASE,
        ),
    ),
    breakthrough(
        "come-to",
        r"i (?:have |am |had )?(?:come|coming|came|learn(?:ed|t)|grown|growing|begun|beginning|started|starting)"
        r"(?: slowly)? to (?:accept|see|understand|terms with|reali[sz]e|believe|trust|forgive|respect|like"
        r"|appreciate)\b",
        _("You wrote that you see something in a new way."),
        about=DEEP,
        never=NOT_ABOUT,
    ),
)
