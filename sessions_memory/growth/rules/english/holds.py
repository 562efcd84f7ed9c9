"""What holds now and did not before, in English: told as a state, by what others decided, or by a span without."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.everyday import TECHNICAL
from sessions_memory.growth.rules.english.parts import NOT_EVERYDAY, SELF, milestone
from sessions_memory.growth.rules.english.words import BUSINESS, HOME, NUMBER, SPAN

RELATIVE = (
    r"(?:mum|mom|mother|dad|father|gran\w*|parents?|brother|sister|son|daughter|uncle|aunt|stepson|stepdaughter|ex"
    r"|family|birth \w+)"
)
LEFT_OFF = (
    r"(?:drops?|drinks?|drinking|alcohol|booze|cigarettes?|smok(?:e|ing)|vap(?:e|ing)|nicotine|bets?|betting"
    r"|gambling|weed|cannabis|joints?|coke|cocaine|heroin|opioids?|pills?|using|porn|binges?|bingeing|purging|sugar"
    r"|self-harm(?:ing)?|cutting|relaps(?:e|ing)|panic attacks?|seizures?|migraines?|flare-?ups?|meds|medication"
    r"|painkillers|social media|instagram|tiktok|soda|caffeine)"
)
MEDICINE = (
    r"(?:sertraline|fluoxetine|prozac|zoloft|lexapro|(?:es)?citalopram|ssris?|antidepressants?|(?:\w+ )?meds|lithium"
    r"|ritalin|vyvanse|adderall|concerta|insulin|ozempic|wegovy|semaglutide|methadone|suboxone|buprenorphine"
    r"|naltrexone|hormones|testosterone|o?estrogen|o?estradiol|hrt|prep|chemo\w*|dialysis|immunotherapy|cpap)"
)
BY_NOW = re.compile(
    r"\b(?:as of|since|today|yesterday|now|finally|at last|officially|legally|no longer|this \w+|last \w+"
    r"|after (?:a |an |almost |over |\w+ )?(?:[\w'-]+ ){0,4}?(?:decades?|years?|months?|weeks?|applications"
    r"|rejections|interviews|rounds|attempts|waiting|renting|paperwork)|no (?:more )?debt|the last of|bank|notary"
    rf"|mortgage|keys|signed|{SPAN} (?:on|later))\b|!",
    re.IGNORECASE,
)
NOT_SO = re.compile(
    rf"{NOT_EVERYDAY.pattern}|\b(?:not|never|almost|nearly|until|if|unless|might|may|could|should|would|hopefully"
    r"|supposed|game|client|customer|landlord's|neighbou?r\w*)\b",
    re.IGNORECASE,
)

RULES = (
    milestone(
        "span-without",
        r"(?:(?:it|that|this|today) (?:is|has been|was|makes|marks) |(?:i|we) (?:am|are|have been|have (?:gone"
        rf"|made it|managed|done)) |have )?(?:now |exactly |officially |over |more than |my )*(?:{SPAN}"
        rf"|{NUMBER} days?)(?: today| now| straight| in a row)? (?:(?:without|with no|with zero|no|off|free (?:of"
        rf"|from)|clean (?:of|from|off)) (?:a |an |any |one |the |single |my )*{LEFT_OFF}|(?:{LEFT_OFF})[- ]free"
        r"|clean and sober|clean|sober|smoke[- ]free|in recovery)\b",
        _("You wrote how long you have done without something."),
        never=re.compile(r"\b(?:clean (?:up|the|my|code|install|house)|until|if|plan|challenge for)\b", re.I),
    ),
    milestone(
        "belongs-to-me",
        rf"(?:(?:the|our|my|those|these) )?(?:(?!of\b)[\w'-]+ ){{0,3}}?(?:keys?|{HOME}|{BUSINESS}|building|land)"
        r"(?: [\w'-]+){0,2}? (?:is|are) (?:now |all |finally |legally |officially |really )*(?:ours|mine)\b|(?:i"
        rf"|we) (?:now )?own (?:the|my own|our own|a|an) (?:[\w'-]+ ){{0,2}}?(?:{HOME}|{BUSINESS}|building|land)\b",
        _("You wrote that something is yours now."),
        marked=BY_NOW,
        never=NOT_SO,
    ),
    milestone(
        "am-in",
        r"(?:i|we) (?:am|are|got) (?:(?:let|voted|sworn|back) )?in(?: (?:off|from) the wait(?:ing "
        r"|-)?list)?(?=[.!,;:]|$)",
        _("You wrote that you were taken in."),
        marked=re.compile(
            r"\b(?:letter|university|uni|college|school|programme?|accepted|admissions?|e-?mail|wait(?:ing |-)?list"
            r"|committee|audition|academy|course|team|squad|choir|fellowship)\b",
            re.I,
        ),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "letter-said",
        r"(?:the|my|a|an|your) (?:[\w'-]+ ){0,2}?(?:letter|e-?mail|call|envelope|decision|verdict|news|answer"
        r"|results?)(?: from [\w' ]{2,40}?)? (?:came|arrived|is here|landed|is in|was a yes|said yes|has come"
        r"|is out)\b",
        _("You wrote that an answer came that changes things."),
        about=re.compile(
            r"\b(?:i am in|i'm in|i got|accepted|approved|admitted|granted|i can stay|passed|offered|i have been"
            r"|i've been|i was|yes|negative|clear|positive|full (?:ride|scholarship)|we won)\b",
            re.I,
        ),
        never=re.compile(rf"{NOT_EVERYDAY.pattern}|\b(?:rejected|denied|sorry|regret|unfortunately)\b", re.I),
    ),
    milestone(
        "no-longer-there",
        r"(?:i|we) (?:no longer|do not) (?:work (?:for|at|there|in)|live (?:with|at|there|in)|drink|smoke|gamble|use"
        r"|owe|need (?:the|my|a) (?:cane|crutches|wheelchair|inhaler|insulin|oxygen|walker|medication))\b",
        _("You wrote what is over."),
        marked=re.compile(r"\b(?:as of|since|today|yesterday|this \w+|last \w+|finally|at last)\b", re.I),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "weeks-along",
        r"(?:i|we|my (?:wife|partner|girlfriend)) (?:am|are|is) (?:[\w-]+ ){0,3}?(?:weeks?|months?) (?:pregnant"
        r"|along)\b",
        _("You wrote that a child is on its way."),
        marked=re.compile(
            r"\b(?:finally|worked|after|found out|test|ivf|rounds?|transfer|news|heartbeat|at last|told)\b|!", re.I
        ),
    ),
    milestone(
        "taken-in",
        r"(?:they|(?:the|my|our|a) (?:(?!(?:bus|train|taxi|cab|flight|doctor'?s?|hour|quiz)\b)[\w'-]+ ){1,4}?"
        r"|(?-i:[A-Z]\w+) (?=hired|promoted|cast|signed|took me on))(?:have |has |just )*(?:discharged|hired"
        r"|promoted|accepted|admitted|elected|appointed|taken|took|let|cleared|released|made|invited|voted|signed"
        r"|recognised|recognized|picked|chosen|chose|cast|ordained|naturali[sz]ed|baptised|baptized|granted|welcomed"
        r"|re-?hired|kept) (?:me|us)\b(?: (?:on|in|back|as|to (?:join|lead|run|teach|stay)|from (?:oncology|hospital"
        r"|the \w+|care)|partner|captain|head|manager|permanent|an offer|a (?:member|citizen|partner|manager|lead\w*"
        r"|fellow|deacon)|off the [\w ]{1,20}list|into (?:the|their)|full[- ]time)\b|(?=[.!,;]|\W*$))",
        _("You wrote that you were taken in, chosen or let go."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:took (?:me|us) (?:to|an|a|ages|hours|by)|let (?:me|us) (?:in on|back in the)"
            r"|made (?:me|us) an offer (?:on|for)|kept (?:me|us) (?:on hold|from)|on (?:a|the) (?:tour|trip|ride"
            r"|date|call|hold|list)|not|never|airline|app|website|account|bouncer|guard|locksmith|refus\w+)\b",
            re.I,
        ),
    ),
    milestone(
        "has-one-now",
        r"(?:i|we) (?:now )?have (?:a|an|my|our|got a) (?:(?!(?:phone|video|zoom|interview|lot"
        r"|few)\b)[\w-]+ ){0,2}?(?:job|flat|apartment|apprenticeship|publisher|agent|place (?:at|on|of (?:my"
        r"|our) own)|permanent contract|donor|licen[cs]e|diagnosis|degree|visa|passport|green card"
        r"|roof)\b(?! (?:interview|appointment|fair|description|application|hunt|search|photo|exam|renewal|problem))",
        _("You wrote that you have something now that changes things."),
        marked=re.compile(
            r"\b(?:finally|at last|as of|after (?:[\w'-]+ ){1,5}?(?:years?|months|applications|rejections|interviews"
            r"|weeks)|since (?:yesterday|today|\w+day))\b",
            re.I,
        ),
        never=NOT_SO,
    ),
    milestone(
        "weight-now",
        rf"(?:i am |we are |now )?(?:down|back down|up) (?:to |by )?{NUMBER}(?:[.,]\d)? ?(?:kilos?|kgs?|pounds|lbs?"
        r"|stone)\b",
        _("You wrote of a goal for your body."),
        about=re.compile(
            r"\b(?:goal|target|number|first time|since|healthy|haven't (?:been|seen)|lowest|doctor|total|halfway)\b",
            re.I,
        ),
        never=re.compile(r"\b(?:flu|ill|sick|package|luggage|stress|dumbbells?|bag)\b", re.I),
    ),
    milestone(
        "medicine-began",
        rf"{SELF}(?:start(?:ed)?|beg[au]n|gone|went|am|was put)(?: back)? (?:on|taking|with)? ?(?:my |the |a "
        rf"|low[- ]dose |first (?:round|dose|cycle) of )*{MEDICINE}\b",
        _("You wrote that you began a treatment."),
        marked=re.compile(
            r"\b(?:(?:have|'ve|just) started|since the|finally|today|yesterday|this \w+|last (?:week|month|\w+day)"
            r"|\w+ (?:days?|weeks?|months?) ago|after|first|on \w+day|at last)\b",
            re.I,
        ),
        never=re.compile(r"\b(?:years ago|not|should|might)\b", re.I),
    ),
    milestone(
        "moved-somebody",
        rf"{SELF}(?:moved|brought|took) (?:my |our )?(?:old |elderly )?{RELATIVE} (?:in(?:to)?|home|to)(?: with us"
        r"| with me| (?:a|the|his|her) (?:[\w-]+ )?(?:home|hospice|flat|care \w+|assisted \w+|apartment|unit))?\b",
        _("You wrote of a step for somebody of yours."),
        marked=re.compile(
            r"\b(?:care home|nursing home|hospice|assisted living|in with (?:us|me)|dementia|memory care)\b", re.I
        ),
    ),
    milestone(
        "kept-alive",
        r"(?:i|we) (?:have )?kept (?:[\w'-]+ ){1,5}?(?:alive|going|up|running|open|afloat)\b",
        _("You wrote what you kept up."),
        marked=re.compile(rf"\b(?:(?:for|through) (?:one |a |my )?(?:{SPAN}|whole|winter|entire))", re.I),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "spoke-again",
        rf"(?:(?:my|our) {RELATIVE} and (?:i|me)|(?:i|we)(?: and my {RELATIVE})?)(?: have)? (?:spoke|talked|met"
        r"|spoken|hugged|made up|reconciled|sat down|phoned|called|wrote to|called my \w+|rang my \w+)\b",
        _("You wrote that you found each other again."),
        marked=re.compile(
            r"\b(?:first time in|after (?:[\w-]+ ){1,3}years|(?:not|hadn't|haven't) (?:spoken"
            r"|talked)[\w ]{0,12} (?:in|for)|estranged|years of silence)\b",
            re.I,
        ),
        never=TECHNICAL,
    ),
)
