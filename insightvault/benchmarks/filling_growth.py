"""What growth found for thousands of people, by the hundred thousand, each kind from a row that is copied.

Who has the whole of it: the people of `fill_for_many`, and one person with much, whose largest theme holds a share of
all that they asked.
"""

from datetime import date

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from insightvault.accounts.models import User
from insightvault.benchmarks.filling import IN_SESSION, copy_row, next_id, settle
from sessions_memory.models import Evidence, Insight, Review, ReviewRest, Theme, ThemeMember, UserInteraction
from sessions_memory.states import InsightKind, ReviewSpan

THEMES, INSIGHTS, REVIEWS = 12, 20, 30
# Of all that the person with much asked, so much is in their largest theme.
SHARE_OF_LARGEST = 5
LAST_DAY = date(2026, 11, 29)
WORDS = [[number, f"word{number}", 1.0] for number in range(30)]
LIKENESS = bytes(2_000)
MONTHS = {f"{year}-{month:02}": 7 for year in (2024, 2025, 2026) for month in range(1, 13)}


def fill_growth(much: User, crowd: str) -> None:
    """`crowd`: how the names of the others begin, whose ids follow one another."""
    people = User.objects.filter(username__startswith=f"{crowd}-")
    count, first_person = people.count(), people.aggregate(first=Min("pk"))["first"]
    asked = UserInteraction.objects.filter(user=first_person).order_by("pk")[0]
    last = UserInteraction.objects.filter(user__in=people).aggregate(last=Max("pk"))["last"]
    person = f"{first_person} + n %% {count}"
    # The first question of each session; they stand in order of their people.
    question = f"{asked.pk} + {IN_SESSION} * (n %% {min(count, (1 + last - asked.pk) // IN_SESSION)})"

    with transaction.atomic():
        _themes(asked, count, person, question)
        _insights(asked, count, person, question)
        _reviews(asked, count, person, question)
        # PostgreSQL counts on from rows that were not copied.
        settle(Theme, ThemeMember, Insight, Evidence, Review, ReviewRest)
        _of_one(much)

    settle(Theme, ThemeMember, Insight, Evidence, Review, ReviewRest)


def _themes(asked: UserInteraction, count: int, person: str, question: str) -> None:
    copied = _theme(asked.user, "Copied")
    first = next_id(Theme)
    copy_row(
        copied,
        THEMES * count,
        id=f"{first} + n",
        user_id=person,
        source_id="'theme-' || n",
        name_by="CASE n %% 400 WHEN 0 THEN 'person' WHEN 1 THEN 'model' ELSE 'question' END",
        is_enough="n %% 3 > 0",
        is_pinned="n %% 900 = 0",
        is_hidden="n %% 5000 = 0",
        interactions="n %% 90",
    )
    member = ThemeMember.objects.create(theme=copied, interaction=asked, user=asked.user)
    copy_row(member, THEMES * count, theme_id=f"{first} + n", interaction_id=question, user_id=person)
    copied.delete()


def _insights(asked: UserInteraction, count: int, person: str, question: str) -> None:
    copied = Insight.objects.create(user=asked.user, kind=InsightKind.MILESTONE, key="copied", day=LAST_DAY)
    first = next_id(Insight)
    kinds = "CASE n %% 7 WHEN 0 THEN 'change' WHEN 1 THEN 'breakthrough' WHEN 2 THEN 'pattern' ELSE 'milestone' END"
    copy_row(
        copied,
        INSIGHTS * count,
        id=f"{first} + n",
        user_id=person,
        source_id="'insight-' || n",
        key="'key-' || n",
        kind=kinds,
        state="CASE n %% 3000 WHEN 0 THEN 'dismissed' WHEN 1 THEN 'confirmed' ELSE 'offered' END",
        found_by="CASE n %% 5000 WHEN 0 THEN 'person' WHEN 1 THEN 'model' ELSE 'rule' END",
        day=_days_before(f"n / {count} * 30"),
    )
    evidence = Evidence.objects.create(insight=copied, interaction=asked, user=asked.user, end=20)
    copy_row(evidence, INSIGHTS * count, insight_id=f"{first} + n", interaction_id=question, user_id=person)
    copied.delete()


def _reviews(asked: UserInteraction, count: int, person: str, question: str) -> None:
    part = {"kind": "new", "text": "", "interactions": [asked.pk], "place": [0, 20]}
    days = {"first_day": LAST_DAY, "last_day": LAST_DAY}
    copied = Review.objects.create(user=asked.user, span=ReviewSpan.WEEK, parts=[part], **days)
    first = next_id(Review)
    copy_row(
        copied,
        REVIEWS * count,
        id=f"{first} + n",
        user_id=person,
        source_id="'review-' || n",
        span="CASE n %% 50 WHEN 0 THEN 'year' WHEN 1 THEN 'month' ELSE 'week' END",
        made_by="CASE n %% 5000 WHEN 0 THEN 'model' ELSE 'rule' END",
        first_day=_days_before(f"n / {count} * 7 + 7"),
        last_day=_days_before(f"n / {count} * 7 + 1"),
    )
    rest = ReviewRest.objects.create(review=copied, interaction=asked, user=asked.user)
    copy_row(rest, REVIEWS * count, review_id=f"{first} + n", interaction_id=question, user_id=person)
    copied.delete()


def _of_one(much: User) -> None:
    asked = UserInteraction.objects.owned_by(much).order_by("pk")
    ids = list(asked.values_list("pk", flat=True)[: asked.count() // SHARE_OF_LARGEST])
    place = [ids[0], 0, 20]
    theme = _theme(much, "Garden", {"then": place, "now": place, "telling": [place]})
    members = [ThemeMember(theme=theme, interaction_id=pk, user=much) for pk in ids]
    ThemeMember.objects.bulk_create(members, batch_size=1_000)

    insight = Insight.objects.create(user=much, kind=InsightKind.MILESTONE, key="own", day=LAST_DAY, theme=theme)
    Evidence.objects.create(insight=insight, interaction_id=ids[0], user=much, end=20)
    part = {"kind": "new", "text": "", "interactions": ids[:1], "theme": theme.pk, "place": [0, 20]}
    review = Review.objects.create(
        user=much, span=ReviewSpan.YEAR, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31), parts=[part]
    )
    ReviewRest.objects.bulk_create([ReviewRest(review=review, interaction_id=pk, user=much) for pk in ids[:200]])


def _theme(user: User, name: str, found: dict[str, object] | None = None) -> Theme:
    now = timezone.now()
    return Theme.objects.create(
        user=user, name=name, words=WORDS, likeness=LIKENESS, months=MONTHS, found=found or {}, last_at=now
    )


def _days_before(days: str) -> str:
    if connection.vendor == "postgresql":
        return f"DATE '{LAST_DAY}' - ({days})"

    return f"date('{LAST_DAY}', '-' || ({days}) || ' days')"
