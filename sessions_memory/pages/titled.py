"""Sessions that a search finds by their titles: each word of the query begins one of the title's."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from sessions_memory.areas.rules import EVERYTHING, Reach
from sessions_memory.models import UserSession
from sessions_memory.pages.history_rows import COLUMNS, HistoryRow, history_rows, sessions_of
from sessions_memory.recall.language.spellings import IS_SPECIAL, plain, units_of
from sessions_memory.recall.language.words import clean, detect, fold, is_paired, token_terms, tokens_of

SHOWN = 5
# So many titles are read, the newest: some hundredths of a second.
TITLES = 20_000
# A letter or two stand in most of them, and seldom at a beginning.
LIKELY = 1_000
QUERY_CHARS = 300
JOINERS = str.maketrans("", "", "'’ʼ‘`.-‐‑")


def titled(
    user_id: int,
    query: str,
    *,
    source: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    reach: Reach = EVERYTHING,
) -> list[HistoryRow]:
    """The newest ones."""
    sessions = sessions_of(user_id).within(reach).chosen(source, None).begun_within(since, until)
    words = _words(query[:QUERY_CHARS])
    if not words:
        return []

    titles = sessions.newest_first().values_list("pk", "title")[:TITLES].iterator()
    likely = islice((row for row in titles if _may_hold(row[1], words)), LIKELY)
    found = list(islice((pk for pk, title in likely if _holds(title, words)), SHOWN))
    rows = UserSession.objects.owned_by(user_id).filter(pk__in=found).newest_first().values_list(*COLUMNS)

    return history_rows(rows)


def _words(query: str) -> list[str]:
    """As they are compared: those that tell, or all if none does."""
    spoken = detect(tokens_of(query)) or "en"
    units = [plain(query[unit.start : unit.end]) for unit in units_of(query)]
    telling = [word for word in units if any(token_terms(token, spoken) for token in tokens_of(word))]
    return list(dict.fromkeys(telling or units))


def _may_hold(title: str, words: Sequence[str]) -> bool:
    """Said of thousands of titles in no time."""
    text = title.lower() if title.isascii() else fold(clean(title))
    if all(word in text for word in words):
        return True

    joined = text.translate(JOINERS) if IS_SPECIAL.search(text) else text
    return all(word in text or word.translate(JOINERS) in joined for word in words)


def _holds(title: str, words: Sequence[str]) -> bool:
    begun = tuple(_spelled(title))
    return all(any(one.startswith((word, word.translate(JOINERS) or word)) for one in begun) for word in words)


def _spelled(title: str) -> Iterator[str]:
    for unit in units_of(title):
        word = plain(title[unit.start : unit.end])
        # In a script without spaces a word may begin anywhere.
        yield from (word[place:] for place in range(len(word) if is_paired(word) else 1))
        yield from unit.forms
        yield from map(plain, tokens_of(word))
