"""Steps of a life and what was begun or left, in German."""

import re

from django.utils.translation import gettext_noop as _

from sessions_memory.growth.rules.german.everyday import TECHNICAL, TRIVIAL
from sessions_memory.growth.rules.german.parts import AM, BECAME, HAVE, MID, NOT_EVERYDAY, NUMBER, milestone
from sessions_memory.growth.rules.german.words import BUSINESS, HOME, PERSON, PRACTICE, STUDY, WORK

RULES = (
    milestone(
        "life-step",
        rf"(?:wir|ich) (?:haben|habe|hab) {MID}(?:geheiratet|promoviert|habilitiert|verlobt|scheiden lassen"
        r"|getrennt|selbst(?:st)?ändig gemacht|geoutet|aus der kirche ausgetreten|adoptiert|gekündigt|abitur gemacht"
        r"|ja gesagt"
        r"|das jawort gegeben|entbunden"
        r"|mit dem rauchen aufgehört|aufgehört zu (?:rauchen|trinken)|versöhnt|ausgesprochen|entschuldigt"
        r"|(?<!selbst )verziehen|beerdigt|glocke geläutet|einen antrag gemacht|eingebürgert|(?:hund|katze"
        rf"|welpen|kater|pferd)\b[\w ]{{0,30}}(?:geholt|adoptiert|aufgenommen)|(?:kündigung|bewerbung"
        rf"|manuskript) (?:(?!nicht|noch|nie)\w+ ){{0,3}}?(?:abgeschickt|eingereicht|abgegeben|verschickt)|(?:laden"
        rf"|firma"
        rf"|geschäft|praxis|betrieb|unternehmen)\b[\w ]{{0,30}} (?:geschlossen|verkauft|übergeben|aufgelöst)"
        r"|untergebracht|geschmissen|an (?:\w+ )?(?:agenturen|verlage|zeitschriften) geschickt)\b"
        r"|wir erwarten (?:ein |unser |im \w+ )?(?:\w+ )?(?:baby|kind|nachwuchs|zwillinge)|(?:ich"
        rf"|wir) (?:arbeite|arbeiten) (?:\w+ ){{0,3}}?neuen (?:job|stelle|firma|büro|abteilung)|(?:ich"
        r"|wir) (?:kann|können) (?:schwimmen|rad ?fahren|auto fahren|lesen|schreiben|laufen)\b|(?:ich"
        r"|wir) (?:stand|standen) (?:\w+ )?auf (?:der|dem) (?:\w+ )?(?:gipfel|[\w-]*spitze|[\w-]*horn|watzmann"
        rf"|mont blanc)|{HAVE}mit mein\w+ (?:bruder|schwester|vater|mutter|sohn"
        rf"|tochter)\b[\w ]{{0,40}}(?:wieder|ersten mal) (?:gesprochen|geredet|telefoniert)|(?:ich"
        r"|wir) waren? (?:\w+ )?(?:bei|in|auf|beim) (?:mein|unser)\w+ ersten \w+"
        rf"|{HAVE}{MID}(?:mit dem |das |den )?(?:rauchen|trinken|alkohol|zucker|spielen|kiffen|vapen"
        rf"|zigaretten) (?:aufgehört|aufgegeben|abgewöhnt)|{HAVE}{MID}(?:das rauchen|den alkohol|(?:mein\w*|den"
        rf"|die) (?:alte\w* |sichere\w* |gute\w* )?(?:job|stelle|beruf|studium)|meinen job"
        rf"|meine stelle|die stelle|den job|die ehe|die beziehung) {MID}(?:aufgegeben|gekündigt|beendet"
        r"|geschmissen|hingeschmissen)",
        _("You wrote of a step for life."),
        marked=re.compile(
            r"\A(?!.*\b(?:handyvertrag|abo\b|mitgliedschaft|versicherung|netflix|probeabo|stromvertrag))", re.I | re.S
        ),
        never=re.compile(r"\b(?:abo|vertrag|mitgliedschaft|versicherung|handyvertrag|netflix|kurs bei)\b", re.I),
    ),
    milestone(
        "became",
        rf"{BECAME}{MID}(?:befördert|angenommen|aufgenommen|eingestellt|gewählt|ausgewählt|eingebürgert"
        r"|geschieden|entlassen|zugelassen|ernannt|verbeamtet|übernommen|vereidigt|getauft|nominiert"
        r"|freigesprochen|krebsfrei)\b"
        rf"|{BECAME}(?:jetzt |nun )?(?:(?!nicht|noch|kein)\w+ ){{0,3}}?(?:{PERSON})\b(?! (?:von|und habe"
        rf"|und arbeite|seit \d+ jahren|in der|bei|im|mit))(?: geworden)?|{AM}(?:jetzt |nun "
        rf"|wieder )?(?:\w+ ){{0,3}}?(?:schuldenfrei|rauchfrei|nikotinfrei|trocken|clean|nüchtern|geschieden"
        r"|verheiratet|verlobt|schwanger|in rente|im ruhestand|krebsfrei|in remission|single|volljährig"
        r"|promoviert)\b",
        _("You wrote what you became."),
        never=re.compile(
            r"\b(?:jahre alt|alleinerziehend|beta|warteliste|autobahn|seit \d+ jahren|von zwei|von drei)\b"
            rf"|{TECHNICAL.pattern}",
            re.I,
        ),
    ),
    milestone(
        "moved",
        rf"{AM}{MID}(?:(?:nach|in) (?:\w+ ){{0,5}}?(?:gezogen|umgezogen|ausgewandert|übergesiedelt)|umgezogen"
        r"|eingezogen|ausgezogen|zusammengezogen|ausgewandert|zurückgezogen)\b|(?:ich|wir) (?:wohne"
        rf"|wohnen) (?:jetzt |nun |seit \w+ )(?:\w+ ){{0,3}}?(?:allein|zusammen|in (?:meiner|unserer))",
        _("You wrote that you moved."),
        marked=re.compile(r"\A(?!.*\b(?:webseite|website|server|domain|daten|anbieter|cloud)\b)", re.I | re.S),
        never=TECHNICAL,
    ),
    milestone(
        "home",
        rf"{HAVE}{MID}(?:{HOME}|kaufvertrag|mietvertrag|arbeitsvertrag|vertrag|buchvertrag|verlagsvertrag|schlüssel"
        rf"|notarvertrag) {MID}(?:gekauft|unterschrieben|erworben|verkauft|bekommen|gemietet|gefunden|übernommen"
        r"|abbezahlt)\b",
        _("You wrote that you bought, sold or signed for a home or a place."),
        never=re.compile(
            r"\b(?:kranken\w*|gewächs\w*|puppen\w*|vogel\w*|handyvertrag|stromvertrag|kunde\w*|ersatzschlüssel"
            rf"|ferien\w*)\b|{TRIVIAL.pattern}",
            re.I,
        ),
    ),
    milestone(
        "founded",
        rf"{HAVE}{MID}(?:{BUSINESS}|{WORK}) {MID}(?:gegründet|eröffnet|gestartet|veröffentlicht|herausgebracht"
        r"|aufgemacht|angemeldet|ausgestellt|verkauft|publiziert|übernommen|freigeschaltet|online gestellt)\b",
        _("You wrote that you brought something of your own into the world."),
        never=re.compile(rf"{TECHNICAL.pattern}|{TRIVIAL.pattern}|\b(?:altes?|alten|gebrauchte\w*)\b", re.I),
    ),
    milestone(
        "began",
        rf"{HAVE}{MID}(?:{PRACTICE}) {MID}(?:angefangen|begonnen|aufgenommen|angemeldet|eingeschrieben"
        rf"|beigetreten|gestartet|genommen|beworben und)\b|{HAVE}{MID}(?:angefangen|begonnen)\W*$(?=)"
        rf"|{HAVE}{MID}(?:angefangen|begonnen) (?:wieder )?(?:\w+ ){{0,3}}?(?:(?:zu )?(?:{PRACTICE})"
        r"|zu (?:laufen|joggen|schwimmen|meditieren|malen|schreiben|klettern|tanzen|singen|nähen|stricken"
        r"|studieren|lernen)|zu lernen|zu studieren)\b"
        rf"|{AM}{MID}(?:{PRACTICE}) {MID}(?:eingetreten|beigetreten|angefangen|gegangen|gewesen)\b|(?:ich"
        r"|wir) (?:begann|fing|fange|beginne|lerne|spiele|nehme|mache|gehe|besuche|studiere|bin) (?:jetzt "
        r"|nun |wieder |seit \w+ (?:\w+ )?|in )?(?:\w+ )?(?:mit |in |zur |im "
        rf"|zum )?(?:\w+ )?(?:{PRACTICE})\b(?=.{{0,60}}(?:seit|erste|neu|jetzt|angefangen|$))",
        _("You wrote that you began something."),
        never=re.compile(
            rf"{TECHNICAL.pattern}|{TRIVIAL.pattern}|\b(?:newsletter|schreiben an|seit (?:zehn|zwanzig|\d\d) jahren"
            r"|will|möchte)\b",
            re.I,
        ),
        marked=re.compile(
            rf"(?:angefangen|begonnen), [\w ]{{0,40}}\b(?:{PRACTICE}|zu \w+)"
            rf"|\b(?:{PRACTICE})\b[\w ]{{0,30}}(?:angefangen|begonnen)|(?:angefangen|begonnen) (?:mit|zu)"
            r"|\b(?:aufgenommen|angemeldet|eingeschrieben|beigetreten|eingetreten|gestartet|seit (?:kurzem|gestern"
            r"|heute|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|letzter|letztem|ein paar"
            r"|einer woche|zwei|drei)|erste[nrs]?|neu|begann|fing)\b",
            re.I,
        ),
    ),
    milestone(
        "without",
        rf"(?:ich|wir) (?:rauche|trinke|spiele|kiffe|dampfe|rauchen|trinken) {MID}nicht mehr\b|(?:ich"
        rf"|wir) (?:rauche|trinke|habe|hab) seit (?:\w+ ){{1,5}}?(?:nicht mehr|kein\w* (?:alkohol|zigaretten?"
        r"|tropfen|schluck)|nicht mehr geraucht|nicht mehr getrunken|nichts mehr getrunken)"
        rf"|(?:seit )?{NUMBER}(?: \w+)? (?:tagen?|wochen?|monaten?|jahren?|tage|jahr"
        r"|monat) (?:ohne (?:zigaretten?|alkohol|rauchen|rückfall)|rauchfrei|trocken|clean|nüchtern)\b"
        rf"|{AM}{MID}(?:rauchfrei|trocken|clean|nüchtern|schuldenfrei)\b|{HAVE}{MID}(?:nicht (?:mehr )?geraucht"
        r"|keinen (?:tropfen|schluck|alkohol)|keine zigarette)\b",
        _("You wrote how long you have done without something."),
        never=re.compile(r"\b(?:kaffee|cola|milch)\b", re.I),
    ),
    milestone(
        "told",
        rf"{HAVE}{MID}(?:gesagt|erzählt|gestanden|geschrieben),? dass ich (?:\w+ )?(?:schwul|lesbisch|bi|bisexuell"
        r"|trans|queer|nicht-binär|schwanger|gehe|kündige|nicht mehr|auf \w+ \w+ reduziere|ihn liebe|sie liebe"
        r"|süchtig|krank)\b"
        rf"|{HAVE}{MID}(?:einen antrag gemacht|um ihre hand|die wahrheit gesagt)",
        _("You wrote that you told or settled something that mattered."),
    ),
    milestone(
        "mine-is-out",
        r"(?:(?:mein|meine|unser|unsere)e?n? (?:(?!(?:chef\w*|schwester|bruder|freund\w*|kolleg\w*"
        rf"|nachbar\w*)\b)[\w'’-]+ ){{0,3}}?(?:{WORK}|{STUDY}|{BUSINESS}|{HOME}|visum|antrag(?: auf [\w]+)?"
        r"|scheidung|adoption|bewerbung|patent|kredit|sohn|tochter|baby|kind|zwillinge|enkel\w*|kleine[r]?"
        r"|beitrag)|die (?:scheidung|adoption|operation|chemo)|der kredit|das haus) "
        rf"(?:ist|sind|wurde|wurden|hat|haben|kam|kamen|war) {MID}(?:erschienen|fertig|veröffentlicht"
        r"|angenommen|da|geboren|genehmigt|durch|verteidigt|bewilligt|abbezahlt|eröffnet|online|rechtskräftig"
        r"|verkauft|unterschrieben|gedruckt|offen|zur welt|auf de?r? welt|auf die welt|auf der welt|geschafft"
        r"|überstanden|eingereicht|abgegeben|raus|vollzogen|unser)\b",
        _("You wrote that something of yours is done or out."),
        never=re.compile(rf"{TECHNICAL.pattern}|\b(?:nicht|bald|fast|kaputt|offen (?:bis|von))\b", re.I),
    ),
    milestone(
        "dared",
        rf"{AM}(?:\w+ )?stolze\w* besitzer\w*\b|(?:ich|wir) (?:darf|dürfen) (?:\w+ ){{0,5}}?(?:studieren"
        rf"|bleiben|einziehen|unterrichten|praktizieren|adoptieren)\b|{HAVE}(?:mich )?(?:getraut|überwunden)\b"
        rf"|{HAVE}{MID}(?:gesungen|gesprochen|vorgelesen|aufgetreten"
        r"|gehalten|gespielt|getanzt|gesagt|geschafft|durchgehalten)\b|(?:seit \w+ )?gehört (?:uns"
        rf"|mir) (?:\w+ ){{0,3}}?(?:haus|wohnung|laden|hof|grundstück)\b|{HAVE}die rede gehalten\b",
        _("You wrote of something done, and of a day that it marks."),
        about=re.compile(
            r"\b(?:getraut|überwunden|vor (?:leuten|publikum|allen)|zum ersten mal|endlich geschafft|zittern"
            r"|gezittert|geweint|stolz|gehört (?:uns|mir)|beerdigt|besitzer|darf|nie gedacht)\b",
            re.I,
        ),
        never=NOT_EVERYDAY,
    ),
)
