"""What came about, in German, told of the thing itself or without I: a paper that arrived, a premiere, a yes."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.everyday import TECHNICAL
from sessions_memory.growth.rules.german.parts import AM, HAVE, MID, NOT_EVERYDAY, milestone
from sessions_memory.growth.rules.german.words import PERSON, PRACTICE

PAPER = (
    r"visum|[\w-]*zusage|[\w-]*zulassung|einbürgerung|staatsbürgerschaft|aufenthaltstitel|approbation|[\w-]*urkunde"
    r"|[\w-]*zertifikat|[\w-]*zeugnis|scheidung|adoption|sorgerecht|stipendium|förderung|baugenehmigung|genehmigung"
    r"|meisterbrief|führerschein|bafög|rente|pflegegrad|beförderung|festanstellung|aufnahme|bewilligung|anerkennung"
)
NOT_YET = re.compile(
    rf"{TECHNICAL.pattern}|\b(?:nicht|noch|kein\w*|abgelehnt|abgelaufen|wenn|falls|hoffentlich|soll|würde|webseite"
    rf"|website"
    r"|kunde\w*|nachbar\w*)\b",
    re.IGNORECASE,
)

RULES = (
    milestone(
        "paper-came",
        rf"(?:mein|meine|unser|unsere|die|das|der) (?:(?!(?:nicht|kein)\b)[\w-]+ ){{0,4}}?(?:{PAPER})\b[\w ]{{0,40}}? ?"
        r"(?:ist|kam|wurde|liegt|lag|war|hat) (?:(?!(?:nicht|noch|kein\w*)\b)[\w-]+ ){0,5}?(?:da|gekommen|durch"
        r"|bewilligt"
        r"|genehmigt|erteilt|rechtskräftig|im briefkasten|in der post|auf dem tisch|vor mir|angekommen|eingetroffen"
        r"|geklappt|mit der post)\b",
        _("You wrote that something came that changes things."),
        never=NOT_YET,
    ),
    milestone(
        "said-yes",
        r"(?:er|sie|(?-i:[A-ZÄÖÜ])\w+|der verlag|die firma|das museum|die schule|die klinik|die agentur|die bank"
        r"|die uni|die jury|das gericht|der vermieter|die galerie)"
        r" hat (?:\w+ ){0,2}?(?:ja gesagt|zugesagt|zugestimmt|(?:mich|uns) (?:\w+ ){0,4}?(?:genommen|angenommen"
        r"|ausgewählt|aufgenommen|eingestellt))\b"
        rf"|{HAVE}{MID}(?:gefragt,? ob (?:er|sie) mich heiratet)",
        _("You wrote of a yes that changes things."),
        never=re.compile(r"\b(?:essen|kaffee|party|kino|termin|treffen|einladung)\b", re.IGNORECASE),
    ),
    milestone(
        "premiere",
        r"(?:unser\w*|mein\w*|wir|ich) (?:[\w-]+ ){0,4}?(?:hatte|hatten|feierte|feierten"
        r"|feiert) (?:[\w-]+ ){0,3}?(?:premiere"
        r"|eröffnung|vernissage|abschied|einstand|debüt|richtfest|taufe|hochzeit|jubiläum)\b",
        _("You wrote of a premiere or a feast of your own."),
        never=re.compile(rf"{NOT_EVERYDAY.pattern}|\b(?:film|kino|nächste|bald)\b", re.IGNORECASE),
    ),
    milestone(
        "learned",
        rf"{HAVE}{MID}(?:schwimmen|rad ?fahren|auto ?fahren|lesen|schreiben|nähen|stricken|segeln|skifahren|kochen"
        rf"|tanzen"
        r"|gebärdensprache|klavier spielen|gitarre spielen|surfen|reiten|klettern) (?:[\w-]+ ){0,2}?gelernt\b",
        _("You wrote that you learned something."),
        never=TECHNICAL,
    ),
    milestone(
        "without-help",
        rf"(?:{AM}|{HAVE}){MID}(?:wieder |ganz )?ohne (?:stock|krücken|rollator|hilfe|pause|anzuhalten|angst|notizen"
        rf"|schmerzen"
        rf"|medikamente|begleitung|schwimmflügel) {MID}(?:gelaufen|gegangen|geschwommen|gefahren|geflogen|gestanden"
        rf"|gekommen"
        r"|geschlafen|gesprochen|geschafft)\b",
        _("You wrote what you did without help."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "last-rate",
        r"(?:(?:ich|wir) haben? )?(?:heute |gestern )?(?:die |meine "
        r"|unsere )?(?:aller)?letzte (?:[\w-]+ ){0,5}?(?:rate|zahlung|zigarette"
        r"|klausur|prüfung|chemo|bestrahlung|schicht|vorlesung|sitzung|tablette)?\b[\w ]{0,40}?(?:überwiesen|bezahlt"
        r"|gezahlt"
        r"|geschrieben|geraucht|bekommen|hinter mir|geschafft|abgelegt|überstanden)\b",
        _("You wrote that something is behind you."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|\b(?:letzte (?:woche|nacht|seite|mail|nachricht|version))\b", re.IGNORECASE
        ),
    ),
    milestone(
        "since-then",
        rf"(?:(?:ich|wir) )?(?:gehe|mache|bin|habe|nehme|lerne|arbeite|wohne|lebe|besuche|studiere) (?:ich "
        rf"|wir )?(?:{MID})?(?:zu einer"
        rf" therapeut\w+|zum therapeuten|zur therapie|zur {PRACTICE}|beim {PRACTICE}|in {PRACTICE}|in therapie"
        r"|zu den anonymen \w+|zum logopäden|zur selbsthilfegruppe|zum chor|in elternzeit|in rente|vegan|vegetarisch"
        r"|allein|getrennt)\b",
        _("You wrote that you began something."),
        marked=re.compile(
            r"\bseit (?:heute|gestern|kurzem|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|letzter|letztem|dieser"
            r"|diesem|einer"
            r" woche|zwei wochen|drei wochen|neujahr|januar|ein paar)\b",
            re.IGNORECASE,
        ),
        never=TECHNICAL,
    ),
    milestone(
        "now-official",
        rf"{AM}(?:jetzt |nun |seit \w+ |ab heute |damit )*(?:offiziell |staatlich |frischgebackene[rsn]? "
        rf"|anerkannte[rsn]? "
        rf"|geprüfte[rsn]? |ausgebildete[rsn]? |examinierte[rsn]? |zertifizierte[rsn]? )?(?:{PERSON}"
        rf"|(?-i:[A-ZÄÖÜ])[\w-]{{3,40}}"
        r"(?:in|er|or|ist|at|ant|mann|frau|kraft|tante|onkel|oma|opa))\b(?=\W|$)",
        _("You wrote what you became."),
        marked=re.compile(
            r"\b(?:offiziell|staatlich|frischgeback\w*|geprüft\w*|anerkannt\w*|examiniert\w*|zertifiziert\w*|ab heute"
            r"|seit (?:heute|gestern|kurzem|montag|dienstag|mittwoch|donnerstag|freitag))\b",
            re.IGNORECASE,
        ),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:kunde|nutzer|mitglied|sicher|unter)\b", re.IGNORECASE),
    ),
    milestone(
        "ours-now",
        r"(?:das|die|der|unser\w*|mein\w*) (?:[\w-]+ ){1,6}?gehört (?:jetzt |nun |endlich |seit \w+ "
        r"|ab heute )*(?:uns|mir)\b",
        _("You wrote that something is yours now."),
        marked=re.compile(
            r"\b(?:jetzt|nun|endlich|notar|seit|ab heute|schlüssel|unterschrieben|heute)\b", re.IGNORECASE
        ),
        never=TECHNICAL,
    ),
    milestone(
        "having-a-baby",
        r"(?:wir|ich) (?:bekommen|bekomme|erwarten|erwarte|kriegen) (?:ein |unser |zwillinge|noch ein |\w+ )?(?:kind"
        r"|baby|zwillinge"
        r"|mädchen|jungen|nachwuchs)\b|(?:der|mein) (?:schwangerschafts)?test (?:ist|war) positiv",
        _("You wrote that a child is on its way."),
        never=re.compile(r"\b(?:corona|covid|vielleicht|nächstes|wenn|falls|nicht|möchten|wollen)\b", re.IGNORECASE),
    ),
    milestone(
        "leads-now",
        r"(?:ab|seit) [\w ]{2,20} (?:leite|führe|übernehme|bin) (?:ich|wir) (?:das|die|den|der|eine?n?|unser\w*"
        r"|stellvertretend\w*"
        r"|\w+leiter\w*)\b|(?:leite|führe|übernehme) ich (?:das|die|den|eine?n?) \w+",
        _("You wrote that something was entrusted to you."),
        marked=re.compile(
            r"\b(?:zugesagt|gesagt|befördert|offiziell|vertrag|angebot\w*|ernannt|freue)\b", re.IGNORECASE
        ),
        never=re.compile(rf"{NOT_EVERYDAY.pattern}|\b(?:soll|vielleicht|wenn|falls)\b", re.IGNORECASE),
    ),
    milestone(
        "left",
        rf"{HAVE}{MID}(?:mein\w* (?:mann|frau|partner\w*|freund\w*|ex)|ihn|sie) (?:endlich )?verlassen\b"
        rf"|{HAVE}{MID}(?:mich von ihm"
        r"|mich von ihr|mich von mein\w+ \w+|uns) getrennt\b"
        rf"|{HAVE}{MID}(?:laden|geschäft|praxis|betrieb|firma|werkstatt) {MID}(?:zugesperrt|zugemacht|geschlossen"
        rf"|übergeben)\b",
        _("You wrote that you left somebody, or closed something for good."),
        never=re.compile(r"\b(?:daten|tisch|früher|heute früher|um \d)\b", re.IGNORECASE),
    ),
    milestone(
        "in-training",
        rf"{AM}(?:jetzt )?in der (?:ersten|zweiten|dritten) woche (?:mein\w+|der|im) (?:[\w-]+ )?(?:{PRACTICE}"
        rf"|ausbildung|lehre"
        r"|therapie|probezeit|job|stelle)\b",
        _("You wrote that you began something not long ago."),
        never=TECHNICAL,
    ),
    milestone(
        "our-group",
        r"(?:unser|unsere|mein|meine) (?:[\w-]+ )?(?:chor|band|mannschaft|team|orchester|verein|theater|gruppe"
        r"|quartett)\b"
        r"[\w ]{0,12} hat (?:[\w-]+ ){0,5}?(?:preis|platz|pokal|meisterschaft|wettbewerb|titel|medaille|gold|silber"
        r"|bronze"
        r"|erste\w* \w+) (?:\w+ )?(?:gewonnen|geholt|belegt|bekommen|gemacht|aufgenommen|veröffentlicht)\b",
        _("You wrote of something that those won whom you belong to."),
        never=TECHNICAL,
    ),
    milestone(
        "not-a-drop",
        r"(?:ich|wir) (?:trinke|rauche|spiele|kiffe|esse) seit (?:[\w-]+ ){1,4}?(?:keinen?|keine|nichts"
        r"|nicht) (?:[\w-]+ ){0,2}?(?:mehr"
        r"|alkohol|tropfen|zigarette\w*|fleisch|zucker)\b",
        _("You wrote how long you have done without something."),
        never=re.compile(r"\b(?:kaffee|cola|milch|seit (?:heute morgen|stunden))\b", re.IGNORECASE),
    ),
    milestone(
        "first-time-since",
        rf"(?:{AM}|{HAVE}){MID}(?:geflogen|gefahren|gelaufen|gesprochen|gesungen|geschwommen|getanzt|gereist|gesehen"
        rf"|besucht"
        r"|umarmt|telefoniert|ausgegangen)\b",
        _("You wrote that you did something for the first time."),
        marked=re.compile(
            r"\bzum (?:aller)?ersten mal(?: seit (?:\w+ )?(?:\w+ )?(?:jahren|monaten|\w+)| überhaupt"
            r"| in meinem leben| wieder)?\b",
            re.IGNORECASE,
        ),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "signed",
        rf"{HAVE}{MID}unterschrieben\b",
        _("You wrote that you signed for something."),
        marked=re.compile(
            r"\b(?:stelle|job|fange|anfangen|arbeitsvertrag|mietvertrag|kaufvertrag|beim notar|neue[nrs]? \w+)\b",
            re.IGNORECASE,
        ),
        never=re.compile(rf"{NOT_EVERYDAY.pattern}|\b(?:petition|karte|brief|nachbar\w*)\b", re.IGNORECASE),
    ),
    milestone(
        "gave-birth",
        r"(?:meine?) (?:frau|freundin|partnerin|mann|partner) hat (?:[\w-]+ ){0,4}?(?:(?:zwillinge|einen sohn"
        r"|eine tochter|ein kind"
        r"|unser\w* \w+|ein baby|ein mädchen|einen jungen) (?:[\w-]+ )?(?:bekommen|zur welt gebracht|geboren)"
        r"|entbunden)\b",
        _("You wrote of a birth."),
    ),
)
