"""Frames in which something is seen anew, in English, whatever it is about: "I see that now", "the reason I do is"."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.believed import ABSTRACT, DENIED, FAMILY, SELF_AND_DEEP
from sessions_memory.growth.rules.english.inner import DEEP, DEEP_WORDS, INNER, NOT_ABOUT, breakthrough

TRAIT = (
    r"(?:shyness|laziness|weakness|love|strength|independence|loyalty|kindness|patience|discipline|anger|fear"
    r"|depression|boredom|confidence|ambition|stubbornness|introversion|sensitivity|pride|modesty|humility|bad luck"
    r"|coincidence|friendship|passion|freedom|drama|jealousy|caring|care|honesty|high standards|perfectionism"
    r"|being \w+|a \w+ personality|maturity|calm|peace|faith|rest|talent|failure|rejection|closeness|intimacy"
    r"|support|help|duty|respect)"
)
ONCE = (
    r"(?:somehow|for (?:a (?:very )?long time|so long|(?:\w+ )?years|most of my life|decades)|all my life"
    r"|my whole life|as a (?:kid|child|teenager|young \w+)|growing up|back then|until \w+(?: \w+)?|always)"
)
BETTER = (
    rf"(?:{DENIED}|know better|other way (?:round|around)|all along|(?:has|have) been \w+ing me|what an? \w+ (?:way"
    r"|idea|lie)|not true|it(?:'s| is| was) (?:just|only|simply|me|my)|how (?:wrong|lonely|sad)|i do(?=\W)|i did not"
    r"|half the (?:story|truth))"
)

RULES = (
    breakthrough(
        "says-so-now-of-all",
        r"(?=[^.?!;]{3,120}(?:,|;| -| –) (?:and |but )?(?:i (?:can |do )?(?:see|know|understand|get"
        r"|reali[sz]e) (?:that |it |this )?now|now i (?:see|know|understand|get|reali[sz]e) (?:that|it|this)\b"
        r"|that much i (?:see|know)))",
        _("You wrote that you know it now."),
        about=SELF_AND_DEEP,
        marked=re.compile(r"\bnow\b|\bthat much\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "never-knew-why",
        r"(?:for years |all my life )?i (?:have |had |could )?never (?:really |quite |once )*(?:understood"
        r"|understand|knew|known|got|explain(?:ed)?|figured out|saw|seen|see|asked myself) (?:why|what|how|where)\b",
        _("You wrote that you had not seen it before."),
        about=re.compile(
            r"\b(?:now i (?:do|know|understand|see|get)|until (?:now|today|yesterday|last|this|i|you|my|she|he)"
            r"|i do now|i know now|today i|then i|finally)\b",
            re.I,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "once-assumed",
        rf"(?=(?:{ONCE},? )?(?:somehow )?(?:i|we)(?:'d)? (?:had |have |used to )?(?:{ONCE} )?(?:assumed|assume"
        r"|thought|think|believed|believe|figured|told myself|was (?:sure|convinced|certain)|would have said"
        r"|imagined|pictured)\b)",
        _("You wrote that you saw it otherwise before."),
        marked=re.compile(rf"\b{ONCE}\b", re.I),
        about=re.compile(
            rf"\A(?=.{{0,300}}?(?:\b(?:{DEEP_WORDS}|{FAMILY}|{ABSTRACT}|my (?:body|illness|life|job|faith|childhood"
            rf"|mind))\b)).{{12,300}}?[.,;–-] ?(?:\w+ ){{0,8}}?\b{BETTER}\b",
            re.I | re.S,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "gets-it-of-all",
        r"(?:ok(?:ay)?,? |ah,? |oh,? )?i (?:think i )?(?:finally |really )?(?:get|got|see|understand) it(?: now"
        r"| at last)?(?=[:,.–-])",
        _("You wrote that you understand it now."),
        marked=re.compile(r"\b(?:now|finally|at last)\b", re.I),
        about=re.compile(
            rf"\A(?!, (?:thanks|thank|but|so|and)\b).{{0,200}}?(?:{DEEP.pattern}|\b(?:nobody|no one|thank me)\b)", re.I
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "turns-out-of-all",
        r"(?=(?:it |so it |so )?(?:turns|turned) out(?: that)? )",
        _("You wrote that something about you is other than you thought."),
        about=SELF_AND_DEEP,
        marked=re.compile(r"\bturn(?:s|ed) out(?: that)? (?:the|my|all|this|what|being|it|i|\w+ing|none|most)\b", re.I),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:he|she|they) (?:is|was|are|were|has|had) (?:just )?(?:busy|fine|ill)\b", re.I
        ),
    ),
    breakthrough(
        "took-a-trait-for",
        r"(?:what|the thing) i (?:took for|called|mistook for|label(?:l)?ed|used to call|always called|thought was"
        rf"|saw as|sold as) (?:my )?{TRAIT} (?:is|was|were|has been|turned out)\b",
        _("You wrote that something was other than you thought."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "was-never-angry-about",
        r"(?:(?:the (?:thing|truth|fact)|truth) is,? (?:that )?)?i was (?:never|not)(?: really| actually)? (?:angry"
        r"|mad|sad|upset|afraid|jealous|tired|bored|worried|annoyed|lazy|cold|busy|shy|strict|unhappy"
        r"|disappointed)\b[^.?!;,]{0,50}[.;,] (?:but )?i (?:was|felt|am|wanted|needed|just|missed)\b",
        _("You wrote what it is really about."),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "noticed-something",
        r"(?:[^.?!:;]{0,60}?\b)?i (?:have )?(?:noticed?|reali[sz]ed?|saw|learn(?:ed|t)|discovered|found|see"
        r"|understood) (?:something|one thing|a thing)(?: about \w+)?(?=\s?[:.,–-])",
        _("You wrote that you noticed something about yourself."),
        about=re.compile(
            r"\A\W{1,4}(?:that )?(?:i|i'm|i've|my|whenever i|every time i|when i|it is always|it's always)\b", re.I
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "reason-why-i",
        r"(?:i (?:think|guess|suspect|see|know|believe)(?: now)?(?: that)? )?(?:the (?:real |only |true "
        r"|main )?reason|why)(?: that| why)? i (?!(?:ask|want|need|mention|write|wrote|am writing|am asking|chose"
        r"|use|prefer|bought|like)\b)[\w' ]{3,60} (?:is|was) (?:that|because) (?:i|i'm|i've|my|nobody|no one)\b",
        _("You wrote what stands behind something of yours."),
        about=re.compile(rf"\b(?:{INNER})\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "was-never-the-point",
        r"(?:maybe |perhaps |i (?:think|guess|see now) (?:that )?)?(?:the|my|this|it) (?:\w+ ){0,6}?(?:was"
        r"|is) never (?:really |actually )?(?:about )?(?:the|my|this|that|a|him"
        r"|her)\b[^.?!;,]{0,30}[.;,] (?:but )?it (?:was|is)(?: always| just| really| only)?\b",
        _("You wrote what it is really about."),
        about=re.compile(
            rf"\A(?:[\w' ]{{0,30}})?(?:{DEEP.pattern}|\b(?:leaving|home|me|my|myself|belong\w*|{FAMILY})\b)", re.I
        ),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "realised-i-only",
        r"(?:[^.?!;]{0,40}?\b)?i (?:reali[sz]ed?|noticed?|saw|understood|see|understand|find"
        r"|found)\b[^.?!;:]{0,40}?(?: that)? i(?:'d|'ve| had| have| was| am|'m)? (?:never|only|always|hardly|barely"
        r"|rarely)(?: ever| really| once)? (?:\w+ed|been|known|seen|let|felt|done|met|said|given|taken|lived|asked"
        r"|looking|trying|waiting|hiding|pretending|doing|talk|speak|write|call|ask|laugh|cry|apologi[sz]e)\b",
        _("You wrote that you realised something about yourself."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "never-asked-myself",
        r"(?:i (?:think|guess|realise|realize|notice|see)(?: that)? )?i(?: have|'ve|ve) never (?:once |really "
        r"|actually )*(?:asked (?:myself|him|her|my \w+|them)|let myself|allowed myself|looked at (?:it|myself)"
        r"|said (?:it|that) out loud|admitted)\b",
        _("You wrote that you see something about yourself."),
        marked=re.compile(r"\b(?:think|reali[sz]e|notice|see|struck|before|until|ever|hit|dawned|occurred)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "needs-other-than",
        r"(?:[^.?!;]{0,50}?\b)?my (?:[\w'-]+ ){0,2}?(\w+) (?:does not|doesn't|did not|didn't|never) (want|need|mean"
        r"|require|come from|ask for)(?:ed)? [^.?!;,]{2,50}[.;,] (?:but )?it (?:just |only |really )?(?:wants|needs"
        r"|means|requires|comes from|asks for|wanted|needed|meant)\b",
        _("You wrote that it is not this but that."),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\bmy (?:cat|dog|car|son|baby|plant|phone|bike|houseplant|daughter)\b", re.I
        ),
        spans=True,
    ),
    breakthrough(
        "said-then-seen",
        r"(?=(?:maybe |perhaps |oh,? |so |yes,? )?(?:i|my|it|we|the \w+|what|he|she|there|all|none|every\w*)\b)",
        _("You wrote something, and that you see it only now."),
        marked=re.compile(rf"\b(?:{INNER}|{FAMILY}|{ABSTRACT})\b", re.I),
        about=re.compile(
            r"[.!;] (?:and )?(?:that(?:'s| is) what i (?:saw|see|learn(?:ed|t)|reali[sz]ed|understood|noticed)"
            r"|i (?:only |just |can )?(?:saw|see|noticed|reali[sz]ed|understood|got|get|understand) (?:that|it"
            r"|this) (?:only |just |clearly )?(?:now|today|yesterday|this \w+|last \w+|when|while)|(?:that|this"
            r"|the) (?:thought|idea|insight|reali[sz]ation) (?:is|was|feels) (?:\w+ ){0,2}(?:new|a relief|strange"
            r"|an eye[- ]opener)|(?:that|this|it) (?:is|was|feels)(?: quite| all| completely)? (?:new to me"
            r"|news to me|an eye[- ]opener|a revelation)|i(?:'d|'ve| had| have)? never (?:thought of it|seen it"
            r"|put it|looked at it|said that|put that|admitted)|i (?:had not|hadn't|haven't|have not) (?:put|seen"
            r"|said|thought of|admitted) (?:that|it|this)|i had (?:that|it|this|him|her|them|myself) (?:all )?wrong"
            r"|(?:seeing|reading|writing|saying|typing|admitting) (?:that|it|this) (?:\w+ ){0,3}?(?:is|was|feels"
            r"|felt|makes|hurts|stings)|that (?:surprised|shocked|shook|floored) me)\b",
            re.I,
        ),
        never=NOT_ABOUT,
    ),
)
