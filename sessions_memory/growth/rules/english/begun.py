"""What was begun, opened, moved to, left or given up, in English."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.english.parts import MID, NOT_EVERYDAY, SELF, milestone
from sessions_memory.growth.rules.english.words import (
    BUSINESS,
    GROUP,
    HOME,
    LANGUAGES,
    PRACTICE,
    SKILL,
    SPAN,
    WORK,
)

RULES = (
    milestone(
        "published",
        rf"{SELF}(?:publish(?:ed)?|shipped|held|releas(?:ed|e)|launch(?:ed)?|open(?:ed)?(?: up)?|found(?:ed)?"
        r"|start(?:ed)?"
        r"|set up(?! (?:my|our|the) (?:app|website|site|game|blog|channel|script)\b)|registered?|incorporated?"
        r"|put out|self-published|premiered|exhibited|showed|put up|began"
        r"|begun|created?) "
        r"(?:(?:my|our)(?: very)? (?:own )?|a (?:small |little |new )?(?=band|charity|company|business"
        r"|non-?profit|podcast|support|book club|blog|youtube|start-?up|running club|choir|fundrais)"
        r"|an (?=etsy|exhibition|online)|the (?=doors|shop|bakery|store|restaurant|caf|podcast|studio))"
        rf"(?:(?!(?:for|in|on|at|with|by|from|about|to)\b)[\w'’-]+ ){{0,3}}?(?:{WORK}|{BUSINESS})\b(?! (?:page"
        r"|section|menu|feature|file|folder|tab|meeting|hours|project|plan))",
        _("You wrote that you brought something of your own into the world."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "began",
        rf"{SELF}(?:start(?:ed)?|beg[aiu]n|t(?:ook|aken?) up|enroll?(?:ed)? (?:in|at|on|for|myself in)"
        r"|sign(?:ed)?(?: myself)? up (?:for|to)|register(?:ed)?(?: myself)? (?:for|in)|embark(?:ed)? on"
        r"|resumed|w[e]nt back (?:in)?to|gone back (?:in)?to|return(?:ed)? to"
        r"|committed to|got back into|g[eo]t into|am (?:now )?(?:enrolled in|taking|in)|have been taking"
        r"|have been going to|ha(?:d|ve) (?:my|the|a|our) (?:very )?first) (?:(?:with |taking |doing "
        r"|going to |working (?:as|in|at|on) |seeing |attending |learning |studying |playing |practi[cs]ing "
        r"|hosting |running )"
        rf"|)(?:{MID}(?:{PRACTICE})\b(?! (?:interview|description|search|application|day|fair|assignment"
        r"|project|reading|hunt\w*|list))|(?:my|a|the) (?:own )?new (?:job|role|position|career|life|business"
        rf"|chapter)|(?:a |my )?therap\w+|learning (?:{LANGUAGES}|(?:how )?to (?:play the|swim|drive"
        r"|read|code|play|sail|ride|sew|knit|dance|sing|paint|sign))|seeing (?:a|my) (?:therapist|counsell?or"
        r"|psychologist|someone))",
        _("You wrote that you began something."),
        never=re.compile(
            rf"{TRIVIAL.pattern}|{TECHNICAL.pattern}|\b(?:free trial|tutorial|chapter|running (?:late|low|out)"
            r"|the (?:car|engine|program|training|course material)|mentoring (?:him|her|them)|writing (?:down"
            r"|about|to)|lifting (?:the|this)|job (?:search|hunt)|class (?:named|called)|writing (?:this"
            r"|the (?:code|test|email|function|report))|session)\b",
            re.I,
        ),
    ),
    milestone(
        "joined",
        rf"{SELF}(?:join(?:ed)?|enlist(?:ed)? in|entered|became a member of|went to my first|attended my first"
        rf"|ma[dk]e the) (?:an? |the |my |our |my first |my local |local )?(?:(?:{GROUP})\b(?! (?:call|meeting"
        r"|chat|session|link))|(?:aa|na|support group) meeting|\w+ class)"
        rf"|{SELF}sign(?:ed)? with an? (?:new |local |small )?(?:team|club|agency|label|publisher|agent|manager)\b"
        rf"|{SELF}(?:enter(?:ed)?|join(?:ed)?) (?:an?|my first) (?:[\w-]+ ){{0,3}}tournament\b(?! bracket)",
        _("You wrote that you joined something."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:call|zoom|teams|discord|waitlist|newsletter|facebook group|whatsapp"
            r"|telegram|slack|in (?:19|20)\d\d|beta|app|discount|cut|app|discount)\b",
            re.I,
        ),
    ),
    milestone(
        "skill-began",
        rf"{SELF}(?:start(?:ed)?|beg[au]n|t(?:ook|aken) up|am learning|have been learning"
        r"|have been teaching myself|got back into|went back to|picked up|returned to) (?:(?:doing|playing"
        rf"|learning|practi[cs]ing|taking|with|studying|going) )?(?:the )?(?:{SKILL}|{LANGUAGES})\b(?! (?:late"
        r"|low|out|into|errands|the|this|that|it|down|him|her|them|about|my (?:cv|resume|email|report|letter)"
        r"|a (?:script|query|test|command|server|build)))",
        _("You wrote that you began to practise something."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "moved",
        rf"{SELF}(?:move[d]? (?:in(?:to)? (?:with (?:my|him|her|them|(?-i:[A-Z])\w+)|{MID}(?:{HOME}|place|city"
        r"|studio|dorm|office)\b|together)|out\b|abroad|back (?:home|to (?:(?-i:[A-Z])|my (?:hometown"
        r"|home town|home country)))|countries"
        r"|to (?:the (?:countryside|country|city|coast|seaside|mountains|us|usa|uk|netherlands|states"
        r"|philippines)|a new (?:city|country|town|state)|(?-i:(?!Monday|Tuesday|Wednesday|Thursday|Friday"
        r"|Saturday|Sunday|Postgres|January|February|March|April|May|June|July|August|September|October"
        r"|November|December|Mac|Linux|Windows|Python|React|Google|Notion|Excel|AWS|Git|Type|Chapter|Step"
        r"|Q[1-4])[A-Z]\w+)))"
        rf"|emigrated?|relocated? to|settled in (?-i:[A-Z]))",
        _("You wrote that you moved."),
        never=TECHNICAL,
    ),
    milestone(
        "home",
        rf"{SELF}(?:b(?:ought|uy)|purchased?|closed? on|exchanged contracts on|sign(?:ed)? (?:the |a |our "
        r"|my )?(?:papers|lease|contract|mortgage|tenancy|deed|deal)(?: (?:for|on))?|g[eo]t the keys (?:to"
        r"|for)|sold|rented) "
        rf"{MID}(?:{HOME}|business|shop|first car|studio|practice)\b(?! (?:decor|insurance|screen|page|office"
        r"|phone|alone|late|safe|from|early|yesterday|again|ticket|plant|assistant|gym))"
        rf"|{SELF}sign(?:ed)? (?:the |a |our |my )(?:adoption |divorce |marriage |final |last )?(?:contract"
        r"|lease|papers|book deal|deed|will)\b(?! for the (?:client"
        r"|office))",
        _("You wrote that you bought, sold or signed for a home or a place."),
        never=re.compile(
            r"\b(?:stardew|minecraft|sims|skyrim|animal crossing|monopoly|in the game|gta|roblox|client|vendor"
            r"|phone|gym|delivery|groceries|for (?:the|my) house|home (?:from|at|late|by|on)|took"
            r"|nda|petition|slip)\b",
            re.I,
        ),
    ),
    milestone(
        "quit",
        rf"{SELF}(?:sen[dt] (?:in |off )?my (?:letter of )?resignation|quit|deleted(?: all(?: of)? my| my"
        r"| our)?|g[ia]ve(?:n)? up|stop(?:ped)?|kicked|put in my notice"
        r"|resign(?:ed)?|g[ia]ve(?:n)? (?:my |in my )?(?:two weeks'? )?notice|hand(?:ed)? in my (?:notice"
        r"|resignation)|walk(?:ed)? (?:out|away) (?:of|from) (?:my|the)) ?(?:(?:my|the) (?:\w+ )?(?:job"
        r"|position|career|firm|company|bank|marriage|relationship)|(?:smoking|drinking|alcohol|sugar|caffeine"
        r"|coffee"
        r"|gambling|vaping|weed|cannabis|cigarettes|nicotine|porn|social media|facebook|instagram|twitter"
        r"|tiktok|meat|cold turkey|biting my nails|self[- ]harming|using|taking (?:the |my )?(?:pills"
        r"|medication|antidepressants|opioids)|pulling my hair)\b|(?<=notice)\b(?! (?:of|that|to all))"
        r"|(?<=resignation)\b"
        r"|(?<=resigned )|(?<=resigned)\b)",
        _("You wrote that you stopped or left something."),
        never=re.compile(
            r"\b(?:before|in (?:19|20)\d\d|the app|drinking (?:coffee|water)|because it|for the (?:weekend|day|week"
            r"|night|month)|this (?:weekend|week))\b",
            re.I,
        ),
    ),
    milestone(
        "left",
        rf"{SELF}(?:(?:left|end(?:ed)?|broke off|got out of|split (?:up )?(?:from|with)|broke up with"
        rf"|separated from|divorced|called off) (?:my|our|the|an?) (?:\w+ ){{0,2}}(?:job|company|firm|church"
        r"|husband|wife|marriage|cult|army|navy|relationship|engagement|boyfriend"
        r"|girlfriend|partner|fianc[eé]e?|wedding|profession|career)\b(?! (?:application|offer|interview|search"
        r"|advert|ad|fair))|broke up with (?:him|her|them)\b"
        r"|(?:broke|split|separated|broken) up\b(?! the)|cut (?:off )?(?:contact|ties) with my"
        r"|filed for divorce|went no[- ]contact)",
        _("You wrote that you left or ended something."),
        never=re.compile(
            r"\b(?:in (?:19|20)\d\d|alone|at home|work early|for the day|for lunch|wallet|keys|message|voicemail"
            r"|call)\b",
            re.I,
        ),
    ),
    milestone(
        "without",
        r"(?:i|we) (?:am|have (?:now )?been|have stayed|stayed|are|was) (?:now "
        rf"|proud to be )?(?:an? )?(?:(?:{SPAN} )?(?:sober|non-?smoker"
        r"|clean|smoke[- ]free|alcohol[- ]free|nicotine[- ]free|cancer[- ]free|seizure[- ]free|drug[- ]free"
        r"|gambling[- ]free|off (?:cigarettes|alcohol|the pills|opioids))\b)"
        r"|(?:i|we) (?:have not|have never|did not) (?:\w+ )?(?:smoked|drunk|had (?:a|any|one) (?:drink"
        rf"|cigarette|drop|smoke)|gambled|vaped|self-harmed|hurt myself|purged|cut)\b.{{0,30}}\b(?:in|for|since"
        rf"|{SPAN})\b"
        rf"|(?:(?:it )?(?:is|marks|has been|was) |that is |this is )?(?:exactly |my )?(?:{SPAN}|day \d+"
        r"|\d+ days) (?:of being |of |being )?(?:sober|clean|smoke[- ]free|alcohol[- ]free|sobriety"
        r"|without (?:a |any )?(?:cigarette|drink|drop|alcohol|smoking|drinking|gambling)"
        r"|since (?:my last (?:drink|cigarette)|i (?:quit|stopped)))\b",
        _("You wrote how long you have done without something."),
        never=re.compile(r"\b(?:clean (?:up|the|my|code)|clean install|house)\b", re.I),
    ),
    milestone(
        "learned-to",
        rf"{SELF}(?:learn(?:ed|t)(?: how)? to|taught myself(?: how)? to|can now) (?:swim|drive|ride (?:a|my)|ski"
        r"|sail|surf|dance|sew|knit|juggle|whistle|float|dive|read (?:music|braille|arabic|hebrew)|play (?:the"
        r"|my|guitar|piano|chess)|walk again|do a|sign)\b",
        _("You wrote that you learned something."),
    ),
    milestone(
        "turned-into",
        rf"{SELF}(?:(?:switched|changed) (?:careers?|jobs|professions?)|turned (?:my|our|the"
        rf"|a) [\w ]{{1,20}} into (?:a|an|my|our) [\w ]{{0,20}}(?:business|job"
        r"|career|company|living|shop)|(?:went|gone|am|got|came) back (?:to|at) work|returned to work"
        r"|started over|started from scratch)\b",
        _("You wrote that you began anew."),
        marked=re.compile(
            r"\b(?:into|after|leave|illness|sick|burn-?out|maternity|parental|surgery|accident|years?)\b", re.I
        ),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:after (?:lunch|the break|the weekend|the holidays?))\b", re.I),
    ),
    milestone(
        "can-now",
        r"(?:i|we) can (?:now )?(?:do (?:a|the|my|\w+ (?:pull|push))|play|swim|ride|read|walk|speak|run|drive"
        r"|knit|float|touch my toes)\b",
        _("You wrote what you can do now."),
        marked=re.compile(r"\b(?:finally|now|at last|for the first time|full|real|proper|strict|unassisted)\b", re.I),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "handed-over",
        rf"{SELF}(?:sold|closed?(?: down)?|handed over(?: the keys (?:to|of))?|passed on|shut down"
        r"|sold off) (?:my|our|the) (?:(?!laptop"
        rf"|online banking)\w+ )?(?:{BUSINESS})\b",
        _("You wrote that you closed or handed over something of yours."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:website|app|blog (?:tab|post)|newsletter|for lunch|early|tab|window)\b", re.I
        ),
    ),
)
