"""What weighs in something that happened to the person, in German: what it is about, what was done, what beside it."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.values import Kind, Phrases, Weighed, Words

KIN = (
    r"(?:(?:stief|halb|groß|schwieger|ur|paten|pflege|adoptiv)?(?:mutter|mama|mutti|vater|papa|vati|eltern|tochter"
    r"|töchter|sohn|söhne|kinder?|bruder|brüder|schwestern?|geschwister|oma|opa|cousinen?|cousins?|tanten?|onkel"
    r"|nichten?|neffen?|enkel\w*|schwager|schwägerin)|freund\w{0,4}|kumpels?|bekannte\w?|mann|frau|partner\w{0,3}"
    r"|verlobte\w?|ex\w{0,5}|chef\w{0,3}|kolleg\w{1,5}|nachbar\w{0,5}|mitbewohner\w{0,5}|vermieter\w{0,5}"
    r"|\w{0,9}lehrer\w{0,5}|trainer\w{0,5}|therapeut\w{0,5}|arzt|ärztin|anwalt|anwältin|professor\w{0,5}"
    r"|schüler\w{0,5}|kund\w{1,5}|patient\w{0,5}|mieter\w{0,5}|familie|leute|team)"
)
# What a life turns on, and what is only part of one.
GREAT = (
    "visum visa staatsbürgerschaft einbürgerung asyl asylantrag sorgerecht scheidung adoption stipendium promotion"
    " beförderung diplom doktorarbeit dissertation masterarbeit bachelorarbeit abschlussarbeit facharbeit"
    " disputation rigorosum führerschein segelschein jagdschein jagdscheins angelschein tauchschein flugschein"
    " approbation examen abitur abi matura lehrstelle ausbildung lehre marathon triathlon manuskript roman krimi"
    " memoiren gedichtband debüt album hochzeit trauung schwangerschaft embryo transplantation chemo chemotherapie"
    " bestrahlung tumor knoten biopsie reha entzug nüchtern hypothek insolvenz rente ruhestand trauerrede grabrede"
    " bewährung taufe konfirmation vernissage ausstellung premiere uraufführung patent schulden schuldenfrei"
    " prüfung klausur medaille pokal prothese testosteron hormone abfindung resthof bauernhof entfristet"
    " festanstellung unbefristet beamtin beamter eid referendariat zwillinge drillinge frühchen fehlgeburt"
    " herzschrittmacher alkoholiker alkoholikerin trocken frauenhaus kloster jakobsweg gipfel weihe hospiz testament"
    " kleingarten kleingartenverein vormundschaft hörgerät hörgeräte krücken rollator rollstuhl dialyse zahnspange"
    " urteil freispruch meisterbrief gesellenbrief gesellenstück vorsitzende vorsitzender stadtrat gemeinderat"
    " betriebsrat schwerbehindertenausweis pflegegrad aufenthaltstitel niederlassungserlaubnis a1 a2 b1 b2 c1 c2"
    " seepferdchen sportabzeichen zulassung anerkennung pflegeheim rezeptbuch kochbuch erwerbsminderungsrente"
    " steinmetzlehre lehrvertrag ausbildungsplatz studienplatz bürgerentscheid petition zeugnis geständnis"
    " organspende spenderniere beerdigung habilitation staatsexamen physikum hof"
)
NOTABLE = (
    "job stelle arbeitsstelle laden teeladen café bäckerei firma gewerbe praxis verein haus wohnung eigenheim"
    " grundstück mietvertrag arbeitsvertrag vertrag kredit darlehen chor orchester band uni universität hochschule"
    " studium rennen rekord therapie diagnose op operation antidepressiva tabletten medikamente baby kind welpe hund"
    " kater katze tierheim gehalt lohn lohnabrechnung gehaltserhöhung angebot zusage boot atelier galerie bild gemälde"
    " gedicht lied buch bühne rede predigt konzert auftritt berg überquerung uniform schlüssel ring tattoo aussage"
    " anzeige polizei gericht entschuldigung beichte asche grab geburt ultraschall herzschlag schlaganfall unfall"
    " kreuzbandriss training treppe treppen leuchtturm klimmzüge kilo kilogramm ersparnisse anzahlung schicht werk"
    " gewerkschaft streik mannschaft liga turnier meisterschaft übersetzung portugiesisch spanisch französisch"
    " italienisch englisch japanisch polnisch türkisch arabisch klavier geige cello gitarre akkordeon steuer autobahn"
    " fahrrad schwimmen kraulen blog podcast kurs unterricht schule ehrenamt krankenhaus klinik botschaft wetten"
    " zigarette zigaretten tropfen alkohol trinken instagram facebook tiktok quilt skulptur kleid baumhaus scheune"
    " gewächshaus bienen ernte weinberg garten renovierung erdgeschoss dachgeschoss umzug kirche gemeinde"
    " selbsthilfegruppe anonymen gewinn druck buchhandel wg antrag bescheid vollmaske stock gips narbe perücke haare"
    " kilometer film stück musical theater kamera kanal lkw kran gabelstapler küche station herde kalb fohlen lämmer"
    " honig bienenvolk glas medaille bronze silber gold landesmeisterschaft pfadfinder zeltlager kopftuch kippa blut"
    " imbiss stand markt bungalow reihenhaus hausboot infusion bestrahlungen faden fäden teleskop vortrag seminar"
    " investor staffel sonate arie duett fasten ramadan mönch nonne nachtschicht tagschicht aufnahmeprüfung zuschlag"
    " altbau neubau boot segelboot motorrad yogastunde unterrichtsstunde spende blutspende wahl wahllokal stimme"
    " insulin nägel kündigung finanzierung startup körpergewicht einsatz feuerwehr requiem zahnarzt sprachkurs"
    " unterhalt gefängnis moschee synagoge tempel preis ministerium amt jugendamt elternzeit heim hochzeitstag"
    " bürgermeister bürgermeisterin kapitän kapitänin leitung abteilung filiale werkstatt meister gesellin"
)
# What is done once, and what changes something; any deed weighs one beside.
ONCE = (
    "geheiratet verheiratet geschieden  verlobt gekündigt kündigte eingeschrieben immatrikuliert adoptiert"
    " ausgewandert ausgezogen eingezogen weggezogen umgezogen zusammengezogen promoviert verbeamtet vereidigt"
    " eingebürgert konvertiert befördert   freigesprochen  geboren  aufgebaut"
    " wiederaufgebaut abbezahlt zurückgezahlt zurückbezahlt versöhnt entfristet schwanger gutartig krebsfrei nüchtern"
    " rauchfrei schuldenfrei habilitiert  approbiert freigegeben angezeigt pensioniert verrentet geoutet"
    " emigriert ausgetreten konfirmiert getauft selbständig selbstständig eröffnet ausgelernt eingeschult"
    " zugesprochen stattgegeben durchgesetzt geerntet geschleudert aufgemacht abgelaufen"
)
CHANGED = (
    "getrennt entlassen verteidigt gewählt ernannt gelernt gebaut abgeschickt abgehakt gedrückt notariell rum"
    " unterschrieben bestanden abgeschlossen abgegeben eingereicht"
    " gewonnen verkauft gegründet genehmigt bewilligt"
    " zugesagt verliehen verdient eingestellt genommen aufgenommen angenommen genesen überlebt überstanden"
    " entschuldigt gestanden ausgesagt gestempelt abgestempelt ausgestellt aufgetreten bestiegen durchschwommen"
    " überquert restauriert renoviert angemeldet veröffentlicht gedruckt erschienen begraben beigesetzt verstreut"
    " gelöscht gespendet geklappt geschafft fertig widersprochen getraut überwunden abgesetzt abgetippt aufgehört"
    " zugenommen abgenommen gezogen ersteigert geerbt nachgeholt übernommen abgelegt vorgesungen gesungen bezogen"
    " verabschiedet übergeben umgeschult gebürgt gepilgert angekommen ausgeliehen aufgeführt uraufgeführt verziehen"
)
FIRST_EVER = r"(?:zum|das) (?:aller)?erste[n]? mal (?:im|in meinem) leben|noch nie (?:vorher|zuvor)"
FIRST = (
    r"zum (?:aller)?ersten mal|das (?:aller)?erste mal|(?:mein|unser|der|die"
    r"|das)\w{0,2} (?:eigene\w* )?(?:aller)?(?:erste"
    r"|letzte)\w{0,2}(?: eigene\w*)?\b(?! (?:mal|frage|gedanke|version|entwurf|idee|versuch|eindruck|schritt|wahl|satz"
    r"|zeile|seite|absatz|mail|zwei|drei|paar|folge|staffel|woche\b(?! ohne| als)|nacht|jahr|monat))"
    r"|erste\w? eigene\w?\b"
)
SINGULAR = (
    r"nach (?:über |mehr als |fast |knapp |rund )?[\w-]+ (?:langen )?(?:jahren|jahrzehnten|monaten|anläufen|versuchen"
    r"|absagen|wintern|runden)|beim (?:\w+ )?(?:zweiten|dritten|vierten|fünften|sechsten|siebten|zehnten) (?:anlauf"
    r"|versuch|mal)|[\w-]+ (?:jahre|monate|jahrzehnte) nach|seit (?:\d+|hundert|[\w-]+) (?:tagen|wochen|monaten|jahren)"
    r"|[\w-]+ (?:tage|wochen|monate|jahre) (?:ohne|nüchtern|trocken|clean|rauchfrei|am stück|in folge)|ein jahr her"
    r"|seit (?:der|dem|meiner|meinem) (?:op|operation|unfall|schlaganfall|krankheit|diagnose|scheidung|brand|flut"
    r"|\w*verletzung|burnout|zusammenbruch|geburt|beerdigung|versammlung)|nach (?:der|dem) (?:flut|op|operation|reha"
    r"|scheidung|krankheit|chemo|unfall|schlaganfall)|nie (?:gedacht|geglaubt|getraut|erträumt|für möglich)|hätte ich"
    r" nie|wer hätte|als erste\w? in (?:meiner|der|unserer) familie|vor (?:allen|der ganzen|dem ganzen|(?:über |fast"
    r" |rund )?(?:\d+|\w+(?:hundert|zig)) (?:leuten|menschen|zuhörern|gästen))|hat (?:mich|uns) [\w-]+ (?:jahre|monate"
    r"|winter|sommer|anläufe)|[\w-]+ (?:jahre|winter|monate) (?:arbeit|warten|papierkrieg|sparen|angst|training|üben)"
    r"|(?:\w+ )?jahre (?:lang )?(?:hab|habe|bin) ich|für immer\b|endgültig|hinter (?:mir|uns)\b|in der tasche"
    r"|mit eigenen"
    r" händen|ganz allein|im \w+ten monat|(?:ich bin|mit) (?:über )?\d\d\b|ohne (?:zu weinen|notizen|hilfe|pause"
    r"|krücken"
    r"|angst|stock|mama|papa)|nicht wiederkomme|das war's"
)
STANDING_OUT = (
    r"endlich|offiziell|geschafft|wieder\b|zusammen\b|selbst\b|selber\b|gemeinsam|sogar|komplett|stolz\w*|gute"
    r" nachricht\w*|update|juhu|hurra|kann jetzt|ich kann (?:jetzt|nun|wieder)|(?:\w+ ){1,6}?\w+(?=!)"
)
DAY = r"(?:mon|diens|donners|frei|sams|sonn)tag\w{0,10}|mittwoch\w{0,10}|sonnabend"
MONTH = r"(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)"
LATELY = (
    r"heute|gestern|vorgestern|vorhin|gerade|eben|soeben|diese[nrs]? (?:woche|monat|jahr|wochenende|sommer|winter"
    rf"|frühling|frühjahr|herbst|morgen)|letzte[nrsm]? (?:woche|monat|jahr|nacht|wochenende|sommer|winter)|{DAY}|am"
    rf" (?:\d+\.?|ersten|zweiten|dritten|wochenende)|seit (?:kurzem|ostern|weihnachten|neujahr|{MONTH}|letzte\w* \w+)"
    rf"|im (?:{MONTH}|sommer|winter|frühjahr|herbst)|vor (?:[\w-]+ )?(?:tagen|wochen|monaten|stunden|kurzem)"
    rf"|vor eine[rm]"
    r" (?:woche|monat|stunde)|seit [\w-]+ (?:tagen|wochen|monaten)|nun\b|jetzt\b"
)
SHAKEN = (
    r"(?:kaum|nicht) (?:glauben|fassen)|geweint|geheult|heulen|tränen|sprachlos|gezittert|herzklopfen|weiche knie"
    r"|gänsehaut"
    r"|überglücklich|stolz\w*|geatmet|baff|ich, (?:die|der)"
)
MOVED = (
    r"geweint|geheult|heulen|weinen|weinte|tränen|gezittert|zitter\w*|(?:kaum|nicht) (?:glauben|fassen)|stolz|nervös"
    r"|erleichter\w*|fühlte? sich|komisch|schlecht|schlimm|dauernd|eigenes|seltsam|unwirklich|sprachlos|gänsehaut"
    r"|geklatscht|applaus|umarmt|getanzt"
    r"|gelacht|gelächter|gelächelt|gerahmt|gefeiert|sekt|überglücklich|glücklich|albern|knie|hände|stimme|herz\w*"
    r"|still\w*|leer\w*|keinem erzählen|niemandem erzählen|vermisse nichts|kuchen|karte|müde|erschöpft|wie (?:vom|ein"
    r"|eine) \w+|verrückt|frei\b|leicht\b|strenge\w?|fremde|freundlich|gegrinst|taub"
)
NOT_SO = re.compile(
    r"\b(?:will|wollen|wollte\w*|möchte\w*|hoffe\w*|wünsch\w*|würde\w*|könnte\w*|sollte\w*|soll|sollen|werde|plane\w*"
    r"|hätte\w*|wäre\w*|fast|beinahe|nicht(?! (?:zusammen|mehr|wieder))|noch|nie(?! (?:gedacht|geglaubt))|niemals"
    r"|kein(?!en (?:tropfen|schluck))\w*(?!(?: \w+){0,2} mehr)|hoffentlich|überlege\w*|muss|müsste|müssen"
    r"|wenn|falls|ob|sobald|irgendwann|vielleicht|morgen(?! (?:hab|bin))|nächste\w*|bald|damals|früher|einmal|stell"
    r"|angenommen|kapitel|hälfte|teil von|bewerbung|beworben|versuche|versucht|entscheidet|dass|wie|warum|was|weil"
    r"|abgelehnt|verschoben|geplatzt|abgesagt|du|dein\w*)\b",
    re.IGNORECASE,
)
# What makes all of the sentence unreal, in whichever clause it stands.
FOREIGN = re.compile(
    rf"{TECHNICAL.pattern}|\b(?:fast hätte|wenn|falls|hätte\w*(?! (?:ich|das|gedacht|ich das) nie)(?<!wer hätte)"
    r"|angenommen|stell dir|laut \w+|nachrichten|erzählt, dass er|erzählt, dass sie)\b",
    re.IGNORECASE,
)
PARTICIPLE = r"\w{0,12}ge\w{2,14}(?:t|en)|\w{3,14}iert|(?:be|ver|er|ent|zer|über|unter|wider)\w{3,14}(?:t|en)"
DONE = re.compile(
    rf"\b(?:{PARTICIPLE}|kam|kamen|wurde|wurden|bekam|begann|ging|fuhr|lief|schwamm|zog|sang|stand|saß|stieg|gewann"
    r"|fand|verlor|kündigte|fertig|da|durch|vorbei|raus|runter|vorüber|hinter (?:mir|uns)|in der tasche|gutartig"
    r"|schwanger|rum|bin|sind|ist|war|liegt|hängt|lebe|leben|wohne|wohnen|kann jetzt|wieder|kriegen|krieg|stecke"
    r"|durfte|durften|konnte|konnten|kommt|arbeite|nehme|klappte|hab's"
    r"|(?-i:^)(?:mein|unser)\w{0,2} (?:aller)?(?:erste|letzte)\w? \w+)\b",
    re.IGNORECASE,
)
ELIDED = re.compile(
    r"(?!(?:mein|unser|dein|sein|ihr|ein|der|die|das|er|sie|es|du|man|ihr)\w{0,2}\b)"
    rf"(?!.*\b(?:er|sie|wurde|hat|haben|ist|hatte)\b)(?:[\w-]+ ){{0,8}}?(?:{PARTICIPLE})\W*$",
    re.IGNORECASE,
)

HAPPENED = Weighed(
    "happened-de",
    Kind.MILESTONE,
    _("You wrote of something that happened to you, and words beside it say that it was no everyday thing."),
    inside=(
        Words.of({3: GREAT, 2: NOTABLE}, endings="e n en s es er r m", are_compounds=True),
        Words.of({3: ONCE, 1: CHANGED}),
    ),
    beside=(
        Phrases.of({4: FIRST_EVER, 3: FIRST, 2: SINGULAR, 1: STANDING_OUT}),
        Phrases.of({1: LATELY}),
        Phrases.of({2: SHAKEN, 1: MOVED}),
    ),
    least_inside=1,
    most_beside=4,
    least=5,
    of_person=re.compile(
        rf"(?!(?:mein|unser)\w{{0,2}} (?:[\w'-]+ ){{0,2}}?{KIN}\b)(?:(?:mein|unser)\w{{0,2}}\b"
        rf"|(?:ist|war|ging|kam|wurde|hat|liegt|läuft|klappte) (?:mein|unser)\w{{0,2}} (?!(?:[\w'-]+ ){{0,1}}?{KIN}\b)"
        r"|.{0,60}?\bmein\w{0,2} (?:aller)?(?:erste|letzte)\w?\b"
        r"|(?!(?:du|er|sie)\b).{0,120}?\b(?:ich|wir|mir|mich|uns)\b)",
        re.IGNORECASE,
    ),
    done=DONE,
    elided=ELIDED,
    of_itself=re.compile(
        r"(?:das|die|der|den|beim|nach|alle|mutter|vater|mama|papa|oma|opa|hat|wurde|wurden|\d+|\w+s (?=\w+ (?:ist"
        r"|ging|wurde))"
        r"|[\w-]+ (?=(?:ist|war|kam|kommt|kamen)\b))"
        r"(?!.*\b(?:er|ihr|ihre\w?|seine?\w?|du|dein\w*|minister\w*|regierung|bürgermeister\w*|verein)\b)",
        re.IGNORECASE,
    ),
    never=NOT_SO,
    foreign=FOREIGN,
    lighter=TRIVIAL,
)
