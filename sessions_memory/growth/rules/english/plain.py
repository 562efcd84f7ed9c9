"""Insights told plainly, in English, without a verb of seeing."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.inner import ABOUT_ONESELF, INNER, NOT_ABOUT, breakthrough

RULES = (
    breakthrough(
        "has-been",
        r"(?:i (?:think|guess|suppose|feel like|know now"
        r"|see now)(?: that)? )?i have (?:always )?been (?:confusing|mistaking|measuring|carrying|punishing"
        r"|treating|blaming|shrinking|performing|pretending|overcompensating|self-sabotaging|sabotaging"
        r"|people-pleasing|numbing|apologi[sz]ing for|holding (?:on|myself|back|onto)|hiding|running from"
        r"|running away from|chasing|impressing|living (?:for|by|in|as if|like|my|his|her|their|some\w+)"
        r"|trying to (?:earn|prove|fix"
        r"|control|please|be)"
        r"|looking for [\w ]{1,30} in the wrong|protecting|avoiding|comparing myself|hard on myself"
        r"|my own worst)\b",
        _("You wrote what you see about yourself."),
        about=re.compile(rf"\b(?:{INNER}|wrong)\b", re.I),
        marked=re.compile(
            r"\b(?:think|guess|realiz|realis|see|now|all along|always|whole|for years|instead|not|wasn't|just"
            r"|really|actually|because|so that|to (?:avoid|earn|prove|hide))\w*\b",
            re.I,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "was-never",
        r"i (?:was|am|have) (?:never|not) (?:been )?(?:really |actually |just )?(?:a |an |the "
        rf"|too )?(?:{INNER}|stupid|crazy|difficult|cold|selfish|dramatic|behind|antisocial|shy|bad at \w+"
        rf"|good at \w+)\b[^?]{{0,60}}[.,;] (?:i|it|nobody|no one|they|my)\b",
        _("You wrote that it is not this but that."),
        about=re.compile(r"\b(?:just|only|never|nobody|no one|really|actually|was|am|'m)\b", re.I),
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:e-?mails?|meetings?|spam|calls?|reports?)\b", re.I),
        spans=True,
    ),
    breakthrough(
        "it-is-not",
        r"(?:i think )?it(?: is|'s| was)(?: really)? (?:not|never) (?:really )?(?:the |my |about |that "
        r"|because )?[\w' ]{1,50}[,.;] it(?: is|'s| was)\b",
        _("You wrote that it is not this but that."),
        about=re.compile(
            rf"\A(?=[^.?!]{{0,100}}?\b(?:i|i'm|me|my|myself|our|us|being|not|\w+ing|fear|love|grief|shame|a way)\b)"
            rf"(?=.{{0,200}}\b(?:i|i'm|me|my|myself)\b).{{0,200}}?\b(?:{INNER})\b",
            re.I | re.S,
        ),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "my-mistake",
        r"my (?:biggest |real |only |greatest |main )?(?:mistake|error|problem|trouble|pattern|fear|issue|flaw"
        r"|blind spot)(?: all along| here| really| in (?:love|life|relationships))? (?:was|is|has been|wasn't"
        r"|isn't)(?: not)? (?:that i|thinking|believing|assuming|trying|wanting|expecting|waiting|never|being"
        r"|the|him|her|them)\b",
        _("You wrote what it is really about."),
        about=re.compile(rf"\b(?:{INNER})\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "took-for",
        r"(?:what|the \w+) i (?:took for|thought was|called|always called|mistook for|believed was|labell?ed(?: as)?"
        r"|used to call|saw as) [\w' ]{1,40} (?:was|is|were)\b",
        _("You wrote that something was other than you thought."),
        about=re.compile(rf"\b(?:{INNER})\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "pattern",
        r"[\w', ]{0,60}?\bi (?:can |now |do )*(?:noticed?|see|saw|found|recogni[sz]ed?|spotted|discovered) (?:a"
        r"|the|my|this) (?:\w+ )?pattern\b",
        _("You wrote that you see a pattern in yourself."),
        about=ABOUT_ONESELF,
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:knitting|sewing|crochet|design|regex|data|traffic|usage|spending report"
            r"|in the (?:data|logs|code|numbers))\b",
            re.I,
        ),
    ),
    breakthrough(
        "all-i-wanted",
        r"all i (?:ever |really )?(?:wanted|needed|want|need) (?:was|is) (?:to be|for|someone|somebody"
        r"|permission|a little|rest|to (?:rest|stop|feel|belong))\b|i (?:have )?found (?:my (?:purpose|voice"
        r"|calling|place|people|peace|true \w+|real \w+)|peace with|meaning in)\b",
        _("You wrote what you really need."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "allowed",
        r"(?:apparently,? )?(?:it is (?:okay|ok|fine|alright|enough) (?:to|that|for me)|i (?:am allowed to"
        r"|do not owe|am enough"
        r"|am not responsible for|do not have to (?:be|earn|prove|fix|carry|please|justify|apologi[sz]e)"
        r"|get to (?:choose|decide|say)|can (?:choose|be both|let (?:it|them|him|her) be)|am more than)"
        r"|my worth (?:is not|does not))\b",
        _("You wrote what you allow yourself."),
        marked=re.compile(
            r"\b(?:now|realiz\w*|realis\w*|today|finally|clicked|lesson|learned|learnt|turns out|epiphany|suddenly"
            r"|for the first time|after all|apparently|new to me)\b",
            re.I,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "own-part",
        r"(?:i|we) (?:can |now |do |finally )*(?:see|saw|understand|accept|own|admit) (?:my"
        r"|our) (?:own )?(?:part|role|share|responsibility|contribution|side|fault)\b",
        _("You wrote that you see your own part."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "light-bulb",
        r"(?:a |had a |big |huge |small |real |major |another )*(?:light ?bulb (?:moment|went|just)"
        r"|aha[- ]moment|moment of clarity|eureka|breakthrough (?:today|in therapy|this week))\b",
        _("You wrote that something became clear to you."),
        about=ABOUT_ONESELF,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "something",
        r"(?:i|we) (?:have )?(?:realized|realised|noticed|understood|learned|learnt|discovered) (?:something"
        r"|one thing|this)\b",
        _("You wrote that you realised something about yourself."),
        about=re.compile(r"[:.] ?(?:that )?(?:i|my)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "the-truth",
        r"(?:i (?:think|guess|suppose)(?: that)? )?(?:the )?(?:honest |plain |simple |real "
        r"|hard )?truth is(?: that)?,? (?:i|my)\b|i (?:have to|must|can) admit (?:to myself )?(?:that )?(?:i"
        r"|my) (?:was|am|have|\w+)\b",
        _("You wrote what you admit to yourself."),
        about=re.compile(rf"\b(?:{INNER}|difficult|the one|wrong)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "need-is-not",
        r"what i (?:really |actually |truly )?(?:need|want|miss|needed|wanted|missed|crave|am looking for"
        r"|was looking for) (?:is|was) (?:not|never)\b",
        _("You wrote what you really need."),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:list|table|summary|answer|explanation|example|overview|outline|translation"
            r"|essay|plan|format|version|column|chart|recommendation|definition)\b",
            re.I,
        ),
    ),
    breakthrough(
        "no-guilt",
        r"(?:for the (?:very )?first time(?: in [\w ]{1,20})?,? )?i do not (?:feel (?:guilty|ashamed|like i"
        r"|the need)|need (?:his|her|their|anyone|to prove)|hate (?:myself|my)|fear|blame)\b",
        _("You wrote that you no longer see it as you did."),
        marked=re.compile(r"\b(?:first time|any ?more|now|these days|suddenly|finally)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "idea-of",
        r"(?:i (?:guess|think|suppose|realize|see)(?: that)? )?i (?:was|am|have been|fell) (?:only "
        r"|just )?in love with the idea of\b",
        _("You wrote that something was other than you thought."),
    ),
    breakthrough(
        "never-noticed",
        r"i (?:have )?never (?:realized|realised|noticed|saw|knew|understood) how (?:much|often|little|deeply"
        r"|tired|lonely|afraid|hard|hungry|angry|sad) (?:\w+ )?(?:i|my)\b",
        _("You wrote that you see something about yourself."),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:spent on|coffee|costs?|pay for|data|storage|electricity|water|sugar)\b", re.I
        ),
    ),
    breakthrough(
        "get-it-now",
        r"(?:i think )?i (?:have )?(?:get|got|see|understand) it(?: now)?(?=[:,.] )(?!, (?:thanks|thank|but|so|and)\b)",
        _("You wrote that you understand it now."),
        marked=re.compile(r"\b(?:now|finally)\b", re.I),
        about=re.compile(
            r"\A\W{0,3}(?!thank)(?:(?:\w+ ){1,3}(?:is not|isn't|was not|wasn't|is just|was never)|i (?:was|am|have"
            r"|had)|my)\b",
            re.I,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "what-hurt",
        r"what (?:really |actually )?(?:hurt|hurts|scares?|scared|bothers?|bothered|angers?|angered|kept me"
        r"|keeps me|stopped me|stops me|made me (?:angry|sad|cry)|makes me (?:angry|sad|cry))[\w ]{0,20} (?:is"
        r"|was|isn't|wasn't)\b",
        _("You wrote what it is really about."),
        about=re.compile(r"\b(?:i|i'd|my|me|myself)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "learned-kindness",
        r"i (?:have )?(?:learn(?:ed|t)|am learning) to (?:accept|love|trust|forgive|let|say no|see|live with"
        r"|be (?:kind|kinder|gentle|gentler|alone|enough)|stop|ask for|rest)\b",
        _("You wrote that you learned something about yourself."),
        about=re.compile(rf"\b(?:{INNER}|slow)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "point-where",
        r"i (?:have )?(?:come|came|got|reached|am at) (?:to )?(?:the|a) (?:point|place) where i (?:can (?:say"
        r"|see|admit|accept)|know|see|accept|understand|no longer)\b",
        _("You wrote that you see something in a new way."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "let-myself",
        r"i (?:have )?(?:let myself|allowed myself to|dared to|managed to|was able to|could) (?:admit|see"
        r"|accept|believe|feel|say out loud)(?: that)?\b",
        _("You wrote what you admit to yourself."),
        about=re.compile(rf"\b(?:{INNER})\b", re.I),
        marked=re.compile(r"\b(?:finally|today|at last|for the first time|yesterday|this|now)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "sees-doing",
        r"i (?:can |can now |now |do )(?:see|admit|say) (?:now )?(?:that )?i (?:kept|keep|tend(?:ed)?|let|hid"
        r"|hide|avoid(?:ed)?|chose|choose|wanted|needed|used to|pushed|push|blamed|lost|settled|stayed|ran"
        r"|married|lied)\b",
        _("You wrote that you see something about yourself."),
        never=NOT_ABOUT,
    ),
)
