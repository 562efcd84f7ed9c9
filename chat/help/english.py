"""How English says it. Sentences come in small letters, with straight apostrophes and single spaces."""

import re

from chat.help.patterns import Rules, any_of

HARM = r"(?:kill|hurt|harm|injur|cut|burn|starv|poison|drown|hang|shoot|punish)(?:t?ing|e)? my ?self"
WISH = (
    r"(?:want(?:ed)?(?: to)?|wanna|wish|going to|gonna|urges?|think(?:ing)?|thoughts?|feel like|tempted|need to|"
    r"have to|plan(?:ning)?|might|will|i'll|could just|should(?: just)?|started|keep|stop|been|again|deserve to|"
    r"afraid|scared|about to|how (?:do i|can i|to)|ways? to)"
)
PEOPLE = (
    r"(?:my|our|his|her|their|a|this|best|close|old|good) (?:\w+ )?(?:friend|brother|sister|mother|mum|mom|dad|"
    r"father|son|daughter|child|kid|partner|wife|husband|boyfriend|girlfriend|colleague|co-?worker|roommate|"
    r"flatmate|cousin|uncle|aunt|student|pupil|neighbou?r|ex|teenager|nephew|niece|boss|classmate|grand(?:son|"
    r"daughter|mother|father)|client|patient)s?|somebody|someone|s?he|they"
)
ENGLISH = Rules(
    language="en",
    figure=any_of(
        r"(?:kill|hurt)\w{0,12} my ?self (?:laughing|with laughter|to (?:get|finish|meet|make|do|be)|over|working|"
        r"trying|at work|for (?:forgetting|not|that|this|it))",
        r"shoot\w{0,12} my ?self in the foot",
        r"(?:cut|cutting) my ?self (?:off|some|short|shaving|while|on|in half|a |out|loose|free)",
        r"burn\w{0,12} my ?self out",
        r"drown\w{0,12} my ?self in (?:work|coffee|music|books|chores)",
        r"hang\w{0,12} my ?self (?:up|out)",
        r"(?:without|avoid|prevent|not|don't|never|risk of|from) (?:accidentally )?(?:hurt|injur|burn|cut)(?:ing|"
        r"e)? my ?self",
        r"(?:hurt|injur|burn|cut)(?:ing|e|t)? my ?self (?:\w+ )?(?:at|in|on|with|during|while|when|playing|running|"
        r"lifting|doing|climbing|skiing|cooking) (?:the |a |my |i )?(?:gym|squats?|deadlifts?|football|soccer|"
        r"tennis|training|work ?outs?|runs?|running|lift|lifting|playing|yoga|kitchen|oven|stove|iron|pan|"
        r"climb\w{0,12}|ski\w{0,12}|bikes?|stairs|cook\w{0,12}|garden\w{0,12}|swim\w{0,12})",
        r"(?:want\w{0,12}|could|going|gonna|rather|ready|nearly|almost|wish i could)(?: to)?(?: just)? die (?:of|from|"
        r"laughing|with (?:laughter|embarrassment|shame)|on (?:this|that) hill|than|for (?:a|that|this|some))",
        r"(?:do not|don't|didn't|did not|not) (?:really )?want to die\b(?! anymore)",
        r"(?:not|never been|never) suicidal",
        r"die my hair",
        r"take my (?:own )?life (?:back|in|into|to|on|more|so|seriously|apart)",
        r"(?:bungee|parachut|base|ski|scuba)[- ]?(?:jump|div)\w{0,12}",
        r"want to live (?:here|in|with|at|there|near|like|on|by|abroad|alone|together)",
        r"suicide (?:squad|silence|doors?|cables?|bomb\w{0,12}|mission|sprints?|runs?|pact film|king|gambit|plant|gene|"
        r"substrate)",
    ),
    plain=any_of(
        rf"{WISH}[^,]{{0,30}}\b{HARM}",
        r"\bi(?:'m| am|'ve been| have been| was| keep| kept| started)? (?:cutting|hurting|harming|burning|starving|"
        r"killing) my ?self",
        r"\bi (?:cut|hurt|harm|burn|starve|punish)(?:ed|d)? my ?self (?:again|on purpose|deliberately|when i|"
        r"to feel|to punish|last night|yesterday|today|every|because)",
        r"\b(?:kill(?:ing)?|hang(?:ing)?) my ?self\b",
        r"\bi (?:just |really |only |sometimes |often |still |do |honestly )*(?:want(?:ed)? to|wanna|would like to|"
        r"need to|deserve to|hope to|hope i|wish to) (?:just |really )?(?:disappear and )?(?:die|be dead|not exist|"
        r"stop existing|cease to exist|never wake up|not wake up)\b",
        r"\b(?:wish|hope|if only) (?:that )?i(?:'d)? (?:was|were|am|would|could|had|just|don't|won't|wouldn't|never|"
        r"didn't)[^,]{0,20}\b(?:dead|die|not (?:be )?alive|not exist|never been born|never born|born|wake up|"
        r"disappear forever)\b",
        r"\bi(?:'d| would)? (?:be|am|rather be|'m)[^,]{0,15}\bbetter off dead\b",
        r"\b(?:rather|better) be dead\b",
        r"\b(?:better off|better|happier|easier|relieved) (?:off )?without me\b(?! (?:in|on|at|there))",
        r"\b(?:end|ending|take|taking|took) my (?:own )?life\b",
        r"\b(?:want|wanted|going|gonna|ready|need|just)(?: to)?(?: just)? end it all\b",
        r"\bcan(?:'t|not) go on\b.{0,40}\bend it\b",
        r"\bwant(?:ed)? to disappear (?:forever|for good)\b",
        r"\b(?:gonna|going to|want to|wanna|might|will|i'll|should|about to) (?:just )?kms\b",
        r"\b(?:don't|do not|didn't|no longer|never) (?:really |even )?(?:want|wanted|wanna)(?: to)? (?:live|"
        r"be alive|exist|go on living|keep living|wake up|be here any ?more|be in this world)\b(?! (?:here|in|with|"
        r"at|there|near|like|on|by|without|to|so|early|abroad|alone|before|late|that|this))",
        r"\b(?:no|any|a) (?:reason|point|will|desire|wish)(?: left)? (?:to|in|for) (?:live|living|go on living|"
        r"be alive|being alive|staying alive|exist|existing|stay alive)\b",
        r"\bnothing (?:left )?to live for\b",
        r"\b(?:my )?life(?: is|'s| isn't| feels)? (?:not |no longer |isn't )?(?:really )?worth living\b(?= any|$|"
        r" for me)",
        r"\b(?:can't|cannot|can not|don't want to) (?:go on|carry on|keep) living\b(?! (?:here|in|with|at|like))",
        r"\btired of (?:living|being alive|life|existing)\b(?! (?:here|in|with|at|like|on|out|as))",
        r"\b(?:how many|enough) (?:pills|tablets|sleeping pills)\b[^,]{0,30}\b(?:die|kill|dead|overdose)\b",
        r"\b(?:painless|easiest|quickest|quick|easy|best|fastest) (?:way|ways|method) (?:for me )?(?:to|of) (?:die|"
        r"dying|kill(?:ing)? my|end(?:ing)? (?:it all|my life)|suicide|commit\w* suicide)\b",
        r"\bi\b[^,]{0,25}\b(?:want|feel like|going|gonna|urge|thinking|think|plan\w*|ready|tempted|"
        r"will)\b[^,]{0,20}\b(?:overdos\w*|jump(?:ing)? (?:off|from|in front of) (?:a|the|my|this) (?:bridge|roof|"
        r"building|balcony|train|bus|truck|car|cliff|window)\b(?! of))",
        r"\b(?:slit(?:ting)?|cut(?:ting)?) my (?:own )?wrists?\b",
    ),
    topic=any_of(r"\bsuicid\w*", r"\bself[- ]?(?:harm|injur)\w*"),
    speaker=re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|my|myself)\b"),
    other=any_of(
        rf"\b(?:{PEOPLE})\b.{{0,80}}\b(?:suicidal|(?:(?:kill|hang)(?:s|ing)?|(?:hurt|harm|cut|burn)(?:s|t?ing)|"
        rf"(?:to|will|would|might) (?:hurt|harm|cut|burn)) (?:him|her|them)sel(?:f|ves)|"
        r"wants? to die|doesn't want to live|does not want to live|don't want to live|end(?:ing)? (?:his|her|"
        r"their) (?:own )?life|tak(?:e|ing) (?:his|her|their) own life|self[- ]?harm\w*|(?:talk|think|thought|"
        r"wrote|spoke|commit|attempt|threat|tri|consider)\w* (?:about |of |to )?(?:\w+ )?suicide|better off dead|"
        r"wishes? (?:s?he|they) (?:was|were) dead)\b",
        r"\b(?:my|our|his|her|their) (?:\w+ )?\w+ (?:killed (?:him|her|them)sel(?:f|ves)|took (?:his|her|"
        r"their) own life|died by suicide|committed suicide)\b",
    ),
    subject=re.compile(
        r"\b(?:films?|movies?|series|episodes?|seasons?|novels?|books?|stor(?:y|ies)|poems?|songs?|lyrics?|bands?|"
        r"albums?|games?|characters?|plots?|chapters?|headlines?|articles?|newspapers?|news|reported|reports?|"
        r"documentar\w*|essays?|papers?|thesis|stud(?:y|ies)|research\w*|statistics?|rates?|histor\w*|philosoph\w*|"
        r"camus|hamlet|translat\w*|quotes?|podcast|squad|attack|bomb\w*|prevention|laws?|legal|policy|lecture|exam|"
        r"hero|heroine|protagonist|scene|screenplay|play)\b"
    ),
    fiction=re.compile(
        r"\b(?:novel|short story|story|characters?|lyrics?|song|poem|screenplay|script|scene|translate|translation|"
        r"film|movie|episode|headline|hero|heroine|protagonist|line from|quote from)\b"
    ),
)
