"""What weighs in an insight, in English: that something is seen, that this is new, and what it takes the place of."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.inner import DEEP_WORDS, INNER, NOT_ABOUT, ONESELF
from sessions_memory.growth.rules.values import Kind, Phrases, Weighed

OF_SELF = r"(?:i|i'm|i've|my|me|we|our|nobody|no one|he|she|they|him|her|it'?s just|losing|being|not)"
# How one comes to see, and with it something of oneself or of others.
SAW = (
    r"reali[sz]ed?|understood|saw|notic(?:ed?|ing)|recogni[sz]ed?|learn(?:ed|t)|discovered|found out|figured out"
    r"|worked out|grasped|admit(?:ted)?|sensed|accepted"
)
SEES = r"(?:see|understand|get|know|grasp|feel|accept)"
THAT = (
    r"(?: now| today| it| tonight| clearly| suddenly){0,2},?:? (?:(?:that|why|how|what|just|only|for once"
    r"|how (?:much|often|little|deep|hard|many)(?: of)?) ){0,3}"
)
SEEN_OF_SELF = (
    rf"i (?:\w+ ){{0,3}}?(?:{SAW}){THAT}{OF_SELF}\b|i (?:\w+ )?(?:now|finally|suddenly|only"
    rf"|slowly) (?:\w+ )?{SEES}{THAT}"
    rf"{OF_SELF}\b|i (?:can |do )?{SEES}(?: it| that)? now{THAT}{OF_SELF}\b|(?:beginning|starting|begin|start|come|came"
    rf"|learned|learning) to (?:understand|reali[sz]e|accept|believe|see (?:that|how|why|what)){THAT}{OF_SELF}\b"
    r"|i (?:now |can |do )?see (?:my|our|him|her|them|us|myself)\b[\w' ]{0,30} differently"
    r"|used to (?:be|mean) [^.?!]{2,40} (?:to"
    r"|for) me[.,;] (?:now"
    r"|since|today|these days)\b|i thought i (?:wanted|needed|was|had)\b[^.?!]{2,50}[.;] (?:but "
    r"|really )?i (?:want|need|am|was"
    r"|just)\b|sank in that (?:i|he|she|it|nobody)\b|since [^.?!]{3,60}[ ,]i (?:know|see|understand"
    r"|get) (?:that|it|how|why|what)\b|(?:only"
    r"|not until)[\w ]{1,30} (?:did|do|does) i (?:see|grasp|understand|reali[sz]e|get|notice|learn|admit)\b"
    r"|(?:took|taken|needed|cost)\b[\w ,]{2,50} to (?:work out|understand|see|learn|reali[sz]e|figure out|admit|accept"
    r"|grasp|get) (?:that|how|why)|[,—–-] ?i (?:now )?(?:reali[sz]e|see|notice|understand|know|suppose)(?: now)?[,—–-]"
    r"|struck by how (?:much|often|little)|that(?:'s| is| was) when (?:it|that) (?:landed|hit|clicked|dawned|came)"
    r"|the reason (?:that )?i (?:\w+ )?(?:never|always|keep|can't|don't|only|still)\b|maybe i(?:'m| am|'ve| was)?"
    r" (?:just )?(?:not|never|don't|didn't)\b[^.?!]{2,60}[.,;] (?:maybe|perhaps) (?:i|it)\b|(?:isn't"
    r"|is not)[\w ]{3,50} any"
    r" ?more\b|(?:idea|view|picture|notion|definition|sense|understanding|image|opinion) of [\w' ]{2,30} (?:has |have"
    r" )?(?:\w+ )?(?:shifted|changed|turned|flipped|moved)|(?:changed|shifted|altered|reshaped|turned around) (?:how"
    r"|the"
    r" way) i (?:think|see|look|feel|live)|(?:has|have) (?:changed|turned|shifted) for me|how deep (?:it|this|that)"
    r"|i can (?:finally|now) (?:say|admit|see) (?:that|it)|i had it|i found out that i\b|it explains (?:the|my|why)"
    r"|i had (?:it|that|this|him|her) (?:all )?(?:backwards|wrong|upside down)|ask(?:ing|ed) (?:myself )?the wrong"
    r" (?:thing|question)|another word for|(?:it (?:is|was)|it's|i'?m|i am|i was) (?:always )?(?:me|the one) who\b"
    r"|it'?s always me\b|i sound(?:ed)? (?:exactly |just )?like my|mak(?:es?|ing) (?:\w+ ){0,2}sense (?:\w+ ){0,3}"
    r"(?:why|how|that) i|(?:clear|clearer|obvious|plain) (?:\w+ ){0,4}(?:that|how|why) (?:i|my|i've|i'm)\b|what (?:i"
    r"|he|she"
    r"|they) (?:\w+ )?(?:needed|wanted|missed|took for|called|was afraid of|feared|hated|loved)\b[^.?!]{2,60}\b(?:was"
    r"|is|were)\b|(?:made|makes|has made|have made|let|helped) (?:me|us) (?:\w+ )?(?:see|reali[sz]e|understand|notice)"
    rf" (?:(?:that|how|why|what) ){{0,2}}{OF_SELF}\b|(?:taught|showed|shown|told) me (?:that|how) {OF_SELF}\b"
    r"|i (?:\w+ ){0,2}(?:notice|noticed|saw) how (?:little|much|often)"
)
SEEN = (
    r"i (?:\w+ ){0,3}?(?:reali[sz]ed?|understood|understand|notic(?:ed?|ing)|recogni[sz]ed|discovered|learn(?:ed|t)"
    r"|figured out|get (?:it now|that now)|hear it|heard it|heard myself|caught myself|see|saw)\b|(?:it"
    r"|that|this|something|everything"
    r"|penny|coin|thought|sentence|words?)(?: has| had| just| finally| only| suddenly| then){0,3} (?:click\w*|dawn\w*"
    r"|hit me|dropped|struck me|sank in|fell into place|makes sense|made sense|became clear|came to me)|light ?bulb"
    r"|epiphany|revelation|eureka|aha\b|mak(?:es?|ing) me (?:\w+ )?(?:see|reali[sz]e|understand|notice)|made me"
    r" (?:\w+ )?(?:see|reali[sz]e|understand|notice)|(?:taught|teaches|showed|shows|shown) me\b"
    r"|turn(?:s|ed) out,? (?:that|to be|it|i|my|strong|this|all)\b"
    r"|(?:idea|view|picture|notion|definition|sense|understanding|image|opinion) of [\w' ]{2,30} (?:has |have )?(?:\w+"
    r" )?(?:shifted|changed|turned|flipped|moved)|(?:changed|shifted|altered|reshaped|turned around) (?:how|the way) i"
    r" (?:think|see|look|feel|live)|i(?:'ve| have)? (?:stopped|no longer) (?:\w+ )?(?:believ\w+|see\w*|think\w*"
    r"|feel\w*)|what (?:has )?changed is|keeps working in me|i forgave|i(?:'ve| have) forgiven|see (?:\w+"
    r" )?(?:differently|with (?:new|other|different) eyes)|i guess i (?:never|always|just|only)|i (?:don't|do not|no"
    r" longer) owe|i (?:had not|hadn't|never) (?:understood|seen|known|noticed)\b"
)
# This and not that: of what one took for something else.
INSTEAD = (
    r"(?:blamed|thought|called|believed|assumed|told)\b[^.?!]{3,70}[.,;] (?:but|and) (?:it|that|they)(?:'s| is| was"
    r"| are|'re)\b|"
    r"(?:not|never|isn't|wasn't|aren't|weren't|don't|didn't|doesn't|no longer|nothing to do)\b[^.?!;:]{2,70}"
    r"[.,;:—–-]{1,2} ?(?:(?:but|just|rather|and|maybe|because|instead|actually|really|in truth) ){0,2}(?:it|i|he|she"
    r"|they|that|my"
    r" \w+|but|it's|i'm|i've|he's|she's|they're|that's)\b|not [\w' ]{2,40},? but\b|more like\b|rather than\b|when they"
    r" already\b|has nothing to do with\b|less about\b|was really\b|is really\b|it was me\b|partly\b|was never\b"
)
NEWLY = (
    r"differently\b|now|finally|today|tonight|this (?:week|morning|month|year)|yesterday|last night|suddenly"
    r"|for once|for the first"
    r" time|since\b|until|till|these days|any ?more|no longer|at last|beginning to|begin to|starting to|slowly|lately"
    r"|just|mid-sentence|the more|in hindsight|looking back|weirdly|strange thing|strangely|turns out|oh\b|you know"
    r" what|honestly|stopped|changed|at \w+ty\b|turning \w+ty\b"
)
BEFORE = (
    r"always (?:thought|believed|assumed|felt|figured|saw|told myself|been|had)|used to (?:think|see|believe|feel|hate"
    r"|call|tell myself|be)|all (?:my life|these years|those years|along|that time)|my (?:whole|entire) life|for (?:so"
    r" )?(?:many )?(?:years|decades|ages)|for \w+ years|grew up (?:thinking|believing|with)|(?:i'?d|i would) have"
    r" (?:said|sworn|told|bet)|had never|never (?:really )?(?:learned|learnt|saw|knew|noticed|wanted|needed|about|been"
    r"|was|afraid)|(?:had not|hadn't|didn't|did not) (?:understand|understood|know|knew|see|notice|realise|realize)"
    r"|mistook|mistaken|was (?:sure|convinced|certain)|i kept|wasn't (?:about|because)|was never"
)
THOUGHT = r"i (?:had |have )?(?:thought|believed|assumed|figured)|always|every time|whenever|in hindsight|looking back"
DEEPLY = (
    rf"(?:{DEEP_WORDS}|silence|running from|freeze|fights?|jealous\w*|dream|losing|dying|healing|going back"
    r"|panic|patient|careless|childhood|frightened|grieving|grief|forg[ai]v\w+|death|dirty|keeping"
    r" score|little of|someone who|pattern|quarrel\w*|eating|hunger|hungry|kind word|ambition|faith|god|pray\w*|dying"
    r"|bull(?:y|ied|ying)|flaw|suitcase|applause"
    r"|marriage|success|happiness|sadness|angry|sad)\b"
)
LIGHTLY = rf"(?!(?:always|never|people|known|different)\b)(?:{INNER})\b|\w{{3,30}}(?:ness|hood|ship|ism)\b"
# Not seen, not yet, or said by others.
NOT_SEEN = re.compile(
    rf"{NOT_ABOUT.pattern}|\b(?:want to (?:understand|learn|know|see)|will (?:see|understand|reali[sz]e|get)|one day"
    r"|someday|hope|if i|wish|can you|could you|should i|supposed to|(?:she|he|they|\\w+) says (?:i|that i|that)"
    r"|said (?:i|that i|that)"
    r"|told me i\b|wonder|whether|not sure|unsure|can't (?:say|see)|don't (?:see|understand|get|know|think|buy)"
    r"|(?:i've|i have|i) never (?:really )?(?:understood|got|understand) (?!.{0,80}\b(?:until|till|before)\b)"
    r"|requires?|approval|says (?:that )?i|not that i|want to make sure|not so (?:great|good)"
    r"|which \w+ i need|the (?:second|third) )\b",
    re.IGNORECASE,
)


SEES_ANEW = Weighed(
    "sees-anew",
    Kind.BREAKTHROUGH,
    _("You wrote that you see something, and words beside it say that this is new."),
    inside=(Phrases.of({5: SEEN_OF_SELF, 3: SEEN}), Phrases.of({2: INSTEAD})),
    beside=(Phrases.of({1: NEWLY}), Phrases.of({2: BEFORE, 1: THOUGHT})),
    needed=Phrases.of({3: DEEPLY, 1: LIGHTLY}),
    least_inside=2,
    least=7,
    by_clause=False,
    of_person=re.compile(rf"(?!(?:he|she|they|you(?! know)) )(?=.{{0,400}}?{ONESELF})", re.IGNORECASE | re.DOTALL),
    never=NOT_SEEN,
    foreign=re.compile(r"\b(?:imagine|in (?:my|the) (?:novel|story|book))\b", re.IGNORECASE),
)
