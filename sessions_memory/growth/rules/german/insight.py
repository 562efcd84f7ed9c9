"""What weighs in an insight, in German: that something is seen, that this is new, and what it takes the place of."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.inner import INNER, NOT_ABOUT
from sessions_memory.growth.rules.values import Kind, Phrases, Weighed

SEEN_AS = (
    r"(?:verstanden|begriffen|erkannt|gemerkt|bemerkt|gelernt|eingesehen|realisiert|kapiert|entdeckt|festgestellt"
    r"|herausgefunden|gesehen|gespürt|gehört|durchschaut)"
)
SEES = (
    r"(?:verstehe?|verstand|begreife?|begriff|sehe?|sah|erkenne|erkannte|merke?|merkte|spüre?|spürte|kapiere?|ahne"
    r"|lerne|lernte|weiß|wusste|höre|hörte)"
)
ONE = r"(?:ich|mein\w*|mir|mich|wir|er|sie|ihn|niemand|keiner|es ist nur)"
CLEAR = r"(?:klar|klarer|bewusst|auf|aufgefallen|aufgegangen|deutlich|sinn)"
ASKS = r"(?:dass|wie|warum|was|woher|wieso)"
# How one comes to see, and with it something of oneself or of others.
SEEN_OF_SELF = (
    rf"{SEEN_AS}[,:]? (?:{ASKS} )?(?:[\w-]+ ){{0,2}}?{ONE}\b|(?:ich|wir) (?:\w+ ){{0,3}}?{SEES}(?: \w+)?[,:]"
    rf" (?:{ASKS} )?[\w ]{{0,20}}?\b{ONE}\b|{SEES} ich\b[\w ]{{0,30}}[,:] {ASKS}[\w ]{{0,20}}?\b{ONE}\b"
    rf"|{CLEAR}\b[\w ]{{0,12}}[,:] {ASKS}[\w ]{{0,30}}?\b(?:ich|mein\w*|mir|mich|wir)\b|verkehrt herum gesehen|das"
    r" falsche gefragt|die falsche frage gestellt|ein anderes wort für|(?:bin|war) (?:ja |immer |wohl )?(?:ich "
    r"|jedes mal"
    r" )?(?:die|der|diejenige|derjenige)(?: \w+)?, (?:die|der)\b|jedes mal ich\b|(?:klang|klinge|rede|redete) (?:\w+"
    r" )?wie mein\w* (?:mutter|vater)|was ich [\w ]{2,40} (?:wollte|brauchte|suchte|vermisste|nannte|hielt"
    r"|fürchtete),? (?:war|ist)|hat verändert, wie ich|(?:hat|haben) (?:mich|mir) (?:\w+ )?(?:gelehrt|gezeigt"
    rf"|beigebracht|klargemacht|vor augen geführt), {ASKS} (?:\w+ )?(?:ich|mein\w*|mir|mich|niemand|außer mir|wir)\b"
    r"|,? (?:merke|sehe|verstehe|begreife|spüre) ich(?: jetzt| gerade| nun)?,|(?:bild|vorstellung|sicht|blick|begriff"
    r"|verständnis) (?:von|auf) [\w ]{2,30} (?:\w+ )?(?:verändert|verschoben|gewandelt|geändert)|(?:hat|haben) sich für"
    r" mich (?:\w+ )?(?:gedreht|geändert|verändert|gewandelt)|wie (?:tief|sehr|hart) (?:das|es|ich|mich)\b|da saß es"
    r"|vielleicht (?:bin|habe|war) ich (?:gar )?(?:nicht|kein\w*)\b[^.?!]{2,60}[.;] (?:vielleicht|eher|ich)\b"
    r"|ich glaube, ich \w+ (?:nie|immer|nur)\b[^.?!]{0,50}, weil|(?:ist|sind) für mich (?:kein\w*"
    r"|nicht) [\w ]{0,40}?mehr\b"
    r"|das kann ich (?:endlich|jetzt|nun|heute) (?:sagen|sehen|zugeben)|das kam mir|das erklärt (?:die|mein\w*|warum)"
    r"|hat es gebraucht, bis ich|ich habe entdeckt, dass ich|ich muss [\w ]{2,50} nicht (?:\w+en)\b[.,]"
    r"|(?:sehe|sah) (?:ich )?[\w ]{2,40} (?:anders|mit anderen augen)\b|(?:war|hieß|hatte) für mich (?:immer"
    r"|früher|lange)"
    r" [^.?!]{2,40}[.,;] (?:heute|jetzt|seit|inzwischen)\b|das (?:ist|wurde|wird) mir (?:[\w-]+ ){0,4}(?:klar"
    r"|bewusst|aufgefallen"
    r"|aufgegangen)|bei mir angekommen|ich dachte,? (?:dass )?ich (?:will|brauche|bin|habe|wollte|wäre"
    r"|sei)\b[^.?!]{2,50}[.;]"
    r" (?:aber |dabei |eigentlich )?ich (?:will|brauche|bin|habe|wollte)\b|seit [^.?!]{3,60}, (?:weiß|sehe"
    r"|verstehe|begreife) ich\b|(?:glaube|denke|sehe|halte"
    r"|empfinde) (?:ich )?mein\w* [\w ]{2,40}"
    r" (?:nicht|kein\w*) (?:mehr|länger)\b"
    r"|verstehe (?:ich )?(?:meine?n?|ihn|sie) (?:\w+ )?(?:jetzt|endlich|erst|besser)"
)
SEEN = (
    rf"ich (?:\w+ ){{0,3}}?(?:habe?|hab) (?:\w+ ){{0,6}}?{SEEN_AS}|(?:habe?|hab) ich (?:\w+ ){{0,6}}?{SEEN_AS}"
    rf"|ich (?:\w+"
    rf" ){{0,2}}?{SEES}\b|{SEES} ich\b|mir (?:\w+ ){{0,6}}?(?:klar|bewusst|aufgefallen|aufgegangen|deutlich)\b"
    rf"|klarer wird"
    r" mir|wird mir (?:\w+ )?klar\w*|ging mir auf|fällt mir auf|mir dämmert|groschen|klick gemacht|aha\b|erkenntnis"
    r"|einsicht|schuppen von den augen|licht auf|ergibt (?:\w+ )?sinn|(?:bild|vorstellung|sicht|blick|begriff"
    r"|verständnis) (?:von|auf) [\w ]{2,30} (?:\w+ )?(?:verändert|verschoben|gewandelt|geändert)|(?:glaube|denke|sehe"
    r"|brauche|fürchte|empfinde|halte) (?:ich )?(?:\w+ ){0,5}?(?:nicht|kein\w*) mehr|mit anderen augen|verziehen"
    r"|schulde ich (?:\w+ ){0,2}?(?:kein\w*|nicht\w*)|arbeitet in mir|stellt sich heraus|wohl nie\b"
)
# This and not that: of what one took for something else.
INSTEAD = (
    r"(?:geschoben|gedacht|gehalten|geglaubt|genannt)[.,;] (?:aber|und) (?:es|das) (?:ist|war)\b|"
    r"(?:nicht|nie|kein\w*|niemals)\b[^.?!;:]{2,80}[.,;:–-]{1,2} ?(?:sondern|(?:eigentlich |nur |in wahrheit )?(?:ich"
    r"|er"
    r"|sie|es|das) (?:bin|war|ist|hab\w*|wollte|will|brauch\w*|arbeitet|vermisse|fürchte)|mein \w+ (?:arbeitet|ist|war)"
    r"|nur\b|eher\b|es war\b)|sondern\b|dabei (?:taten|war|bin|habe|ist)\b|eher als\b|auch (?:eine|ein) (?:mauer|flucht"
    r"|schutz\w*|\w+heit|\w+keit)\b|heißt nicht\b|weil (?:er|sie|ich) (?:angst|nur|so)\b"
)
NEWLY = (
    r"anders\b|jetzt|nun\b|endlich|heute|gestern|vorhin|plötzlich|auf einmal|zum ersten mal|erst\b|seit\b"
    r"|bis (?:gestern|diese"
    r"|heute|vor)\b|inzwischen|mittlerweile|langsam|allmählich|nicht mehr|keine? \w+ mehr|je (?:länger|mehr|öfter)|im"
    r" nachhinein|rückblickend|komisch|seltsam|oh je|weißt du was|neuerdings|da hab\w?\b|mitten|verändert|mit \w+zig\b"
    r"|\w+zig werden"
)
BEFORE = (
    r"immer (?:gedacht|geglaubt|gemeint|gefühlt)|(?:dachte|glaubte|meinte) (?:ich )?(?:immer|lange|früher)|früher\b"
    r"|jahrelang|all die jahre|mein (?:ganzes )?leben lang|seit (?:\w+ )?jahren|die ganze (?:zeit|jahre)|bei uns (?:zu"
    r" hause )?galt|hätte ich gesagt|nie (?:gelernt|gewusst|bemerkt|gewollt|gebraucht|um|rat|gesehen|bewusst)"
    r"|war (?:ich"
    r" )?nie\b|hatte ich nie\b|wollte ich (?:wohl |eigentlich )?nie\b|(?:bis|nicht) [\w ]{2,20} nicht (?:klar|bewusst)"
    r"|überzeugt|verwechselt|gehalten für"
)
THOUGHT = r"dachte|glaubte|geglaubt|gedacht|immer\b|jedes mal|im nachhinein|rückblickend|lange\b"
DEEPLY = (
    r"(?:angst|ängst\w*|furcht|scham|schäm\w*|schuld\w*|wut|wütend|trau(?:er|rig|re)\w*|liebe?\w*|hass\w*|einsam\w*"
    r"|allein"
    r"|anerkennung|gefallen|recht machen|kontroll\w*|perfekt\w*|streng|wert\w*|genug|erlaubnis|frei|starke?|leise|laut"
    r"|ruhig|unglücklich|treue|entschuldig\w*|vergleich\w*|vertrau\w*|verletz\w*|enttäusch\w*|gebraucht|vermeid\w*"
    r"|versteck\w*|schwach|schwäche|mut\w*|grenze\w*|hilfe|eltern|vater\w*|freude|glück\w*|erschöpf\w*|pause\w*"
    r"|kindheit"
    r"|schluck\w*|druck|erwart\w*|verantwort\w*|schweigen|geflohen|mauer|unabhängig\w*|erstarr\w*|streit|getrauert"
    r"|neidisch|verlieren|sterben|heilen|panik|feind|geduldig|schlampig|verzeih\w*|verziehen|tod|erfolg"
    r"|beschäftigt\w*|schmutzig|mitgezählt|jemand|muster|hunger|karriere|geschuftet|burnout|überfordert"
    r"|trotzig|werkzeug|anfängt|wenig von|schmerz\w*|heil|ehe|glaube|gott|beten|ärger|fehlgeburt|gedanken"
    r"|hospiz|makel|retten|mobbing|applaus"
    r"|gewalt|gewinnen|nutzlos)\b"
)
LIGHTLY = (
    rf"(?!(?:immer|nie|leben|alle|andere|zeit|brauche)\b)(?:{INNER})\b|\w{{3,30}}(?:heit|keit|ung|schaft|tum|ismus)\b"
)
# A price, a bill and a telephone are things, but also what somebody lives with.
NO_THINGS = re.sub(r"\|(?:preis|rechnung|handy)(?=\|)", "", NOT_ABOUT.pattern)
# Not seen, not yet, or said by others.
NOT_SEEN = re.compile(
    rf"{NO_THINGS}|\b(?:(?:will|möchte|würde"
    rf"|werde) (?:ich )?(?:\w+ )?(?:verstehen"
    rf"|lernen"
    r"|wissen|begreifen)|irgendwann|hoffe|falls|wenn ich|ob ich|sagt,|meint,|schreibt,|kannst du|könntest du"
    r"|in (?:meinem"
    r"|dem"
    r"|einem) (?:roman|film|buch)|verstehe? (?:ich )?(?:\w+ )?nicht|weiß (?:ich )?(?:\w+ )?nicht|sehe? (?:ich )?nicht"
    r"|noch nicht (?:ganz )?klar|nie verstanden|welche[snrm]? \w+ ich brauche)\b",
    re.IGNORECASE,
)

SEES_ANEW = Weighed(
    "sees-anew-de",
    Kind.BREAKTHROUGH,
    _("You wrote that you see something, and words beside it say that this is new."),
    inside=(Phrases.of({5: SEEN_OF_SELF, 3: SEEN}), Phrases.of({2: INSTEAD})),
    beside=(Phrases.of({1: NEWLY}), Phrases.of({2: BEFORE, 1: THOUGHT})),
    needed=Phrases.of({3: DEEPLY, 1: LIGHTLY}),
    least_inside=2,
    least=7,
    by_clause=False,
    of_person=re.compile(
        r"(?!(?:er|sie|du) )(?=.{0,400}?\b(?:ich|mir|mich|mein\w{0,2}|wir|uns|unser\w{0,2})\b)",
        re.IGNORECASE | re.DOTALL,
    ),
    never=NOT_SEEN,
    foreign=re.compile(r"\b(?:stell dir vor|in (?:meinem|dem) roman)\b", re.IGNORECASE),
)
