"""What is seen or understood, in English: a verb of seeing, and something about oneself."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.inner import (
    ABOUT_INNER,
    ABOUT_ONESELF,
    DEEP,
    HEDGE,
    INNER,
    NOT_ABOUT,
    NOT_ABOUT_LIGHT,
    ONESELF,
    breakthrough,
)

RULES = (
    breakthrough(
        "sees-self",
        r"(?:i|we) (?:can |now |do )*see (?:that|how) (?:i have been \w+ing\b|(?:i|it) (?:was|am|have been|had been|do"
        r"|never|always) (?:the one"
        r"|never|always|not|the reason|my|me|afraid|scared|trying))\b",
        _("You wrote that you see something about yourself."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "realized",
        rf"{HEDGE}(?:i|we) (?:(?:have|came to|come to|am|have come to|am starting to|am beginning to|started to"
        r"|began to|have started to|only|now|do|did|can|have begun to|then|had to"
        rf"|get to|able to|was) ){{0,4}}(?:accept(?= that (?:i|my|we))|understood(?! (?:the|how to|your|you)\b)"
        r"|real[iy]?[sz]e(?:d)?|recogni[sz]ed?|realising|came to the conclusion|learning(?= that)|conclud(?:ed|e)"
        r"|realizing|grasp(?:ed)?|admit(?:ted)?|acknowledge(?:d)?|(?:notice(?:d)?|discover(?:ed)?|figured? out"
        r"|learn(?:ed|t)|found(?: out)?|worked out)(?=,? (?:(?:that|how (?:much|often|deeply)|why|what) )?(?:i"
        r"|i'm|my|we|it is my|it was my|what (?:i|my|has|really|was|is)|being|loving|asking|saying|letting|love"
        r"|strength|grief|trust)\b))\b(?! (?:again|how to|to"
        r"|the (?!real|truth)|a |an |this design|it (?:was|is) (?:the|a)))",
        _("You wrote that you realised something about yourself."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "sees-now",
        rf"{HEDGE}(?:i|we) (?:(?:have|can|now|do|could|am starting to|am beginning to|begin to|started to"
        rf"|start to|have started to|come to|came to|have come to|only|clearly|did|be able to) ){{0,4}}(?:see"
        r"|saw(?= that i|how)|seen|understand|understood|know|get|accept(?:ed)?|believe)(?: (?:now|it now"
        r"|clearly))?,? (?:that|why|how|what|i\b|my\b|it (?:is|was)|where)",
        _("You wrote that you see something in a new way."),
        marked=re.compile(
            r"\b(?:now|finally|at last|for the first time|starting to|begin(?:ning)? to|come to|came to|suddenly"
            r"|took me|looking back|in hindsight|deep down|started to|these days|retreat|since|after|today"
            r"|at heart)\b",
            re.I,
        ),
        about=re.compile(rf"\b(?:{INNER}|{ONESELF[2:-2]})\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "finally-understands",
        rf"{HEDGE}(?:i|we) (?:have |am |can |do )?(?:understand|understood|get|got|see|grasp(?:ed)?"
        r"|comprehend)(?: now)? (?:why|how|what (?!you)|that|where)\b",
        _("You wrote that you finally understand something."),
        marked=re.compile(r"\b(?:finally|at last|suddenly|just (?:understood|got))\b", re.I),
        never=NOT_ABOUT_LIGHT,
    ),
    breakthrough(
        "clicked",
        r"(?:(?:and |then |so |somehow |that is when |but )?(?:something|it(?: only)?(?: now)?|everything"
        r"|things|(?:the |a )?penny"
        r"|the coin) (?:has |have |had )?(?:clicked|dropped|fell into place|made sense|dawned on me|hit me"
        r"|sank in|sunk in|shifted (?:in|inside|for)|became clear|becoming clear|(?:is )?becoming clear to me"
        r"|has become clear|(?:is|was"
        r"|has become) clear to me|occurr?(?:ed|s) to me|struck me|came to me|landed)|a light(?: ?bulb)? (?:went"
        r"|came) on"
        r"|(?:i )?(?:have )?(?:had|have had) (?:a bit of )?(?:an? )?(?:\w+ )?(?:epiphany|revelation|aha|a-ha"
        r"|eureka|light ?bulb moment|breakthrough|moment of clarity|realization|realisation"
        r"|insight)\b(?! (?:with|in|on) (?:the|my) (?:project|code|bug|design))|(?:a "
        r"|an )?(?:\w+ )?(?:realization|realisation|epiphany)\b|epiphany|aha\b)",
        _("You wrote that something became clear to you."),
        about=re.compile(rf"{ABOUT_ONESELF.pattern}|{DEEP.pattern}|\babout\b|[:,] ?(?:it is|it's|a|an)\b", re.I),
        never=NOT_ABOUT_LIGHT,
    ),
    breakthrough(
        "makes-sense",
        r"(?:and |so |but )?(?:now |suddenly )?(?:it|that|everything|things|my (?:life|childhood|anger"
        r"|reaction)) (?:now |suddenly |all |is |does |makes? )*(?:make[s]? (?:so much |total |more "
        r"|perfect )?sense|explains?|clear)(?: now| to me| all)* (?:why|that|how) (?:i|my|we)\b",
        _("You wrote that something makes sense to you now."),
        about=ABOUT_ONESELF,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "makes-sense-now",
        r"(?:(?!(?:this|your|that|it)\b)[\w'-]+ ){1,4}(?:all )?makes? (?:\w+ )?sense(?: to me| now|\W*$)",
        _("You wrote that something makes sense to you now."),
        marked=re.compile(r"\b(?:suddenly|finally|at last)\b", re.I),
        never=NOT_ABOUT_LIGHT,
    ),
    breakthrough(
        "made-me-see",
        r"(?:(?!(?:you|she|he|they) said)[\w'’,.\" -]{1,80} )?(?:has |have |had )?(?:made|makes|helped|taught"
        r"|showed|shown|led|allowed|forced|let) (?:me|us)(?: to)? (?:(?:truly |better |also "
        r"|finally )?(?:real[iy]?[sz]e|see|understand|recogni[sz]e|notice|think differently|accept|admit|face"
        r"|look at) (?:how|that"
        r"|why|what|the (?:importance|value|power|truth|beauty)|(?=(?:i|my|it|we)\b))|(?<=taught me )(?:that"
        r"|to)|(?<=showed me )(?:that|how)|(?<=shown me )(?:that|how)|(?<=taught us )that)",
        _("You wrote that something made you see it."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "about-myself",
        r"[\w' ]{0,40}\b(?:learn(?:ed|t)|discovered|realized|realised|understood|found out"
        r"|noticed) (?:something|a lot|so much|a truth|one thing|an important thing|things) (?:new |important "
        r"|big )?about (?:myself|me|us|my \w+|life|love|people|friendship)\b",
        _("You wrote that you learned something about yourself."),
    ),
    breakthrough(
        "it-took",
        r"it (?:took|has taken) (?:me|us) [\w' ]{1,40} to (?:see|understand|realize|realise|learn|accept|admit"
        r"|notice|get|know|believe)\b|(?:looking back|in hindsight|in retrospect|deep down),? (?:i|we) (?:can "
        r"|now |do )*(?:see|realize|realise|understand|know|was|am|think|have always|always|never)\b"
        r"|i have been (?:\w+ ){0,2}(?:telling myself|lying to myself|running from|running away from"
        r"|hiding behind|chasing (?:my|his|her|their|someone|other) \w+(?:'s)? (?:dream|approval)|living (?:on"
        r"|for|like)|waiting for (?:permission|someone)|punishing myself|trying to (?:win|earn|prove|be|fix"
        r"|please))\b",
        _("You wrote what you see when you look back."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
)
