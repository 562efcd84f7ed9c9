"""What is seen otherwise than before, in English."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.inner import (
    ABOUT_INNER,
    INNER,
    NOT_ABOUT,
    breakthrough,
)

RULES = (
    breakthrough(
        "used-to-think",
        r"(?:(?:for years|all my life|for so long|until (?:yesterday|today|recently|now|last \w+)|before"
        r"|growing up|as a \w+) ?,? ?)?(?:i|we) (?:have )?(?:(?:always|long|used to|had always"
        r"|honestly) ){1,2}(?:think|thought|believed?|see|saw|assumed?|felt?|hate[d]?|told myself|call(?:ed)?"
        r"|say|measure|apologi[sz]e|judge|push|worry|treat|blame|compare|hide|please|run from"
        r"|be(?:en)? (?:afraid|ashamed|scared)|fear(?:ed)?|view(?:ed)?|measure[d]?)\b",
        _("You wrote that you used to think otherwise."),
        about=re.compile(
            rf"\A(?=.{{0,400}}\b(?:{INNER})\b).{{0,300}}?\b(?:now|today|these days|but actually|but i am|actually"
            r"|turns out|it turns out|in fact|the truth is|instead|but it is|but it was|no longer|anymore|any more"
            r"|nowadays|lately|then i|until|i don't|i'm not|it (?:doesn't|isn't|wasn't|didn't|does not|is not)"
            r"|it's not|that's not|wrong)\b",
            re.I | re.S,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "until-now-believed",
        r"(?:until|till|up to|before) (?:yesterday|today|recently|now|last \w+|this \w+|the \w+"
        r"|that \w+),? (?:i|we) (?:had )?(?:always )?(?:thought|believed|assumed|was (?:sure|convinced))|(?:i"
        r"|we) (?:have )?never (?:saw|seen|see|understood|looked at|thought of|thought about|realized"
        r"|considered) (?:it|that|this|him|her|them|myself|my \w+|\w+) (?:that way|like that|this way|before"
        r"|until|from)|(?:my whole life|my entire life|all my life|all these years|all this time|all along"
        r"|all those years|for (?:so many |too many |\w+ )?years),? (?:i|we) (?:have )?(?:thought|believed"
        r"|assumed|was|been (?:trying|chasing|living|hiding|running|afraid|telling|waiting|convinced)"
        r"|tried to)\b",
        _("You wrote that you saw it otherwise before."),
        about=re.compile(rf"\b(?:{INNER}|until|but|really|actually)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "no-longer",
        r"(?:i|we) (?:(?:no longer|do not (?:really )?|have stopped|stopped|am done|have quit|can not"
        r"|will no longer|have given up) ?)(?:believ(?:e|ing)(?! (?:the|this|what the) (?!idea|story|lie|voice))"
        r"|think(?:ing)? (?:of|that)|see(?:ing)?(?! (?:him|her|them|each other)\b(?! as))|need(?:ing)? (?:to"
        r"|everyone|their|his|her|anyone)|feel(?:ing)? (?:that|like|guilty|ashamed|the need)|blam(?:e|ing)"
        r"|telling myself|asking (?:what|why|myself)|measur(?:e|ing)|apologi[sz](?:e|ing)|defin(?:e|ing)"
        r"|compar(?:e|ing) (?:myself|my)|wait(?:ing)? for"
        r"|pretend(?:ing)?|car(?:e|ing) what|trying to (?:please|fix|be)|chas(?:e|ing)|hat(?:e|ing) myself"
        r"|view(?:ing)?|want(?:ing)? to (?:be|please))\b",
        _("You wrote that you no longer see it as you did."),
        marked=re.compile(r"\b(?:no longer|stopped|any ?more|done|quit|given up)\b", re.I | re.S),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "changed-mind",
        r"(?:i|we) (?:have )?(?:changed (?:my|our) (?:mind|view|views|opinion|perspective|attitude|thinking"
        r"|outlook|relationship) (?:about|on|of|to|with|towards?)|come around (?:to|on)|come to (?:accept"
        r"|believe|see|understand|terms|realize|realise|appreciate|love|know)|came to (?:accept|believe|see"
        r"|understand|terms|realize|realise|appreciate)|made (?:my )?peace with (?:the|that|not|who|being"
        r"|my (?:body|past|age|illness|diagnosis|self|childhood))|let go of|forgiven myself"
        r"|accepted (?:that|the fact|who|myself)|stopped (?:fighting|running from|hiding))\b",
        _("You wrote that your view of something changed."),
        about=re.compile(
            rf"\b(?:{INNER}|religion|god|faith|therapy|death|dying|ageing|aging|feminism|ambition|drinking"
            r"|medication|solitude|money|work|school|home|the past|who i)\b"
            r"|\bit(?:'s| is) not\b|\bit isn't\b",
            re.I,
        ),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:let's|option|instead|colou?r|redo|please|version|go with|order|layout|title"
            r"|font|draft)\b",
            re.I,
        ),
    ),
    breakthrough(
        "view-changed",
        r"(?:my|our) (?:whole |entire )?(?:view|idea|opinion|perspective|attitude|outlook|understanding"
        r"|relationship|thinking|mindset|sense|image|definition|concept)(?: (?:of|on|about|to|with"
        r"|towards?) [\w' ]{1,30}?)? (?:has |have )?(?:completely )?(?:shifted|changed|turned|softened"
        r"|transformed|flipped|grown)",
        _("You wrote that your view of something changed."),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:settings?|version|layout|tab|window|mode|profile picture)\b", re.I
        ),
    ),
    breakthrough(
        "sees-differently",
        r"(?:(?:now|today) )?(?:i|we) (?:now |can now |have started to |have come to |am starting to "
        r"|am beginning to |do )?(?:see|look at|think (?:of|about)|view|feel about|saw"
        r"|understand) (?:[\w']+ ){1,4}(?:differently|with (?:different|new|other|fresh|kinder) eyes"
        r"|in a (?:new|different|whole new|kinder) (?:light|way)|from a (?:new|different) (?:angle|perspective"
        r"|side)|as (?:part of|a (?:gift|choice|strength|friend|form)))\b"
        r"|[\w' ]{1,60} (?:opened my eyes|changed (?:the way|how) (?:i|we) (?:see|think|look|feel)"
        r"|changed my (?:perspective|view(?! settings| mode)|outlook|thinking)|(?<!helps )put (?:things|everything"
        r"|it) in(?:to)? perspective|gave me a (?:new|fresh|different|whole new) (?:perspective|view|outlook"
        r"|way))",
        _("You wrote that you see something differently."),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:chart|photo|picture|logo|layout|colou?rs?|image|slide|text|page|font)s?\b", re.I
        ),
    ),
    breakthrough(
        "turns-out",
        r"(?:it )?(?:turns out|turned out)(?: that)? (?:i|i'm|my|what i|all i|the (?:thing|person|only thing"
        r"|one) i|it (?:was|is) (?:me|my|never))\b"
        r"|(?:i|we) (?:was|were) wrong (?:about (?:him|her|them|myself|what|my|love|who|how|us|myself"
        r"|everything)|all (?:along|these))\b|(?:i|we) had it (?:all )?(?:backwards|wrong)",
        _("You wrote that something about you is other than you thought."),
        about=re.compile(rf"\b(?:{INNER}|wrong|backwards)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "really-wanted",
        r"what (?:i|we) (?:really |actually |truly |have always |was really |am really |always )*(?:want(?:ed)?"
        r"|need(?:ed)?|miss(?:ed)?|was (?:looking for|missing|afraid of|chasing)|am (?:afraid of|looking for"
        r"|missing|really (?:afraid|looking))|fear(?:ed)?|crave[d]?|long(?:ed)? for"
        r"|lack(?:ed)?)\b[^.?]{0,60}\b(?:was|is|were|isn't|wasn't)\b"
        r"|(?:the|my) (?:real|actual|true|underlying|deeper) (?:problem|issue|reason|question|fear|obstacle"
        r"|enemy|work)(?: (?:here|behind [\w ]{1,30}|with [\w ]{1,30}))? (?:is not|isn't|was not|wasn't|is that"
        r"|was that|is|was|has been|all along)\b|(?:it|this|that|the (?:anger|fight|argument|problem|money"
        r"|issue|job|weight|drinking|real \w+))(?: |'s )(?:was |is |has |has been |were )?(?:never|not"
        r"|n't) (?:really |actually |even )?(?:about|because of)\b[^.?]{1,80}",
        _("You wrote what it is really about."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "is-really",
        r"(?:my|the|this|that) (?:[\w'-]+ ){0,2}?(?:perfectionism|anger|procrastination|fear|anxiety|jealousy"
        r"|envy|need to \w+|people[- ]pleasing|busyness|silence|sarcasm|shyness|pride|stubbornness|worrying"
        r"|overthinking|laziness|control|impatience|guilt|restlessness|cynicism|idea of \w+"
        r"|voice)\b[^.?]{0,40}?\b(?:is|was|isn't|wasn't|comes|came|has been)(?: all)? (?:just |really "
        r"|actually |only |simply |not |never |from )",
        _("You wrote what stands behind something of yours."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "not-this-but-that",
        r"(?:so |and |but |maybe )?i (?:do not|did not|never) (\w+) (?:[\w' ]{1,60})[,.;] (?:but )?i (?:just )?\1\b"
        r"|(?:so |and )?i(?: am|'m) not (?:[\w' ]{1,60})[,.;] (?:but )?i(?: am|'m| was) (?:just |only |actually )?\w+"
        r"|i (?:was|am) (?:never|not) (?:[\w' ]{1,50})[,.;] (?:but )?i(?: was| am|'m) (?:just |only )?\w+"
        r"|it is not that i [\w' ]{1,60}[,.;] it(?: is|'s) that i\b|(?:that|it)(?: is|'s| was) (?:my"
        r"|the) (?:father|mother"
        r"|mum|mom|dad|fear|past|child|inner)[\w' ]{1,30}, not (?:mine|me|my)\b",
        _("You wrote that it is not this but that."),
        marked=re.compile(rf"\b(?:{INNER}|sad|alone|exhausted)\b", re.I),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:e-?mails?|versions?|bullet\w*|meetings?|summary|colou?rs?|words|lines?|list"
            rf"|table|logo|font)\b",
            re.I,
        ),
        spans=True,
    ),
    breakthrough(
        "says-so-now",
        r"(?:i|my|it|he|she|they|we)\b[\w' ]{3,100}, (?:i|and i) (?:can )?(?:see|know|understand|get|realize"
        r"|realise) (?:that |it )?now\b|(?:the reason|the only reason) (?:that |why )?i [\w' ]{3,80} (?:is"
        r"|was) (?:that|because) i\b|that (?:was|is) (?:when|the moment) i (?:knew|realized|realised|understood"
        r"|saw)\b",
        _("You wrote that you know it now."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "thought-i-wanted",
        r"i (?:always )?thought (?:that )?i (?:wanted|needed|was (?:bad|lazy|weak|broken|stupid|afraid|angry"
        r"|over|fine|the)|had to|hated|was not|could not|was just)\b",
        _("You wrote that you thought otherwise before."),
        about=re.compile(r"\b(?:but|really|actually|i wanted|i needed|i just|i was|turns out|when|now)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "avoiding",
        r"(?:i (?:guess|think|suppose) )?i have been (?:using [\w' ]{1,30} to (?:avoid|hide|escape|numb|feel)"
        r"|so (?:busy|focused|afraid|scared|angry|caught up)[\w' ]{1,60} that i)\b|i was so (?:busy|afraid"
        r"|scared|angry|focused)[\w' ]{1,60} that i (?:missed|forgot to|never|did not)\b",
        _("You wrote what you see about yourself."),
        never=NOT_ABOUT,
    ),
)
