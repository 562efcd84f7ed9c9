"""Something done, in German, whatever it is, where the words beside it say how much it weighs; and turns of phrase."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.everyday import TECHNICAL
from sessions_memory.growth.rules.german.parts import AM, HAVE, MID, NOT_EVERYDAY, milestone

# States, views and errands: done every day, whatever stands beside them.
BLAND = (
    r"(?:gearbeitet|gelebt|gewohnt|benutzt|genutzt|gedacht|gewollt|versucht|gesucht|gewartet|gesehen|gehört|gemerkt"
    r"|bemerkt|festgestellt|gefragt|gefunden|gekocht|gegessen|getrunken|geguckt|geschaut|gespielt|gehabt|gewesen"
    r"|gekauft|bestellt|bezahlt|geputzt|repariert|installiert|gestrichen|überlegt|entschieden|verpasst|vergessen"
    r"|verloren|geärgert|gefreut|gelesen|gelernt|probiert|ausprobiert|getestet|geändert|erstellt|geschickt|bekommen"
    r"|geplant|gehofft|gespart)"
)
PARTICIPLE = (
    rf"(?!{BLAND}\b)(?:[\w]{{0,12}}ge\w{{2,14}}(?:t|en)|\w{{3,14}}iert|(?:be|ver|er|ent|zer|über"
    r"|unter)\w{3,14}(?:t|en))"
)
WEIGHT = re.compile(
    r"\b(?:nach (?:über |fast |mehr als )?[\w-]+ (?:langen )?(?:jahren|jahrzehnten|monaten|anläufen|versuchen"
    r"|absagen)|hat (?:mich |uns )?(?:\w+ )?(?:[\w-]+ )(?:jahre|monate|wochen) (?:gedauert|gekostet)"
    r"|[\w-]+ jahre (?:arbeit|warten|gespart)|zum ersten mal|das erste mal|geweint|gezittert|zittern\w*|weiche knie"
    r"|gänsehaut|stolz|erleichtert|(?:kaum|noch nicht) (?:glauben|fassen)|unwirklich"
    r"|fühlt sich (?:\w+ ){0,2}(?:leicht|frei|seltsam|gut|leer|richtig)\w*|für immer|endgültig|eigenhändig"
    r"|mit eigenen händen|selbst gespart|kein zurück|nie gedacht|herzklopfen|kloß im hals|durchatmen)\b",
    re.IGNORECASE,
)

RULES = (
    milestone(
        "weighty",
        rf"(?:{HAVE}|{AM}){MID}{PARTICIPLE}\W*$",
        _("You wrote of something done, and of what it took or meant."),
        about=WEIGHT,
        never=re.compile(
            rf"{NOT_EVERYDAY.pattern}|\b(?:nicht|noch|kein\w*|flur|wand|bad|küche|zug|bus|film|serie|spiel|kunden?"
            r"|kundin)\b",
            re.I,
        ),
    ),
    milestone(
        "idiom",
        rf"{HAVE}{MID}(?:den grundstein gelegt|den ersten spatenstich (?:gemacht|gesetzt)|das gelübde abgelegt"
        r"|den eid (?:geleistet|abgelegt)|mein wort gehalten|die segel gesetzt|frieden geschlossen"
        r"|die brücken abgebrochen|den stecker gezogen|reinen tisch gemacht|die scheidung (?:eingereicht"
        r"|unterschrieben)|den mut gefasst|mein coming-?out gehabt|die koffer gepackt|den löffel abgegeben an"
        rf"|den dienst quittiert)\b|{AM}{MID}(?:aus der kirche|aus der partei|aus dem verein|aus der firma)"
        rf" (?:\w+ )?ausgetreten\b|{AM}{MID}(?:konvertiert|ausgetreten|zurückgetreten|untergekommen|durchgekommen"
        r"|übergetreten|beigetreten|vereidigt|freigesprochen|ausgestiegen)\b",
        _("You wrote of a step for life."),
        never=TECHNICAL,
    ),
    milestone(
        "since-lately",
        r"(?:ich|wir) (?:wohne?n?|lebe?n?|arbeite?n?|bin|sind|trage?n?|schlafe?n?|esse?n?|mache?n?|gehe?n?)"
        r" (?:(?!(?:nicht|kein\w*|noch)\b)[\w-]+ ){0,7}?(?:zusammen|allein|wieder|getrennt|dialyse|chemo|vegan"
        r"|vegetarisch|rente|teilzeit|selbst(?:st)?ändig|angestellt|verbeamtet|unbefristet|festangestellt)\W*$",
        _("You wrote that you began something."),
        marked=re.compile(
            r"\bseit (?:heute|gestern|\w+tag|mittwoch|kurzem|letzte[rm] \w+|diese[rm] \w+|ein paar (?:tagen|wochen)"
            r"|einer woche|einem monat|(?:zwei|drei|vier|\d) (?:tagen|wochen)|dem \d+|neujahr|anfang \w+)\b",
            re.I,
        ),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:krank\w*|müde|erkältet|im urlaub|verspannt|zu hause)\b", re.I),
    ),
    milestone(
        "a-child-comes",
        r"(?:wir|ich) (?:bekommen|bekomme|erwarten|erwarte|adoptieren) (?:[\w-]+ ){0,3}?(?:kind|baby|jungen|mädchen"
        r"|tochter|sohn|zwillinge|pflegekind|nachwuchs)\b",
        _("You wrote that a child is on its way."),
        about=re.compile(
            r"\b(?:angerufen|agentur|jugendamt|test|woche|ultraschall|herzschlag|arzt|ärztin|zusage|monat)\b", re.I
        ),
        never=re.compile(r"\b(?:wenn|falls|vielleicht|möchten|wollen|nächstes)\b", re.I),
    ),
    milestone(
        "first-of-mine",
        rf"(?:{HAVE}|{AM}){MID}(?:mein|meine|meinen|meinem|meiner|unser|unsere"
        r"|unseren)e? (?:aller)?erste[nrsm]? (?!(?:mal|frage|versuch|gedanke|eindruck|schritt|idee|kaffee|termin"
        rf"|mail|entwurf|zeile|seite|antwort)\b)[\w-]+ {MID}(?:{PARTICIPLE}|gemacht|gekauft|bekommen|bezahlt"
        r"|gespielt|gegessen|lassen)\W*$",
        _("You wrote of a first of yours."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "days-in-a-row",
        rf"(?:{HAVE}|{AM}){MID}(?:\d+|zwei|drei|vier|fünf|sechs|sieben|zehn|zwanzig|dreißig|hundert) (?:tage|wochen"
        rf"|monate) (?:am stück|hintereinander|in folge|ohne pause|durchgehend|lang) {MID}(?:{PARTICIPLE}|gespielt"
        r"|gelernt|gelesen)\W*$",
        _("You wrote what you kept up."),
        never=re.compile(rf"{NOT_EVERYDAY.pattern}|\b(?:krank|gewartet|schmerzen|regen|urlaub)\b", re.I),
    ),
    milestone(
        "broke-with",
        rf"{HAVE}{MID}kontakt (?:zu|mit) {MID}(?:abgebrochen|beendet|wieder ?aufgenommen|gesucht)\b"
        rf"|{HAVE}{MID}(?:gehaltserhöhung|beförderung|teilzeit|homeoffice) {MID}(?:verlangt|gefordert|ausgehandelt"
        r"|durchgesetzt)\b",
        _("You wrote that you spoke up, or drew a line."),
        never=TECHNICAL,
    ),
    milestone(
        "was-there-first",
        rf"(?:ich|wir) waren? {MID}(?:bei|beim|in|im|auf|zur|zum|vor) ",
        _("You wrote of a first of yours."),
        marked=re.compile(
            r"\A(?=.*\b(?:zum (?:aller)?ersten mal|das erste mal)\b).*\b(?:anonymen|therap\w+|selbsthilfe\w*|chor\w*"
            r"|[\w-]*gruppe|[\w-]*kurs|demo|wählen|bühne|gottesdienst|moschee|synagoge|beichte|blutspende\w*"
            r"|elternabend|training|unterricht|beratung\w*|meditation|uni\w*|hochschule)\b",
            re.I | re.S,
        ),
        never=TECHNICAL,
    ),
    milestone(
        "paid-back",
        rf"{HAVE}{MID}(?:jeden cent|alle schulden|das (?:ganze |geliehene )?geld|den letzten euro"
        rf"|die letzte rate) {MID}(?:zurückgezahlt|zurückgegeben|abbezahlt|beglichen|bezahlt|überwiesen)\b",
        _("You wrote that you paid something off."),
    ),
    milestone(
        "found-one",
        rf"{HAVE}{MID}(?:verlag|verleger\w*|agentin|agentur|[\w-]*stelle|job|[\w-]*wohnung|spender\w*|[\w-]*platz"
        rf"|lektorin|käufer\w*|nachfolger\w*|band) {MID}gefunden\b|{HAVE}{MID}(?:altersklasse|lauf|wettkampf|turnier"
        rf"|wettbewerb|regatta|stadtmeisterschaft|meisterschaft|prozess) {MID}gewonnen\b",
        _("You wrote that you found or won something that changes things."),
        never=re.compile(
            rf"{NOT_EVERYDAY.pattern}|\b(?:parkplatz|sitzplatz|stellplatz|nicht|noch|im internet|anzeige)\b", re.I
        ),
    ),
)
