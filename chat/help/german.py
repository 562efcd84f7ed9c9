"""How German says it. Sentences come in small letters and with single spaces."""

import re

from chat.help.patterns import Rules, any_of

HARM = (
    r"(?:umbringen?|umzubringen|umbrächte|töten?|zu töten|erhängen?|zu erhängen|aufhängen?|aufzuhängen|"
    r"erschieß(?:en?)|zu erschießen|ertränken?|vergiften?|ritzen?|zu ritzen|selbst verletzen?|selbst zu verletzen|"
    r"selber verletzen?|etwas antue?n?|etwas anzutun|was antue?n?|was anzutun|das leben (?:zu )?nehmen?)"
)
WISH = r"(?:will|möchte|wollte|werde|könnte|würde|muss|sollte|soll|kann|mag|darf)"
PEOPLE = (
    r"(?:meine?n?|unsere?|seine?|ihre?|eine?|die|der|das|beste\w*) (?:\w+ )?(?:freund(?:in)?|bruder|schwester|"
    r"mutter|mama|vater|papa|sohn|tochter|kind|partner(?:in)?|frau|mann|kolleg(?:e|in)|mitbewohner(?:in)?|cousine?|"
    r"schüler(?:in)?|nachbar(?:in)?|ex|oma|opa|onkel|tante|enkel(?:in)?|chef(?:in)?|patient(?:in)?)|jemand|er|sie"
)
GERMAN = Rules(
    language="de",
    figure=any_of(
        r"(?:(?:sterben|umbringen|tot\w{0,12}) )?vor (?:lachen|scham|hunger|langeweile|hitze|glück|neid|neugier|"
        r"peinlichkeit)(?: (?:sterben|umbringen|tot\w{0,12}))?",
        r"tot(?:lachen|gelacht|arbeiten|gearbeitet|ärgern|geärgert|schämen)",
        r"lieber sterben als",
        r"nicht sterben(?! will)",
        r"(?:ohne|nicht|damit ich) mich (?:selbst )?(?:zu )?(?:verletzen|verletze)",
        r"mich nicht (?:selbst )?(?:zu )?verletzen?",
        r"nicht suizidal",
        r"(?:selbstmord|suizid)(?:attent|anschl|kommando|mission|attack|bomb)\w{0,12}",
        r"suicide squad",
        r"droh\w{0,12}[^.]{0,20} mich umzubringen",
    ),
    plain=any_of(
        rf"\bich {WISH}\b[^,]{{0,40}}\b(?:mich|mir)\b[^,]{{0,30}}\b{HARM}\b",
        rf"\b{WISH} ich\b[^,]{{0,20}}\b(?:mich|mir)\b[^,]{{0,30}}\b{HARM}\b",
        rf"\bich (?:mich|mir)\b[^,]{{0,30}}\b{HARM}\b",
        r"\b(?:mich|mir)\b[^,]{0,15}\b(?:umzubringen|zu töten|zu erhängen|aufzuhängen|zu ritzen|"
        r"selbst zu verletzen|etwas anzutun|was anzutun|das leben zu nehmen)\b",
        r"\bich (?:bringe?|töte|erhänge|erschieße|ritze|verletze|schneide) mich (?:\w+ )?(?:um|selbst|selber|"
        r"wieder|absichtlich|immer)\b",
        r"\bbringe? ich mich\b[^,]{0,30}\bum\b(?! \w)",
        r"\bich (?:würde|könnte) (?:\w+ ){0,2}(?:nicht|nicht mehr|nie mehr|nie wieder) aufwachen\b",
        r"\bwürde ich (?:\w+ ){0,2}(?:nicht mehr|nie mehr|nie wieder) (?:aufwachen|leben|da sein|existieren)\b",
        r"\b(?:ich ritze mich|ritze ich mich|mich (?:\w+ ){0,2}geritzt)\b",
        r"\bmich (?:absichtlich |selbst )(?:verletzt|geschnitten)\b",
        r"\bich (?:will|möchte|wollte|mag|kann) (?:\w+ ){0,4}(?:sterben|tot sein|nicht mehr (?:leben|da sein|"
        r"aufwachen|existieren|weiterleben))\b",
        r"\b(?:will|möchte|mag) ich (?:\w+ ){0,3}(?:sterben|tot sein|nicht mehr (?:leben|da sein|aufwachen|"
        r"existieren|weiterleben))\b",
        r"\bich (?:\w+ ){0,3}(?:sterben|tot sein|nicht mehr (?:leben|da sein|aufwachen|existieren|"
        r"weiterleben)) (?:will|möchte|mag|wollte)\b",
        r"\b(?:ich wäre|wäre ich|ich wär|wär ich) (?:doch |einfach |am liebsten |lieber |besser |schon |nur |"
        r"endlich )*(?:tot|nie geboren|nicht mehr da|gestorben)\b",
        r"\b(?:mein|das) leben (?:zu )?beenden\b",
        r"\bmeinem leben (?:\w+ )?ein ende\b",
        r"\bschluss (?:zu )?machen mit (?:dem|meinem) leben\b",
        r"\b(?:mein|das) leben (?:hat|ergibt|macht) (?:für mich )?(?:gar )?keinen sinn(?: mehr)?\b",
        r"\b(?:mein leben|es) ist (?:für mich )?nicht (?:mehr )?lebenswert\b",
        r"\bkeinen (?:grund|sinn|willen|lebenswillen) (?:mehr )?(?:zu leben|zum leben|weiterzuleben|am leben|"
        r"im leben)\b",
        r"\bnichts mehr,? wofür (?:ich|es sich)\b[^.]{0,20}\bleb",
        r"\bvor (?:den|einen|die|eine|ein|das) (?:nächsten? )?(?:zug|u-bahn|s-bahn|straßenbahn|auto|"
        r"lkw)\b[^,]{0,12}\b(?:werfen|schmeißen|legen|springen|zu werfen)\b",
        r"\bich\b[^,]{0,25}\b(?:von (?:der|einer) brücke|vom (?:dach|balkon|hochhaus)|"
        r"aus dem fenster) (?:zu )?springen\b",
        r"\bmir (?:\w+ )?die pulsadern\b",
        r"\bich\b[^,]{0,25}\b(?:will|möchte|werde|überlege)\b[^,]{0,25}\büberdosis\b",
        r"\b(?:ohne mich|wenn ich nicht (?:mehr )?(?:da|hier)) (?:wäre?n?|ginge|geht|"
        r"bin)?[^.]{0,30}\bbesser (?:dran|gehen|ohne)?\b",
        r"\b(?:besser dran|geht es (?:\w+ )?besser) ohne mich\b",
    ),
    topic=any_of(r"\b(?:suizid|selbstmord|freitod)\w*", r"\bselbst(?:ge)?verletz\w*", r"\bsuicid\w*"),
    speaker=re.compile(r"\b(?:ich|mich|mir|meine?[nmrs]?)\b"),
    other=any_of(
        rf"\b(?:{PEOPLE})\b.{{0,80}}\b(?:sich (?:\w+ ){{0,2}}(?:umbringen|umzubringen|das leben (?:zu )?nehmen|"
        rf"etwas antun|etwas anzutun|"
        r"was antun|ritzt?|ritzen|selbst verletzt?)|ritzt sich|sterben (?:will|möchte)|(?:will|"
        r"möchte) (?:\w+ )?sterben|suizidal|(?:suizid|selbstmord)\w*|nicht mehr leben)\b",
        r"\b(?:meine?|unsere?) (?:\w+ )?\w+ hat sich (?:\w+ )?(?:umgebracht|das leben genommen)\b",
    ),
    subject=re.compile(
        r"\b(?:film\w*|serie\w*|staffel|folge|roman\w*|buch\w*|bücher|geschichte|gedicht\w*|lied\w*|song\w*|band|"
        r"album|spiel\w*|figur\w*|kapitel|schlagzeile\w*|artikel\w*|zeitung\w*|nachrichten|bericht\w*|doku\w*|"
        r"referat|aufsatz|hausarbeit|studie\w*|forschung\w*|statistik\w*|\w*raten?|philosoph\w*|camus|hamlet|"
        r"werther\w*|übersetz\w*|zitat\w*|podcast|prävention\w*|\w*prävention\w*|gesetz\w*|vorlesung|prüfung|"
        r"held\w*|szene|drehbuch|theaterstück|squad)\b"
    ),
    fiction=re.compile(
        r"\b(?:roman|kurzgeschichte|figur|songtext|liedtext|lied|gedicht|drehbuch|szene|übersetz\w*|film|folge|"
        r"schlagzeile|held|heldin|zitat)\b"
    ),
)
