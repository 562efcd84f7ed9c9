from datetime import UTC, date, datetime, timedelta

from insightvault.accounts.models import User
from sessions_memory.growth.coming_back.visits import COUNTED_MAX, NewSince, visit
from sessions_memory.models import Growth, Review, Theme
from sessions_memory.states import InsightState, ReviewSpan
from sessions_memory.tests.growth.told import insight_of, say, theme_of

THEN = datetime(2026, 11, 3, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def found_at(person: User, moment: datetime) -> None:
    """A theme, an offered insight, and a dismissed one."""
    theme_of(person, "running", created_at=moment)
    row = say(person, date(2026, 11, 2), "I ran ten miles. I slept.")
    insight_of(row, "I ran ten miles.", created_at=moment, state=InsightState.OFFERED)
    insight_of(row, "I slept.", created_at=moment, state=InsightState.DISMISSED)


def test_what_came_since_the_last_visit_is_new(ann: User, bob: User) -> None:
    Growth.objects.create(user=ann)
    found_at(ann, THEN - timedelta(days=1))
    assert visit(ann.pk, THEN) is None
    found_at(ann, THEN + timedelta(days=1))
    found_at(bob, THEN + timedelta(days=1))
    days = {"first_day": date(2026, 11, 2), "last_day": date(2026, 11, 8)}
    Review.objects.create(user=ann, span=ReviewSpan.WEEK, created_at=NOW, **days)
    assert visit(ann.pk, NOW) == NewSince(THEN, themes=1, insights=1, reviews=1)


def test_it_stays_new_as_long_as_the_visit_lasts(ann: User) -> None:
    Growth.objects.create(user=ann, seen_at=THEN)
    found_at(ann, NOW - timedelta(days=1))
    first = visit(ann.pk, NOW)
    assert first and visit(ann.pk, NOW + timedelta(minutes=50)) == first
    assert visit(ann.pk, NOW + timedelta(hours=2)) is None


def test_where_nothing_is_new_nothing_is_said(ann: User) -> None:
    assert visit(ann.pk, NOW) is None
    Growth.objects.create(user=ann, seen_at=THEN)
    assert visit(ann.pk, NOW) is None


def test_counting_has_an_end(ann: User) -> None:
    Growth.objects.create(user=ann, seen_at=THEN)
    rows = [Theme(user=ann, name=f"Theme {number}", is_enough=True, created_at=NOW) for number in range(120)]
    Theme.objects.bulk_create(rows)
    found = visit(ann.pk, NOW)
    assert found and found.themes == COUNTED_MAX + 1
