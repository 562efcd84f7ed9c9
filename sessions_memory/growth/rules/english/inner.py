"""English words of an insight: the inner life it speaks of, and what shows that it is only an errand."""

import re

from sessions_memory.growth.rules.english.everyday import TECHNICAL
from sessions_memory.growth.rules.values import Kind, Rule

# The inner life: what an insight about oneself speaks of.
INNER = (
    r"feel\w*|shy\w*|known|unseen|invisible|belong\w*|can not|can't|cannot|do not have to|don't have to|outgrown"
    r"|prove|proving|addict\w*|felt|fear\w*|afraid|scared|anxious|anxiety|love[ds]?|loving|hate[ds]?|hating|needs?"
    r"|needed|need to be|always|never|whole life|all my life|all along|myself|ourselves|worth\w*|enough|control\w*"
    r"|blam\w*|guilt\w*|sham\w+|asham\w+|anger|angry|perfection\w*|lonely|loneliness|alone|happy|happiness|proud"
    r"|pride|pattern\w*|avoid\w*|hid(?:e|ing)|chas\w+|pleas(?:e|er|ing) (?:people|others|everyone|every|my|them|him"
    r"|her)|people[- ]pleas\w+|approv\w+|accept\w*|forgiv\w+|boundar\w+|grie(?:f|ve|ving)|mourn\w*|mistakes?"
    r"|trust\w*|values?|identity|purpose|childhood|mother|father|mum|mom|dad|parents?|sister|brother|tired|lazy"
    r"|laziness|busy|enjoy\w*|miss(?:ed)? (?:him|her|my|them|being|you)|matter\w*|deserv\w+|running (?:away )?from"
    r"|excuses?|compar\w+|kind(?:ness|er)?|strong\w*|weak\w*|brave\w*|courage|capable|broken|allowed|permission"
    r"|choice|choose|free(?:dom)?|dreams?|success\w*|fail\w*|expectations?|responsib\w+|self\w*|procrastinat\w*"
    r"|judg\w+|reject\w*|depend\w*|safe\w*|vulnerab\w+|resent\w*|jealous\w*|envy|envious|passion\w*|meaning\w*"
    r"|who i (?:am|was)|what i (?:want|need|think|feel)|i want|i wanted|want(?:ing)?|daring|dare\w*|play|ordinary"
    r"|my own|mine|burn(?:ed|t)? out|burnout|overwhelm\w*|stress\w*|healing|heal|hurt\w*|cry\w*|comfort\w*|laugh\w*"
    r"|quiet|silence|calm\w*|joy|peace|relationship\w*|marriage|friend\w*|people|community|kids|children|family|life"
    r"|lives|living|old(?:er)? (?:self|me)|rest|resting|voice|small talk|introvert|extrovert|help|support\w*"
    r"|listen\w*|attention|appreciat\w*|grateful|gratitude|important|importance|differen\w+|impact|inspir\w*"
    r"|confiden\w+|talent\w*|creativ\w*|potential|limits?|balance|health\w*|habits?|ok(?:ay)? to|it's ok(?:ay)?"
    r"|not my (?:job|fault)|my fault|punish\w*|audience|routine|give up|let go|letting go|holding (?:on|back)"
    r"|keep (?:quitting|running|picking|going|doing|choosing|saying)|stopp?ed|say(?:ing)? (?:yes|no)|miserable"
    r"|unhappy|numb|stuck|trapped|liked|useful|waiting|owe"
)
# The inner life without words that stand in any sentence.
DEEP_WORDS = (
    r"fear\w*|afraid|scared|asham\w+|sham\w+|guilt\w*|judg\w+|fail\w*|reject\w*|lov(?:e|ed|ing)|hat(?:e|ed|ing)"
    r"|approv\w+|control\w*|perfect\w*|lonel\w+|disappoint\w*|worth\w*|deserv\w+|anger|angry|grie\w+|hurt\w*"
    r"|trust\w*|applause|prais\w+|critici\w+|enough|people|parents?|mother|father|mum|mom|dad|safe\w*|seen|needed"
    r"|useful|hid(?:e|ing)|apologi[sz]\w*|myself|permission|pretend\w*|pleas(?:e|ing)|rest|exhaust\w*|worr\w+"
    r"|weak\w*|vulnerab\w+|comfort\w*|boundar\w+|liked|waiting|owe|miserable|unhappy|alone|patience|peace|strong"
    r"|busy|allowed|calm|numb|stuck|responsib\w+|proud|proving|prove|shy\w*|burn(?:ing|ed|t)? out|unseen|invisible"
    r"|belong\w*"
)
DEEP = re.compile(
    rf"\b(?:{DEEP_WORDS}|(?:i|i've|i have) (?:never|always|only ever|been (?:\w+ing|the)|do not (?:need|have) to"
    rf"|don't (?:need|have) to))\b",
    re.IGNORECASE,
)
ONESELF = r"\b(?:i|i'm|i've|i'd|me|my|myself|mine|we|our|us|ourselves)\b"
ABOUT_INNER = re.compile(rf"\A(?=.{{0,300}}?{ONESELF}).{{0,300}}?\b(?:{INNER})\b", re.IGNORECASE | re.DOTALL)
ABOUT_ONESELF = re.compile(ONESELF, re.IGNORECASE)
# Realised, but only an errand or an oversight.
ERRAND = (
    r"\b(?:i|we)(?:'d|'ve)? (?:\w+ )?(?:forgot(?:ten)?|left (?:my|the|it)|lost (?:my|the)|am out of|ran out"
    r"|need (?:a (?:new|bigger|better|different)|more (?!time|rest|sleep|love|space|help)|another|some (?!time|rest"
    r"|space|help))|can not (?:log|find|open|access|connect|print|install|run|see the|use|reach|get (?:in|it|the))"
    r"|need to (?:buy|update|add|fix|change|check|call|send|include|mention|pay|order|reset|restart|finali[sz]e"
    r"|adjust|submit|book|schedule|renew)|have (?:no|not|never) (?:\w+ )?(?:submitted|enrolled|attended|uploaded"
    r"|placed|completed|written|integrated|worked|read|bought|installed|tested|configured|scheduled|created|sent"
    r"|saved|returned|received|backed|set|added|included|updated|ordered|used|tried|met|mentioned)|did not (?:save"
    r"|send|include|add|mention|attach|see the|read the)|was (?:late|in the wrong)|sent (?:it|the)|typed|misread"
    r"|mixed up|missed (?:the|a|an|my) (?:deadline|meeting|bus|train|flight|call|appointment|step|line|email)"
    r"|made a (?:typo|mistake in|calculation)|miscalculated|overpaid|had the wrong|was using|am using|can (?:use"
    r"|not find)|could have used|should have used)\b"
)
NOT_ABOUT = re.compile(
    rf"{TECHNICAL.pattern}|{ERRAND}|\b(?:the|this|a|your) (?:file|folder|code|recipe|oven|sensor|driver|cable"
    r"|connector|adapter|invoice|flag|switch|setting|settings|button|link|document|attachment|formula|equation|dose"
    r"|train|shop|store|hotel|flight|price|budget line|deadline was)\b|\b(?:after (?:lunch|dinner|coffee|eating)"
    r"|carbs)\b",
    re.IGNORECASE,
)
NOT_ABOUT_LIGHT = re.compile(
    rf"{ERRAND}|\b(?:bug|build|file|folder|server|lockfile|printer|sensor|driver|cable|connector|flag|switch|recipe"
    r"|error|api|endpoint|invoice|settings?|button|login|router|deploy\w*|query|merge|branch|script|database|css"
    r"|function)\b",
    re.IGNORECASE,
)

HEDGE = (
    r"(?:(?:for the first time(?: in [\w ]{1,20})?|after [\w ]{3,40}|looking back|in hindsight|maybe|only now|now"
    r"|then|and) )?(?:(?:i )?(?:think|guess|feel like|believe|suppose|would say|have to admit|must admit"
    r"|admit)(?: that)? )?(?:maybe )?"
)


def breakthrough(
    name: str,
    pattern: str,
    how: str,
    *,
    about: re.Pattern[str] | None = None,
    marked: re.Pattern[str] | None = None,
    never: re.Pattern[str] | None = None,
    spans: bool = False,
) -> Rule:
    compiled = re.compile(pattern, re.IGNORECASE)
    return Rule(name, Kind.BREAKTHROUGH, how, compiled, about=about, marked=marked, never=never, spans=spans)
