"""German words of what happens every day, and of details of work: nobody's milestone."""

import re

TRIVIAL = re.compile(
    r"\b(?:essen|mittagessen|frühstück|abendessen|kaffee|tee|bier|wein|pizza|kuchen|abwasch|spülmaschine|wäsche"
    r"|waschmaschine|einkauf|einkäufe|putzen|dusche|schlaf|folge|folgen|staffel|serie|level|endgegner|quest"
    r"|runde|rätsel|kreuzworträtsel|sudoku"
    r"|handy\w*|hülle|handyhülle|ladegerät|kabel|wasserkocher|toaster|drucker|router|kopfhörer|laptop|monitor"
    r"|tastatur|maus|fernseher|turnschuhe?|schuhe|jacke|hose|hemd|tasche|lampe|sofa|matratze|teppich|vase|tasse"
    r"|paket|paketschein|lieferschein|lieferung|bestellung|rechnung"
    r"|formular\w*|umfrage|e-?mails?|mail|anruf|meeting|besprechung|webinar|termin|zahnarzt|friseurtermin"
    r"|schritte|passwort|konto|probeabo|testversion|abo|beta|warteliste|update|backup|chat|rezept|hausaufgaben"
    r"|arbeitsblatt|quiz|kapitel|seite|seiten|absatz|abschnitt|folien|präsentation"
    r"|tabelle|protokoll|bericht|[\w-]*bericht|liste|gutschein|rabatt|reservierung|hotel|flug|parkplatz"
    r"|sitzplatz|parkschein|kassenbon|strafzettel|geschwindigkeitstest|schnelltest|coronatest|covid-test"
    r"|antigentest|stresstest|akku|glühbirne|wasserhahn|filter|steuererklärung|angebote?)\b",
    re.IGNORECASE,
)
TECHNICAL = re.compile(
    r"\b(?:api|endpunkt\w*|endpoint\w*|route\w*|funktion(?:en)?|methode\w*|[\w-]*modul|[\w-]*module"
    r"|komponente\w*|feature\w*|[\w-]*bug|bugs|fehlermeldung\w*|fehlercode\w*|exception|stacktrace|[\w-]*server"
    r"|backend|frontend"
    r"|datenbank\w*|schema|migration\w*|abfrage\w*|sql|postgres\w*|mysql|sqlite|docker\w*|kubernetes|aws|azure"
    r"|flask|django|react"
    r"|vue|angular|node|npm|pnpm|typescript|javascript|python|java|rust|css|html|regex|json|yaml|xml|csv|git"
    r"|github|gitlab|repo\w*|branch\w*|feature-branch|commit\w*|gemergt|merge\w*|pull-?request|pr|build\w*"
    r"|pipeline|deploy\w*|staging|produktion|localhost|unit-?tests?|integrationstests?|tests? (?:laufen|durch"
    r"|grün)|sprint\w*|backlog|jira"
    r"|tickets?|user-?stor\w+|prototyp|figma|photoshop|login\w*|token|oauth|ssl|webhook|cron\w*|skript|terminal"
    r"|installiert|konfigur\w+|paket\w*|bibliothek|framework|plugin|compiler|lockfile|schleife|array|variable"
    r"|parser|datensatz|dashboard|quartals\w+|kpi\w*|kunde\w*|kundin\w*|projektplan|rollout|audit"
    r"|meilenstein \d|phase \d|version \d|aufgabe \d|prozent|%|orm)\b",
    re.IGNORECASE,
)
