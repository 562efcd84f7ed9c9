"""Cues of a question beside its words: it asks for a time, a number or an overview; texts that hold one. Pure."""

import re

NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand once twice dozen "
    "zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig hundert tausend "
    "dos tres cuatro cinco seis siete ocho nueve diez cien mil deux trois quatre cinq sept huit neuf dix cent mille"
)
TIMES = (
    "yesterday today tomorrow tonight week weeks weekend month months year years day days hour hours morning "
    "evening night ago since last next recently monday tuesday wednesday thursday friday saturday sunday "
    "january february march april june july august september october november december spring summer autumn "
    "fall winter gestern heute morgen vorgestern woche wochen wochenende monat monate monaten jahr jahre "
    "jahren tag tage tagen letzte letzten letztes letzter nächste nächsten montag dienstag mittwoch donnerstag "
    "freitag samstag sonntag januar februar märz mai juni juli oktober dezember frühling sommer herbst ayer "
    "hoy mañana semana semanas mes meses año años día días lunes martes miércoles jueves viernes sábado "
    "domingo hier aujourd demain semaine semaines mois an ans année années jour jours lundi mardi mercredi "
    "jeudi vendredi samedi dimanche ontem hoje amanhã mês ano anos dia dias вчера сегодня завтра неделю недели "
    "месяц года лет день назад "
)
DATED_SIGN = re.compile(r"[\d年月日周週년월일]")
# Looked up word by word: as one pattern of alternatives they took two thirds of an import.
DATED_WORDS = frozenset({*NUMBERS.split(), *TIMES.split()})
WORD = re.compile(r"\w+")
# In plain text, what is no part of a word: cut there in a third of the time.
BETWEEN_WORDS = {code: " " for code in range(128) if not WORD.match(chr(code))}
ASKS_DATE = re.compile(
    r"\bwhen\b|\bhow (?:long|many|much|old|often|far|soon)\b"
    r"|\b(?:what|which) (?:date|day|month|year|time|week|season)\b"
    r"|\bwann\b|\bwie ?(?:viele?|lange|oft|alt|weit)\b|\bwelche[nmrs]? (?:tag|datum|monat|jahr|woche)\w*"
    r"|\bcu[aá]ndo\b|\bcu[aá]nt[oa]s?\b|\bquand\b|\bcombien\b|\bquando\b|\bquant[oa]s?\b|\bкогда\b|\bсколько\b"
    r"|什么时候|何时|几|多少|多久|いつ|何時|何年|何月|いくつ|どのくらい|언제|몇|얼마",
    re.IGNORECASE,
)
# A longer question brings what it is about.
OVERVIEW_MAX_CHARS = 500
# How something went, from its beginning to now.
ASKS_OVERVIEW = re.compile(
    r"\bsummar(?:y|i[sz]e)\b|\boverview\b|\brecap\b|\btimeline\b|\bover time\b"
    r"|\bso far\b(?! (?:so good|as|away|from)\b)"
    r"|\bthe order (?:in which|that)\b"
    r"|\bin (?:what|which) order\b|\b(?:what|which) order (?:did|do|have|were|was)\b"
    r"|\b(?:throughout|across) (?:all|our|my|these)\b|\bover the (?:course|last|past|weeks|months|years)\b"
    r"|\bhow (?:has|have|had|did)\b.*\b(?:evolved?|progress(?:ed)?|develop(?:ed)?|changed?)\b"
    r"|\büberblick\b|\bin welcher reihenfolge\b|\bim laufe der\b|\bmit der zeit\b|\bbisher\b|\bfasse?\b.*\bzusammen\b"
    r"|\bwie (?:hat|haben|habe)\b.*\b(?:entwickelt|verändert)\b"
    r"|\bzusammenfass"
    r"|\bresum(?:en|ir)\b|\bres[uú]m[ea]me\b|\ben qu[eé] orden\b|\ba lo largo de\b|\bcon el tiempo\b|\bhasta ahora\b"
    r"|\bc[oó]mo (?:ha|han|he)\b.*\b(?:cambiado|evolucionado)\b|\bcomment\b.*\b(?:évolué|changé)\b"
    r"|\bcomo (?:evoluiu|mudou|mudei)\b|\bкак (?:изменил|менял|развивал)\w*"
    r"|\b(?:un|le|en) résumé\b|\brésum(?:e|er|ez)\b|\bdans quel ordre\b|\bau fil d\w+|\bjusqu'(?:ici|à présent)\b"
    r"|\baperçu\b|\bresumo\b|\bem que ordem\b|\bao longo d\w+|\bcom o tempo\b|\baté agora\b"
    r"|\bподведи итог|\bитоги\b|\bобзор\b|\bв каком порядке\b|\bсо временем\b|\bза всё время\b|\bдо сих пор\b"
    r"|总结|概述|回顾|什么顺序|至今|有什么变化|怎么变"
    r"|まとめ|要約|振り返|どの順|これまで|どう変わ|どのように変|요약|정리해|돌아보|어떤 순서|지금까지|어떻게 변",
    re.IGNORECASE,
)
# "Thanks, …", "Sounds good": it answers what came before, and seldom tells something new.
REPLY = re.compile(
    r"\W*+(?:thank|sounds good|ok\b|okay|sure\b|yeah|yes\b|yep|no\b|nope|got it|great\b|cool\b|perfect\b|wow\b|hmm"
    r"|alright|right\b"
    r"|danke|ja\b|nein\b|alles klar|klar\b|super\b|gut\b|genau\b|stimmt"
    r"|gracias|s[ií]\b|vale\b|claro\b|perfecto|merci|oui\b|non\b|d'accord|parfait|obrigad|sim\b|n[aã]o\b|[oó]timo"
    r"|спасибо|да\b|нет\b|хорошо|ладно|谢谢|好的|是的|不是|ありがとう|はい|いいえ|わかりました|감사|고마|네\b|아니)",
    re.IGNORECASE,
)


def is_reply(question: str) -> bool:
    return REPLY.match(question) is not None


def is_dated(text: str) -> bool:
    """Whether it holds a number or a word of time."""
    if DATED_SIGN.search(text):
        return True

    lower = text.lower()
    return not DATED_WORDS.isdisjoint(
        lower.translate(BETWEEN_WORDS).split() if lower.isascii() else WORD.findall(lower)
    )


def asks_date(question: str) -> bool:
    return ASKS_DATE.search(question) is not None


def asks_overview(question: str) -> bool:
    return len(question) <= OVERVIEW_MAX_CHARS and ASKS_OVERVIEW.search(question) is not None
