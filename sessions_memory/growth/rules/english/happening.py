"""What weighs in something that happened to the person, in English: what it is about, what was done, what beside it."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.english.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.values import Kind, Phrases, Weighed, Words

KIN = (
    r"(?:(?:half-?|step|grand|great-?grand|foster|god|birth )?(?:mother|mum|mom|mommy|father|dad|daddy|parents?|sons?"
    r"|daughters?|kids?|child|children|brothers?|sisters?|siblings?)|friends?|mate|buddy|pal|husband|wife|spouse"
    r"|partner|boyfriend|girlfriend|fianc\w+|ex(?:-\w+)?|in-laws|cousins?|aunt\w*|uncles?|niece|nephew|gran\w*|nan"
    r"|nana|boss|manager|supervisor|colleagues?|co-?workers?|team(?:mates?)?|neighbou?rs?|roommates?|flatmates?"
    r"|housemates?|landlord|landlady|tutor|teachers?|coach|therapist|doctor|gp|surgeon|lawyer|professor|students?"
    r"|clients?|customers?|patients?|tenants?|twin|family|people|guys|lads|idol|crush)"
)
# What a life turns on, and what is only part of one.
GREAT = (
    "visa visas citizenship naturalization naturalisation asylum custody divorce adoption scholarship fellowship"
    " bursary tenure diploma doctorate phd thesis dissertation viva licence license apprenticeship traineeship"
    " internship residency marathon ultramarathon triathlon ironman manuscript memoir novel novella debut album"
    " wedding vows pregnancy embryo ivf transplant chemo chemotherapy radiotherapy remission biopsy tumor tumour lump"
    " rehab sobriety detox mortgage bankruptcy promotion retirement eulogy probation parole baptism exhibition"
    " premiere recital patent debt debts exam exams finals medal trophy award prosthesis testosterone estrogen"
    " hormones redundancy severance farm orchard permanent oath newborn twins triplets stillbirth miscarriage"
    " pacemaker alcoholic pilgrimage camino umrah hajj summit ordination bookshops podium degree graduation"
    " guardianship fostering dialysis dentures crutches wheelchair verdict testimony confession petition allotment"
    " degree masters bachelors mba a1 a2 b1 b2 c1 c2 debutante dissertation greencard naturalised hospice"
    " mastectomy hysterectomy amputation ostomy colostomy vineyard understudy audition valedictorian estrangement"
    " foster adoptee donor kidney marrow dialect squadron enlistment commission bar viva orals boards probationary"
)
NOTABLE = (
    "job shop cafe café bakery business company startup practice charity house flat apartment cottage condo cabin"
    " contract loan choir orchestra band university uni college race prize record therapy diagnosis surgery operation"
    " cane hearing antidepressants medication meds pills transition baby babies puppy greyhound rescue passport"
    " paycheck salary payslip raise offer role position boat studio gallery painting poem poems book stage speech"
    " sermon concert gig goal belt peak mountain glacier channel lake plane pilot solo uniform badge keys ring"
    " proposal tattoo statement police court judge trial apology funeral ashes grave gravestone birth scan heartbeat"
    " seizure seizures stroke fracture stairs lighthouse kilos pounds savings deposit pension shift plant union strike"
    " league tournament championship cup translation portuguese spanish french german italian japanese arabic swahili"
    " welsh korean mandarin dutch russian polish turkish greek piano violin cello guitar accordion wheel motorway"
    " bike swim blog podcast newsletter course school hospital clinic embassy consulate border gambling bet bets"
    " cigarette cigarettes vape drink drinking drank weed instagram facebook tiktok cookbook quilt sculpture"
    " mural dress treehouse barn greenhouse bees harvest renovation roof mayor council chair chairman chairwoman"
    " treasurer captain principal association committee settlement inheritance sponsor meeting apprentice"
    " insulin seed-round stroke bodyweight landscape circuit requiem dentist brigade call-out"
    " prison jail convent monastery mosque church temple synagogue choirmaster stutter cast brace braces"
    " scar wig hair bell lane mile miles kilometres kilometers 5k 10k documentary musical"
    " scholarship cabin van caravan garden beehive workshop forge kiln loom dairy herd flock ewes calf foal lambs"
    " honey hive hives jar medal bronze silver gold regionals nationals scout scouts camp ballot vote hijab kippah"
    " headscarf blood needles marrow boiler stall foodtruck dumpling stand market bungalow semi caravan houseboat yurt"
    " radiation infusion stitches nhs endo sling brace locs dreadlocks buzzcut podium grade merit distinction"
    " telescope observatory comet patent prototype lecture seminar keynote panel pitch investor shareholder"
    " allotments marathon relay triathlon parkrun century sonata concerto nocturne waltz aria solo duet busking"
    " hospice soup-kitchen mosque rosary bible quran torah fast fasting lent ramadan pilgrim monk nun"
    " allowance maintenance truck lorry forklift crane kitchen shift ward shop-floor regiment"
)
# What is done once, and what changes something; any deed weighs one beside.
ONCE = (
    "married wed eloped divorced  graduated resigned retired enrolled adopted proposed engaged emigrated"
    " immigrated  defended ordained baptised baptized  widowed promoted elected appointed"
    " acquitted  fostered premiered relocated rebuilt repaid reconciled benign pregnant "
    " naturalised naturalized admitted harvested voted remarried unemployed apprenticed deported"
)
CHANGED = (
    "accepted separated converted discharged sworn built learned learnt quit closed raised qualified certified"
    " published signed completed won sold founded approved granted awarded earned"
    " hired born recovered survived apologised apologized confessed testified stamped cleared exhibited"
    " performed climbed swam"
    " crossed conquered restored renovated registered incorporated buried scattered deleted donated memorised"
    " memorized deadlifted summited tapered permanent overcame finished inherited auditioned rehearsed forgave"
    " legally officially launched released submitted evicted unpacked moved parted"
)
FIRST_EVER = r"(?:for the )?(?:very )?first time (?:in my (?:whole )?life|ever)"
FIRST = (
    r"for the (?:very )?first time|(?:my|our) (?:very |own |ever )*(?:first|last|final)\b(?! (?:name|thought|question"
    r"|draft|idea|attempt|impression|choice|step|try|guess|message|email|option|two|three|few|line|sentence"
    r"|paragraph))|the first (?:time|one) (?:since|in|ever)|the last of (?:my|our|[\w-]+)\b"
)
SINGULAR = (
    r"\d+ years (?:behind|at|in|on|of)\b|said (?:i'd|i would|we'd) never|after the (?:stroke|accident|operation"
    r"|surgery|fire|flood|divorce)|years ago i"
    r"|used to (?:mouth|hide|be)|after (?:(?:more than |over |almost |nearly |about )?[\w-]+ (?:long |whole )?(?:years"
    r"|months|decades|attempts?"
    r"|tries|rejections|winters|rounds|applications)|the (?:\w+ )?(?:second|third|fourth|fifth|sixth|seventh"
    r"|tenth) (?:try|attempt|round|time))|(?:on|at) the (?:second|third|fourth|fifth|sixth|tenth) (?:try|attempt|go)"
    r"|[\w-]+ (?:years|months|decades) (?:after|late)\b|[\w-]+ (?:days|weeks|months|years) (?:without|sober|clean"
    r"|smoke-?free|now|straight|in a row|dry)"
    r"|since (?:the|my) (?:operation|op|accident|stroke|surgery|illness|diagnosis|divorce|fire|flood|crash|injury"
    r"|burn-?out|breakdown|birth|funeral|war)|never (?:thought|dreamed|imagined|believed|dared)"
    r"|nobody (?:ever )?(?:taught|believed|thought)|first (?:one |person )?in (?:my|our|the) family"
    r"|in front of (?:(?:all of |more than |over |about |nearly )?(?:them|everyone|everybody|(?:\w+ )?(?:hundred"
    r"|thousand|people|strangers)|\d+))|took (?:me|us) (?:\w+ )?[\w-]+ (?:years|months|winters|summers|attempts"
    r"|tries|decades)|[\w-]+ (?:years|months|winters|decades) of (?:my life|work|waiting|training|saving|paperwork"
    r"|silence|trying|fear|practice)|for good\b|behind (?:me|us)\b|in the bag|once and for all|at last|by myself"
    r"|on my own\b|all by myself|with my own hands|without (?:breaking|notes|help|stopping|crutches|a break|crying"
    r"|fear|a stick)|not coming back|effective immediately"
)
STANDING_OUT = (
    r"finally|officially|it'?s official|(?:i|we) did it|at (?:the age of )?\d\d\b|i'm \d\d\b|again\b|together\b"
    r"|every single|permanently|believe it or not|big (?:day|news|step)|good news|happy to (?:say"
    r"|report)|update|hooray|yay|can (?:\w+ )?(?:do|now)|as of\b|all of (?:it|them)\b"
)
LATELY = (
    r"(?:it's|it has) been [\w-]+ (?:days|weeks|months)|today|yesterday|tonight|this (?:morning|afternoon"
    r"|evening|week|weekend|month|year|spring|summer|autumn|fall"
    r"|winter|\w+day)|last (?:night|week|weekend|month|year|spring|summer|autumn|fall|winter|\w+day)|(?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day|(?:on|since) the (?:\d+\w\w|first|second|third|\w+th)\b|(?:since|in) (?:january"
    r"|february|march|april|may|june|july|august|september|october|november|december|easter|christmas|new year)"
    r"|[\w-]+ (?:days?|weeks?|months?|hours?|minutes) (?:ago|in(?:to)?|old)\b|just (?:now|got|came|been|had|this"
    r"|\w+ed)\b|for [\w-]+ (?:days|weeks|months) now"
)
SHAKEN = (
    r"(?:can|could)(?:'t|not| not) (?:quite )?believe|cri(?:ed|es)\b|crying|tears|sobb\w+|wept|speechless|stunned"
    r"|(?:hands|legs"
    r"|knees|voice) (?:\w+ )?(?:sh[ao]\w+|trembl\w+|wobbl\w+|held)|held my breath|lump in my throat|over the moon"
    r"|me, (?:who|of"
    r" all)|(?:breathed|breathe)\b|proud"
)
MOVED = (
    r"cri(?:ed|es)|crying|tears|sobb\w+|wept|shak(?:y|ing|en)|shook|trembl\w+|(?:can|could)(?:'t|not| not) believe"
    r"|proud|nervous|awful|in knots|get lost|replaying|ours\b|own\b|reliev\w+|relief|felt like|feels? (?:like|so|very"
    r"|really|a bit|weird|strange|unreal|surreal"
    r"|light|lighter|free|empty|odd|good|silly|wrong|huge|big)|weird|strangely?|unreal|surreal|speechless|goosebumps"
    r"|clapped|applau\w+|hugged|danced|laughed|smiled|framed|celebrat\w+|champagne|over the moon|ecstatic|thrilled"
    r"|terrified|scared|happ(?:y|iest)|held my breath|slept|lump in my throat|wobbl\w+|my (?:knees|hands|voice|heart"
    r"|legs|kids|husband|wife|mum|mom|dad)|silly|asleep|quiet|silence|nobody (?:else )?(?:to tell|threw)"
    r"|looked back|weight off|breathe|exhausted|card\b|grin\w*|lighter|numb"
)
NOT_SO = re.compile(
    r"\b(?:want(?:ed)? to|wants|booked|bought|updated|enjoyed|camping|power|trip|birthday|hop(?:e|ed|ing)|wish\w*|would"
    r"|could|should|shall|might|may|(?<!my )(?<!a )will|won't|going to|gonna"
    r"|plan(?:s|ning|ned)?|looking (?:to|for)|look(?:s|ed)? (?:at|for)|try(?:ing)?|tried|need(?:s|ed)?|has to|had to"
    r"|have to|about to|not(?! coming back)|never(?! (?:thought|dreamed|imagined))|hopefully|almost"
    r"|nearly(?! \w+ (?:years|months))|if|unless|supposed|meant to|intend\w*|considering|thinking|due|yet|whether"
    r"|scheduled|deadline|half of|part of|chapter|another|someday|one day|once|used to|back when|dream(?:s|ed|t|ing)?"
    r"|imagine|pretend|suppose|tomorrow|next (?:week|month|year|spring|summer|autumn|fall|winter|\w+day)|appl(?:y|ied"
    r"|ying|ications?)|research\w*|compar\w+|studying|rejected|refused|denied|cancel\w*|delayed|postponed|failed"
    r"|lost (?:my|our) (?:keys|phone|wallet)|the same \w+ as|as you|you (?:said|suggested|told)|everyone|getting"
    r"|have got (?:an?|to|no)|swamped|interview|worried|wondering|asking|exploring|discuss\w*|i bet|you were|congrat\w*"
    r"|learn(?:ed|t) (?:that|about)|(?:my|our) first [\w ]{1,20} was\b|how (?:to|much|many)|what|which|why"
    r"|but me)\b|n't\b",
    re.IGNORECASE,
)
# What makes all of the sentence unreal, in whichever clause it stands.
FOREIGN = re.compile(
    rf"{TECHNICAL.pattern}|\b(?:if|unless|(?:i|we)'d have|would have|could have|should have|imagine|for sale|webinars?"
    rf"|workshops?"
    r"|next (?:week|month|year))\b",
    re.IGNORECASE,
)
DONE = re.compile(
    r"\b(?!(?:need|tired|interest|suppos|confus|excit|worri|schedul|involv|relat|bor|concern|stress|us|frustrat"
    r"|disappoint|bas|ne)e?d\b)\w{2,14}ed\b|\b(?:got|came|come|become|became|began|begun|gave|took|told|said|made|left"
    r"|sold|bought|brought|built|rebuilt|wrote|written|won|ran|rode|sang|swam|flew|drove|spoke|stood|taught|read|hit"
    r"|let|met|held|went|gone|rang|slept|grew|lost|paid|sent|quit|forgave|swore|threw|wore|broke|given|taken|done"
    r"|been|put|cut|drew|hung|chose|kept|felt|had|shook|lit|sewn|burnt|learnt|rebuilt|bred|fed|shot|benign|permanent"
    r"|pregnant|sober|married|(?:is|are|all|back) (?:home|over|through)|behind (?:me|us)|in the bag|talking again"
    r"|can (?:\w+ )?now|(?:is|are"
    r"|am) (?:now )?(?:in|out|on|at|open|live|here|official|done|finished|ours|mine|chair\w*|free|clean|clear|gone)"
    r"|i am (?:the|an?|on)|have my (?:very )?first|^(?:my|our) (?:very )?(?:first|last) \w+)\b",
    re.IGNORECASE,
)
ELIDED = re.compile(
    r"(?!(?:need|interest|suppos|bas|relat|compar|ne)e?d\b)\w{2,14}ed\b|(?:got|came|began|gave|took|told|said|made"
    r"|left|sold|bought|brought|built|wrote|won|ran|rode|sang|swam|flew|drove|spoke|stood|taught|met|held|went|rang"
    r"|slept|grew|lost|paid|sent|quit|forgave|broke|had|wore|cut|put|let|hung|kept)\b",
    re.IGNORECASE,
)


HAPPENED = Weighed(
    "happened",
    Kind.MILESTONE,
    _("You wrote of something that happened to you, and words beside it say that it was no everyday thing."),
    inside=(Words.of({3: GREAT, 2: NOTABLE}, endings="s es"), Words.of({3: ONCE, 1: CHANGED})),
    beside=(
        Phrases.of({4: FIRST_EVER, 3: FIRST, 2: SINGULAR, 1: STANDING_OUT}),
        Phrases.of({1: LATELY}),
        Phrases.of({2: SHAKEN, 1: MOVED}),
    ),
    least_inside=1,
    most_beside=4,
    least=5,
    of_person=re.compile(
        rf"(?!(?:my|our) (?:[\w'-]+ ){{0,2}}?{KIN}\b)(?:(?:i|we|my|our)\b|(?!(?:you|he|she)\b).{{1,80}}?\b(?:me|us)\b)",
        re.IGNORECASE,
    ),
    done=DONE,
    elided=ELIDED,
    of_itself=re.compile(
        r"(?:the|both|all|after|(?:dad|mum|mom|gran\w*|grandpa|mother|father)'s)\b(?!.*\b(?:he|she|his|her"
        r"|their|you|your|said|says|that|news|minister|president|mayor|government)\b)",
        re.IGNORECASE,
    ),
    never=NOT_SO,
    foreign=FOREIGN,
    lighter=TRIVIAL,
)
