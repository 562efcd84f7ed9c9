"""Insights told by looking back, by what struck one, or by what used to be blamed, in English."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.inner import (
    DEEP,
    INNER,
    NOT_ABOUT,
    ONESELF,
    breakthrough,
)

SELDOM = (
    r"(?:always|never|rarely|keep|kept|can't|cannot|can not|do not|don't|avoid|push|say|put|leave|stay|start|hate"
    r"|freeze)"
)

RULES = (
    breakthrough(
        "so-long-that",
        r"i have (?:spent|been|wasted|worked|lived|waited|given|carried|fought)\b[\w' ]{0,60}? (?:that"
        r"|and) i (?:forgot|never"
        r"|lost|no longer|did not|do not|have no idea|stopped|barely|hardly)\b",
        _("You wrote what you see when you look back."),
        about=re.compile(rf"{DEEP.pattern}|\b(?:want\w*|who i am|myself|what i)\b", re.IGNORECASE),
        marked=re.compile(rf"\b(?:{INNER})\b", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "what-i-fear-is",
        r"(?:and |but )?what i (?:really |actually |truly |secretly )?(?:hate|fear|dread|can not stand|avoid|mean"
        r"|call \w+|enjoy"
        r"|envy|resent|regret|mourn|love)(?: about [\w' ]{1,30}| in [\w' ]{1,30})? (?:is|was)\b",
        _("You wrote what it is really about."),
        about=DEEP,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "in-truth",
        r"(?:in truth|in reality|the truth is|truth be told|actually|really)(?: that)?,? (?:i|it) (?:was|am|is|have"
        r"|had|never|just"
        r"|only|hate|hated|fear|want|wanted)\b",
        _("You wrote that something about you is other than you thought."),
        about=DEEP,
        marked=re.compile(r"\b(?:only|never|just|not|in truth|in reality|all (?:these|those) years)\b", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "the-idea-that",
        r"(?:[^.?!:;]{0,60}?\b)?i (?:have )?(?:held on to|clung to|carried|lived with|grew up with|bought into"
        r"|was raised (?:on|with)|let go of"
        r"|dropped|gave up|outgrew|am done with) (?:the|an|that|this) (?:\w+ )?(?:idea|belief|story|myth|notion|rule"
        r"|lie"
        r"|fantasy) (?:that|of) (?:i|i'm|my|being|everything|everyone|everybody|love|only)\b",
        _("You wrote what you believed about yourself."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "went-through-me",
        r"(?:and |but |so )?(?:it|that|this|(?:her|his|your|their|the|my \w+(?:'s)?) (?:\w+ )?(?:question|words?"
        r"|sentence|remark"
        r"|comment|answer|look)) (?:has |have )?(?:went right through me|hit (?:home|me hard|a nerve)"
        r"|stopped me in my tracks"
        r"|shook me|cut deep|opened my eyes|got to me|landed|stayed with me)\b",
        _("You wrote what went through you."),
        about=re.compile(r"\A[:,.;]? ?(?:because |that |and )?(?:i|i'm|my|all)\b", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "was-a-way-to",
        r"(?:i (?:think|guess|suppose|believe)(?: that)? )?(?:my|the) (?:whole |entire |constant )?(?:career|life"
        r"|marriage"
        r"|childhood|youth|identity|schedule|humou?r|job|ambition|silence|busyness|kindness|tidiness|travel\w*"
        r"|collecting"
        r"|working|drinking|eating|jokes|twenties|thirties|\w+ing) (?:was|is|were|are|has been|had been"
        r"|turned out to be)"
        r" (?:just |only |really |mostly |nothing but |never |all )*(?:an? )?(?:\w+ )?(?:answer|attempt|way|escape"
        r"|shield"
        r"|performance|reaction|competition|apology|proof|cover|mask|armou?r|flight|distraction|cry|wall"
        r"|excuse) (?:to|for|of"
        r"|from|against|so)\b",
        _("You wrote what stands behind something of yours."),
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:save|earn) money\b", re.IGNORECASE),
    ),
    breakthrough(
        "what-struck-me",
        r"(?:and |so |but )?(?:what|the thing that|one thing that) (?:(?:has |have )?(?:struck|hit|surprised|moved"
        r"|shocked"
        r"|amazed|got|humbled|changed|stayed with|stuck with|hurt|helped)(?: me)?"
        r"|i (?:have )?(?:took|take|taken|learn(?:ed|t)|reali[sz]ed?|noticed?|see|saw|understood|understand|found"
        r"|discovered|did not see|had not seen|never saw|missed|got wrong))\b[^.?!:]{0,60}?\b(?:is|was)(?: that)?:?"
        r" (?:i|my|how \w+ i)\b",
        _("You wrote what struck you about yourself."),
        about=re.compile(rf"\b(?:{INNER})\b|\b(?:treat|nuisance|measur\w+|ruler)\b", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "had-always",
        r"(?:for years |all my life |my whole life )?i(?:'d| had| have) (?:always|long|for years|secretly|quietly)"
        r" (?:blamed|thought|believed|assumed|told|seen|treated|felt|considered|put|called|confused|mistaken|been"
        r" (?:sure|certain|convinced)|looked|held|taken)\b",
        _("You wrote that you saw it otherwise before."),
        about=re.compile(
            rf"\A(?=.{{0,400}}\b(?:{INNER})\b).{{0,300}}?\b(?:now|but|turns out|it turned out|until|actually|instead"
            r"|in truth|in fact|only|today|then i)\b",
            re.IGNORECASE | re.DOTALL,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "saw-as",
        r"i (?:always |used to |had )?(?:saw|thought of|viewed|treated|regarded|took|considered|read|called|dismissed)"
        r" (?:my|myself|being|every|all|other|asking|crying|rest|silence|help)\b[\w' ]{0,40} (?:as|for|like"
        r"|to be) [\w' ]{2,40}",
        _("You wrote that you saw it otherwise before."),
        marked=re.compile(
            r"\b(?:until|till|before|for years|all my life|used to|always|growing up|not any ?more|no longer)\b",
            re.IGNORECASE,
        ),
        about=re.compile(
            r"\b(?:now|today|these days|different\w*|tenderness|no longer|any ?more|instead|but|turns out|then)\b",
            re.IGNORECASE,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "without-flinching",
        r"(?:for the first time[\w ,]{0,20}?,? )?i (?:could|can|was able to|managed to) [\w' ]{3,60} without (?:wanting"
        r"|feeling|needing|fear|shame|guilt|flinching|anger|resentment|apologi[sz]ing|explaining myself|bitterness|envy"
        r"|comparing)\b",
        _("You wrote that you no longer see it as you did."),
        marked=re.compile(r"\b(?:for the first time|finally|at last|now|today)\b", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "the-reason",
        rf"(?:and |so |maybe )?(?:the (?:real |only |true |main )?reason|why) (?:that "
        rf"|why )?i {SELDOM}\b[^.?!:]{{2,60}}? (?:is"
        r"|was)(?: not| never)?(?: simply| just| really)? (?:that|because|my|fear|about|shame|pride|grief|plain)\b",
        _("You wrote what stands behind something of yours."),
        about=DEEP,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "revelation",
        r"[\w'’, -]{3,80} (?:was|is|has been|came as|turned out to be) (?:a|an|quite a|such a|a real|an actual"
        r"|a small|a huge)"
        r" (?:revelation|eye[- ]opener|wake[- ]up call|turning point|epiphany|lesson in \w+)\b",
        _("You wrote that something became clear to you."),
        about=re.compile(
            rf"\A[:.,;]? ?(?:that |because )?(?:i|i'm|my|apparently i|it is not|it's not|it was not|all)\b"
            rf"(?=.{{0,200}}{ONESELF})",
            re.IGNORECASE | re.DOTALL,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "it-is-me",
        r"(?:apparently|it seems|it appears|turns out|it turns out|it turned out)(?: that)?,? (?:i (?:am|was|do|have"
        r"|can"
        r"|never|always|just|only)|it was (?:me|never|my)|my)\b",
        _("You wrote that something about you is other than you thought."),
        about=DEEP,
        marked=re.compile(
            r"\b(?:all along|never|always|allowed|actually|not|just|only|really|myself|new to me|my whole life)\b",
            re.IGNORECASE,
        ),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:allergic|deficient|entitled to a|eligible|overdue)\b", re.IGNORECASE
        ),
    ),
)
