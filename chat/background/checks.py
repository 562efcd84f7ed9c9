"""Whether what a model wrote is a title or a summary at all: a small one often writes something else. Pure.

No title is a lone word, a paragraph, the task said again, a piece of the prompt, or a word to whoever asked. Where the
model's is none, the first question stays the title.
"""

import re
from collections.abc import Sequence

from chat.background.tasks import SUMMARY_TASK, TITLE_TASK
from chat.prompt.quoting import RULE, UNSEEN
from sessions_memory.database.text import cut
from sessions_memory.recall.language.words import TOKEN

# Longer ones are read no further.
READ_CHARS = 4_000
# A model that was asked for eight words counts them its own way; more are a paragraph.
TITLE_WORDS_MIN, TITLE_WORDS_MAX, TITLE_MAX_CHARS = 2, 14, 80
SUMMARY_WORDS_MIN, SUMMARY_MAX_CHARS = 3, 1200
# Of the person's own: fewer are their own title, and there is nothing to sum up.
WORDS_TO_SUM_UP = 3
# Scripts that put no space between words: two signs are about a word.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff]")
LABEL = re.compile(
    r"\s*+(?:(?:conversation|chat|session)\s++)?"
    r"(?:title|titel|titre|título|titolo|название|标题|標題|タイトル|제목"
    r"|summary|zusammenfassung|résumé|resumen|riassunto|摘要|要約|요약)\s*+[:：]",
    re.IGNORECASE,
)
# A piece of the prompt, of a template, or of a page.
FOREIGN = re.compile(r"[⟦⟧]|<[a-z/|!]|\|>|://|```|^\s*+>", re.IGNORECASE)
OF_A_TURN = re.compile(r"(?:asked|answer|question|turn \d{1,9}|user|assistant|system)\s*+(?:[:,]|$)", re.IGNORECASE)
# To whoever asked, in place of what was asked for.
REPLY = re.compile(
    r"(?:i[’']m sorry|i am sorry|sorry|i can(?:not|[’']t)|i don[’']t|as an ai|sure|certainly|of course|here[’']s"
    r"|here is|ok|okay|got it|understood"
    r"|es tut mir leid|leider|gerne|natürlich|klar|hier ist|verstanden"
    r"|désolée?|je suis désolée?|voici|bien sûr|lo siento|claro|aquí (?:está|tienes)|mi dispiace|certo|ecco)\b",
    re.IGNORECASE,
)
QUOTES = "\"“”„«»'`*#_ "
# What a title says that names nothing, in some languages.
EMPTY_WORDS = (
    "a an the of this that here is are your my new untitled no none title name session chat conversation dialogue "
    "discussion summary text quoted quote turn turns person user assistant model question questions answer answers "
    "titel gespräch gesprächs unterhaltung des der die das eines zusammenfassung neue neues frage antwort "
    "titre de la du le conversation discussion résumé título conversación resumen titolo della conversazione riassunto"
)


def has_words(questions: Sequence[str]) -> bool:
    """Whether there is something to sum up."""
    return sum(_word_count(question[:READ_CHARS]) for question in questions) >= WORDS_TO_SUM_UP


def fit_title(written: str) -> str:
    """The title, in one line; "" if it is none."""
    lines = _lines(written)
    if len(lines) == 2 and lines[0].endswith((":", "：")):
        # Who announces it.
        lines = lines[1:]
    if len(lines) != 1:
        return ""

    title = lines[0].strip(QUOTES)
    is_long = len(title) > TITLE_MAX_CHARS or _word_count(title) > TITLE_WORDS_MAX
    is_lone = _word_count(title) < TITLE_WORDS_MIN
    return "" if is_long or is_lone or OF_A_TURN.match(title) or _is_foreign(title) else title


def fit_summary(written: str) -> str:
    """The summary, of a long one the beginning; "" if it is none."""
    summary = "\n".join(_lines(written))
    if _word_count(summary) < SUMMARY_WORDS_MIN or _is_foreign(summary):
        return ""

    return cut(summary, SUMMARY_MAX_CHARS)


def _lines(written: str) -> list[str]:
    """Those that hold something, without what announces them."""
    text = UNSEEN.sub("", written[:READ_CHARS]).replace("**", "").strip()
    label = LABEL.match(text)
    lines = (" ".join(line.split()) for line in (text[label.end() :] if label else text).splitlines())
    return [line for line in lines if line.strip(QUOTES)]


def _is_foreign(text: str) -> bool:
    return bool(FOREIGN.search(text) or REPLY.match(text)) or _is_echo(text)


def _is_echo(text: str) -> bool:
    """It says nothing but what the task says, or a run of it."""
    told, words = text.casefold(), set(_words(text))
    return words <= OF_THE_TASK or any(part in told for part in ECHOED)


def _words(text: str) -> list[str]:
    return TOKEN.findall(text.casefold())


def _word_count(text: str) -> int:
    return sum(max(1, len(word) // 2) if UNSPACED.match(word) else 1 for word in _words(text))


OF_THE_TASK = frozenset(_words(f"{TITLE_TASK} {SUMMARY_TASK} {RULE} {EMPTY_WORDS}"))
# Whoever writes these tells the task.
ECHOED = ("at most eight words", "at most five", "in its own language", "without quotation marks", "title alone")
