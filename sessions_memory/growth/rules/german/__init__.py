"""The rules in German: word order is made one, then as in English."""

import re

from sessions_memory.growth.rules.german import (
    arrived,
    believed,
    happening,
    holds,
    insight,
    life,
    reached,
    reflecting,
    seeing,
    weighty,
)
from sessions_memory.growth.rules.german.saying import PUT_IN, SPEAKER, said, seen
from sessions_memory.growth.rules.values import Language

LANGUAGE = Language(
    code="de",
    words=frozenset(
        "ich und der die das nicht ist ein eine mit für den habe mir wie auf zu es von wir bin wird war hatte heute"
        " gestern endlich dass nie immer noch aber sich im dem".split()
    ),
    word_beginnings=("mein", "kein"),
    speaker=SPEAKER,
    pasted=re.compile(
        r"\b(?:übersetze?|schreibe?|formuliere?|umformulier\w*|verbesser\w*|korrigier\w*|prüfe?|kürze?|fasse"
        r"|bewerte?|text|brief|mail|e-mail|nachricht|rede|gedicht|absatz|satz|aufsatz|liedtext|zitat|beispiel"
        r"|folgende\w*|schrieb|geschrieben|sagte|sagt|meinte|steht|heißt es|lautet|figur|szene|dialog"
        r"|anschreiben|lebenslauf|entwurf|code|ausgabe|hier ist)\b[^.!?\n:]{0,100}:(?=\s)",
        re.IGNORECASE,
    ),
    letter=re.compile(
        r"\s*(?:sehr geehrte\w*|liebe[rs]? (?!grüße)(?-i:[A-ZÄÖÜ])\w+|(?:hallo|hi"
        r"|hey) (?-i:[A-ZÄÖÜ])\w+(?: \w+)?\s*[,!])",
        re.IGNORECASE,
    ),
    invented_from_here=re.compile(
        r"\b(?:rollenspiel|stell dir vor,|stellen sie sich vor|^\W*angenommen,|nehmen wir an|spiele? (?:eine?n?"
        r"|die rolle)|in der ich-form|ich-form|ich-perspektive|für mein\w* (?:figur|held\w*|roman|geschichte"
        r"|spiel|theaterstück|drehbuch)|gedankenspiel)\b",
        re.IGNORECASE,
    ),
    draft_follows=re.compile(
        r"\b(?:(?:prüf\w*|verbesser\w*|korrigier\w*|überarbeite\w*|kürz\w*|bewert\w*|gegenles\w*|formulier\w*"
        r"|übersetz\w*|(?:kannst|könntest|würdest) du)\b[^.!?\n]{0,40}\b(?:mein\w{0,2}|dies\w{1,2}|den|das"
        r"|folgende\w*) (?:\w+ )?(?:anschreiben|motivationsschreiben|brief|aufsatz|lebenslauf|rede|mail|e-mail"
        r"|absatz|text|bewerbung|profil|zusammenfassung|gedicht|entwurf|nachricht) (?:prüf|verbesser|korrigier"
        r"|überarbeit|kürz|bewert|gegenles|formulier|übersetz|anschau|durchseh)\w*"
        r"|(?:prüf\w*|verbesser\w*|korrigier\w*|überarbeite\w*|bewerte\w*"
        r"|übersetz\w*)\b[^.!?\n]{0,20}\b(?:mein\w{0,2}|dies\w{1,2}|folgende\w*) (?:\w+ )?(?:anschreiben"
        r"|motivationsschreiben|brief|aufsatz|lebenslauf|rede|mail|e-mail|absatz|text|bewerbung|profil|gedicht"
        r"|entwurf|nachricht))\b",
        re.IGNORECASE,
    ),
    invented=re.compile(
        r"\b(?:in (?:meinem|dem|einem|diesem|ihrem|seinem) (?:neuen )?(?:roman|buch|traum|spiel|film|stück|lied"
        r"|kapitel|drehbuch)|im traum|geträumt|träumte|mein\w* (?:held\w*|figur|protagonist\w*|erzähler\w*)|(?:der"
        r"|die) (?:held\w*|protagonist\w*|erzähler\w*|figur)|in kapitel|drück\w* (?:mir )?die daumen"
        r"|als ob|als hätte|was wäre)\b",
        re.IGNORECASE,
    ),
    asks=re.compile(
        r"(?:(?:und|aber|also|oder|denn|dann|bitte|nun|jetzt|ok) )*(?:was|wie|warum|wieso|weshalb|wo|wohin"
        r"|woher|wann|wer|wen|wem|welche[nrsm]?|woran|womit|worauf|wofür|wozu|kann|kannst|können|könnte"
        r"|könntest|würde|würdest|soll|sollte|sollten|darf|muss|müssen|gibt|gibst|hast|hat|ist|sind|bin"
        r"|habe ich|haben sie|machst|erklärst|schreibst|weißt|kennst|taugt|lohnt|bekomme ich|reicht|gehört"
        r"|schaust|hilfst|magst|tipps?|ideen|vorschläge|jemand)\b",
    ),
    asks_you=re.compile(
        r"(?:und |aber |also )?(?:kannst|könntest|würdest|hast|weißt|magst) du\b|(?:und |aber )?(?:wie|was|soll"
        r"|sollte) (?:kann|mache|soll|sollte|könnte)\b|(?:und |aber )?(?:wie|soll|sollte) ich\b"
        r"|was ich (?:\w+ ){0,3}(?:soll|kann|könnte|sollte)\b|(?:und )?ich (?:frage mich|überlege)\b",
    ),
    frame=re.compile(
        r"(?:.{0,80}\b)?(?:hoffe|hofft|wünschte|wünsche|träumte|geträumt|sagte?|sagt|meinte?|meint|behauptet\w*"
        r"|glaubt|denkt|findet|schreibt|schrieb|erzählt\w*|gesagt|stell dir vor|bete)\W*$",
    ),
    unreal=re.compile(
        r"\b(?:will|wollte|möchte|hoffe\w*|wünsch\w*|würde\w*|könnte\w*|sollte\w*|soll|werde|plane\w*|hätte\w*"
        r"|wäre\w*|fast|beinahe|nicht|noch|nie|kein\w*|hoffentlich|überlege|muss|müsste|vorhabe?)\b",
    ),
    asks_again=re.compile(r"(?:oder|richtig|stimmt's|stimmts|nicht wahr|ja|nein|ok|okay|gell)\W*$"),
    boundary=re.compile(r"[,;:](?=\s)|\s[-–—]+(?=\s)|[–—]|[()]|\.{2,}|…|\s(?=(?:und|aber|denn|sondern|weil) )"),
    background=re.compile(
        r"(?:und |aber |nur |immer |auch |erst |gleich )*(?:als|wenn|falls|nachdem|bevor|ehe|seit (?:ich|wir|er"
        r"|sie)|seitdem|sobald|solange|während|obwohl|ob|bis (?:ich|wir)|wo ich|damit ich|jedes mal|(?-i:der)|die ich"
        r"|den ich|das ich|(?-i:in) (?:dem|der))\b(?! (?:job|roman|scheidung|adoption|staatsbürgerschaft|prüfung"
        r"|\w+prüfung|kredit|kleine|erste|letzte|c1|b1|b2|operation|chemo|führerschein|groschen|streit|wut"
        r"|eltern|große|stelle|zusage))",
        re.IGNORECASE,
    ),
    long_ago=re.compile(
        r"\b(?:vor (?:vielen|\d+|\w+zig|zehn|fünf|sechs|sieben|acht|neun|elf|zwölf|drei|vier|zwei|einigen|ein paar"
        r"|langen) jahren|damals|seinerzeit|ursprünglich|als kind|in meiner (?:jugend|kindheit)|früher einmal"
        r"|lange her)\b",
    ),
    in_year=re.compile(
        r"(?:^|\bim jahr |\bin |\bseit |\b)((?:19|20)\d\d)\b(?! (?:euro|meter|kilometer|kcal|schritte))"
    ),
    rules=(
        *reached.RULES,
        *life.RULES,
        *arrived.RULES,
        *holds.RULES,
        *weighty.RULES,
        *seeing.RULES,
        *reflecting.RULES,
        *believed.RULES,
    ),
    weighed=(happening.HAPPENED, insight.SEES_ANEW),
    said=said,
    seen=seen,
    put_in=PUT_IN,
    spelled_out={},
)
