"""What came about, in English, told of the thing itself: a paper that arrived, a place that is one's own, an idiom."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.everyday import TECHNICAL
from sessions_memory.growth.rules.english.parts import MID, NOT_EVERYDAY, SELF, milestone
from sessions_memory.growth.rules.english.words import BUSINESS, HOME, SPAN

# Papers and decisions on which a life turns.
PAPER = (
    r"visa|green card|work permit|residence permit|residency|citizenship|naturali[sz]ation|passport|asylum|adoption"
    r"|custody|divorce|annulment|acceptance(?: letter)?|admission|scholarship|fellowship|grant|promotion|job offer"
    r"|book deal|diploma|degree|doctorate|licen[cs]e|certificate|certification|accreditation|patent|planning permission"
    r"|building permit|mortgage|pension|pardon|name change|settlement|transplant|accreditation"
)
CAME = (
    r"(?:came|c[ao]me) through|(?:has |have )?arrived|came (?:in the (?:post|mail)|back (?:approved|positive|clear))"
    r"|(?:is|are|was|were|got|has been|have been) (?:now |all )?(?:granted|approved|issued|signed|final(?:i[sz]ed)?"
    r"|through|done and dusted|official|legal|confirmed|awarded|in (?:my|our) (?:hands?|pocket|name))|went through"
    r"|came(?=[,.!]|$)|landed (?:in|on) my|is here\b|are here\b"
)
NOT_YET = re.compile(
    rf"{TECHNICAL.pattern}|\b(?:not|yet|pending|denied|rejected|refused|if|expired|should|might|would|client|customer"
    r"|supplier|template|sample|someone else|neighbou?r\w*)\b",
    re.IGNORECASE,
)
IDIOMS = (
    r"(?:said|exchanged|spoke) (?:our|my) (?:wedding )?vows|exchanged rings|walked down the aisle|popped the question"
    r"|hung (?:up|out) (?:my|our) (?:own )?shingle|(?:went|gone|go) (?:freelance|solo|self[- ]employed|pro|independent)"
    r"|set up on my own|struck out on my own|went into business|broke ground(?: on)?|took (?:the|my|our) (?:oath|vows"
    r"|plunge)|made the (?:leap|jump|switch|cut)|turned pro|kicked the habit|buried the hatchet|made up with"
    r"|cut ties with|cut the cord|closed (?:the|my|our) (?:shop|business|practice)(?! (?:window|tab|page))"
    r"|exchanged contracts|handed over the keys|flew the nest"
    r"|(?:am|are) back on (?:my|our) feet|found (?:a |my |our )(?:new )?(?:job|flat|apartment|agent|publisher|donor"
    r"|birth \w+)|(?:went|gone|turned) (?:fully )?(?:vegan|vegetarian|plant[- ]based|cold turkey|part[- ]time"
    r"|no contact"
    r"|back to (?:school|uni\w*|college))|(?:gave|held|delivered) (?:my|our|the) (?:very )?(?:farewell|valedictory"
    r"|inaugural"
    r"|maiden|acceptance|retirement|eulogy|last|final|first) ?(?:speech|lecture|talk|sermon|concert|toast)"
    r"|brought (?:[\w'-]+ ){1,3}home from the (?:shelter|hospital|rescue|breeder|clinic)"
    r"|signed off (?:from )?benefits|(?:am|are) off (?:benefits|the waiting list|probation|parole)"
)

RULES = (
    milestone(
        "paper-came",
        rf"(?:(?:the|my|our) (?:(?!(?:his|her|their|your)\b)[\w'-]+ ){{0,3}}?(?:{PAPER})(?: papers?| certificate"
        rf"| decision| card| letter)?) (?:{CAME})\b",
        _("You wrote that something came that changes things."),
        never=NOT_YET,
    ),
    milestone(
        "in-hand",
        rf"(?:i|we) (?:am holding|hold|have|have got) (?:my|our|the) (?:[\w'’-]+ ){{0,3}}?(?:{PAPER}|keys"
        r"|contract|lease)\b(?: in| now|\W*$)",
        _("You wrote that you hold something that changes things."),
        marked=re.compile(
            r"\bin (?:my|our) (?:hands?|pocket|name|drawer)|\b(?:finally|at last|attempts?|as of)\b", re.IGNORECASE
        ),
        never=NOT_YET,
    ),
    milestone(
        "ours",
        rf"(?:the|that|this|a|my|our) (?:[\w'’-]+ ){{0,4}}?(?:{HOME}|{BUSINESS}|land|orchard|boat|allotment|garden)\b"
        r"[\w'’ ]{0,40}? (?:is|are|belongs to) (?:now |all |legally |truly |us|me)*(?:ours|mine|us\b|me\b)"
        r"|(?:he|she|they|[\w']+) (?:is|are) (?:now |legally )*(?:our|my) (?:son|daughter|child|wife|husband"
        r"|children)\b",
        _("You wrote that something, or somebody, is yours now."),
        marked=re.compile(
            r"\b(?:officially|legally|finally|now|as of|at last|notary|keys|signed|today|yesterday|adopt\w*)\b",
            re.IGNORECASE,
        ),
        never=re.compile(rf"{NOT_YET.pattern}|\b(?:idea|fault|theirs|turn|photo|picture)\b", re.IGNORECASE),
    ),
    milestone(
        "opened-doors",
        rf"(?:the|my|our) (?:[\w'’-]+ ){{0,3}}?(?:{BUSINESS}) (?:open(?:ed|s)(?: its| our)? doors|(?:had"
        rf"|celebrated) (?:its"
        r"|our|the) (?:grand |official )?opening|opened (?:on|at|with|to|for)|is (?:now )?open for business"
        r"|served (?:its|our|the) first|welcomed (?:its|our|the) first|made (?:its|our) first)\b",
        _("You wrote that something of your own has opened."),
        about=re.compile(r"\b(?:we|our|my|i)\b", re.IGNORECASE),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:across|around the corner|near|next door|down the|my street|our street"
            r"|opened at \d|in town|neighbou?r\w*)\b",
            re.IGNORECASE,
        ),
    ),
    milestone(
        "our-group",
        r"(?:my|our|the(?=[\w ]{1,20}(?:record|releas|sign|land|clos)\w*)) (?:[\w'’-]+ ){0,2}?(?:band|choir|team"
        r"|theat(?:re|er)|orchestra|quartet|trio|duo|troupe|ensemble|crew|club"
        r"|start-?up|company|squad) (?:has |have |just )?(?:record(?:ed)?|releas(?:ed)?|w[io]n|play(?:ed)?"
        r"|perform(?:ed)?"
        r"|finish(?:ed)?|landed|signed|closed|raised|sold|published|premiered) (?:(?:its|our|their) (?:very )?first"
        r"|(?:the )?(?:first|second|third) (?:prize|place)|(?:gold|silver|bronze)|(?:the"
        r"|an?) (?:[\w-]+ ){0,2}?(?:championship|cup|award|competition|title|medal|finals?))\b",
        _("You wrote of a first of those that you belong to."),
        never=re.compile(
            rf"{NOT_EVERYDAY.pattern}|\b(?:my (?:son|daughter|sister|brother)'s|national)\b", re.IGNORECASE
        ),
    ),
    milestone(
        "behind-me",
        r"(?:(?:my|the|our|all) )?(?:[\w'’-]+ ){0,4}?(?:first|last|final|exams?|finals|surgery|operation|chemo\w*"
        r"|treatment|radiation|defen[cs]e|divorce|wedding|viva|trial|move|course|training|degree|interview|funeral)\b"
        r"[\w'’ ]{0,50} (?:is|are|lies) (?:now |all )*behind (?:me|us)\b"
        rf"|{SELF}(?:sat|took|wrote|had|did|gave) (?:my|the|our) (?:very )?(?:last|final)(?:[- ]ever| ever)?"
        r" (?:[\w-]+ )?(?:session|exam|lecture|shift|chemo\w*|class|paper|round of|treatment|injection|concert"
        r"|patient|customer)\b"
        r"|(?:so )?(?:that is|i am|we are) (?:uni(?:versity)?|school|college|med school|training|chemo|rehab)"
        r" (?:done|over|finished)\b",
        _("You wrote that something is behind you."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:half of|week \d|almost|nearly|not)\b", re.IGNORECASE),
    ),
    milestone(
        "into-it",
        rf"(?:(?:(?:i|we) (?:am|are) )?(?:now )?{SPAN} into )?(?:my|our) (?:[\w-]+ ){{0,2}}?(?:apprenticeship|job|role"
        r"|training|ph\.?d|master'?s?|degree|recovery|sobriety|retirement|marriage|course|traineeship|internship"
        r"|residency"
        r"|studies|business|career|treatment|therapy|pregnancy)\b",
        _("You wrote that you began something not long ago."),
        marked=re.compile(rf"\b{SPAN} into (?:my|our)\b", re.IGNORECASE),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:years? into|decades?)\b", re.IGNORECASE),
    ),
    milestone(
        "journey",
        rf"{SELF}(?:cycled|hiked|sailed|rowed|paddled|kayaked|rode|ran|skated|skied|walked all the way|trekked"
        r"|hitch-?hiked|pedal(?:l)?ed) (?:all the way |solo |alone |non-?stop )*from (?:(?-i:[A-Z])[\w-]+ ){1,3}to"
        r" (?-i:[A-Z])[\w-]+",
        _("You wrote of a long way that you went."),
        never=TECHNICAL,
    ),
    milestone(
        "idiom",
        rf"{SELF}(?:{IDIOMS})\b",
        _("You wrote of a step for life."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:cleaner|plumber|in the game|parking)\b", re.IGNORECASE),
    ),
    milestone(
        "said-yes-to-me",
        r"(?:the|my|our) (?:\w+ )?(?:publisher|agent|bank|landlord|board|committee|university|school|judge|court|clinic"
        r"|gallery|label|jury|embassy|council|employer|adoption agency|foundation|club|choir|academy|dean|professor)"
        r" (?:has |have )?(?:said yes|gave (?:me|us) the green light|ruled in (?:our|my) favou?r|took me (?:on|in)"
        r"|took us (?:on|in)|wants (?:me|us)|picked (?:me|us)|signed (?:me|us))(?!,? (?:if|but))\b",
        _("You wrote that you were given or offered something that changes things."),
        never=NOT_YET,
    ),
    milestone(
        "offered-and-taken",
        r"(?:i|we) (?:was|were|have been|got) (?:offered|asked to (?:be|become|lead|take over|join|run|chair)"
        r"|invited to (?:join"
        r"|lead|become|chair|take over))\b",
        _("You wrote that you took what you were offered."),
        marked=re.compile(
            r"\b(?:accepted|said yes|took it|i took|agreed|signed|i'll be|i start|starting (?:in|on)|begin in)\b",
            re.IGNORECASE,
        ),
        never=re.compile(
            rf"{NOT_EVERYDAY.pattern}|\b(?:discount|upgrade|seat on the (?:bus|train|plane)|call|dinner|drink)\b",
            re.IGNORECASE,
        ),
    ),
    milestone(
        "day-one",
        r"(?:it |that |this )?(?:was|is|marked) (?:my |our )?day (?:one|1) (?:at|as|in|of|on|with|without)\b",
        _("You wrote of a first day."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:vacation|holiday|sale|trial|conference|challenge)\b", re.IGNORECASE
        ),
    ),
    milestone(
        "left-somebody",
        rf"{SELF}(?:left|walked out on|moved out on|separated from|broke up with|broke it off with"
        rf"|filed for divorce from"
        r"|divorced) (?:him|her|my (?:husband|wife|partner|boyfriend|girlfriend|ex|fianc\w+|abuser))\b(?! (?:a |the "
        r"|with|at"
        r"|in|there|alone|waiting|know|to |behind|out|off|my|some|messages?|voicemail))",
        _("You wrote that you left somebody."),
        never=TECHNICAL,
    ),
    milestone(
        "having-a-baby",
        r"(?:(?:i|we) (?:am|are) )(?:having|expecting|going to have|getting) (?:a (?:baby|child|boy|girl)|twins"
        r"|our (?:first|second"
        r"|third)|another (?:baby|child))\b|the (?:pregnancy )?test (?:is|was|came back) positive",
        _("You wrote that a child is on its way."),
        marked=re.compile(r"!|\b(?:found out|test|call|clinic|news|finally|told|positive|weeks|due)\b", re.IGNORECASE),
        never=re.compile(r"\b(?:covid|might|if|trying|hoping|considering|next year|not)\b", re.IGNORECASE),
    ),
    milestone(
        "taking-over",
        r"(?:i|we) (?:am|are) (?:taking over|going to (?:lead|head|run|chair)|moving up to|being made"
        r"|being promoted to|joining"
        r"|starting as|becoming) (?:the|a|an|as|head|my|our)\b",
        _("You wrote that something was entrusted to you."),
        marked=re.compile(
            r"\b(?:called me in|told me|offered|announced|accepted|said yes|official\w*|chose|picked|confirmed)\b",
            re.IGNORECASE,
        ),
        never=re.compile(rf"{NOT_EVERYDAY.pattern}|\b(?:supposed|might|if|call|shift|should)\b", re.IGNORECASE),
    ),
    milestone(
        "paid-back",
        rf"{SELF}paid (?:back |off )(?:my (?:father|mother|dad|mum|mom|parents|brother|sister|uncle|aunt|friend|ex"
        rf"|bank)|him|her"
        r"|them|everyone|everybody|every (?:cent|penny))\b",
        _("You wrote that you paid something off."),
        never=re.compile(r"\b(?:lunch|dinner|coffee|drinks?|tickets?|taxi|pizza)\b", re.IGNORECASE),
    ),
    milestone(
        "signed-with",
        rf"{SELF}signed (?:on |up )?(?:with|at|for) (?:the|an?|my) [\w'’-]+",
        _("You wrote that you signed for something."),
        marked=re.compile(r"\b(?:job|position|role|employer|i start|starting|start on|begin)\b", re.IGNORECASE),
        never=re.compile(rf"{NOT_EVERYDAY.pattern}|\b(?:neighbou?r|courier|trial|gym)\b", re.IGNORECASE),
    ),
    milestone(
        "gave-birth",
        r"my (?:wife|partner|girlfriend|husband|fianc[eé]e?) (?:has |have |just )?(?:gave birth|given birth"
        r"|delivered (?:our|a"
        r"|twins)|had (?:our|the|a) (?:baby|twins|son|daughter|little))\b",
        _("You wrote of a birth."),
    ),
    milestone(
        "opened-own",
        rf"{SELF}(?:opened|founded|started|launched|set up|bought|took over) (?:an? |the )(?:(?!(?:tab|at|in|on|for"
        rf"|with|by|to|from|of)\b)[\w'’-]+ ){{0,3}}?"
        r"(?:shop|store|bakery|caf[eé]|coffee shop|restaurant|practice|studio|salon|gallery|boutique|bookshop"
        r"|bookstore|charity"
        r"|non-?profit|agency|band|choir|clinic|daycare|gym|brewery|consultancy|workshop|school|farm|nursery|bar|pub"
        r"|hostel|inn"
        r"|vineyard|kennel|market stall|food truck|company|business|start-?up)\b(?! (?:page|tab|account|window|file"
        r"|link|in the"
        r" game|on my screen|course|class|meeting|plan|project|trip|day))",
        _("You wrote that you brought something of your own into the world."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "hundredth",
        rf"{SELF}(?:completed|did|made|gave|ran|played|finished|celebrated|reached|had|held|wrote|published|recorded"
        rf"|swam|taught)"
        r" (?:my|our) (?:tenth|twentieth|twenty-fifth|fiftieth|hundredth|two hundredth|five hundredth|thousandth"
        r"|\d+0(?:th))"
        r" [\w'’-]+",
        _("You wrote of a number that you reached."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "for-good",
        rf"{SELF}(?:walked (?:out|away)|left|quit|am out|moved (?:out|back|here)|broke (?:it )?(?:off|up)|am done)\b"
        r"[\w'’ ]{0,40}\bfor good\b",
        _("You wrote that you left something for good."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:app|chat|group chat|almost|not)\b", re.IGNORECASE),
    ),
    milestone(
        "therapy-ended",
        rf"{SELF}(?:wrapped up|finished|ended|concluded|had our (?:last|final)|said goodbye)\b"
        r"|my (?:therapist|counsell?or|coach|psychologist|physio\w*|oncologist|sponsor"
        r"|probation officer) (?:discharged me"
        r"|signed me off|let me go|cleared me)\b",
        _("You wrote that a treatment is over."),
        marked=re.compile(
            r"\bmy (?:therapist|counsell?or|coach|psychologist|physio\w*|oncologist|sponsor|probation officer)\b",
            re.IGNORECASE,
        ),
        never=re.compile(r"\b(?:pages?|homework|today's|the hour)\b", re.IGNORECASE),
    ),
    milestone(
        "can-again",
        r"(?:i|we) can (?:walk|run|eat|sleep|drive|sing|play|climb|hear|see|work|stand|breathe|dance|swim|hold \w+"
        r"|lift \w+)(?: \w+){0,3} (?:again|without (?:pain|crutches|help|a cane|medication|stopping))\b",
        _("You wrote what you can do again."),
        marked=re.compile(rf"\b(?:today|finally|first time|since|now|at last|{SPAN})\b", re.IGNORECASE),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:page|screen|video|login|files?)\b", re.IGNORECASE),
    ),
    milestone(
        "operated",
        rf"{SELF}ha(?:d|ve) (?:{MID})?(?:surgery|operation|transplant|hysterectomy|mastectomy|top surgery|gastric \w+"
        r"|cataract \w+|hip replacement|knee replacement|c-section)\b",
        _("You wrote of an operation."),
        marked=re.compile(
            r"\b(?:finally|at last|after (?:\w+ ){1,3}(?:years?|months)|home again|went well)\b", re.IGNORECASE
        ),
        never=re.compile(r"\b(?:scheduled|cancel\w*|postpone\w*|dog|cat|not)\b", re.IGNORECASE),
    ),
)
