"""Insights told by looking back, by a contrast or by what somebody else showed, in German."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.inner import ABOUT_INNER, LEAD, NOT_ABOUT, breakthrough

# The inner life without words that stand in any sentence.
DEEP = re.compile(
    r"\b(?:angst|ängst\w*|furcht|scham|schäm\w*|schuld\w*|wut|wütend|trau(?:er|rig)\w*|liebe?\w*|hass\w*|einsam\w*"
    r"|allein\w*"
    r"|anerkennung|gefallen|recht machen|kontroll\w*|perfekt\w*|streng|hart|wert\w*|genug|erlaubnis|frei|starke?"
    r"|leise|laut|ruhig|unglücklich|schlaf|treue|entschuldig\w*|vergleich\w*|vertrau\w*|verletz\w*"
    r"|enttäusch\w*|gebraucht|brauche|vermeid\w*|versteck\w*|schwach|schwäche|stark|mut\w*|grenze\w*|nein|hilfe"
    r"|eltern|vater\w*"
    r"|mutter\w*|freude|glück\w*|erschöpf\w*|müde|ruhe|pause\w*|kindheit|kind|selbst|runterschluck\w*|schluck\w*"
    r"|druck|erwart\w*"
    r"|verantwort\w*|zulass\w*|darf|leben|nie|immer)\b",
    re.IGNORECASE,
)
NEWLY = re.compile(
    r"\b(?:jetzt|nun|endlich|plötzlich|auf einmal|zum ersten mal|heute|inzwischen|mittlerweile|langsam|allmählich"
    r"|seitdem|erst)\b",
    re.IGNORECASE,
)
FOUND = (
    r"(?:herausgefunden|gemerkt|bemerkt|erkannt|verstanden|begriffen|gelernt|eingesehen|gespürt|festgestellt|entdeckt)"
)

RULES = (
    breakthrough(
        "showed-me",
        r"[\w' ,äöüß-]{2,80} (?:hat|haben|hatte) (?:mir|uns) (?:\w+ ){0,2}?(?:gezeigt|klargemacht|klar gemacht"
        r"|bewusst gemacht"
        r"|beigebracht|vor augen geführt|die augen geöffnet),? (?:dass|wie|warum|was) (?:ich|mein\w*|mir|mich|wir)\b",
        _("You wrote that something made you see it."),
        about=DEEP,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "found-of-self",
        rf"{LEAD}(?:ich|wir) (?:habe?|haben|hab)\b[\w ',-]{{0,60}}?{FOUND}, (?:dass|wie|warum|was|woher) (?:ich"
        rf"|mein\w*|mir"
        rf"|mich)\b|{LEAD}(?:habe?|hab) (?:ich|wir)\b[\w ',-]{{0,60}}?{FOUND}, (?:dass|wie|warum|was|woher) (?:ich"
        rf"|mein\w*|mir"
        r"|mich)\b",
        _("You wrote that you realised something about yourself."),
        about=DEEP,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "knows-why-now",
        rf"{LEAD}(?:weiß|verstehe|begreife|sehe|merke|spüre) ich(?: \w+){{0,2}}?,? (?:warum|wieso|woher|dass"
        rf"|wie (?:sehr|hart|oft"
        rf"|viel|wenig)) (?:ich|mein\w*|mir|mich)\b|{LEAD}ich (?:weiß|verstehe|begreife|sehe|merke"
        rf"|spüre)(?: \w+){{0,2}}?, (?:warum"
        r"|wieso|woher|dass|wie (?:sehr|hart|oft|viel|wenig)) (?:ich|mein\w*|mir|mich)\b",
        _("You wrote that you see something about yourself now."),
        about=DEEP,
        marked=NEWLY,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "what-i-called",
        r"(?:was|das,? was) ich (?:für )?[\w ]{2,40} ?(?:nannte|hielt|genannt habe|gehalten habe"
        r"|verkauft habe),? (?:war|ist"
        r"|waren|sind)\b",
        _("You wrote that something was other than you thought."),
        about=DEEP,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "admits",
        r"(?:das|es|dass [\w ,]{3,80}) (?:kann|muss|will|konnte) ich (?:mir )?(?:\w+ ){0,3}?(?:eingestehen|zugeben"
        r"|zulassen"
        r"|annehmen|akzeptieren|aussprechen)\b|ich (?:kann|konnte|muss) (?:mir )?(?:\w+ ){0,3}?(?:eingestehen"
        r"|zugeben|annehmen"
        r"|akzeptieren)\b",
        _("You wrote what you admit to yourself."),
        marked=NEWLY,
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:cookies?|bedingungen|einladung|angebot|paket)\b", re.IGNORECASE),
    ),
    breakthrough(
        "only-because",
        r"(?:ich (?:glaube|denke|fürchte|ahne),? )?ich (?:bin|habe|hab|war|tue|mache|bleibe|arbeite|esse|kaufe|rede"
        r"|helfe)\b"
        r"[\w ]{0,50} (?:nur|bloß|allein|eigentlich nur) (?:wegen|aus|weil|damit|um)\b",
        _("You wrote what stands behind something of yours."),
        about=DEEP,
        marked=NEWLY,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "sees-as",
        rf"(?:{LEAD}sehe ich|ich sehe) (?:\w+ )?(?:mein\w*|ihn|sie|mich|uns) [\w ]{{0,30}}?(?:als [\w ]{{3,60}}"
        rf"|mit (?:anderen|neuen"
        r"|milderen) augen|anders|milder|weicher)\b",
        _("You wrote that you see somebody in a new way."),
        marked=NEWLY,
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:als (?:pdf|liste|tabelle|bild|anhang))\b", re.IGNORECASE),
    ),
    breakthrough(
        "suddenly-clear",
        r"(?:[\w ]{0,30})?(?:auf einmal|plötzlich|mit einem mal|jetzt) (?:ist|war|wird) (?:es |mir |das "
        r"|alles )*(?:ganz |völlig |so )?"
        r"(?:klar|offensichtlich|deutlich|einleuchtend)\b[,:.]",
        _("You wrote that something became clear to you."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "was-sure",
        r"ich war (?:immer|stets|jahrelang|lange|mein leben lang) (?:\w+ )?(?:überzeugt|sicher|der meinung"
        r"|der überzeugung)\b"
        r"|ich (?:hielt|sah|empfand|betrachtete) (?:mich|meine?n?|pausen|schwäche|weinen|hilfe"
        r"|ruhe)\b[\w ]{0,30} (?:immer |lange"
        r" |jahrelang )?(?:für|als)\b",
        _("You wrote that you saw it otherwise before."),
        about=re.compile(
            r"\b(?:dabei|aber|heute|jetzt|inzwischen|mittlerweile|in wahrheit|eigentlich|nur|stimmt nicht|bis)\b",
            re.IGNORECASE,
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "lesson",
        r"(?:[\w ]{0,20})?(?:die|meine|eine) (?:\w+ )?(?:erkenntnis|lehre|einsicht|lektion|entdeckung"
        r"|wahrheit)\b[\w ]{0,40}(?::"
        r"| ist,? dass| war,? dass| lautet:?) ?(?:ich|mein\w*|mir|mich)\b",
        _("You wrote what you learned about yourself."),
        about=ABOUT_INNER,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "in-truth",
        r"(?:in wahrheit|in wirklichkeit|eigentlich|im grunde|tatsächlich) (?:hasse|liebe|fürchte|suche|will|wollte"
        r"|war|bin|habe"
        r"|hatte|brauche|vermisse|meide|ging|geht) (?:ich|es)\b[\w ]{0,60}(?:nur|nie|bloß|nicht|immer|allein|gar)\b",
        _("You wrote that something about you is other than you thought."),
        about=re.compile(r"\A", re.IGNORECASE),
        marked=DEEP,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "held-myself-for",
        r"(?:all die jahre|jahrelang|immer|lange|früher|mein leben lang|bis \w+)(?: \w+)? (?:hielt|sah|empfand|fand"
        r"|nannte|glaubte)"
        r" ich (?:mich|mein\w*)\b",
        _("You wrote that you saw it otherwise before."),
        about=re.compile(
            r"\b(?:dabei|aber|in wahrheit|eigentlich|heute|jetzt|nur|inzwischen|mittlerweile)\b", re.IGNORECASE
        ),
        never=NOT_ABOUT,
    ),
    breakthrough(
        "not-but",
        rf"{LEAD}(?:ich weiß|ich sehe|ich verstehe|weiß ich|sehe ich|verstehe ich)(?: \w+){{0,2}}?, dass (?:mein\w*"
        rf"|ich|es)\b[^.?]{{3,80}}"
        r" (?:nicht|nichts|nie|kein\w*) [^.?]{2,60},? sondern\b",
        _("You wrote that it is not this but that."),
        marked=NEWLY,
        never=NOT_ABOUT,
    ),
    breakthrough(
        "looking-back-was",
        r"(?:im rückblick|rückblickend|im nachhinein|heute weiß ich,?|wenn ich zurückblicke,?)(?: dass)? (?:war|habe"
        r"|hatte|bin|lebte"
        r"|ging|wollte|suchte|ich) ?(?:ich|es)?\b",
        _("You wrote what you see when you look back."),
        about=re.compile(
            rf"{DEEP.pattern}|\b(?:unglücklich|überfordert|verloren|leer|einsam|ausgebrannt|krank)\b", re.IGNORECASE
        ),
        never=re.compile(rf"{NOT_ABOUT.pattern}|\b(?:hätten wir|hätte ich|postgres|einkauf)\b", re.IGNORECASE),
    ),
    breakthrough(
        "is-only",
        r"(?:mein\w*|die|das|der) \w+ (?:ist|war|kommt|kam|sind|waren) (?:(?:eigentlich|in wahrheit|im grunde|doch"
        r"|meistens"
        r"|oft|einfach|letztlich|immer) )*(?:nur|bloß|nichts (?:anderes|als)|nie|aus|reine) ",
        _("You wrote what stands behind something of yours."),
        about=DEEP,
        marked=re.compile(
            r"\b(?:das (?:sehe|weiß|merke|verstehe) ich|mein\w* (?:perfektionismus|wut|ärger|fleiß|schweigen|humor"
            r"|eifersucht|neid"
            r"|faulheit|stolz|ungeduld|trauer|angst|scham|sarkasmus|ehrgeiz|kontrolle|ordnung))\b",
            re.IGNORECASE,
        ),
        never=NOT_ABOUT,
    ),
)
