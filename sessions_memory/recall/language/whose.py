"""Whose matter a question is about, read in its words alone: the person's own, or the world's. Pure."""

import re

PERSONAL = re.compile(
    r"\b(?:i|me|my|mine|myself|we|us|our|ours|ich|mich|mir|mein\w{0,2}|wir|uns"
    r"|unser\w{0,2}|yo|mi|mis|mío|mía|nos|nuestr[oa]s?"
    r"|je|j|moi|mon|ma|mes|nous|notre|nos|eu|meu|meus|minha|minhas|nosso|nossa|я|мне|меня|мой|моя|моё|мои|моей|моего|моём|моим|моими|мою|мы|нас|наш)\b"
    r"|我|咱|私|僕|俺|わたし|나는|내가|나의|내\b|제가|저는|우리",
    re.IGNORECASE,
)
# What somebody else wrote, and the "i" of a program.
NOT_SAID = re.compile(
    r"\"[^\"\n]{0,500}\"|“[^”\n]{0,500}”|«[^»\n]{0,500}»|[(\[]i[)\]]|\bfor i\b|\bi ?[-+*/<>=]", re.IGNORECASE
)
# "How do I boil an egg", "I'm curious why", "our planet": anybody's question.
_ASKED_OF = r"(?:explain|describe|recommend|suggest|say)(?: it| this| that)? to (?:me|us)"
_TOLD_TO = (
    r"(?:tell|give|show|teach|send|entertain|surprise|let) (?:me|us)"
    r"|(?:help|let) (?:me|us) (?:to )?(?:understand|learn|see|know)|(?:walk|talk|guide) (?:me|us) through"
    r"|(?:sing|play) \w+ for me"
)
_WONDERING = (
    r"i(?:['’]m| am) (?:just |really |so )?(?:curious|wondering|bored|interested in)"
    r"|i(?:['’]ve)? (?:have )?(?:always |often |just )?(?:wonder(?:ed|ing)?|was wondering)"
    r"|i(?:['’]d| would) (?:like|love) to (?:know|understand|learn)|i (?:just )?want(?:ed)? to (?:know|understand)"
    r"|i (?:don['’]?t|never) (?:quite |really )?(?:understand|understood)"
    r"|i(?:['’]ve| have)? (?:often |once |just )?(?:heard|read) (?:that|somewhere)"
    r"|(?:told|asked) (?:me|us) (?:that|why|how)"
    r"|my (?:son|daughter|child|kids?|children|niece|nephew|grand\w{3,8}|friend|teacher|boss|class)"
    r" (?:just )?(?:asks?|asked|wants to know|wanted to know|wonders|says|claims)(?: me| us)?"
)
_HUMANKIND = (
    r"(?:why|how) (?:do|can|could|should|would|are|must) (?:i|we)|do we (?:know|all)|we humans|(?:i|we) mean\w*"
    r"|our (?:own )?(?:planet|earth|sun|moon|galaxy|universe|solar|ancestors|species|body|bodies|brains?|society|times)"
)
_GERMAN = (
    r"wie (?:kann|mache?|soll) (?:ich|wir|man)|(?:warum|wieso|weshalb|wie) \w{3,20} wir"
    r"|(?:erzähl|gib|zeig|nenn|erklär|sag|beschreib|verrat|hilf)e? (?:mir|uns)"
    r"|(?:kannst|könntest|würdest|kann|könnten) (?:du|sie|man|jemand) (?:mir|uns)|helfen (?:sie )?(?:mir|uns)"
    r"|ich (?:frage mich|wüsste gerne?|(?:möchte|will|würde)(?: gerne?)? (?:wissen|verstehen|erfahren)"
    r"|verstehe nicht|habe? (?:mal )?(?:gehört|gelesen))"
    r"|(?:würde )?mich (?:würde )?interessier\w{1,2}|interessiert mich"
    r"|mein\w{0,2} (?:sohn|tochter|kind|kinder|enkel\w{0,3}|nichte|neffe|freund\w{0,2})"
    r" (?:fragt|will wissen|behauptet|sagt)"
    r"|unser\w{0,2} (?:planet\w{0,2}|erde|sonne|mond|galaxie|sonnensystem|körper\w?|gehirn|vorfahren|gesellschaft)"
)
_OF_OTHERS = (
    r"c[oó]mo puedo|comment (?:puis-je|faire)|como (?:posso|faço)"
    r"|me (?:explic\w{1,4}|pued\w{1,3}|pode\w?|dire|dig\w{1,2})"
    r"|(?:расскажи|объясни|скажи|подскажи|покажи)(?:те)? (?:мне|нам)"
)
ANYBODY = re.compile(
    rf"\b(?:{_ASKED_OF}|{_TOLD_TO}|{_WONDERING}|{_HUMANKIND}|{_GERMAN}|{_OF_OTHERS})\b|-moi\b", re.IGNORECASE
)
# It speaks of something said or planned before.
RECALLING = re.compile(
    r"\b(?:last (?:weeks?|weekend|months?|year|time|night|summer|spring|autumn|fall|winter|session|conversation|chat"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|yesterday"
    r"|(?:you|still|to) remember\b|\Aremember\b|remind (?:me|us)\b|again\b(?=\W{0,3}\Z)"
    r"|you (?:said|told|mentioned|recommended|suggested|helped|advised)\b"
    r"|(?:did|have|had) you (?:say|said|tell|told|mention|recommend|suggest|help|advise)"
    r"|(?:was|were|got|been) (?:\w{1,20} )?(?:said|told|recommended)\b|(?:mention|suggest)ed\b"
    r"|planned\b|scheduled\b|this project|our (?:talk|chat)"
    r"|letzte[nrsm]? (?:woche|wochenende|monat|jahr|mal|nacht|sommer|winter|sitzung|gespräch)|letztens|neulich|vorhin"
    r"|nochmal|erinner|gestern|hast du (?:gesagt|empfohlen|vorgeschlagen)"
    r"|la última|recuerd|dijiste|ayer"
    r"|dernière fois|rappel|as-tu dit|hier soir|d['’]hier|lembr|disseste|ontem|помни|вчера|прошл)"
    r"|上次|记得|昨天|前に|覚えて|昨日|지난|기억|어제",
    re.IGNORECASE,
)
# Something that happened. In German "was" asks for what is.
WAS = re.compile(r"\bwas\b", re.IGNORECASE)
HAPPENED = re.compile(
    r"\b(?:did|were|had|has|hat|hatte|war|waren|wurde|fue|fueron|était|foi|был|была|были"
    r"|ago|earlier|so far|again|previous\w{0,2}|recommended|damals|bisher)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"(?<=[\w,] )[A-Z]\w+")
# Nothing in front of it, or only how one asks kindly.
_FIRST = (
    r"\A\W{0,5}(?:(?:so|but|and|please|bitte|can you|could you|would you|will you|kannst du|könntest du|können sie)[ ,]"
    r"{1,2}(?:(?:please|bitte|me|mir|mal) ){0,2})?"
)
# It sets a task; or it asks why, how and whether things are so in general.
_TASKED = (
    r"(?:explain|describe|compare|define|name|list|outline|discuss|give|tell|show|teach|help|walk|write|summari[sz]e|tips"
    r"|pros and cons|the history|erklär\w{0,3}|beschreib\w{0,3}|vergleich\w{0,3}|nenne?|erzähl\w{0,2}|gib|zeige?|fasse?"
    r"|tipps|explica\w{0,4}|explique\w{0,4}|décris|décrivez|descri\w{2,4}|compara\w{0,2}|объясни\w{0,2}|расскажи\w{0,2}"
    r"|опиши\w{0,2}|сравни\w{0,2})\b"
)
_IN_GENERAL = (
    r"(?:why|how|warum|wieso|weshalb|wie)"
    r" (?:do|does|don['’]?t|doesn['’]?t|are|is|can|can['’]?t|aren['’]?t|isn['’]?t|come|should|would"
    r"|funktionier\w{1,2}|kann|können|ist|sind|haben|hat|wird|werden|macht|kommt)\b"
)
_OF_KNOWLEDGE = (
    r"differences? between|compared (?:to|with)|(?:dis)?advantages?|pros and cons"
    r"|(?:causes?|reasons?|origins?|symptoms|history|theory|meaning|role|importance|effects?|evidence)"
    r" (?:of|for|that|behind)"
    r"|invented|discovered|is it (?:true|safe|healthy|healthier|possible)|usually|typically|generally|in general"
    r"|according to|what (?:happens|would happen|is an?|are|makes?)"
    r"|unterschiede?|vor- und nachteile|ursachen?|entsteh\w{1,2}|erfunden|entdeckt|normalerweise|stimmt es"
)
# "The children" are somebody's own.
_OF_ALL = (
    r"(?<!\bthe )(?<!\bdie )(?<!\bden )(?:people|humans?|humanity|someone|somebody|anybody|anyone|persons?|adults?"
    r"|animals?|teenagers?|women|men|children|scientists?|historians|countries|man|jemand|menschen|kinder|wissenschaft\w{0,5})"
    r"|the (?:earth|world|moon|sun|universe)|(?:die|der) (?:erde|welt)"
)
WORLD = re.compile(rf"{_FIRST}(?:{_TASKED}|{_IN_GENERAL})|\b(?:{_OF_KNOWLEDGE}|{_OF_ALL})\b", re.IGNORECASE)
# A thing that both know of: "the kiln", not "a kiln"; "the speed of light" is known to all.
DEFINITE = frozenset(
    "the this that these those der die das den dem des diese dieser dieses el la los las este esta le les ce cette"
    " o os as esse essa".split()
)
# A word may stand between: "the new kiln".
DEFINITE_WORDS = 2


def is_personal(question: str) -> bool:
    return PERSONAL.search(ANYBODY.sub(" ", NOT_SAID.sub(" ", question))) is not None


def is_recalling(question: str) -> bool:
    return RECALLING.search(question) is not None


def is_of_the_past(question: str, language: str) -> bool:
    return HAPPENED.search(question) is not None or (language != "de" and WAS.search(question) is not None)


def is_of_the_world(question: str) -> bool:
    """Such a question seldom asks for what somebody did, had or was."""
    return WORLD.search(question) is not None


def names_in(question: str) -> frozenset[str]:
    """Capitalised words within sentences, in small letters; German writes all of its nouns so."""
    return frozenset(match[0].lower() for match in NAME.finditer(question))


def definite_words(tokens: list[str]) -> frozenset[str]:
    """Those that stand close behind an article or a demonstrative. `tokens`: as `words.tokens_of` gives them."""
    places = [place for place, token in enumerate(tokens) if token in DEFINITE]
    behind = {at for place in places for at in range(place + 1, min(place + 1 + DEFINITE_WORDS, len(tokens)))}
    return frozenset(tokens[at] for at in behind if tokens[at + 1 : at + 2] != ["of"])
