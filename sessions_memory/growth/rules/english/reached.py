"""What was finished, passed, won or reached, in English."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.english.parts import MID, NOT_EVERYDAY, SELF, milestone
from sessions_memory.growth.rules.english.words import (
    EXAM,
    NUMBER,
    OFFER,
    RACE,
    STUDY,
    WORK,
)

RULES = (
    milestone(
        "finished",
        rf"{SELF}(?:finish(?:ed)?|complet(?:ed|e)|wrap(?:ped)? up|concluded?|publish(?:ed)?|hand(?:ed)? in|(?:hit"
        r"|pressed) (?:send|submit|publish) on|turn(?:ed)? in"
        r"|submit(?:ted)?|defend(?:ed)?"
        r"|sen[dt] (?:in|off)|sent (?=(?:in |off )?(?:the|my|our) (?:application|manuscript|thesis))"
        r"|am done with|are done with|am through with|wr[io]te|written|finali[sz]ed"
        r"|put the finishing touches on|mailed"
        r"|(?:finish(?:ed)?|completed) (?:writing|knitting|building|painting|recording|restoring|renovating"
        r"|editing|sewing|filming|making))"
        r" (?:(?:my|the|our) (?:very )?(?:last|final) exams?\b|(?:the |my )?(?:very )?last (?:page|chapter|line"
        r"|sentence|word|scene|stitch|exam|row) of (?:my"
        rf"|the)|{MID}(?:{STUDY}|{WORK}|{RACE}))\b(?! (?:module|section|chapter|part|page|list|plan|outline"
        r"|tasks?"
        r"|club|topic|title|structure|question|schedule|prompt|idea|deadline))",
        _("You wrote that you finished something of your own."),
        never=re.compile(
            rf"{TRIVIAL.pattern}|{TECHNICAL.pattern}|\b(?:poem|story|novel|song|scene|book|letter|paper) in\W*$"
            r"|\bin which\b",
            re.I,
        ),
    ),
    milestone(
        "passed",
        rf"{SELF}(?:pass(?:ed)?|aced?|nail(?:ed)?|cleared?|ma[dk]e it through|g[eo]t through"
        rf"|survived?) {MID}(?:{EXAM}|{STUDY})\b",
        _("You wrote that you passed something."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "passed-it",
        rf"(?:{SELF}pass(?:ed)?(?: it)?|all exams passed)\W*(?:with|,|and|!|first|on (?:the|my)|$)",
        _("You wrote that you passed."),
        marked=re.compile(
            r"\b(?:finally|exam|exams|test|bar|licen[cs]e|first (?:try|time|attempt)|distinction|honou?rs"
            r"|flying colou?rs|defen[cs]e|viva)\b",
            re.I,
        ),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "got",
        rf"{SELF}(?:g[eo]t|found|am getting|receiv(?:ed|e)|accept(?:ed)?|land(?:ed)?|secured?|earn(?:ed)?|w[io]n"
        r"|obtain(?:ed)?"
        r"|gain(?:ed)?|(?:been|was|were) (?:offered|awarded"
        rf"|given|granted)|was offered|took|taken|said yes to|signed|signed (?:up )?with) {MID}(?:{OFFER}|agent"
        r"|literary agent|publisher|record label)\b(?! (?:done|code|on (?:my|the) (?:car|bike|laptop|sofa|phone)"
        r"|interview|description|posting|alert|search|fair|application"
        r"|running|queue))",
        _("You wrote that you got or won something that changes things."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "was-given",
        rf"(?:i|we) (?:was|were|have been|got) (?:offered|awarded|given|granted) {MID}(?:{OFFER})\b",
        _("You wrote that something was awarded or offered to you."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "won",
        rf"{SELF}w[io]n (?:{MID}(?:tournament|championship|league|title|race|cup|regionals?|nationals?|contest"
        r"|competition|election|award|match|finals?|case"
        r"|appeal|hackathon|pageant|trophy|open|game|place|prize)\b|(?:first|second|third|1st|2nd|3rd) place"
        r"|gold|silver|bronze)",
        _("You wrote that you won."),
        never=re.compile(r"\b(?:bid|client|deal|pitch|level|argument|lottery)\b", re.I),
    ),
    milestone(
        "paid-off",
        rf"{SELF}(?:pa(?:id|y) (?:off|back)|clear(?:ed)?|repaid|settled) {MID}(?:loans?|debts?|mortgage"
        r"|credit cards?|student loans?|car|house)\b|(?:i|we) (?:am|are) (?:now )?(?:debt[- ]free|out of debt)"
        rf"|{SELF}cut up my last credit card|(?:i|we) have no (?:more )?debts? (?:left|anymore|any more)",
        _("You wrote that you paid something off."),
    ),
    milestone(
        "saved",
        rf"{SELF}(?:saved(?: up)?|put aside|raised|made|earned|reached|hit) (?:my |our |over |more than "
        r"|enough (?:money )?(?:for|to buy) |the )?(?:first )?(?:[$€£]\s?\d[\d.,]*k?|\d[\d.,]*k? (?:dollars"
        r"|euros?|pounds|bucks|francs)|a (?:down payment|deposit)|(?:an |my )?emergency fund)",
        _("You wrote that you saved or earned a sum."),
        marked=re.compile(
            r"\b(?:first|finally|goal|for the first time|at last|down payment|deposit|emergency fund|enough|charity"
            r"|raised)\b",
            re.I,
        ),
        never=re.compile(r"\b(?:by using|coupon|discount|sale|per|monthly|weekly|a week|a month|switching)\b", re.I),
    ),
    milestone(
        "lost-weight",
        rf"{SELF}(?:los[et]|dropped?|shed|gained?) (?:the last (?:of (?:the|my) )?|my first |another |over "
        rf"|a total of |about )?(?:{NUMBER} )?(?:kilos?|kgs?|kilograms?|pounds|lbs?|stone|\d+ ?kg)\b",
        _("You wrote of a goal for your body."),
        marked=re.compile(
            r"\A(?!.*\b(?:flu|ill|sick|virus|disease|poisoning|stress|stomach|bug|infection|fever|covid)\b)",
            re.I | re.S,
        ),
        never=re.compile(r"\b(?:package|luggage|water weight|flu|because of|illness|sick)\b", re.I),
    ),
    milestone(
        "race",
        rf"{SELF}(?:ran|run|finish(?:ed)?|complet(?:ed|e)|did|do|done|swam|swum|cycled|biked|rowed|rode|walked"
        rf"|hiked|conquered) {MID}(?:marathon|half[- ]?marathon|ultra\w*|triathlon|duathlon|iron ?man|parkrun"
        r"|relay"
        rf"|(?:my|our|the) (?:{RACE})|first [\w -]{{0,12}}(?:{RACE}|mile|run|race)|camino"
        rf"|(?:[\w ]{{1,20}} )?(?:(?-i:[A-Z])\w+ ){{1,3}}(?-i:Way|Trail|Path|Trek|Route)|the channel"
        r"|across the \w+|the (?:whole )?length of|(?:\d+ ?(?:k|km|miles)|a mile|across) (?:without|in under"
        r"|for the first time|non-?stop))\b",
        _("You wrote that you completed a race or a distance."),
        never=TECHNICAL,
    ),
    milestone(
        "summit",
        rf"{SELF}(?:climbed?|summit(?:t?ed)?|reach(?:ed)?|made it (?:up )?to|stood on|g[eo]t to) (?:the (?:top"
        rf"|summit|peak)\b|(?:my first )?(?:{MID}(?:summit|peak|mountain|volcano|four-?teener|munro)\b"
        r"|(?-i:Mont|Mount|Mt|Kilimanjaro|Everest|Ben|Snowdon|Fuji|Whitney|Rainier)\b))",
        _("You wrote that you stood on a summit."),
        never=TECHNICAL,
    ),
    milestone(
        "number",
        rf"{SELF}(?:hit|reach(?:ed)?|cross(?:ed)?|pass(?:ed)?|surpass(?:ed)?|g[eo]t to|ma[dk]e it to|have"
        rf"|celebrated?|ma[dk]e|sold) (?:my |our |over |the |a )?(?:first )?{NUMBER}[- ](?:\w+ )?(?:subscribers"
        r"|followers|readers|downloads|customers|users|streams"
        r"|patrons|listeners|plays|sales|copies|views|mark|days? (?:sober|clean|streak|without)"
        r"|weeks? (?:sober|clean|without)|months? (?:sober|clean|without)|years? (?:sober|clean|without))\b",
        _("You wrote that you reached a number."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:need|minimum|at least)\b", re.I),
    ),
    milestone(
        "goal",
        rf"{SELF}(?:hit|reach(?:ed)?|met|surpass(?:ed)?|beat|completed|achiev(?:ed|e)|accomplish(?:ed)?"
        rf"|crush(?:ed)?|fulfill?(?:ed)?) {MID}(?:goals?|target|savings goal|goal weight|target weight|dreams?"
        r"|milestone|challenge|personal best|pb|pr)\b",
        _("You wrote that you reached a goal of yours."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:calls|step|steps|game|daily|sales|my team's|quota|today's|app|watch)\b", re.I
        ),
    ),
)
