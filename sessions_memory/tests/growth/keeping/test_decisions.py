from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from sessions_memory.growth.keeping import decisions, marks
from sessions_memory.growth.keeping.decisions import Undecidable
from sessions_memory.models import Growth, Theme, ThemeMember, UserSession
from sessions_memory.states import MemberBy
from sessions_memory.tests.growth.made import session_of, theme_of


def held(theme: Theme, by: MemberBy = MemberBy.FOUND) -> int:
    return ThemeMember.objects.filter(theme=theme, by=by).count()


def test_a_change_is_marked_once_a_person(ann: Any, bob: Any) -> None:
    for _ in range(2):
        marks.changed(ann.pk)
    assert [row.user_id for row in Growth.objects.all()] == [ann.pk]

    Growth.objects.update(changed_at=None, sessions=7)
    marks.changed(ann.pk)
    growth = Growth.objects.get()
    assert growth.changed_at and growth.sessions == 7


def test_a_merged_theme_brings_its_interactions_and_its_parts(ann: Any) -> None:
    whole, part, of_part = (theme_of(ann, name, session_of(ann, day)) for day, name in enumerate("abc"))
    decisions.merge(of_part, part)
    assert (part.interactions, part.days) == (4, 2)

    decisions.merge(part, whole)
    whole.refresh_from_db()
    assert (whole.interactions, whole.sessions, whole.months) == (6, 3, {"2026-03": 4, "2026-04": 2})
    assert whole.is_enough and set(whole.parts.all()) == {part, of_part}


def test_a_part_that_is_separated_takes_its_own_along(ann: Any) -> None:
    whole, part = theme_of(ann, "a", session_of(ann)), theme_of(ann, "b", session_of(ann, 1))
    decisions.merge(part, whole)
    decisions.unmerge(part)
    whole.refresh_from_db()

    assert (whole.interactions, part.interactions, part.merged_into) == (2, 2, None)


def test_a_theme_is_not_merged_into_itself_a_part_or_another_person_s(ann: Any, bob: Any) -> None:
    one, other, third, bobs = (theme_of(person, "x") for person in (ann, ann, ann, bob))
    decisions.merge(other, one)
    for theme, into in ((one, one), (third, other), (other, third), (third, bobs)):
        with pytest.raises(Undecidable):
            decisions.merge(theme, into)

    assert Theme.objects.filter(merged_into__isnull=False).count() == 1


def test_a_session_that_is_put_in_leaves_its_theme(ann: Any) -> None:
    moved = session_of(ann, 1)
    here, there = theme_of(ann, "here", session_of(ann)), theme_of(ann, "there", moved, session_of(ann, 2))
    decisions.put_in(here, moved)
    there.refresh_from_db()

    assert (here.interactions, there.interactions) == (4, 2)
    assert (held(here), held(here, MemberBy.PUT_IN), held(there)) == (2, 2, 2)


def test_what_is_taken_out_of_a_part_stays_out_of_the_whole(ann: Any) -> None:
    session = session_of(ann, 1)
    whole, part = theme_of(ann, "whole", session_of(ann)), theme_of(ann, "part", session)
    decisions.merge(part, whole)
    decisions.take_out(whole, session.interactions.first() or pytest.fail("it is empty"))

    assert (whole.interactions, held(whole, MemberBy.TAKEN_OUT), held(part)) == (3, 1, 1)


def test_the_later_decision_holds(ann: Any) -> None:
    session = session_of(ann)
    theme = theme_of(ann, "theme", session)
    decisions.take_out(theme, session)
    assert (theme.interactions, theme.first_at, theme.is_enough) == (0, None, False)

    decisions.put_in(theme, session)
    assert (theme.interactions, held(theme, MemberBy.PUT_IN), held(theme, MemberBy.TAKEN_OUT)) == (2, 2, 0)


def test_what_growth_may_not_read_is_not_put_in(ann: Any) -> None:
    theme, session = theme_of(ann, "theme"), session_of(ann)
    UserSession.objects.update(never_recall=True)
    decisions.put_in(theme, session)

    assert not ThemeMember.objects.exists()


def test_each_decision_is_to_be_read(ann: Any) -> None:
    session, theme, other = session_of(ann), theme_of(ann, "a"), theme_of(ann, "b")
    verbs: list[Callable[[], None]] = [
        partial(decisions.rename, theme, "Running"),
        partial(decisions.hide, theme, is_hidden=True),
        partial(decisions.pin, theme, is_pinned=True),
        partial(decisions.put_in, theme, session),
        partial(decisions.take_out, theme, session),
        partial(decisions.merge, theme, other),
        partial(decisions.unmerge, theme),
    ]
    for decide in verbs:
        Growth.objects.update(changed_at=None)
        decide()
        assert Growth.objects.get().changed_at

    theme.refresh_from_db()
    assert (theme.name, theme.is_hidden, theme.is_pinned, theme.is_renamed) == ("Running", True, True, True)
