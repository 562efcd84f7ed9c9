"""What holds now and did not before, in German: told as a state, by what others decided, or of the thing itself."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.everyday import TECHNICAL
from sessions_memory.growth.rules.german.parts import AM, HAVE, MID, NOT_EVERYDAY, NUMBER, milestone
from sessions_memory.growth.rules.german.words import BUSINESS, HOME, RACE

RELATIVE = r"(?:vater|papa|mutter|mama|bruder|schwester|sohn|tochter|opa|oma|eltern|onkel|tante|ex|[\w-]*familie)"
STANDING = (
    r"(?:[\w-]*angehörigkeit|[\w-]*bürgerschaft|führerschein|[\w-]*schein|abi|abitur|matura|[\w-]*abschluss|diplom"
    r"|bachelor|master|meister|[\w-]*brief|job|[\w-]*stelle|[\w-]*platz|zusage|[\w-]*wohnung|aufenthaltstitel|visum"
    r"|approbation|festanstellung|[\w-]*vertrag|diagnose|einbürgerung|pass|doktor|doktortitel|zulassung|agentin"
    r"|agent|[\w-]*zertifikat|[abc][12]|[\w-]*stipendium|studienplatz|schlüssel|urkunde|prüfung|[\w-]*haus|ja-?wort"
    r"|sorgerecht|[\w-]*gürtel|gesellenbrief)"
)
BY_NOW = re.compile(
    r"\b(?:seit (?:heute|gestern|vorgestern|kurzem|letzter|letztem|mittwoch|\w+tag|dieser|diesem|\w+ \w+en?)|endlich"
    r"|jetzt|nun|heute|gestern|vorgestern|ab heute|nach \w+ (?:\w+ )?(?:jahren|monaten|wochen|anlauf|versuchen"
    r"|bewerbungen|absagen|papierkram)|notar|in der tasche|in der hand|in den händen|unterschrieben|offiziell"
    r"|mit \d\d)\b|!",
    re.IGNORECASE,
)
NOT_YET = re.compile(
    rf"{NOT_EVERYDAY.pattern}|\b(?:nicht|noch kein\w*|kein\w*|fast|beinahe|bald|wenn|falls|hoffentlich|könnte|würde"
    r"|hätte|soll|sollte|verloren|vergessen|verlegt|dabei|abgelaufen|bis \w+|termin|gespräch|frage|problem|angst)\b",
    re.IGNORECASE,
)
DONE = (
    r"(?:abbezahlt|abgezahlt|getilgt|bezahlt|weg|durch|unterschrieben|genehmigt|bewilligt|erledigt|vollzogen|fertig"
    r"|erschienen|veröffentlicht|online|angenommen|eröffnet|aufgemacht|geöffnet|verkauft|gedruckt|ausverkauft"
    r"|eingereicht|abgegeben|abgeschickt|raus|da|geboren|überstanden|bestanden|rechtskräftig|beantragt|aufgenommen"
    r"|gestartet|live|im (?:store|handel|laden|kasten|druck)|bei der \w+|beim \w+|auf dem (?:tisch|markt|weg)"
    r"|anerkannt|im briefkasten|geglückt|geschafft|gelungen|vorbei)"
)

RULES = (
    milestone(
        "has-now",
        rf"(?:ich|wir) (?:habe?|hab|haben|halte|halten) (?:{MID}){STANDING}(?: in der hand| in den händen"
        r"| in der tasche)?\W*$",
        _("You wrote that you have something now that changes things."),
        marked=BY_NOW,
        never=NOT_YET,
    ),
    milestone(
        "belongs-to-us",
        rf"(?:(?:seit|ab|nach|mit) )?(?:[\w-]+ ){{0,4}}?gehört (?:uns|mir) (?:[\w-]+ ){{0,3}}?(?:{HOME}|{BUSINESS}"
        r"|grundstück|hof)\b|(?:das|die|der|unser\w*|mein\w*) [\w-]+ (?:ist|sind) (?:\w+ ){0,2}?(?:unser|unseres"
        r"|meins|uns|mein)\W*$",
        _("You wrote that something is yours now."),
        marked=BY_NOW,
        never=TECHNICAL,
    ),
    milestone(
        "is-done",
        r"(?:(?:mein|unser|dies)\w* |die |der |das |)(?:(?!(?:chef\w*|schwester|bruder|freund\w*|kolleg\w*"
        r"|nachbar\w*|zug|bahn|bus|paket|koffer)\b)[\w-]+ ){0,2}?(?:kredit|schulden|darlehen|hypothek|[\w-]*rate"
        r"|studienkredit|bafög|scheidung|adoption|trennung|insolvenz|kündigung|bewerbung|manuskript|[\w-]*roman"
        r"|[\w-]*buch|[\w-]*arbeit|dissertation|[\w-]*antrag|laden|[\w-]*praxis|[\w-]*café|[\w-]*shop|[\w-]*firma"
        r"|atelier|[\w-]*app|[\w-]*podcast|album|kaufvertrag|mietvertrag|hauskauf|[\w-]*prüfung"
        r"|[\w-]*transplantation|operation|chemo\w*|therapie|umzug|[\w-]*verfahren|anerkennung|führerschein)"
        r"(?: (?:für\w*|auf|von|vom|bei|im|in|an|der|des|zur|zum) (?:[\w-]+ ){0,3}?[\w-]+)?? (?:ist|sind|wurde"
        r"|wurden|hat|haben|ging|kam|liegt|war) (?:(?!(?:nicht|noch|kein\w*|fast|bald|beinahe|erst"
        rf"|leider)\b)[\w-]+ ){{0,5}}?{DONE}\b",
        _("You wrote that something of yours is done or out."),
        about=re.compile(
            r"\b(?:ich|wir|mir|uns|mein\w*|unser\w*)\b|\A\W*(?:und |so,? )?(?:die|der|das|letzte) (?:schulden|kredit"
            r"|scheidung|trennung|rate|letzte)\b",
            re.IGNORECASE,
        ),
        marked=re.compile(
            r"\A(?!.*\b(?:nachbar\w*|kunde\w*|kundin\w*|chef\w*|freund\w*|kolleg\w*|pipeline|ihr\w*|sein\w*)\b)",
            re.I | re.S,
        ),
        never=NOT_YET,
    ),
    milestone(
        "my-first-out",
        r"(?:mein|unser)\w* (?:aller)?erste[rsn]? (?:[\w-]+ ){1,3}?(?:ist|wurde|hat|kam|war|sind|steht|hängt|läuft"
        rf"|stand) (?:(?!(?:nicht|noch|kein\w*|fast|bald)\b)[\w-]+ ){{0,6}}?(?:{DONE}|gelaufen|gekommen|zugesagt"
        r"|gekauft|gestanden|gefüllt|gewonnen|überwiesen|im netz)\b|(?:mein"
        r"|unser)\w* (?:aller)?erste[rsn]? (?:[\w-]+ ){1,3}?(?:hängt|läuft|steht|erscheint)\b",
        _("You wrote of a first of yours."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "more-of-us",
        rf"{AM}(?:seit \w+ |ab heute )?(?:zu (?:dritt|viert|fünft|sechst)|eltern|zweifache \w+|dreifache \w+)\b",
        _("You wrote of a birth."),
        about=re.compile(r"\b(?:kam|geboren|baby|seit|kleine\w*|tochter|sohn|kilo|gramm|uhr|geburt\w*)\b|!", re.I),
        never=re.compile(r"\b(?:im büro|im urlaub|essen|unterwegs|im auto|wg|team)\b", re.I),
    ),
    milestone(
        "took-me",
        r"(?:(?:der|die|das|mein\w*|unser\w*) (?:[\w-]+ ){1,4}?(?:hat|haben)|sie haben|man hat|(?-i:[A-ZÄÖÜ])\w+ hat"
        r"|sie hat|er hat) (?:mich|uns|mir|meinen?|meine[rmn]?|meinem|unseren?) (?:[\w-]+ ){0,6}?(?:genommen"
        r"|aufgenommen|angenommen|eingestellt|befördert|gewählt|übernommen|zugelassen|entlassen|ausgewählt"
        r"|freigesprochen|anerkannt|bewilligt|genehmigt|verlängert|entfristet|unterschrieben|zugestimmt|akzeptiert"
        r"|gesund ?geschrieben|arbeitsfähig geschrieben|berufen|ernannt|verbeamtet|ja gesagt|zugesagt)\b",
        _("You wrote that you were taken in, chosen or let go."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:nicht|noch|paket|anruf|termin|cookies?|newsletter|essen|kaffee)\b", re.I
        ),
    ),
    milestone(
        "made-it",
        rf"{HAVE}(?:MID)?(?:geschafft|gepackt|hinbekommen|durchgezogen|durchgehalten)\b".replace("MID", MID),
        _("You wrote that you made it."),
        about=re.compile(
            rf"\b(?:{RACE}|km|kilometer|liegestütz\w*|klimmz\w*|prüfung\w*|{NUMBER} (?:\w+ )?(?:tage|wochen|monate"
            r"|jahre|kilo)|am stück|ohne (?:pause|zigarette|alkohol|hilfe|rückfall)|marathon|abi\w*|schein|probezeit"
            r"|entzug|therapie|abschluss|allein|zum ersten mal|das erste mal)\b",
            re.I,
        ),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "first-time-open",
        rf"(?:{HAVE}|{AM}|(?:ich|wir) (?:durfte|durften|konnte|konnten) )(?:{MID})(?:\w*ge\w{{2,14}}(?:t|en)"
        r"|\w{3,14}iert|(?:be|ver|über|unter|er)\w{3,14}(?:t|en)|laufen|fahren|halten|arbeiten|schlafen|reden"
        r"|sprechen|leiten|übernachten)\W*$",
        _("You wrote that you did something for the first time."),
        about=re.compile(r"\b(?:zum|das|fürs) (?:aller)?erste[ns]? mal\b|\berstmals\b", re.I),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:gehört|gesehen|gelesen|benutzt|verwendet|ausprobiert|probiert|bemerkt"
            r"|aufgefallen|bestellt|verpasst|vergessen|verloren|gekauft|zug|bus|nicht|noch)\b",
            re.I,
        ),
    ),
    milestone(
        "after-years",
        rf"{HAVE}(?:{MID})(?:geschrieben|angerufen|getroffen|gesprochen|geredet|telefoniert|besucht|umarmt|verziehen"
        r"|versöhnt|eingeladen|gesehen|gefunden|kennengelernt|wiedergesehen)\b",
        _("You wrote that you found each other again."),
        marked=re.compile(
            rf"\A(?=.*\b{RELATIVE}\b).*\bnach (?:[\w-]+ ){{1,2}}(?:jahren|jahrzehnten|funkstille|schweigen)\b",
            re.I | re.S,
        ),
        never=TECHNICAL,
    ),
    milestone(
        "told-truth",
        rf"{HAVE}(?:{MID})(?:erzählt|gebeichtet|gestanden|gesagt|offenbart|anvertraut|gezeigt|ausgesprochen)\b",
        _("You wrote that you told something that mattered."),
        about=re.compile(
            r"\b(?:schulden|scheidung|trennung|krebs|krankheit|fehlgeburt|wahrheit|alles\.|diagnose|depression\w*"
            r"|sucht|spielsucht|trans|schwul|lesbisch|bi|queer|schwanger|liebe|kündig\w*|abtreibung|missbrauch"
            r"|trinke|trinken|seitensprung|nicht mehr (?:kann|will)|hilfe brauche)\b",
            re.I,
        ),
        marked=re.compile(
            r"\b(?:endlich|zum ersten mal|gestern|heute|getraut|letzte\w*|am \w+tag|vorgestern|diese\w*"
            r"|nach \w+ jahren)\b",
            re.I,
        ),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "broke-up",
        rf"(?:{HAVE})(?:{MID})(?:schluss gemacht|die reißleine gezogen|das handtuch geworfen"
        r"|den schlussstrich gezogen|einen schlussstrich gezogen|den absprung geschafft|den sprung gewagt"
        r"|den schritt gewagt|nägel mit köpfen gemacht)\b",
        _("You wrote that you left or ended something."),
        never=TECHNICAL,
    ),
    milestone(
        "in-therapy",
        r"(?:ich|wir) (?:mache|machen|gehe|gehen|bin|sind|nehme|besuche|lerne|studiere|arbeite|trage|spiele|singe"
        r"|habe) (?:(?!(?:nicht|kein\w*|krank\w*|müde)\b)[\w-]+ ){0,6}?(?:[\w-]*therapie|[\w-]*kurs|[\w-]*unterricht"
        r"|[\w-]*gruppe|[\w-]*verein|chor|reha|[\w-]*ausbildung|umschulung|abendschule|vegan|vegetarisch|rentner\w*"
        r"|selbst(?:st)?ändig|teilzeit|elternzeit|rente|hörgeräte?|antidepressiva|insulin|testosteron|klavier"
        r"|gitarre|geige|anonymen \w+)\b",
        _("You wrote that you began something."),
        marked=re.compile(
            r"\bseit (?:heute|gestern|\w+tag|mittwoch|kurzem|letzte[rm] \w+|diese[rm] \w+|ein paar (?:tagen|wochen)"
            r"|einer woche|einem monat|(?:zwei|drei|vier|fünf|sechs|\d) (?:tagen|wochen|monaten)|(?:dem )?\d+\. \w+"
            r"|januar|neujahr|anfang \w+)\b",
            re.I,
        ),
        never=TECHNICAL,
    ),
    milestone(
        "last-drink",
        rf"{HAVE}{MID}(?:zuletzt|zum letzten mal|das letzte mal|meine letzte|mein letztes"
        r"|den letzten) (?:[\w-]+ ){0,2}?(?:getrunken|geraucht|gekifft|gespielt|gewettet|genommen|konsumiert"
        r"|erbrochen)\b",
        _("You wrote how long you have done without something."),
        marked=re.compile(r"\b(?:heute vor|vor genau|genau vor|seitdem|seither|seit genau)\b", re.I),
    ),
    milestone(
        "passed-it",
        rf"(?:{HAVE}|ich habe )(?:{MID})?bestanden\b",
        _("You wrote that you passed."),
        marked=re.compile(
            r"\b(?:[\w-]*prüfung|examen|[\w-]*test|führerschein|abitur|meister|theorie|mit (?:\d[,.]\d|auszeichnung"
            r"|bravour|\d+ punkten)|anlauf|versuch)\b",
            re.I,
        ),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "got-in-touch",
        rf"mein\w* (?:[\w-]+ )?{RELATIVE} hat (?:mich|uns|sich|mir) (?:[\w-]+ ){{0,8}}?(?:angerufen|gemeldet|umarmt"
        r"|geschrieben|verziehen|entschuldigt|besucht|eingeladen)\b",
        _("You wrote that you found each other again."),
        marked=re.compile(
            r"\b(?:nach (?:[\w-]+ ){1,2}(?:jahren|jahrzehnten)|funkstille|zum ersten mal|das erste mal)\b", re.I
        ),
    ),
    milestone(
        "spoke-up",
        rf"{HAVE}{MID}(?:chef\w*|mutter|vater|mann|frau|eltern|schwester|bruder|ihm|ihr|allen|team|partner\w*"
        r"|freund\w*|ihnen|familie) (?:[\w-]+ ){0,2}?(?:gesagt|mitgeteilt|erklärt|klargemacht|angekündigt"
        r"|eröffnet)\W*$",
        _("You wrote that you spoke up."),
        about=re.compile(
            r"\bdass ich (?:[\w-]+ ){0,5}?(?:nicht|kein\w*|nie|kündig\w*|gehe|aufhöre|ausziehe|schwanger|reduziere"
            r"|mehr|trenne|verlasse|liebe|hilfe brauche|trans|schwul|lesbisch|teilzeit|therapie)\b|\bnein gesagt\b",
            re.I,
        ),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "can-now",
        r"(?:ich|wir) (?:kann|können) (?:[\w-]+ ){0,4}?(?:kraulen|schwimmen|rad ?fahren|auto ?fahren|laufen|gehen"
        r"|schlafen|lesen|tanzen|singen|jonglieren|skifahren|reiten|stricken|nähen|klimmzüge|spagat|handstand"
        r"|treppen steigen|wieder \w+en)\b",
        _("You wrote what you can do now."),
        marked=re.compile(r"\b(?:jetzt|endlich|nun|wieder|seit \w+|am stück|zum ersten mal)\b", re.I),
        never=re.compile(rf"{NOT_EVERYDAY.pattern}|\b(?:nicht|kaum|schlecht|nur)\b", re.I),
    ),
    milestone(
        "filed",
        rf"{HAVE}{MID}(?:scheidung|insolvenz|[\w-]*adoption|einbürgerung|rente|asyl|altersteilzeit|elternzeit"
        r"|teilzeit|sabbatical|anzeige|patent|gewerbe|reha|verein|firma|kur|namensänderung"
        r"|vornamensänderung) (?:[\w-]+ ){0,2}?(?:eingereicht|beantragt|angemeldet|erstattet|genommen)\b",
        _("You wrote that you took a step towards something."),
        never=TECHNICAL,
    ),
    milestone(
        "got-through",
        rf"{AM}(?:[\w-]+ ){{0,2}}?(?:durch (?:die|den|das|mein\w*) (?:[\w-]+ )?(?:probezeit|prüfung\w*|chemo\w*"
        r"|staatsexamen|studium|entzug|ausbildung|therapie|aufnahmeprüfung|physikum|abi\w*)|übern berg|über den berg"
        r"|aus (?:dem|der) (?:gröbsten|krankenhaus|klinik|insolvenz|nachsorge|schulden)\b|wieder gesund)",
        _("You wrote that something is behind you."),
        never=TECHNICAL,
    ),
    milestone(
        "diagnosed",
        r"(?:die |meine )?diagnose (?:steht|ist da|lautet)\b|(?:ich|wir) habe?n? (?:[\w-]+ ){0,3}?(?:die"
        r"|eine) diagnose\W*$",
        _("You wrote that you were given a diagnosis."),
        about=re.compile(r"\b(?:endlich|ich|mir|mich|mit \d\d|name)\b", re.I),
        never=re.compile(r"\b(?:hund|katze|auto|server|fehler)\b", re.I),
    ),
)
