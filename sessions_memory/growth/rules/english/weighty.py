"""Something done, in English, whatever it is, where the words beside it say how much it weighs."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.english.parts import MID, NOT_EVERYDAY, SELF, milestone
from sessions_memory.growth.rules.english.words import BUSINESS, LONG_SPAN, SPAN

# States, views and errands: done every day, whatever stands beside them.
BLAND = (
    r"(?:adapt|adjust|format|convert|work|liv|us|pass|walk|enter|want|need|tri|look|search|ask|wait|lov|lik|hat|hop"
    r"|plann|consider|wonder|notic|reali[sz]|learn|seem|worri|stay|watch|enjoy|remember|miss|expect|agre|mention"
    r"|discuss|suggest|talk|chatt|receiv|decid|notic|visit|cop|attach|upload|download|updat|click|chang|check|add"
    r"|remov|creat|generat|calculat|compar|design|implement|test|debug|struggl|focus|prefer|continu|happen|prepar"
    r"|practi[sc]|explor|collaborat|schedul|review|analy[sz]|identif|improv|integrat|set|estimat|spott|describ"
    r"|includ|allow|follow|hear|turn|clean|order|cook|wash|fix|repair|replac|print|call|email|text|messag|research"
    r"|brows|googl|increas|reduc|drank|miss|catch|manag|bas|relat|interest|concern|tir|confus|excit|involv|suppos"
    r"|match|assign|measur|record|track|list|limit|play|listen|shar|help|support|appreciat)"
)
IRREGULAR = (
    r"(?:became|began|bought|brought|broke|built|came|cut|drew|drove|flew|forgave|gave|grew|handed|held|kept|laid"
    r"|led|left|let go|made it|made peace|met|paid|put down|quit|rode|rose|ran|said goodbye|said yes|said no|sold"
    r"|sent|sewed|sang|slept|spoke|stood|swam|swore|taught|threw|told|took|wore|won|wrote|written|given|driven"
    r"|climbed|took apart|let)"
)
WEIGHT = re.compile(
    r"\b(?:after (?:(?:almost|nearly|over|about|more than|all|some) )?[\w-]+ (?:long |whole |full )?(?:years?"
    r"|decades?|months|attempts|tries|rejections|rounds)|(?:took|has taken|cost) (?:me |us )?(?:over |almost |about "
    rf"|nearly |only )?{LONG_SPAN}|{SPAN} (?:behind (?:that|the|a)|of (?:my life|waiting|silence|work)|in the making"
    r"|at the same \w+ over|late)|the first (?:one |time )?(?:since|in (?:\w+ ){1,2}years|ever)|first time (?:ever"
    r"|in my life|since|in (?:\w+ ){1,2}years)|(?:have|'ve|had|'d) never (?:done|had|tried|dared|managed) (?:that"
    r"|this|it|anything|one)|first (?:one )?in (?:my|our|the) family|(?:years?|months?) ago i (?:could|couldn't"
    r"|lived|would|was|had|did)|at (?:easter|christmas) i (?:could|was)|cried|crying|tears|trembl\w+|hands (?:are"
    r"|were|shook)|(?:can|could) breathe|unreal|surreal|weirdly|can't believe|couldn't believe|hardly dare"
    r"|still processing|heart was|terrified|over the moon|ecstatic|lump in my throat|i did it|for good"
    r"|once and for all|by hand|with my own hands|no way back|no going back|like (?:he|she|they) wanted|(?:feels?"
    r"|felt) (?:\w+ ){0,2}(?:lighter|unreal|free|strange|weird|huge|empty|odd|incredible|right)|never thought i(?:'d"
    r"| would)|day (?:i|we) (?:had )?(?:waited|dreamt|dreamed))\b",
    re.IGNORECASE,
)
NOT_A_STEP = re.compile(
    rf"{TRIVIAL.pattern}|{TECHNICAL.pattern}|\b(?:resume|résumé|cover letter|outline|budget|draft|schedule|essay"
    r"|paragraph|plan|tool|tools|app|apps|project|game|film|movie|show|cold|flu|headache|hallway|walls?|fence"
    r"|bathroom|kitchen|bus|train|back pain|sick|fever|joke|mistake|mistakes|calories|symptoms|client|clients"
    r"|customer|stakeholder\w*|strategy|strategies|approach|technique\w*|advice|tips|suggestion\w*|method\w*|hours"
    r"|wordpress|budgeting|question|questions)\b",
    re.IGNORECASE,
)
# What is granted or refused, and what it came to.
MINE = (
    r"(?:appeal|visa|application|claim|petition|request|complaint|case|lawsuit|asylum|permit|licen[cs]e|contract"
    r"|offer|bid|proposal|transfer|loan|mortgage|pension|disability|benefits?|custody|adoption|transplant|surgery"
    r"|operation|ivf|pregnancy|match|audition|residency|grant|scholarship|tenancy|lease|residence|sponsorship"
    r"|green card|citizenship|promotion|paper|manuscript|novel|script|song|story|poem|stall|booth|collection|show"
    r"|exhibition|book|album|record|launch|fundrais\w+|kickstarter|crowdfunding|divorce|settlement|trial period"
    r"|probation)"
)

RULES = (
    milestone(
        "weighty",
        rf"{SELF}(?:(?!{BLAND}\w{{0,3}}ed\b)\w{{2,14}}ed|{IRREGULAR})(?: (?:in|up|out|over|off|down|on|away"
        rf"|back))? {MID}(?:my|our|the|an?|him|her|them|it|it all|all|everyone|everything|goodbye|to|from|with"
        r"|\d+)\b",
        _("You wrote of something done, and of what it took or meant."),
        about=WEIGHT,
        never=NOT_A_STEP,
    ),
    milestone(
        "mine-succeeded",
        rf"(?:my|our) (?:(?!(?:boss|sister|brother|friend|son|daughter|neighbou?r)'s\b)[\w'’-]+ ){{0,2}}?(?:{MINE}"
        rf"|{BUSINESS})(?: (?:at|for|in|with|to|on|against) (?:[\w'’-]+ ){{1,4}}?)? ?(?:succeeded|worked(?: out)?\b"
        r"|was (?:upheld|renewed|extended|successful|a success|selected|chosen|overturned in|a match)|(?:got"
        r"|has been|have been|is|are|was|were) (?:renewed|extended|approved|accepted|granted|through|signed|final\w*"
        r"|permanent|done|sold out|over)|sold out|went (?:through|well enough|live)|came through|came out|took off"
        r"|paid off|is over|ended well|turned a profit)\b",
        _("You wrote that something of yours came about."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:not|yet|almost|nearly|pending|if|domain|subscription|prime|costco"
            r"|library book|netflix|client\w*|customer\w*|case (?:study|number)|phone case|over budget|overdue"
            r"|show on)\b",
            re.I,
        ),
    ),
    milestone(
        "offer-accepted",
        r"(?:they (?:have )?accepted (?:our|my)|(?:it|our offer|my offer) (?:was|got|has been) accepted|(?:i"
        r"|we) (?:got|have) outbid (?:everyone|them))\b",
        _("You wrote that something of yours came about."),
        marked=re.compile(
            r"\b(?:offer on|house|flat|bungalow|condo|apartment|cottage|manuscript|application|paper)\b", re.I
        ),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "let-go",
        r"(?:i|we) (?:was|were|got|have been) (?:let go|laid off|made redundant|fired|sacked|discharged|signed off"
        r"|furloughed|released (?:from)|dismissed|offered redundancy)\b",
        _("You wrote that something ended."),
        marked=re.compile(
            rf"\b(?:today|yesterday|this \w+|last (?:week|month|\w+day)|on \w+day|after|just|{SPAN} ago|an hour ago)\b",
            re.I,
        ),
    ),
    milestone(
        "turned-in",
        rf"{SELF}(?:turned in|handed in|handed back|gave back|returned|cleared out|packed up|handed over) (?:my"
        r"|the) (?:[\w-]+ ){0,2}?(?:badge|laptop|keys?|uniform|locker|desk|pass|gun|office|classroom|shop|reins"
        r"|practice|chair)\b",
        _("You wrote that something is behind you."),
        marked=re.compile(
            rf"\b(?:{SPAN}|last day|for good|retire\w*|resign\w*|over|to my (?:niece|nephew|son|daughter))\b", re.I
        ),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:rental|hotel|airbnb|car|library|scratch\w*)\b", re.I),
    ),
    milestone(
        "switched-to",
        rf"{SELF}(?:switched|moved|went|changed|dropped|cut|cut down|reduced)(?: my (?:hours|job|contract))? (?:to"
        r"|down to|over to) (?:an? |the )?(?:\w+[- ]day week|part[- ]time|half[- ]time|remote work|nights"
        r"|day shifts?|full[- ]time|\d+ hours|\d+ ?%|vegan|a plant\w* diet|home ?schooling|freelanc\w+)\b",
        _("You wrote that you began something."),
        marked=re.compile(
            r"\b(?:this|last|starting|since|finally|as of|from (?:today|monday)|now|today|yesterday|on)\b", re.I
        ),
        never=TECHNICAL,
    ),
    milestone(
        "handed-on",
        rf"{SELF}(?:hand(?:ed)?|pass(?:ed)?|sign(?:ed)?|gave|turned) (?:the|my|our) (?:[\w-]+ )?(?:{BUSINESS}|farm"
        r"|reins|house|team|keys|class|surgery|parish) (?:over|on|down|up) to\b",
        _("You wrote that you closed or handed over something of yours."),
        never=TECHNICAL,
    ),
    milestone(
        "read-whole",
        rf"{SELF}(?:finish(?:ed)?|complet(?:ed)?|got through|memori[sz]ed|learn(?:ed|t)|recited|read|translated"
        r"|copied) (?:reading |memori[sz]ing |studying |learning |translating )?(?:(?:the )?(?:whole|entire"
        r"|all) (?:of )?(?:the )?|(?-i:[A-Z])\w+(?: \w+){0,4} (?:after|in (?:the )?original)|(?:the )?(?:quran|bible"
        r"|torah|gita|odyssey|iliad)\b)",
        _("You wrote that you finished something long."),
        marked=re.compile(
            rf"\b(?:{SPAN}|attempts?|tries|original|by heart|for the first time|finally|cover to cover|first)\b", re.I
        ),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:season|episode|chapter|level|playthrough|manual|docs)\b", re.I),
    ),
    milestone(
        "last-round",
        rf"{SELF}(?:finish(?:ed)?|complet(?:ed)?|had|did|got through|wrapped up) (?:my|our|the) (?:very )?(?:last"
        r"|final) (?:[\w-]+ ){0,2}?(?:chemo\w*|radiation|round of (?:chemo\w*|radiation|ivf|treatment|antibiotics)"
        r"|treatment|dose|injection|infusion|shift|rehearsal|placement|rotation)\b",
        _("You wrote that something is behind you."),
        never=TECHNICAL,
    ),
    milestone(
        "turned-to",
        rf"{SELF}(?:convert(?:ed)? to|revert(?:ed)? to|was received into|left|renounced) (?:judaism|islam"
        r"|catholicism|christianity|buddhism|hinduism|orthodoxy|sikhism|quakerism|the (?:catholic |orthodox "
        rf"|mormon )?(?:church|faith|order)|my (?:faith|religion|citizenship))\b|{SELF}(?:came|finished|placed"
        r"|was) (?:first|second|third|1st|2nd|3rd|top \w+)(?=\W*$| in (?:my|the|our)| (?:at|among|overall|place))"
        rf"|{SELF}(?:broke|beat|smashed|set) (?:the|my|a|an) (?:[\w-]+ ){{0,3}}?(?:barrier|record|pb|pr"
        rf"|personal best)\b|{SELF}(?:got|received|picked up|was given) my (?:[\w-]+ ){{0,2}}?(?:chip|coin|medallion"
        rf"|keytag)\b|{SELF}(?:put|paid)(?: down)? (?:the|a|our|my) (?:down ?payment|deposit)(?: down)? (?:on"
        r"|for) (?:a|an|the|our|my) (?:[\w-]+ )?(?:flat|house|apartment|home|condo|place|farm|cottage|studio|shop)\b",
        _("You wrote of a step for life."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:poker|casino|chocolate|vinyl|early|building|level|game)\b", re.I),
    ),
    milestone(
        "sent-out",
        rf"{SELF}(?:launch(?:ed)?|shipp?(?:ed)?|releas(?:ed)?|publish(?:ed)?|premiered) (?:(?:my|our"
        r"|the first version of my|a|an) (?:[\w-]+ ){0,3}?(?:newsletter|podcast|channel|zine|magazine|album|single"
        r"|ep|book|novel|novella|course|shop|store|petition|charity|magazine|collection|comic|short film|documentary"
        r"|game)|the first version of my)\b",
        _("You wrote that you brought something of your own into the world."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:client|customer|for work|the app|at launch)\b", re.I),
    ),
    milestone(
        "told-mine",
        rf"{SELF}(?:told|confessed to|admitted to|came clean to|sat down with) (?:my|the|our) (?:kids|children"
        r"|parents|mum|mom|mother|dad|father|husband|wife|partner|son|daughter|family|sister|brother|boss|girlfriend"
        r"|boyfriend|team|best friend|fianc\w+|ex) (?:(?:the truth|everything|all of it)\b|about (?:the|my"
        r"|our) (?:divorce|debt|debts|diagnosis|cancer|abortion|miscarriage|affair|addiction|drinking|gambling"
        r"|relapse|pregnancy|depression|separation|abuse|assault|arrest|transition|sexuality|illness|money"
        r"|bankruptcy|move|decision)\b)",
        _("You wrote that you told or settled something that mattered."),
        never=TECHNICAL,
    ),
    milestone(
        "first-talk",
        rf"{SELF}(?:had|held|made|got through|led) my (?:very )?first (?:[\w-]+ ){{0,2}}?(?:conversation|phone call"
        r"|call|chat|date|meal|sleep|walk|dinner|meeting) (?:[\w-]+ ){0,3}?(?:in (?-i:[A-Z])|since|without|after"
        r"|as an?|entirely)",
        _("You wrote of a first of yours."),
        never=TECHNICAL,
    ),
)
