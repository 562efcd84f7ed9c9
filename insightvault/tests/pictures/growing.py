"""Two people for the pages of growth: one with a year behind them, one with five questions.

What growth finds is written here and not found, so that a picture changes with its page alone.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from insightvault.tests.pictures.history import LONG_WORD, NOW, PASSWORD
from insightvault.tests.pictures.settings import CLOCK
from sessions_memory.growth.keeping.decisions import recount
from sessions_memory.growth.reviews.making import make_reviews
from sessions_memory.models import (
    ActiveDay,
    Evidence,
    Growth,
    Insight,
    ReadSession,
    Review,
    Theme,
    ThemeMember,
    UserInteraction,
    UserSession,
)
from sessions_memory.recall.language.words import terms_of
from sessions_memory.summaries import title_from_question

User = get_user_model()
# A theme, its own words, and what was said in it: days ago, and the words.
SAID: dict[str, tuple[tuple[str, ...], list[tuple[int, str]]]] = {
    "Leaving the job": (
        ("notice", "the letter", "Sunday evenings", "Daniel", "being right", "money until March"),
        [
            (365, "I sat in the kitchen and said to nobody that I’m done with this work. Then I made dinner."),
            (340, "I don’t want to do this work any more."),
            (
                250,
                "I keep writing the letter and not sending it. If I’m honest, I stay because leaving means telling "
                "Ines she was right.",
            ),
            (200, "I said the money. It isn’t the money."),
            (9, "I always thought I was afraid of being poor. I’m afraid of having been wrong."),
            (2, "Told Daniel. He said he’d guessed in spring."),
        ],
    ),
    "Spanish": (
        ("espero que", "the class", "dreaming", "subjuntivo"),
        [(300, "I feel like a child when I speak."), (3, "I dreamt in Spanish, badly, but I dreamt.")],
    ),
    "Running": (
        ("knee", "kilometre 18", "the river"),
        [(280, "My knee hurts after five kilometres along the river."), (55, "2:11, and I didn’t walk once.")],
    ),
    "שינה באביב": (("ישן רע", "אחרי תשע", "בוקר"), [(260, "בתקופת האביב אני ישן רע כשאני עובד אחרי תשע בערב.")]),
    LONG_WORD[:80]: ((LONG_WORD, f"{LONG_WORD[:40]}en"), [(90, f"{LONG_WORD}, and {LONG_WORD} again.")]),
    "Ines": (("being right", "Thursday", "Porto"), [(330, "Ines says I never ask what she wants.")]),
    "Money": (("until March", "the rent", "enough"), [(150, "How long does the money last until March?")]),
}
# How many more questions each theme has in the last twelve months, the oldest first.
MONTHS = {
    "Leaving the job": (3, 2, 4, 3, 7, 5, 4, 2, 3, 6, 9, 16),
    "Spanish": (1, 2, 4, 5, 6, 6, 8, 7, 9, 10, 9, 16),
    "Running": (0, 1, 3, 4, 5, 6, 7, 7, 7, 11, 4, 3),
    "Ines": (2, 0, 3, 4, 3, 8, 2, 1, 3, 4, 0, 8),
    "Money": (3, 0, 2, 5, 8, 0, 1, 3, 0, 2, 4, 6),
}
WRITTEN = f"""# A week of my own

## What I take from it

I wrote the letter *twice*, and sent it to nobody.

- Money is no reason.
- {LONG_WORD} is none either.

> I always thought I was afraid of being poor.
"""
ASKED_AGAIN = ("How do I tell my parents?", "How do I tell my parents about it?", "How should I tell my parents?")


def fill_growing() -> None:
    _five()
    person = User.objects.create_user("ines", password=PASSWORD, time_zone="Europe/Berlin")
    themes = {name: _theme(person.pk, name) for name in SAID}
    _history(person.pk, themes)
    for theme in themes.values():
        recount(theme)

    _found(themes)
    _insights(person.pk, themes)
    Theme.objects.filter(pk=themes["Ines"].pk).update(is_hidden=True)
    Theme.objects.filter(pk=themes["Running"].pk).update(is_pinned=True)
    _read(person.pk)
    CLOCK.moment = NOW - timedelta(hours=8)
    make_reviews(person.pk, today=NOW.date())
    Review.objects.owned_by(person.pk).newest_first()[0].reword(WRITTEN)


def _five() -> None:
    person = User.objects.create_user("five", password=PASSWORD, time_zone="Europe/Berlin")
    for days, text in ((9, "Why do I wake at four?"), (9, "And what helps?"), (5, "שלום, how do I begin?")):
        _say(person.pk, NOW - timedelta(days=days), text)
    _say(person.pk, NOW - timedelta(days=1), f"What is a {LONG_WORD}?")
    _say(person.pk, NOW - timedelta(hours=2), "I want to call my brother. " * 30)


def _theme(user_id: int, name: str) -> Theme:
    words = [[term, text, 1.0] for text in SAID[name][0] for term in sorted(terms_of(text))[:1]]
    return Theme.objects.create(user_id=user_id, source_id=name, name=name, words=words)


def _history(user_id: int, themes: dict[str, Theme]) -> None:
    for name, theme in themes.items():
        for days, text in SAID[name][1]:
            _say(user_id, NOW - timedelta(days=days), text, theme)
        for ago, count in enumerate(reversed(MONTHS.get(name, (1, 0, 2) * 4))):
            for number in range(count):
                day = NOW - timedelta(days=30 * ago + (7 * number + 3 * len(name)) % 29)
                _say(
                    user_id,
                    day,
                    f"{name}: what about part {number} of it?",
                    theme,
                    source="chatgpt" if ago > 3 else "chat",
                )

    for ago, text in zip((260, 170, 20), ASKED_AGAIN, strict=True):
        _say(user_id, NOW - timedelta(days=ago), text)


def _say(user_id: int, at: datetime, text: str, theme: Theme | None = None, *, source: str = "chat") -> None:
    CLOCK.moment = at
    session = UserSession.objects.create(
        user_id=user_id,
        title=title_from_question(text),
        source=source,
        session_start=at,
        session_end=at + timedelta(minutes=5),
        last_activity_at=at,
        reflected_at=at,
        interaction_count=1,
    )
    row = UserInteraction.objects.create(
        user_id=user_id,
        session=session,
        user_question=text,
        ai_response="Begin with what you would say to a friend, and say it out loud once.",
        status="answered",
        created_at=at,
        answered_at=at,
        is_listed=source == "chat",
    )
    if theme:
        ThemeMember.objects.create(user_id=user_id, theme=theme, interaction=row)


def _place(user_id: int, text: str) -> list[int]:
    """Where these words stand: the interaction, and from where to where."""
    row = UserInteraction.objects.get(user_id=user_id, user_question__contains=text)
    start = row.user_question.index(text)
    return [row.pk, start, start + len(text)]


def _found(themes: dict[str, Theme]) -> None:
    theme = themes["Leaving the job"]
    said = [text for _, text in SAID[theme.name][1]]
    theme.found = {
        "phases": [["came_up", "2025-04-12", "2025-05-01"], ["stayed", "2025-12-01", "2026-03-18"]],
        "then": _place(theme.user_id, said[1]),
        "now": _place(theme.user_id, said[3]),
        "telling": [_place(theme.user_id, text) for text in said],
        "goes_along": [[themes["Spanish"].pk, 21, None], [themes["Money"].pk, 9, 6]],
        "rhythm": [6, 12, 20],
    }
    theme.save(update_fields=["found"])


def _insights(user_id: int, themes: dict[str, Theme]) -> None:
    job, spanish, running = (themes[name] for name in ("Leaving the job", "Spanish", "Running"))
    fear = "I always thought I was afraid of being poor. I’m afraid of having been wrong."
    _insight(user_id, "breakthrough", job, date(2026, 3, 9), [fear])
    _insight(
        user_id,
        "pattern",
        job,
        date(2026, 3, 15),
        [],
        found={"goes-along": [job.pk, spanish.pk, 21, 6]},
        state="counts",
    )
    _insight(user_id, "asked_again", None, date(2026, 2, 26), list(ASKED_AGAIN), state="offered")
    _insight(user_id, "change", spanish, date(2026, 3, 15), [text for _, text in SAID["Spanish"][1]], state="confirmed")
    _insight(user_id, "milestone", running, date(2026, 1, 22), ["2:11, and I didn’t walk once."], state="confirmed")
    words = "I told somebody, and it was easy."
    _insight(user_id, "milestone", job, date(2026, 3, 16), ["Told Daniel."], state="confirmed", words=words)
    _insight(user_id, "milestone", None, date(2026, 1, 1), ["It isn’t the money."], state="dismissed")


def _insight(
    user_id: int, kind: str, theme: Theme | None, day: date, quoted: list[str], *, state: str = "offered", **fields: Any
) -> None:
    row = Insight.objects.create(
        user_id=user_id, kind=kind, theme=theme, day=day, state=state, key=f"{kind} {day}", **fields
    )
    for number, text in enumerate(quoted):
        interaction, start, end = _place(user_id, text)
        Evidence.objects.create(
            user_id=user_id, insight=row, interaction_id=interaction, number=number, start=start, end=end
        )


def _read(user_id: int) -> None:
    """As if all had been read this morning."""
    days: dict[tuple[date, str], int] = {}
    for at, source in UserInteraction.objects.filter(user=user_id).values_list("created_at", "session__source"):
        days[at.date(), source] = days.get((at.date(), source), 0) + 1

    ActiveDay.objects.bulk_create(
        ActiveDay(user_id=user_id, day=day, source=source, interactions=count) for (day, source), count in days.items()
    )
    ReadSession.objects.bulk_create(
        ReadSession(session=session, user_id=user_id, digest="1", interactions=1, tiles=b"")
        for session in UserSession.objects.filter(user=user_id)
    )
    read_at, seen_at = NOW - timedelta(hours=9), NOW - timedelta(days=15)
    Growth.objects.create(user_id=user_id, changed_at=None, refreshed_at=read_at, seen_at=seen_at, version=1)
