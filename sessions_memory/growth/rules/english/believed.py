"""What used to be believed and is no more, in English, and what turns out to be another's or another thing."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.inner import DEEP, DEEP_WORDS, NOT_ABOUT, ONESELF, breakthrough

FAMILY = r"(?:mum|mom|mother|dad|father|gran\w*|parents|brother|sister|ex|family|husband|wife|teachers?)"
# What a belief about life is about.
ABSTRACT = (
    r"(?:forgiveness|forgiving|love|loving|courage|strength|being \w+|rest|resting|grief|grieving|boundar\w+|healing"
    r"|success|happiness|freedom|loyalty|independence|faith|recovery|prayer|praying|vulnerability|home|friendship"
    r"|marriage|confidence|discipline|motivation|ambition|money|work|patience|kindness|therapy|sobriety|adulthood"
    r"|maturity|intimacy|parenting|motherhood|fatherhood|ageing|aging|belonging|self-?\w+|perfection\w*|anxiety"
    r"|depression|anger|saying no|asking for help|needing \w+|letting go|growing up|having \w+|crying|writing|art"
    r"|god|death|dying)"
)
FEELING = (
    r"(?:shame|fear|anger|voice|guilt|dream|ambition|anxiety|worry|sadness|burden|grief|rage|standards?"
    r"|expectations?|rules?|script|story|critic|panic|impatience|hunger|need|loneliness|silence|perfectionism)"
)
DENIED = (
    r"(?:now|today|these days|but|turns out|it turned out|until|actually|really|in truth|instead|the truth|wrong"
    r"|never true|(?:is|was|does|do|did)(?:n't| not)|no longer|any ?more|i know|i see|nowadays|lately)"
)
SELF_AND_DEEP = re.compile(
    rf"\A(?=.{{0,240}}?{ONESELF}).{{0,240}}?\b(?:{DEEP_WORDS}|{FAMILY}|{ABSTRACT})\b", re.IGNORECASE | re.DOTALL
)
# What it is instead, up to the end of its sentence.
INNER_INSTEAD = re.compile(
    rf"\A[^.?!]{{0,100}}?\b(?:{DEEP_WORDS}|{FAMILY}|{ABSTRACT}|i|me|my|myself|not \w+ing|a way)\b", re.IGNORECASE
)
ALWAYS_I = re.compile(
    rf"{DEEP.pattern}|\b(?:every time|whenever|only when) i\b|\bi (?:always|never|only|keep|kept|tend|avoid|pick|ran"
    r"|run)\b",
    re.IGNORECASE,
)

RULES = (
    breakthrough(
        "thought-it-meant",
        r"i (?:had |have )?(?:always |used to |long |honestly )*(?:thought|believed|pictured|imagined|assumed"
        rf"|figured|was (?:sure|told|taught|raised to think))(?: that| of)? {ABSTRACT}\b[^.?!;,]{{0,30}}? ?(?:was|is"
        r"|meant|means|as|had to|equals|needed|came|required)\b",
        _("You wrote that you thought otherwise before."),
        about=re.compile(rf"\b{DENIED}\b|\bmore like\b|\bit means\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "years-believing",
        r"i (?:have )?(?:spent|wasted|lost) (?:so (?:long|many years|much of my life)|years|decades"
        r"|(?:half )?my (?:whole |entire )?(?:life|twenties|thirties|youth|childhood|marriage|career)"
        r"|[\w-]+ (?:years|decades)|all (?:these|those) years) (?:\w+ )?(?:wanting|trying|believing|thinking|hating"
        r"|hiding|chasing|pretending|running|waiting|being|apologi\w+|proving|looking|blaming|convinced|fearing"
        r"|assuming|feeling|telling|fighting|punishing|seeking|performing|ashamed|afraid|certain|sure)\b",
        _("You wrote that you saw it otherwise before."),
        about=re.compile(rf"\b{DENIED}\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "told-otherwise",
        r"i (?:keep|kept|have always|always|used to|have been(?= \w+ing)|had|have) (?:always )?(?:saying|said|say"
        r"|telling|told|tell|calling|called|call|blaming|blamed|blame|claiming|claimed|joked"
        r"|joke)\b[^.?!]{2,120}?(?:[.;,] |\bbut )(?:(?:and|but|really|actually|in truth|the truth is"
        r"|looking at it \w+|if i am honest|honestly)[, ]+)*(?:that|it|i|the truth)(?: is|'s|'m| am| was|sn't"
        r"| wasn't| isn't| have| just| never| gave| did)\b",
        _("You wrote that it is other than you used to say."),
        about=re.compile(rf"\A(?=.{{0,200}}{ONESELF})(?:{DEEP.pattern}|.)*?(?:{DEEP.pattern})", re.I | re.S),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "called-it",
        r"(?:for (?:so long|(?:\w+ ){0,2}years)|all (?:my life|these years|those years|along)|my whole life"
        r"|until \w+)?,? ?(?:i|we) (?:have |had )?(?:always )?(?:called|labelled|labeled|named|dismissed) (?:it|that"
        r"|this|myself)\b[\w' ]{1,40}[.,;] (?:but )?(?:it|i|that)(?: was|'s| is| am|'m)\b",
        _("You wrote that something was other than you thought."),
        about=re.compile(rf"\A.{{0,200}}?(?:{DEEP.pattern})", re.I | re.S),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "anothers-feeling",
        rf"(?:the|this|that|my|all (?:that|this)|all the) (?:[\w'-]+ ){{0,2}}?{FEELING}\b[\w' ]{{0,40}}? (?:is|was"
        r"|were|are|has been|came|comes|belongs|belonged)(?: not| never|n't)*(?: really| even| actually)*(?: to"
        rf"| from)? (?:mine\b|his\b|hers\b|theirs\b|(?:my|our) {FAMILY}(?:'s?)?\b)",
        _("You wrote whose feeling it is."),
        about=re.compile(r"\A(?:.{0,90}?\b(?:not|never|mine|i|my|me)\b|'s|[.!]?\s?\Z)", re.I),
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:idea|fault of the|turn)\b", re.I),
    ),
    breakthrough(
        "mixed-up",
        r"(?:i (?:think|guess|suspect|see)(?: that)? )?i (?:have |had )?(?:always |been |long )*(?:mixed|confused"
        r"|mistook|mistaken|conflated|mixing|confusing|mistaking) (?:them|those|the two|[\w' ]{3,40}? (?:with|for"
        r"|and))\b",
        _("You wrote that you took one thing for another."),
        about=re.compile(
            rf"{DEEP.pattern}|\b(?:since i|for years|all my life|whole life|always|as a (?:kid|child)|decades"
            r"|all along)\b",
            re.I,
        ),
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:columns?|names?|dates?|twins|salt|lines?|words?)\b", re.I),
    ),
    breakthrough(
        "wrong-question",
        r"i (?:have been|was|had been|kept|keep) asking (?:myself )?the wrong question|i (?:had|have had|got"
        r"|have got) (?:this|it|that|him|her|them|myself) (?:all |so |completely )*(?:wrong|backwards|upside down"
        r"|the wrong way round) (?:for|all|since|my)\b|i (?:have been|was) (?:looking at|thinking about"
        r"|seeing) (?:this|it|\w+ \w+) (?:all )?(?:wrong|backwards|the wrong way)\b",
        _("You wrote that you had it wrong."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "jumps-out",
        r"(?:[\w', ]{0,60}?\b)?(?:one thing|what|the thing that|something|a pattern) (?:jumps|stands|stood|jumped"
        r"|leaps|leapt) out(?: to me| at me)?\b",
        _("You wrote what struck you about yourself."),
        about=ALWAYS_I,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "no-longer-thinks",
        r"(?:[\w' ]{0,40}?,? )?i (?:no longer|have stopped|stopped|do not) (?:really )?(?:think(?:ing)?|believ(?:e"
        r"|ing)|feel(?:ing)? (?:guilty|ashamed|like|that|the need|responsible|sorry|bad|angry|afraid|small|alone)"
        r"|see(?:ing)?(?! (?:him|her|them)\b(?! as))|want(?:ing)?|need(?:ing)?|hat(?:e|ing)"
        r"|fear(?:ing)?|blam(?:e|ing)|resent(?:ing)?)\b",
        _("You wrote that you no longer see it as you did."),
        marked=re.compile(r"\b(?:no longer|any ?more|stopped)\b", re.I),
        about=re.compile(rf"\A(?=.{{0,200}}{ONESELF})", re.I | re.S),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:smell|taste|pain|leg|foot|finger|arm|back|stomach|hungry|sick)\b", re.I
        ),
    ),
    breakthrough(
        "my-whole-self",
        r"i (?:have |had )?(?:made|turned|let) (?:[\w']+ ){1,4}?(?:into |become |be )?my (?:whole|entire"
        r"|only) (?:self|identity|life|personality|worth|world)\b",
        _("You wrote what you see about yourself."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "looks-different",
        r"[\w', -]{2,90} (?:makes|made|has made|puts|put|casts?|shows?) (?:me )?(?:my|all of my|all my|the|those"
        r"|our) [\w' ]{1,50}?(?:look|seem|appear|feel|in a|under a) (?:\w+ ){0,2}?(?:different|new|kinder|other"
        r"|gentler)\b",
        _("You wrote that you see something differently."),
        about=re.compile(r"\b(?:i|my|me)\b", re.I),
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:filter|colou?r|paint|lens|photo\w*|font|room|screen)\b", re.I),
    ),
    breakthrough(
        "would-never-have-seen",
        r"(?:without [\w' ]{1,40},? )?i(?:'d| would) (?:never|not) have (?:noticed|seen|known|reali[sz]ed|understood"
        r"|admitted|guessed|found out) (?:that|how|why|what|it|this)\b",
        _("You wrote what you see now."),
        marked=re.compile(r"\b(?:without|if (?:it|you|she|he) had(?:n't| not))\b", re.I),
        about=ALWAYS_I,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "is-what-it-is",
        rf"(?:so )?(?:that |this )?is (?:what|why|how) (?:{ABSTRACT}\b|people mean by {ABSTRACT}|i (?:have been|keep"
        r"|kept|always|never|was|am|feel|felt|do|can not))\b",
        _("You wrote that you understand something now."),
        marked=re.compile(r"\bso (?:that|this)(?:'s| is)\b", re.I),
        about=re.compile(ONESELF, re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "turns-out-to-be-me",
        r"(?:until (?:[\w']+ ){1,3})?,? ?i would have (?:sworn|said|bet|told you)(?: that)? (?:i|my)\b",
        _("You wrote that you saw it otherwise before."),
        about=re.compile(rf"\b{DENIED}\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "neither-this",
        r"(?:so |maybe |perhaps |funny,? |honestly,? )*(?:it|this|that|what [\w' ]{2,40}?|(?:my|the"
        rf"|all) (?:[\w'-]+ ){{1,4}}?|\w+ing (?:[\w'-]+ ){{0,3}}?|{ABSTRACT} ) ?(?:is|was|has been|were|'s)(?: not"
        r"|n't| never)\b[^.?!;,]{1,80}[.,;:] (?:but )?(?:it|that|this|they)(?: is|'s| was| has been| just|'re| were"
        r"| are| means?)\b",
        _("You wrote that it is not this but that."),
        about=INNER_INSTEAD,
        marked=re.compile(r"\A(?!.*\b(?:not|n't) (?:just|only|merely)\b)", re.I | re.S),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "sees-i-am-not",
        r"(?=(?:[^.?!;]{0,50}?\b(?:see|reali[sz]e|know|think|notice|admit|guess|suspect|feel)(?: now)?(?: that)? "
        r"|maybe |perhaps |oh |so )?i (?:do not|did not|am not|was not|never)\b[^.?!;,]{2,70}[.,;] (?:but )?(?:i"
        r"|it)(?: just| only| really)?(?: am|'m| was| want| need| miss| hate| like| love| fear| have)\b)",
        _("You wrote that it is not this but that."),
        about=SELF_AND_DEEP,
        marked=re.compile(
            r"\b(?:see|reali[sz]e|know|think|notice|admit|guess|suspect|feel|maybe|perhaps|oh|so|never)\b", re.I
        ),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "sees-what-i-want",
        r"(?=(?:[^.?!;]{0,60}?\bi|more and more i|maybe i) (?:now |can |finally |do )*(?:see|reali[sz]e|know|think"
        r"|notice|admit|get|suspect|believe)(?: now)?(?: that)? i (?:do not|don't|did not|didn't|am not|was not"
        r"|wasn't|never) (?:even |really |actually )*(?:want|need|miss|hate|like|love|fear|have to|mind|afraid|angry"
        r"|lazy|tired|sad|bad|lost|shy|cold|sorry|wanted|needed|missed|hated|loved|feared"
        r"|bored)\b[^.?!;,]{0,70}[.,;:–-]+ ?(?:but )?(?:i|it)(?: just| only| really)?(?: am|'m| was| want| need"
        r"| miss| hate| like| love| fear|'s| is)\b)",
        _("You wrote that it is not this but that."),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "was-never-lazy",
        r"(?:maybe |so )?(?:it was|i was|i have been|i am) (?:never|not) (?:really |just |actually )?(?:laziness"
        r"|lazy|stupid|cold|weak|broken|bad|selfish|shyness|shy|difficult|stupidity|weakness|coldness|love|loyalty"
        r"|pride|boredom|crazy|dramatic|careless|slow|rude)\b[^.?!;,]{0,30}[.;,] (?:but )?i (?:was|am|had|have|just"
        r"|needed|missed|felt)\b",
        _("You wrote that it is not this but that."),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "thought-i-missed",
        r"i (?:always |had )?thought (?:that )?i (?:was |am |had |'d )?\w+ [^.?!;,]{2,60}[.;,] (?:but )?(?:really "
        r"|actually |in truth )?i(?: just| only| really)? (?:miss|fear|hate|love|resent|envy|mourn|(?:am|was"
        r"|'m) (?:ashamed|afraid|scared|lonely|sad|grieving|angry|hurt|tired of|missing|jealous|homesick)"
        r"|want(?:ed)? (?:to be|to belong|someone|somebody|him|her|them|my)|need(?:ed)? (?:to be|someone|somebody"
        r"|him|her|rest))\b",
        _("You wrote that you thought otherwise before."),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "always-meant",
        rf"(?:for me,? |to me,? |in my family,? |at home,? )?{ABSTRACT} (?:has |had )?(?:always )?(?:meant|been|felt"
        r"|equalled|was)\b[^.?!]{2,60}",
        _("You wrote that you saw it otherwise before."),
        marked=re.compile(r"\balways|for me|to me\b", re.I),
        about=re.compile(
            r"\b(?:now i|i see|i now|(?:could|can) (?:also |just as well )?(?:mean|be)|no longer|not any ?more"
            r"|today i|these days|i don't (?:think|believe)|until|turns out)\b",
            re.I,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "always-known",
        r"(?:deep down,? |somewhere,? |i (?:think|guess) )?i have (?:always|long|probably) known (?:that )?(?:i|he"
        r"|she|it|we|this)\b",
        _("You wrote what you admit to yourself."),
        about=re.compile(r"\b(?:admit\w*|saying (?:it|that)|say it|out loud|now|finally|today|until)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "my-worth",
        r"my (?:worth|value|happiness|self-?worth|identity|past|body|life) (?:is not|does not|isn't|doesn't"
        r"|has nothing to do with|never depended on|was never)\b",
        _("You wrote that you see something in a new way."),
        about=re.compile(
            r"\b(?:today|now|finally|felt (?:it|that)|i (?:know|see|feel|believe)|sank in|hit me|new)\b", re.I
        ),
        never=NOT_ABOUT,
    ),
)
