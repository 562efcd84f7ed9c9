"""German words of what can be reached or begun; nouns stand with whatever they are compounded with."""

STUDY = (
    r"master|bachelor|meister|diplom|(?:bachelor|master|doktor|diplom|abschluss|magister|examens|fach|meister"
    r"|seminar|haus|promotions)arbeit|dissertation|promotion|[\w-]*studium"
    r"|[\w-]*ausbildung|lehre|umschulung|weiterbildung|fortbildung|referendariat|abitur|abi|matura|schule"
    r"|abendschule|hauptschulabschluss"
    r"|realschulabschluss|[\w-]*abschluss|[\w-]*kurs|[\w-]*semester|[\w-]*praktikum|freiwilliges? (?:soziales?"
    r"|ökologisches?) jahr|fsj|therapie|reha|chemo\w*"
    r"|bestrahlung|entzug|physikum|habilitation|meisterschule|[\w-]*jahr als \w+|lehrjahr|probezeit"
    r"|[\w-]*zertifikat|[\w-]*schein|thesis"
)
EXAM = (
    r"[\w-]*prüfung(?:en)?|[\w-]*examen|führerschein|[\w-]*test|abitur|abi|matura|[\w-]*klausur(?:en)?|physikum"
    r"|probezeit|[\w-]*semester|theorie|praxis"
    r"|rigorosum|disputation|verteidigung|jägerprüfung|[\w-]*schein|seepferdchen|[\w-]*abschluss"
    r"|[abc][12](?:-\w+)?|[\w-]*zertifikat|telc|testdaf|kolloquium|meister"
)
WORK = (
    r"[\w-]*roman|[\w-]*buch|manuskript|drehbuch|[\w-]*geschichte|gedicht\w*|gedichtband|album|ep|single|lied"
    r"|song|bild|bilder|gemälde|skulptur|[\w-]*film|pullover"
    r"|[\w-]*decke|quilt|kleid|[\w-]*tisch|regal|schrank|baumhaus|boot|gitarre|comic|podcast|blog"
    r"|[\w-]*ausstellung|theaterstück|rohfassung|erste fassung|[\w-]*artikel"
    r"|paper|aufsatz|novelle|memoiren|autobiografie|kurzgeschichte|hörbuch|spiel|[\w-]*app|webseite|website"
    r"|schal|mütze|socken|gartenhaus|garten|hochbeet|oldtimer|motorrad|bulli|camper\w*"
)
RACE = (
    r"[\w-]*marathon|triathlon|duathlon|ironman|[\w-]*lauf|jakobsweg|[\w-]*rennen|\d+ ?km|\d+ kilometer|(?:zehn"
    r"|fünf|zwanzig|fünfzig|hundert) kilometer|alpenüberquerung|[\w-]*wanderweg|[\w-]*weg|see|kanal"
)
OFFER = (
    r"[\w-]*job|[\w-]*stelle|[\w-]*zusage|beförderung|stipendium|[\w-]*platz|praktikum|[\w-]*vertrag|visum"
    r"|staatsbürgerschaft|staatsangehörigkeit|einbürgerung|pass|aufenthalt\w+|niederlassung\w+"
    r"|sorgerecht|diagnose|[\w-]*preis|medaille|führerschein|[\w-]*zeugnis|[\w-]*urkunde|diplom|approbation"
    r"|[\w-]*angebot|kind|baby|sohn|tochter|nachwuchs|zwillinge|enkel\w*|gehaltserhöhung|festanstellung"
    r"|hauptrolle|rolle"
    r"|förderung|[\w-]*gürtel|pokal|gold|silber|bronze|meisterbrief|gesellenbrief|zulassung|[\w-]*förderung"
    r"|patent|auszeichnung|verbeamtung|asyl|unbefristet\w*"
)
HOME = (
    r"[\w-]*haus|[\w-]*wohnung|grundstück|bauernhof|hof|eigenheim|häuschen|reihenhaus|doppelhaushälfte"
    r"|schrebergarten|wg|laube|bude|hütte|bulli|wohnmobil|pferd|segelboot"
)
BUSINESS = (
    r"[\w-]*firma|unternehmen|verein|gmbh|ug|start-?up|[\w-]*laden|[\w-]*geschäft|[\w-]*café|[\w-]*cafe"
    r"|bäckerei|restaurant|praxis|[\w-]*studio|galerie|atelier|werkstatt|kanzlei|agentur|stiftung"
    r"|podcast|blog|[\w-]*kanal|band|chor|selbsthilfegruppe|buchhandlung|online-?shop|shop|gewerbe|foodtruck"
    r"|ausstellung|lokal|gasthaus|gasthof|wirtschaft|kneipe|hof|kita|schule|hofladen|newsletter|gruppe|buchclub"
    r"|laufgruppe|genossenschaft"
)
PRACTICE = (
    r"[\w-]*therapie|[\w-]*unterricht|[\w-]*kurs|[\w-]*stunden|[\w-]*studium|studieren|[\w-]*ausbildung"
    r"|umschulung|[\w-]*training|yoga|pilates|laufen|joggen|schwimmen|klettern|bouldern|boxen|tanzen|rudern"
    r"|reiten|meditieren|meditation"
    r"|klavier\w*|gitarre\w*|geige\w*|cello\w*|schlagzeug\w*|saxophon\w*|flöte\w*|ukulele|gesang\w*|singen"
    r"|malen|zeichnen|töpfern|fotografieren|stricken|nähen|häkeln|imkern|gärtnern|schreiben|tagebuch\w*|schach"
    r"|karate|judo|aikido|kampfsport"
    r"|spanisch|französisch|italienisch|englisch|portugiesisch|niederländisch|japanisch|chinesisch|koreanisch"
    r"|arabisch|russisch|polnisch|türkisch|schwedisch|norwegisch|dänisch|finnisch|griechisch|hebräisch"
    r"|gebärdensprache|latein|deutsch"
    r"|[\w-]*gruppe|[\w-]*verein|chor|fitnessstudio|feuerwehr|[\w-]*gymnasium|kolleg|fahrschule|abendschule"
    r"|volkshochschule|vhs"
    r"|universität|uni"
    r"|fernuni|hochschule|akademie|ehrenamt|hospiz\w*|krafttraining|kieser|reha\w*|chemo\w*|praktikum"
    r"|volontariat|referendariat|lehre|segeln|surfen"
    r"|intervallfasten|fasten|stottertherapie|logopädie|physiotherapie|kinderwunschbehandlung|neue[nrs]? (?:job"
    r"|stelle|arbeit|leben|hobby)"
)
PERSON = (
    r"vater|papa|mutter|mama|eltern|oma|opa|großmutter|großvater|tante|onkel|patentante|patenonkel"
    r"|[\w-]*leiter(?:in)?|chefin|chef|teamleiter(?:in)?|[\w-]*meister(?:in)?|[\w-]*arzt|[\w-]*ärztin|doktor"
    r"|lehrer(?:in)?|erzieher(?:in)?|anwalt|anwältin|pilot(?:in)?"
    r"|professor(?:in)?|staatsbürger(?:in)?|deutsche[r]?|österreicher(?:in)?|schweizer(?:in)?|partner(?:in)?"
    r"|autor(?:in)?|vegetarier(?:in)?|veganer(?:in)?|hausbesitzer(?:in)?|rentner(?:in)?|witwe[r]?"
    r"|geschäftsführer(?:in)?|vorsitzende[r]?|tischler(?:in)?|elektriker(?:in)?|krankenschwester"
    r"|pfleger(?:in)?|pflegefachkraft|hebamme|polizist(?:in)?|kapitän(?:in)?|trainer(?:in)?|buddhist(?:in)?"
    r"|mitglied|beamte[r]?|beamtin|ingenieur(?:in)?|friseur(?:in)?|koch|köchin|geselle|gesellin|pflegeeltern"
    r"|pflegemutter|pflegevater"
)
