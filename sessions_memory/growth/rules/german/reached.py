"""What was finished, passed, won or reached, in German."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.everyday import TECHNICAL
from sessions_memory.growth.rules.german.parts import AM, HAVE, MID, NOT_EVERYDAY, NUMBER, milestone
from sessions_memory.growth.rules.german.words import EXAM, OFFER, RACE, STUDY, WORK

RULES = (
    milestone(
        "finished",
        rf"{HAVE}{MID}(?:{STUDY}|{WORK}|{RACE}) {MID}(?:abgegeben|eingereicht|abgeschlossen|beendet"
        r"|fertiggestellt|fertig ?\w*|geschafft|verteidigt|vollendet|geschrieben|durchgehalten|hinter mir"
        r"|gebaut|gestrickt|genäht|aufgenommen|abgeschickt|verschickt|restauriert|durchgezogen|überstanden)\b",
        _("You wrote that you finished something of your own."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "passed",
        rf"(?:{HAVE})?{MID}(?:{EXAM}|{STUDY}) {MID}(?:bestanden|geschafft|gepackt|überstanden|gemacht"
        r"|in der tasche)\b",
        _("You wrote that you passed something."),
        marked=re.compile(
            r"\A(?!.*\b(?:pipeline|deployment|build|unit-?tests?|server|hund|katze|auto|motor)\b)", re.I | re.S
        ),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "got",
        rf"{HAVE}{MID}(?:{OFFER}) {MID}(?:bekommen|erhalten|gekriegt|ergattert|gewonnen|angenommen|unterschrieben"
        r"|in der tasche|erkämpft|geholt|zugesagt)\b|(?:ich|wir) (?:bekam|bekamen|erhielt|kriege"
        rf"|bekomme) {MID}(?:{OFFER})\b(?= (?:bekommen|$|!))|endlich (?:die|der|das|den) (?:{OFFER})\b",
        _("You wrote that you got or won something that changes things."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "won",
        rf"{HAVE}{MID}(?:turnier|meisterschaft|wettbewerb|wettkampf|rennen|spiel|pokal|wahl|titel|preis|platz"
        rf"|prozess|finale|liga) {MID}(?:gewonnen|belegt|geholt|gemacht)\b",
        _("You wrote that you won."),
        never=TECHNICAL,
    ),
    milestone(
        "paid-off",
        rf"{HAVE}{MID}(?:kredit|schulden|darlehen|hypothek|bafög|raten|haus|auto) {MID}(?:abbezahlt|abgezahlt"
        rf"|zurückgezahlt|getilgt|beglichen|los)\b|{HAVE}{MID}(?:\d[\d.]*|tausend|zehntausend) (?:euro"
        r"|franken) (?:gespart|angespart|zurückgelegt)",
        _("You wrote that you paid something off, or saved a sum."),
    ),
    milestone(
        "weight",
        rf"{HAVE}{MID}{NUMBER}? ?(?:kilo|kilos|kg|kilogramm) {MID}(?:abgenommen|verloren|runter|geschafft"
        r"|zugenommen)\b",
        _("You wrote of a goal for your body."),
        marked=re.compile(
            r"\A(?!.*\b(?:magen\w*|darm\w*|grippe|krank\w*|virus|infekt\w*|fieber|stress|durchfall)\b)", re.I | re.S
        ),
    ),
    milestone(
        "race",
        rf"{AM}{MID}(?:{RACE}|gipfel|[\w-]*berg|zugspitze|[\w-]*horn|kilimandscharo|mont blanc|watzmann"
        rf"|meile) {MID}(?:gelaufen|gegangen|gewandert|geschwommen|geradelt|gefahren|gestiegen|bestiegen|angekommen"
        rf"|gewesen|gestanden|mitgelaufen|geklettert)\b|{AM}{MID}(?:auf (?:den|dem|die|der) (?:\w+ )?(?:gipfel"
        r"|[\w-]*spitze|[\w-]*horn|berg|mont blanc|watzmann)|ins ziel gekommen|durchs ziel)\b",
        _("You wrote that you completed a race, a distance or a climb."),
        never=re.compile(r"\b(?:arbeitsweg|heimweg|schulweg|weg zur|mit dem auto|rennend)\b", re.I),
    ),
    milestone(
        "reached",
        rf"{HAVE}{MID}(?:gipfel|ziel|wunschgewicht|traumgewicht|zielgewicht|sparziel|bestzeit|abonnenten|follower"
        rf"|leser|downloads|kunden|hörer|traum) {MID}(?:erreicht|geknackt|geschafft|überschritten|erfüllt"
        rf"|aufgestellt|bestiegen|gelaufen|verwirklicht|wahr gemacht)\b|{HAVE}{MID}(?:mont blanc|zugspitze"
        rf"|matterhorn|kilimandscharo|watzmann|[\w-]*berg) {MID}(?:bestiegen|erreicht|geschafft)",
        _("You wrote that you reached a goal of yours."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:schrittziel|tagesziel|lernziel|level)\b", re.I),
    ),
    milestone(
        "first",
        rf"(?:{HAVE}|{AM}){MID}(?:mein|meine|meinen|meinem|meiner|unser|unsere"
        r"|unseren)e? (?:aller)?erste[nrsm]? (?!(?:mal|frage|versuch|gedanke|eindruck|schritt"
        rf"|idee)\b)(?:[\w-]+ ){{1,5}}?{MID}(?:gehalten|gelaufen|verkauft|gegeben|geschrieben|gebacken|gespielt"
        r"|geleitet|aufgenommen|gebaut|geschafft|verdient|bekommen|gewonnen|gemalt|genäht|gehabt|geflogen"
        r"|geschwommen|veröffentlicht|gesungen|gemacht|absolviert|bestanden|abgeschlossen|unterrichtet"
        r"|organisiert|geerntet|aufgestellt|gekauft|gezogen|bestiegen|geklettert|überstanden)\b"
        rf"|(?:ich|wir) hatten? {MID}(?:mein|meinen|meine|unser|unseren|unsere) (?:aller)?(?:erste"
        r"|letzte)[nrs]? (?:[\w-]*tag|[\w-]*stunde|[\w-]*sitzung|schicht|[\w-]*auftritt|lesung|vorlesung"
        r"|ausstellung|[\w-]*konzert|chemo|bestrahlung|prüfung|[\w-]*woche|spiel|training|kunde\w*|kundin"
        r"|auftrag)\b|(?:es |heute |gestern )?(?:war|ist) (?:gestern |heute )?(?:mein|unser) (?:erster"
        r"|letzter) (?:[\w-]*tag|schultag|auftritt)\b|(?:(?:meine|die) letzte (?:chemo|bestrahlung|prüfung"
        r"|rate|klausur)) (?:war|ist|ging)\b",
        _("You wrote of a first of yours."),
        never=NOT_EVERYDAY,
    ),
    milestone(
        "first-time",
        rf"(?:{HAVE}|{AM}){MID}zum (?:aller)?ersten mal {MID}(?:geschafft|gelaufen|geschwommen|gesprochen|gesungen"
        r"|gespielt|gefahren|geflogen|gestanden|gesagt|gespart|gegangen|gewonnen|geschlafen|gelesen|gehalten"
        r"|aufgetreten|verdient|gereist|getanzt|gehoben|gestemmt|gewählt|geklettert|gemacht|gestrickt|gebacken"
        rf"|durchgeschlafen|gedruckt|gezeigt|verkauft|dort)\b|{HAVE}{MID}(?:klimmzug|liegestütze?|spagat"
        rf"|handstand) {MID}(?:geschafft|gemacht)",
        _("You wrote that you did something for the first time."),
        never=NOT_EVERYDAY,
    ),
)
