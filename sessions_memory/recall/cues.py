"""What a question asks for beside its words: a time or a number, which texts hold one. Pure."""

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
# "Thanks, …", "Sounds good": it answers what came before, and seldom tells something new.
REPLY = re.compile(
    r"\W*(?:thank|sounds good|ok\b|okay|sure\b|yeah|yes\b|yep|no\b|nope|got it|great\b|cool\b|perfect\b|wow\b|hmm"
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
