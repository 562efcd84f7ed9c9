"""What used to be believed and is no more, in German, and what turns out to be another's or another thing."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.inner import INNER, LEAD, NOT_ABOUT, breakthrough
from sessions_memory.growth.rules.german.reflecting import DEEP

LONG = (
    r"(?:früher|bisher|bislang|immer|lange|(?:jahr(?:zehnt)?e|monate)lang|all die jahre|die ganze(?:n)? (?:zeit"
    r"|jahre)|mein (?:ganzes |halbes )?leben lang|ein (?:ganzes |halbes )?leben lang|(?:[\w-]+ )?jahre lang"
    r"|bis (?:gestern|vor kurzem|heute|zu \w+ \w+|letzte\w* \w+|jetzt)|seit jahren|als kind|seit meiner \w+)"
)
ABSTRACT = (
    r"(?:mut|liebe|verzeihen|vergeben|stärke|schwäche|erfolg|glück|freiheit|treue|pausen?|ruhe|trauer|glaube\w*"
    r"|beten|disziplin|faulheit|heimat|freundschaft|ehe|selbst\w+|perfektion\w*|angst|wut|scham|nein ?sagen|hilfe"
    r"|loslassen|erwachsen\w*|einsamkeit|nähe|vertrauen|therapie|heilung|geduld|respekt|verantwortung|zufriedenheit"
    r"|weinen|unabhängigkeit)"
)
DENIED = (
    r"(?:heute|jetzt|dabei|inzwischen|mittlerweile|nun|in wahrheit|in wirklichkeit|sondern|eigentlich|tatsächlich"
    r"|nicht mehr|stimmt (?:\w+ )?nicht|(?:war|ist) (?:\w+ )?(?:falsch|unsinn|quatsch|gar nicht|nicht)|langsam|aber"
    r"|seitdem|bis|weiß ich|es (?:war|ist|ging|geht))"
)
FEELING = (
    r"(?:stimme|angst|scham|wut|schuld\w*|traum|ehrgeiz|sorge|erwartung\w*|regel\w*|drehbuch|strenge|trauer|unruhe)"
)
DEEP_OR_MISSING = re.compile(rf"{DEEP.pattern}|\bvermiss\w*\b", re.IGNORECASE)
FIRST = r"\b(?:ich|mir|mich|mein\w{0,2})\b"

RULES = (
    breakthrough(
        "long-believed",
        rf"{LONG}(?: \w+)? (?:habe?|hatte|dachte|glaubte|hielt|meinte|fand|nannte|sah|schämte|war|wollte|erzählte"
        r"|sagte|lebte) ich\b|ich (?:habe?|hab|hatte|dachte|glaubte|hielt|meinte|fand|nannte|sah"
        rf"|war) (?:\w+ ){{0,3}}?{LONG}\b",
        _("You wrote that you used to think otherwise."),
        about=re.compile(
            rf"\A(?=.{{0,300}}(?:{DEEP.pattern}|\b(?:{INNER})\b))(?=.{{0,300}}(?:{FIRST}"
            rf"|\b{ABSTRACT}\b)).{{0,300}}?\b{DENIED}\b",
            re.IGNORECASE | re.DOTALL,
        ),
        marked=re.compile(
            r"\b(?:geglaubt|gedacht|gemeint|gehalten|genannt|gesagt|erzählt|eingeredet|geschämt|überzeugt|sicher"
            r"|dachte|glaubte|hielt|meinte|fand|nannte|sah|gesehen|gehasst|versteckt|verwechselt|gewartet|behauptet"
            r"|angenommen)\b",
            re.IGNORECASE,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "not-money",
        r"(?:eigentlich |in wahrheit |im grunde |vielleicht |ich glaube,? )?(?:(?:es )?(?:geht"
        r"|ging)(?: es)? (?:mir )?(?:[\w-]+ ){0,4}?(?:gar nicht|nie|nicht|niemals)(?: wirklich| so sehr)? (?:um|ums"
        r"|darum)|(?:darum|ums? \w+) (?:geht|ging) es (?:mir )?(?:\w+ )?(?:gar nicht|nie|nicht))\b",
        _("You wrote what it is really about."),
        about=re.compile(
            r"\b(?:ich (?:will|wollte|brauche|suche|habe|hatte|möchte|war|bin)|sondern|es (?:geht|ging) (?:mir )?um"
            r"|mich|mir)\b",
            re.IGNORECASE,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "may-say-no",
        r"(?:aber |vielleicht |und )?ich (?:darf|muss (?:\w+ )?(?:nicht|niemandem|nichts|keinem)"
        r"|schulde (?:\w+ )?(?:niemandem|keinem|nichts)) [\w ,]{3,60}",
        _("You wrote what you allow yourself."),
        about=re.compile(
            r"\b(?:(?:wusste|weiß) ich|nicht gewusst|neu|gelernt|verstanden|begriffen|banal|klar geworden"
            r"|aufgegangen|zum ersten mal|erst (?:jetzt|heute|mit)|endlich|erkenntnis|gemerkt)\b",
            re.IGNORECASE,
        ),
        marked=DEEP,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "not-the-city",
        r"nicht (?:die|der|das|mein\w*) [\w ]{2,40} (?:macht|ist|sind|war|waren|machte|hat|quält|fehlt|stört|hält)\b",
        _("You wrote that it is not this but that."),
        about=re.compile(
            rf"\A(?=.{{0,250}}{FIRST}).{{0,250}}?(?:{DEEP.pattern}|\bsondern\b)", re.IGNORECASE | re.DOTALL
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "what-i-call",
        r"(?:das,? )?was ich (?:immer |früher |lange |für )?[\w ]{2,40} ?(?:nenne|nannte|halte|hielt|genannt habe"
        r"|gehalten habe),? (?:war|ist|waren|sind|heißt)\b",
        _("You wrote that something was other than you thought."),
        about=DEEP,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "other-eyes",
        rf"{LEAD}(?:sehe|betrachte|verstehe|erlebe) ich (?:\w+ )?(?:mein\w*|ihn|sie|mich|uns|das|die|den|vieles"
        r"|alles) [\w ]{0,40}?(?:mit (?:anderen|neuen|milderen) augen|ganz anders|in (?:einem )?(?:anderen"
        r"|neuen) licht|milder|weicher)\b",
        _("You wrote that you see something in a new way."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "mixed-up",
        r"(?:ich (?:glaube|denke|fürchte|merke),? )?(?:dass )?ich (?:habe?|hab"
        r"|hatte) [\w ]{2,50} mit [\w ]{2,40} verwechselt\b",
        _("You wrote that you took one thing for another."),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:salz|zucker|namen|datum|spalten?|zeilen?|straße)\b", re.IGNORECASE
        ),
    ),
    breakthrough(
        "anothers-voice",
        r"(?:(?:und )?es (?:war|ist) die stimme mein\w* \w+|(?:die|diese|meine|der"
        rf"|dieser) (?:\w+ )?{FEELING}\b[\w ,']{{0,50}}? (?:ist|war|gehört|gehörte|kommt"
        r"|kam) (?:\w+ )?(?:gar )?(?:nicht (?:meine|mir|von mir)|(?:die |von )?(?:mein\w*|die) (?:vater\w*|mutter"
        r"|eltern|opas?|omas?|groß\w+|vaters)))\b",
        _("You wrote whose feeling it is."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "was-other-than",
        rf"(?:mein\w*|die|der|das|dies\w*) {ABSTRACT}\b[\w ]{{0,20}} (?:war|waren|ist|sind) (?:(?:lange|immer|nie"
        r"|eigentlich|vor allem|nur|bloß|in wahrheit|früher|gar|wohl|meistens) ){1,3}",
        _("You wrote what stands behind something of yours."),
        about=re.compile(
            r"\b(?:(?:gemerkt|verstanden|begriffen|gesehen|erkannt|gelernt)\b|das (?:merke|sehe|verstehe|begreife"
            r"|weiß) ich|jetzt|heute|inzwischen|mittlerweile|sondern|aufgefallen|klar geworden)\b",
            re.IGNORECASE,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "means-something-else",
        rf"(?:ich (?:dachte|glaubte|habe (?:\w+ )?gedacht)|{LONG} dachte ich"
        rf"|dachte ich {LONG})(?: \w+)?,? (?:dass )?(?:{ABSTRACT}|[\w-]+ (?:zu )?sein) (?:\w+ )?(?:heißt|hieße"
        r"|bedeutet|bedeute|ist|sei|wäre|muss|braucht|hat|hätte|ist das|wären|sind)\b",
        _("You wrote that you thought otherwise before."),
        about=re.compile(
            rf"\b(?:{DENIED}|wie (?:einsam|traurig|falsch|dumm)|{ABSTRACT} (?:ist|heißt|bedeutet))\b", re.IGNORECASE
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "slowly-no-more",
        r"(?:[\w ]{0,30}\b)?(?:glaube|denke|brauche|fürchte|schäme|hasse|erwarte|will|muss) ich (?:das|es|mich|mir"
        r"|ihn|sie|ihm|ihr|so|mein\w*|niemand\w*)? ?[\w ]{0,30}(?:nicht mehr|kein\w* mehr|nie mehr)\b",
        _("You wrote that you no longer see it as you did."),
        marked=re.compile(
            r"\b(?:langsam|inzwischen|jetzt|heute|mittlerweile|seitdem|seit \w+|endlich|plötzlich)\b", re.IGNORECASE
        ),
        about=re.compile(r"\A(?!.*\b(?:app|abo|termin|login|version|brille|tablette\w*)\b)", re.IGNORECASE | re.DOTALL),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "eyes-opened",
        r"[\w' ,äöüß-]{2,80} (?:hat|haben|hatte) (?:mir|uns) (?:\w+ ){0,2}?(?:die augen geöffnet"
        r"|einen spiegel vorgehalten|den kopf gewaschen|zu denken gegeben)\b",
        _("You wrote that something made you see it."),
        about=re.compile(FIRST, re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "came-to-me",
        r"(?:das|es|der gedanke|die erkenntnis|die einsicht) (?:kam|traf|überkam|ereilte|erwischte) (?:mir|mich)\b",
        _("You wrote that something became clear to you."),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:entgegen|zuvor|vor|komisch|spanisch|teuer|grippe|ball)\b", re.IGNORECASE
        ),
    ),
    breakthrough(
        "not-as-before",
        r"(?:[\w ]{0,30}\b)?(?:ich sehe|sehe ich|ich empfinde|empfinde ich|ich betrachte|betrachte ich) (?:mein\w*"
        r"|mich|ihn|sie|das|die|den) [\w ]{0,30}?nicht (?:mehr|länger) (?:als|wie) \w+",
        _("You wrote that you no longer see it as you did."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "how-i-am",
        rf"{LEAD}(?:gemerkt|bemerkt|gesehen|verstanden|begriffen|gespürt|erkannt|aufgefallen|merke|sehe|spüre"
        r"|erkenne|klar(?: geworden)?)(?: ich)?,? wie [\w-]+ ich (?:[\w-]+ ){0,4}?(?:bin|war|geworden (?:bin|war)"
        r"|lebe|gelebt habe|wurde|rede|denke|klinge|esse|lache)\b",
        _("You wrote that you see something about yourself."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "understands-better",
        r"(?:[\w ]{0,40}\b)?(?:versteh\w*|begreif\w*|sehe?) ich (?:meine?n? (?:vater|mutter|papa|mama|eltern|bruder"
        r"|schwester|opa|oma|großeltern|ex\w*|mann|frau)|ihn|sie|mich(?: selbst)?) (?:[\w-]+ ){0,2}?(?:besser|anders"
        r"|erst)\b",
        _("You wrote that you see somebody in a new way."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "love-not-but",
        r"(?:vielleicht |eigentlich |nein,? )?ich (\w+) (?:[\w-]+ ){0,3}?(?:nicht|nie|gar nicht"
        r"|kein\w*)(?: [\w-]+){0,4}[,.;] (?:sondern )?ich \1\b",
        _("You wrote that it is not this but that."),
        about=re.compile(
            r"\b(?:nie bewusst|(?:sehe|merke|weiß|verstehe|begreife) ich|erst jetzt|jetzt|wirklich|nur|gesehen"
            r"|gemerkt|neu|klar)\b",
            re.I,
        ),
        marked=DEEP,
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "which-i-see-now",
        r"(?=[^.?!;]{4,140}(?:,|;| -| –) (?:und )?(?:das|so viel) (?:(?:weiß|sehe|verstehe|begreife|merke|spüre"
        r"|ahne) ich (?:jetzt|heute|nun|inzwischen|langsam|erst|mittlerweile|endlich|so langsam)|(?:habe"
        r"|hab) ich (?:jetzt|endlich|erst \w+|inzwischen|langsam|nun|mittlerweile) (?:[\w-]+ ){0,2}?(?:verstanden"
        r"|begriffen|gelernt|kapiert|gemerkt|eingesehen|erkannt)|(?:ist|wird|wurde) mir (?:jetzt |endlich |erst \w+ "
        r"|langsam )?(?:klar|bewusst)))",
        _("You wrote that you know it now."),
        about=re.compile(rf"{DEEP.pattern}|\b(?:{INNER})\b|\b{ABSTRACT}\b", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "was-never-lazy",
        r"(?:(?:faul|dumm|kalt|schwach|schüchtern|egoistisch|schwierig|stur|undankbar|kompliziert|böse|feige"
        r"|zu \w+) (?:war|bin) ich (?:nie|nicht|gar nicht)|ich (?:war|bin) (?:nie|nicht|gar nicht) (?:faul|dumm|kalt"
        r"|schwach|schüchtern|egoistisch|schwierig|stur|kompliziert|böse|feige|verrückt|zu \w+))"
        r"\b[^.?!;,]{0,30}[.;,] (?:sondern |nur )?(?:ich (?:war|bin|hatte|habe|brauchte)|es hat)\b",
        _("You wrote that it is not this but that."),
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "thought-i-missed",
        r"ich dachte(?: immer)?,? (?:dass )?ich (\w+) [^.?!;]{2,60}[.;,] (?:aber |dabei )?(?:eigentlich "
        r"|in wahrheit )?(?:ich )?(?:\1|vermisse|fürchte|hasse|liebe|schäme|bin (?:traurig|einsam|verletzt|neidisch"
        r"|müde)|habe (?:nur )?angst)\b",
        _("You wrote that you thought otherwise before."),
        marked=DEEP_OR_MISSING,
        never=NOT_ABOUT,
        spans=True,
    ),
    breakthrough(
        "always-meant",
        rf"{ABSTRACT} (?:hieß|bedeutete|war|bedeutet|hat) für mich (?:immer|lange|früher|stets)\b",
        _("You wrote that you saw it otherwise before."),
        about=re.compile(
            r"\b(?:sehe ich|weiß ich|jetzt|heute|inzwischen|auch|nicht mehr|seit|dabei|sondern)\b", re.IGNORECASE
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "always-knew",
        r"(?:im grunde |tief drinnen |eigentlich |irgendwo )(?:wusste ich|habe ich) (?:das |es )?(?:immer"
        r"|schon immer|schon lange|längst)\b",
        _("You wrote what you admit to yourself."),
        about=re.compile(r"\b(?:dass ich|zugeben|zuzugeben|eingestehen|auszusprechen|jetzt)\b", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "my-worth",
        r"mein (?:wert|selbstwert|glück|leben|körper) (?:hat nichts|hängt nicht|ist nicht|besteht nicht|war nie)\b",
        _("You wrote that you see something in a new way."),
        about=re.compile(r"\b(?:heute|jetzt|endlich|gespürt|verstanden|weiß ich|glaube ich|neu)\b", re.IGNORECASE),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "said-then-seen",
        rf"(?=[^.?!]{{0,120}}?{FIRST})",
        _("You wrote something, and that you see it only now."),
        marked=re.compile(rf"\b(?:{INNER})\b|{DEEP.pattern}", re.IGNORECASE),
        about=re.compile(
            r"[.!;] (?:und )?(?:das (?:habe|hab) ich (?:[\w-]+ ){0,4}?(?:gesehen|gemerkt|verstanden|begriffen"
            r"|gelernt|gespürt|erkannt)|das (?:sehe|merke|verstehe|begreife|weiß|spüre) ich (?:erst|jetzt|heute|nun"
            r"|langsam|inzwischen)|das (?:war|ist) mir (?:[\w-]+ ){0,4}?(?:bewusst|klar|aufgefallen|neu)|so (?:habe"
            r"|hab) ich (?:das|es) (?:noch )?nie (?:gesehen|betrachtet)|das wusste ich (?:[\w-]+ ){0,4}?nicht"
            r"|(?:der gedanke|das) ist (?:\w+ )?neu|(?:das steht [\w ]{3,30}, )?(?:aber )?heute habe ich (?:es"
            r"|das) gespürt)\b",
            re.IGNORECASE,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "was-only-bored",
        r"(?:vielleicht |eigentlich )?ich (?:war|bin) (?:[\w-]+ ){0,2}?nicht (?:ausgebrannt|faul|depressiv|wütend"
        r"|müde|verliebt|einsam|krank|kaputt|schwach|dumm|traurig|kalt|introvertiert|glücklich|frei|stark"
        r"|überarbeitet|gestresst|eifersüchtig|neidisch)[.;,] (?:sondern |nur )?(?:ich )?(?:war|bin|hatte|habe)?"
        r" ?(?:nur |bloß |einfach |eigentlich )*\w+",
        _("You wrote that it is not this but that."),
        marked=re.compile(r"\b(?:gar nicht|eigentlich|vielleicht|nie|sondern|nur|bloß|einfach)\b", re.IGNORECASE),
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:mails?|arzt|fieber|tabletten?)\b", re.IGNORECASE),
        spans=True,
    ),
)
