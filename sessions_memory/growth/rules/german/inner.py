"""German words of an insight: the inner life it speaks of, and what shows that it is only an errand."""

import re

from sessions_memory.growth.rules.german.everyday import TECHNICAL
from sessions_memory.growth.rules.values import Kind, Rule

INNER = (
    r"gefühl\w*|fühl\w*|angst|ängste|ängstlich|furcht|fürchte\w*|lieb\w*|hass\w*|brauche?\w*|bedürfnis\w*|immer"
    r"|nie|niemals|mein leben|leben|lebe|gelebt|selbst|selbstwert\w*|wert|genug|kontroll\w*|schuld\w*|scham"
    r"|schäm\w*|wut|wütend|perfektion\w*|einsam\w*|allein|glücklich|glück|stolz|muster|vermeide\w*"
    r"|verstecke?\w*"
    r"|hinterher\w*|gefallen wollen|recht machen|anerkennung|akzeptier\w*|verzeih\w*|vergeb\w*|grenze\w*"
    r"|trauer\w*|fehler machen|vertrau\w*|werte|identität|kindheit|vater\w*|mutter\w*|eltern|schwester\w*"
    r"|bruder\w*|müde|faul\w*|beschäftigt|funktionier\w*|spaß|gern\w*|freude|vermiss\w*|fehl(?:t|st|en)\b"
    r"|zähl(?:t|en)\b|verdien\w*|weglauf\w*|ausrede\w*"
    r"|vergleich\w*|streng\w*|freundlich\w*|stark|stärke|schwach|schwäche|mut|mutig|kaputt|darf|erlaub\w*"
    r"|entscheid\w*|frei\w*|traum|träume|erfolg\w*|versag\w*|scheiter\w*|erwartung\w*|verantwort\w*"
    r"|prokrastin\w*|aufschieb\w*|urteil\w*|ablehn\w*|abhängig\w*|sicher\w*|verletz\w*|neid\w*|eifersücht\w*"
    r"|leidenschaft|sinn|wer ich bin|was ich will|definier\w*|leistung\w*|kontrollverlust|freien tag|will|möchte"
    r"|ich (?:will|wollte|bin|war)|meine eigene\w*|ausgebrannt|burnout|überforder\w*|stress\w*|heil\w*|weinen"
    r"|trost|stille|ruhe|ruhig|frieden|beziehung\w*|ehe|freunde?\w*|freundschaft\w*|mensch\w*|familie|kinder"
    r"|ausruhen|pausen?|rast|stimme|small ?talk|introvertiert|hilfe|helfen|unterstütz\w*|zuhör\w*|gesehen"
    r"|aufmerksam\w*|dankbar\w*|wichtig\w*|andere\w*"
    r"|talent\w*|kreativ\w*|potenzial|balance|gewohnheit\w*|okay|in ordnung|strafe|publikum|routine|aufgeben"
    r"|aufgebe|loslassen|festhalte|nein sag\w*|ja sag\w*|streite?\w*|angegriffen|geld|zeit|allen|jedem|alle"
    r"|niemand\w*|entschuldig\w*|erlaubnis"
)
NOT_ABOUT = re.compile(
    rf"{TECHNICAL.pattern}|\b(?:datei|ordner|rezept|ofen|sensor|treiber|kabel|stecker|adapter|schalter"
    r"|einstellung\w*|knopf|link|dokument|anhang|formel|gleichung|zug fährt|laden zu|geschäft|hotel|preis|eier"
    r"|milch|schlüssel|portemonnaie|handy|brille|vergessen (?:habe|hatte)|leer ist|abgelaufen|termin"
    r"|frist verpasst|rechnung|drucker|paket|olive\w*|komma|zelle|zeile|klammer|fehler (?:liegt|steckt))\b",
    re.IGNORECASE,
)
ABOUT_INNER = re.compile(
    rf"\A(?=.{{0,300}}?\b(?:ich|mir|mich|mein\w{{0,2}}|wir|uns|unser\w{{0,2}})\b).{{0,300}}?\b(?:{INNER})\b"
    rf"|.{{0,60}}\bnie um\b",
    re.IGNORECASE | re.DOTALL,
)

LEAD = r"(?:[\w'’ äöüß-]{0,50}?\b)?"


def breakthrough(
    name: str,
    pattern: str,
    how: str,
    *,
    about: re.Pattern[str] | None = None,
    marked: re.Pattern[str] | None = None,
    never: re.Pattern[str] | None = None,
    spans: bool = False,
) -> Rule:
    compiled = re.compile(pattern, re.IGNORECASE)
    return Rule(f"{name}-de", Kind.BREAKTHROUGH, how, compiled, about=about, marked=marked, never=never, spans=spans)
