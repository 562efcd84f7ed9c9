"""What is seen in a new way, in German."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.inner import ABOUT_INNER, INNER, LEAD, NOT_ABOUT, breakthrough

SEEN = (
    r"(?:verstanden|begriffen|erkannt|gemerkt|bemerkt|gelernt|eingesehen|akzeptiert|realisiert|kapiert|entdeckt"
    r"|festgestellt|herausgefunden|gesehen|gespürt|eingestanden|zugegeben)"
)
SEES = (
    r"(?:verstehe|begreife|sehe|weiß|erkenne|merke|spüre|ahne|verstand|begriff|erkannte|merkte|kapiere|akzeptiere"
    r"|lerne)"
)

RULES = (
    breakthrough(
        "became-clear",
        rf"{LEAD}(?:mir|uns) (?:ist|wurde|wird|war|fiel|fällt|dämmert\w*|geht|ging)\b[\w ',-]{{0,60}}?(?:klar"
        rf"|bewusst|aufgefallen|aufgegangen|auf\b|deutlich|eingefallen|dämmer\w*|wie schuppen)|{LEAD}(?:ist"
        r"|wurde|wird|dämmerte"
        rf"|fiel|ging|kam) (?:es )?mir[\w ',-]{{0,60}}?(?:klar|bewusst|aufgegangen|aufgefallen|aufgegangen"
        r"|deutlich|auf,"
        r"|dämmer\w*"
        r"|wie schuppen|erkenntnis|ein licht auf)|dämmerte (?:es )?mir|mir dämmert\w*\b",
        _("You wrote that something became clear to you."),
        about=ABOUT_INNER,
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:noch|gar|überhaupt) nicht klar|nicht (?:ganz )?klar\b", re.I),
    ),
    breakthrough(
        "has-seen",
        rf"{LEAD}(?:ich|wir) (?:habe?|haben|hab)\b[\w ',-]{{0,60}}?{SEEN}\b(?=[,:. ])|{LEAD}(?:habe?|haben"
        rf"|hab) (?:ich|wir)\b[\w ',-]{{0,60}}?{SEEN}\b(?=[,:. ])",
        _("You wrote that you realised something about yourself."),
        about=re.compile(rf"{ABOUT_INNER.pattern}|^,? (?:nein|ja|loszulassen|pausen|hilfe|mich|mir)\b", re.I | re.S),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:nie|nicht|noch nicht|wenig|kaum) (?:wirklich |ganz |richtig )?{SEEN}\b", re.I
        ),
    ),
    breakthrough(
        "sees-now",
        rf"{LEAD}(?:ich|wir) {SEES}\b[\w ]{{0,30}}?(?:,|mein\w{{0,2}}\b|unser\w*)|{LEAD}{SEES} (?:ich"
        rf"|wir)\b[\w ]{{0,30}}?(?:,|mein\w{{0,2}}\b|unser\w*)",
        _("You wrote that you see something in a new way."),
        about=re.compile(rf"\b(?:{INNER})\b|\bnie um\b", re.I),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:weiß|verstehe|sehe|merke) (?:ich )?(?:\w+ )?(?:noch |gar "
            r"|überhaupt )?nicht\b|nicht,|\bworan merke|danke\b",
            re.I,
        ),
        marked=re.compile(
            r"\b(?:jetzt|nun|endlich|zum ersten mal|inzwischen|mittlerweile|heute|seitdem|seither|langsam"
            r"|allmählich|plötzlich|im nachhinein|rückblickend|tief in mir)\b",
            re.I,
        ),
    ),
    breakthrough(
        "understands-how",
        rf"{LEAD}(?:begreife|verstehe|kapiere) (?:ich|wir)\b[\w ]{{0,20}},? (?:wie|warum|was|wieso)\b|{LEAD}(?:ich"
        rf"|wir) (?:begreife|verstehe|kapiere|habe?|hab)\b[\w ]{{0,30}},? (?:wie|warum|was|wieso)\b|(?:begreife"
        r"|verstehe|kapiere) ich (?:den|die|das|mein\w*) \w+",
        _("You wrote that you finally understand something."),
        never=NOT_ABOUT,
        marked=re.compile(r"\b(?:endlich|zum ersten mal)\b", re.I),
    ),
    breakthrough(
        "clicked",
        r"(?:[\w'’ ,-]{0,60}?\b)?(?:(?:hat|hat's|hats|machte) (?:es )?(?:\w+ ){0,4}?klick\b|klick gemacht"
        r"|groschen (?:ist )?(?:\w+ )?gefallen|(?:ist|fiel) (?:\w+ )?(?:der|mir der) groschen"
        r"|wie schuppen von den augen|(?:eine|die|diese|meine|große) (?:\w+ )?(?:erkenntnis|einsicht)(?! (?:des"
        r"|der) )|aha-?(?:moment|erlebnis)|licht aufgegangen|ging mir ein licht auf)",
        _("You wrote that something became clear to you."),
        about=re.compile(r"\b(?:ich|mir|mich|mein\w{0,2})\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "used-to-think",
        r"(?:früher|bisher|bislang|jahrelang|immer|lange|bis (?:gestern|vor kurzem|heute)|mein leben lang"
        r"|ein leben lang)(?: \w+){0,3}? (?:dachte|glaubte|hielt|habe|hab|war|meinte|fand|nannte|schämte"
        r"|hasste)(?: \w+){0,2}? (?:ich|wir)\b|(?:ich|wir) (?:dachte|dachten|glaubte|hielt|habe|hab|meinte"
        r"|fand) (?:immer|lange|jahrelang|früher|stets|mein leben lang|ein leben lang|bis (?:gestern|vor kurzem))\b",
        _("You wrote that you used to think otherwise."),
        about=re.compile(
            rf"\A(?=.{{0,400}}\b(?:{INNER})\b)(?=.{{0,400}}?\b(?:ich|mich|mir|mein\w*|mut|liebe|verzeihen|stärke"
            rf"|schwäche|erfolg"
            rf"|trauer|weinen|hilfe|pausen?|ruhe|eltern|freunde?|glück)\b).{{0,400}}?\b(?:heute|jetzt|dabei"
            rf"|inzwischen|mittlerweile|nun"
            r"|in wahrheit|in wirklichkeit|sondern|eigentlich|tatsächlich|stimmt (?:aber )?nicht|aber)\b",
            re.I | re.S,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "not-about",
        rf"{LEAD}(?:es|das|darum|der streit|die wut) (?:ging|geht|war|ist)(?: \w+){{0,3}}? (?:nie|niemals|gar nicht"
        r"|eigentlich nicht|nicht wirklich)\b|(?:das|mein) (?:eigentliche|wahre|wirkliche|echte) (?:problem|thema"
        rf"|grund|frage|angst)\b[^.?]{{0,30}} (?:ist|war|sind)\b|was ich (?:wirklich|eigentlich|in wahrheit"
        r"|tatsächlich) (?:\w+ )?(?:wollte|will|brauche|brauchte|suche|suchte|vermisse|gefehlt)\b|(?:in wahrheit"
        r"|in wirklichkeit|eigentlich) (?:war|bin|habe|hatte|wollte|ging|brauche) (?:ich|es|mir)\b"
        r"|es ist die stimme mein\w+",
        _("You wrote what it is really about."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "no-longer",
        r"(?:ich|wir) (?:glaube|denke|sehe|halte|brauche|empfinde|muss|will|schäme|vergleiche|entschuldige"
        r"|warte)\b[\w ,']{0,60}?(?:nicht mehr|nicht länger|kein\w* mehr)\b|[\w ]{1,60} (?:ist"
        r"|sind) für mich (?:nicht mehr|kein\w* [\w ]{1,30} mehr)|(?:ich|wir) (?:habe?"
        r"|hab) (?:\w+ ){0,2}?(?:aufgehört|losgelassen)\b",
        _("You wrote that you no longer see it as you did."),
        about=re.compile(rf"\b(?:{INNER}|sondern)\b", re.I),
        never=re.compile(rf"{NOT_ABOUT.pattern}|aufgehört,? zu (?:rauchen|trinken)|\b(?:termin|regen|app|abo)\b", re.I),
    ),
    breakthrough(
        "changed-mind",
        r"(?:ich|wir) (?:habe?|hab|haben) (?:\w+ ){0,2}?(?:meine|die) (?:meinung|sicht|haltung|einstellung|ansicht"
        r"|perspektive)\b[^.?]{0,60}(?:geändert|verändert|überdacht)|(?:meine|unsere) (?:\w+ )?(?:meinung|sicht"
        r"|haltung|einstellung|ansicht|perspektive|blick|vorstellung)\b[^.?]{0,60}(?:geändert|verändert|gewandelt"
        r"|verschoben)|mein blick\b[^.?]{0,60}(?:geändert|verändert|gewandelt)|(?:ich|wir) (?:sehe|betrachte|sehen"
        r"|denke)\b[\w ,]{0,40}?(?:anders|mit (?:anderen|neuen) augen|in (?:einem )?(?:neuen|anderen) licht)"
        r"|(?:erst )?(?:jetzt|heute|inzwischen) sehe ich [\w ]{1,40}(?:anders|mit (?:anderen|neuen) augen)|(?:ich"
        r"|wir) (?:habe?|hab|haben) (?:\w+ ){0,4}?(?:frieden (?:gemacht|geschlossen)|losgelassen|abgefunden"
        r"|mir (?:selbst )?verziehen|akzeptiert)",
        _("You wrote that you see something differently."),
        about=re.compile(r"\A(?!.*\b(?:version|farbe|option|schrift|nimm|reihenfolge|entwurf)\b)", re.I | re.S),
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:nicht geändert|nie geändert)\b", re.I),
    ),
    breakthrough(
        "notices-self",
        r"(?:ich|wir) (?:merke|erkenne|begreife|spüre|sehe|lerne)(?: \w+)?, (?:dass|wie|warum) (?:ich|mein\w*|mir"
        r"|mich)\b",
        _("You wrote that you see something about yourself."),
        about=re.compile(rf"\b(?:{INNER}|ständig|davonlauf\w*)\b", re.I),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "says-so-now",
        r"ich habe lange gebraucht,? um zu (?:verstehen|begreifen|sehen|merken)\b"
        r"|ich muss mir (?:selbst )?eingestehen\b|(?:ich|mein\w*|es|er|sie)\b[\w ]{3,100}, das (?:weiß|sehe"
        r"|verstehe|begreife) ich (?:jetzt|heute|nun"
        r"|inzwischen)\b|(?:jetzt|endlich|plötzlich|auf einmal) ergibt (?:\w+ )?(?:alles|das|es"
        r"|vieles)? ?(?:\w+ )?sinn\b|[\w ]{2,60}(?:die augen geöffnet|meinen blick (?:auf|verändert)"
        r"|meine sicht (?:auf|verändert))|ich habe das gefühl, zum ersten mal\b",
        _("You wrote that you know it now."),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "contrast",
        r"(?:die|meine) (?:angst|wut|trauer|scham|unruhe|müdigkeit|faulheit) (?:war|ist|kam|kommt) (?:nie|nicht"
        r"|gar nicht) [\w ]{1,60}, sondern|(?:eigentlich |in wahrheit )?(?:suche|will|brauche|hasse|fürchte"
        r"|vermisse) ich (?:kein\w*|nicht) [\w ]{1,60}, sondern|ich (?:bin|hasse|brauche|will|liebe|fürchte"
        r"|suche|vermisse) nicht [\w ]{1,60}, (?:sondern|ich (?:bin"
        r"|hasse|brauche|will|liebe|habe|fürchte|suche|vermisse)\b)|ich dachte,? (?:dass )?ich (?:\w+ )?(?:brauche"
        r"|will|muss|sei|wäre|bin|war|müsse|wollte|bräuchte)\b[^.?]{0,60}(?:aber|dabei|in wahrheit)"
        r"|(?:mein ganzes leben|all die jahre|mein leben lang|jahrelang) (?:habe|hab|war|wollte|dachte) ich\b",
        _("You wrote that it is not this but that."),
        marked=re.compile(rf"\b(?:{INNER}|erschöpft|traurig|wütend|beweisen)\b", re.I),
        never=re.compile(
            rf"{NOT_ABOUT.pattern}|\b(?:mails?|fassung|version|stichpunkte|zusammenfassung|farbe|liste|tabelle|wörter"
            rf"|zeilen)\b",
            re.I,
        ),
    ),
    breakthrough(
        "looking-back",
        r"(?:rückblickend|im nachhinein|im rückblick|aus heutiger sicht)\b[\w ,']{0,20}?(?:ich|mir|wir|war|sehe"
        r"|weiß|erkenne)\b|es hat (?:\w+ ){1,6}gedauert,? bis ich|ich (?:laufe|renne|jage|lebe) (?:seit jahren"
        r"|die ganze zeit|immer) |ich habe (?:mir|mich) (?:jahrelang|immer|die ganze zeit"
        r"|lange) (?:selbst )?(?:belogen|vorgemacht|eingeredet|versteckt)",
        _("You wrote what you see when you look back."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
)
