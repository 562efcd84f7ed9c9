"""What is told with feeling, in English: what a list of objects can't hold, but the words beside it show."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.english.parts import MID, NOT_EVERYDAY, SELF, milestone
from sessions_memory.growth.rules.english.words import BUSINESS, LONG_SPAN, NUMBER, SPAN, WORK

FELT = re.compile(
    r"\b(?:can't believe|couldn't believe|still (?:shaking|processing|can't)|cried|crying|tears|shak(?:y|ing)"
    r"|proud|reliev\w*|relief"
    r"|feels? (?:so |a bit |really |very )?(?:weird|strange|unreal|surreal|lighter|light|free|quiet|huge"
    r"|amazing|empty|odd|incredible|scary|right)|felt (?:huge|free|lighter|unreal|like flying)"
    rf"|(?:it )?(?:took|has taken) (?:me |us )?(?:almost |nearly |over |about |only )?{LONG_SPAN}"
    rf"|{SPAN} of (?:my life|work|saving|training|waiting|trying|practice|paperwork|fear|silence)"
    rf"|celebrat\w*|big day|milestone|first (?:one )?in my family|after (?:almost |nearly )?{SPAN}"
    r"|over the moon|thrilled|ecstatic|i did it|(?:a|the) whole (?:month|week|year|summer|song|night)"
    r"|every single day|first time in my life|(?:knees?|hands|voice|heart) (?:shook|was shaking|were shaking"
    r"|trembl\w+|pound\w*)|years? ago i (?:could not|couldn't|would have|was)|without missing"
    r"|with my own hands|since i was (?:a (?:kid|child)|\w+ years old)|i never thought i would)\b",
    re.IGNORECASE,
)

# A day, and what makes it one.
MARKED_DAY = re.compile(
    rf"\A(?=.{{0,500}}?\b(?:today|yesterday|this (?:morning|week|weekend|month|year|summer)|last (?:night|week"
    rf"|weekend|month|\w+day)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|{SPAN})\b)"
    rf".{{0,500}}?\b(?:by myself|alone|on my own|never thought|first time|finally|at last|after (?:the"
    rf"|my) (?:accident|stroke|illness|operation|surgery|divorce|burn-?out|breakdown|injury)|after {SPAN}"
    r"|without (?:stopping|help|notes|crutches|a break|fear|crying|medication)"
    r"|from scratch|all the way|the whole (?:of|thing|way)|every (?:single )?day|victory|proud\w*"
    rf"|nobody (?:helped|believed)|scared me|terrified|big step|so long|{SPAN} (?:ago|after) (?:i|the|my))\b",
    re.IGNORECASE | re.DOTALL,
)

RULES = (
    milestone(
        "marked-day",
        rf"{SELF}(?:drove|walked|cooked|ran|swam|rode|cycled|hiked|climb(?:ed)?|flew|travel(?:l?ed)|slept|spoke"
        r"|sang|danced|play(?:ed)?|stood|sat|ate|made|did|built|wrote|finish(?:ed)?|complet(?:ed|e)|managed"
        r"|survived|held|carried|lifted|kept|stayed|answered|called|asked|told|said|opened|fixed my own"
        r"|repaired my own|knitted|painted|sewed|bak(?:ed|e)|grew|planted|jumped|dived)\b",
        _("You wrote of something done, and of a day that it marks."),
        about=MARKED_DAY,
        never=re.compile(
            rf"{TRIVIAL.pattern}|{TECHNICAL.pattern}|\b(?:went (?:to (?:bed|the (?:store|shop|shops|office|toilet"
            r"|bathroom|supermarket|doctor|vet|bank))|down|up|wrong|well|fine|over|with|for a)|said (?:that|it"
            r"|the)|ate|slept (?:badly|well|in|late|poorly)|felt|made (?:a (?:mistake|typo|note)|it worse|sure"
            r"|an? error)|called (?:the|my)|asked (?:you|for (?:a|the)|the)|told you)\b",
            re.I,
        ),
    ),
    milestone(
        "with-feeling",
        rf"{SELF}(?:finish(?:ed)?|complet(?:ed|e)|submitt?(?:ed)?|publish(?:ed)?|launch(?:ed)?|open(?:ed)?"
        r"|built|wrote|held|donated|reported|cross(?:ed)?|climb(?:ed)?|swam|ran|hiked|cycled|sang|kept(?= (?:a"
        r"|my) (?:diary|journal|promise|streak)\b)|spoke"
        r"|handed over|managed|rode|flew|perform(?:ed)?|sang|danced|taught|w[io]n|earn(?:ed)?|sign(?:ed)?|sold"
        r"|moved|left|quit|resigned"
        r"|retired|told|stood up|broke|ended|let go of|buried|scattered|visited|met|forgave|apologi[sz]ed"
        r"|confronted|faced|overcame|mastered|pass(?:ed)?|qualified|joined|survived|beat|reach(?:ed)?|saved"
        r"|paid|registered|adopted|fostered|planted|restored|renovated|recorded|released|exhibited|knitted"
        r"|sewed|painted|deleted|shipped|testified)"
        rf" {MID}(?:my|our|an?|the|him|her|them|his)\b",
        _("You wrote of something done, and of what it meant to you."),
        about=FELT,
        never=re.compile(
            rf"{TRIVIAL.pattern}|{TECHNICAL.pattern}|\b(?:joke|movie|film|book club|the (?:room|door|gate|street"
            r"|road|box|jar|can|bottle|app|file|email|argument|bus|plane|train|map|wall|shelf|fence|weekend"
            r"|hallway|bathroom|kitchen|garage|ceiling|holiday)|my (?:boss|team) that|mind|temper|wallet|keys)\b",
            re.I,
        ),
    ),
    milestone(
        "said-yes",
        r"i said yes\b(?! to (?:the|a) (?:meeting|call|invite))",
        _("You wrote that you said yes to something for life."),
        about=re.compile(
            r"\b(?:marr\w+|wedding|propos\w+(?! (?:to|an?|that|the|we)\b)|ring|engaged|job|offer|position|role)\b", re.I
        ),
    ),
    milestone(
        "anniversary",
        rf"(?:i|we) (?:have )?(?:celebrated?|marked|hit|reached|had) (?:my|our) (?:[\w-]+ ){{0,3}}anniversary\b"
        rf"|(?:i|we) (?:have been|am|are) (?:[\w' ]{{2,40}} for )?(?:exactly )?{SPAN}(?: together| married"
        rf"| with [\w ]{{1,20}}| at [\w ]{{1,20}})?\W*$"
        rf"|(?:(?:it )?(?:is|marks) )?(?:exactly )?{SPAN} (?:since|ago) (?:i|we) (?:left|moved|quit|stopped"
        r"|started|opened|married|met|got (?:sober|clean|married|diagnosed|divorced))\b"
        rf"|it has been (?:exactly )?{SPAN} since (?:i (?:left|moved|quit|stopped|got (?:sober|clean))"
        r"|my last (?:drink|cigarette|binge|seizure|relapse))",
        _("You wrote of a day that comes round."),
        marked=re.compile(r"\b(?:anniversary|today|exactly|since my last|sober|clean)\b", re.I),
        never=TECHNICAL,
    ),
    milestone(
        "results-clear",
        r"(?:(?:the|my) (?:\w+ )?)?(?:scans?|biopsy|mri|results?|check-?up|tests?|mammogram|bloods?"
        r"|markers) (?:have |has )?(?:c[ao]me back|was|is|were|are|shows?|showed) (?:all )?(?:clear|clean"
        r"|negative|cancer[- ]free|no (?:sign|trace))\b",
        _("You wrote that you were given the all-clear."),
        marked=re.compile(
            r"\A(?!.*\b(?:strep|flu|covid|corona|pregnan\w*|allerg\w*|std|sti|lyme|celiac|coeliac|mono|thyroid"
            r"|iron)\b)",
            re.I | re.S,
        ),
        never=re.compile(r"\b(?:covid|corona|flu|pregnancy|test suite|unit|pipeline|drug)\b", re.I),
    ),
    milestone(
        "spoke-up",
        rf"{SELF}(?:told my (?:boss|manager|mother|father|mum|mom|dad|parents|husband|wife|partner|family"
        r"|team) (?:that )?(?:no\b|i (?:will not|won't|am leaving|am quitting|quit|want a divorce|need help"
        r"|do not want))|broke my silence|report(?:ed)? (?:him|her|it|them) to|press(?:ed)? charges"
        r"|testified (?:against|in|at)|filed (?:a complaint|charges|a police report)|ask(?:ed)? for (?:a raise"
        r"|help for the first|a divorce)|set (?:a|my first) (?:clear |firm )?boundar\w+ (?:with|at)"
        r"|said no to (?:my|her|him|them|a|the)|stood up (?:to|for)|spoke up (?:in|at|to|against|for)"
        r"|came clean (?:to|about)|admitted (?:to (?:my|her|him|them)|that i (?:have|am an?)))\b",
        _("You wrote that you spoke up."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:second helping|dessert|upgrade|cookies?|extra)\b", re.I),
    ),
    milestone(
        "mine-reached",
        rf"(?:my|our) (?:[\w'-]+ ){{0,3}}?(?:{WORK}|{BUSINESS}|videos?|reel|newsletter|course|chess (?:rating"
        r"|elo)|savings|fundraiser) (?:has |have |just )?(?:hit|reach(?:ed)?|pass(?:ed)?|cross(?:ed)?|got|made"
        rf"|raised|sold|won|turned|broke) (?:its (?:very )?(?:first|tenth|fiftieth|hundredth|thousandth|\d+(?:st|nd"
        rf"|rd|th)) \w+|(?:over |more than |an? |the )?(?:{NUMBER}"
        r"|\$|€|£"
        r"|award|prize|profit|first (?:sale|customer|review|order|profit)))",
        _("You wrote that something of yours reached a number."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:error|limit|wall|an? (?:bad|one[- ]star)|notification|update|virus|scratch"
            r"|dent)\b",
            re.I,
        ),
    ),
    milestone(
        "applied",
        rf"{SELF}(?:appl(?:ied|y) (?:for|to)|sent (?:in |off )?my application (?:for|to)|registered as"
        r"|signed up as|qualified as|trained as|re-?trained as|enlisted as|was accepted as"
        rf"|have been accepted as) (?:an? |the |my |our )?(?:(?!for\b)[\w'’-]+ ){{0,4}}?(?:citizenship"
        r"|university|college|(?:med\w*|law|grad\w*|business|nursing|art|drama) school|ph\.?d|master'?s"
        r"|program(?:me)?|fellowship|residency|asylum|adoption|foster\w*|apprenticeship|scholarship|freelancer"
        r"|self[- ]employed|organ donor|sole trader|therapist|nurse|teacher|volunteer|childminder|mediator"
        r"|donor)\b",
        _("You wrote that you took a step towards something."),
        never=re.compile(
            r"\b(?:rejected|beta|discount program|loyalty program|rewards program|affiliate program)\b", re.I
        ),
    ),
    milestone(
        "came-off",
        rf"{SELF}deleted (?:(?:all|the|my|every) ){{0,2}}(?:betting|gambling|dating|poker|casino) (?:apps?|accounts?)\b"
        rf"|{SELF}took my (?:very )?last (?:antidepressant|pill|dose|cigarette|drink|drag)\b"
        rf"|{SELF}(?:tapered off|c[ao]me off|got off|weaned (?:myself )?off|am off) (?:of )?(?:my "
        r"|the )?(?:antidepressants?|medication|meds|pills|insulin|opioids|methadone|benzos|nicotine|ssris?"
        r"|steroids|crutches|the ventilator|dialysis|welfare|benefits)\b|(?:i|we) have not had (?:an?|any|one"
        r"|another) (?:single )?(?:panic attack|migraine|seizure|nightmare|binge|relapse|flashback|cigarette"
        rf"|drink)s?\b.{{0,20}}(?:{SPAN}|since|all (?:year|month|week))",
        _("You wrote what you do without now."),
    ),
    milestone(
        "last-payment",
        rf"{SELF}(?:made|paid|sent) (?:my|the|our) (?:very )?(?:last|final) (?:\w+ )?(?:payment|repayment"
        rf"|instal?lment|rate)\b|{SELF}(?:finish(?:ed)?|am done) paying (?:off|back|for)\b|{SELF}(?:closed"
        r"|raised|secured) (?:our|my|a) (?:\w+ )?(?:seed|funding|series \w|pre-seed|investment) ?(?:round"
        r"|money)?\b",
        _("You wrote that you paid or raised a sum."),
    ),
    milestone(
        "counted",
        rf"{SELF}(?:lifted|deadlifted|squatted|bench(?:ed|[- ]pressed)|pressed|snatched) {NUMBER} ?(?:kg|kilos?"
        r"|lbs?|pounds)\b"
        rf"|{SELF}(?:wrote|read|ran|walked|swam|cycled|logged|knitted|painted|hit|reached|ma[dk]e it to|got to"
        r"|crossed|broke|played|baked|planted|completed) (?:my |over |all |the |a total of "
        rf"|more than )?{NUMBER}(?:[- ]| \w+ )?(?:words|books|pages|kilomet\w+|km|miles|elo|rating"
        r"|days in a row|days straight|consecutive days|on chess\.com|trees|hours of (?:practice|volunteering"
        r"|flying|flight))\b",
        _("You wrote of a number that you reached."),
        about=re.compile(
            r"\b(?:goal|challenge|this year|in a year|november|nanowrimo|for the first time|finally|milestone"
            r"|streak|in a row|straight|consecutive|since|best|pb|pr|record|rating|elo|chess|never (?:thought"
            r"|done))\b",
            re.I,
        ),
        never=NOT_EVERYDAY,
    ),
)
