"""How rows are looked up. Every query on a person's path starts from `owned_by`."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self, cast

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from sessions_memory.areas.rules import Reach
from sessions_memory.states import (
    ClaimKind,
    InsightKind,
    InsightState,
    JobState,
    MadeBy,
    MemberBy,
    OfferState,
    Source,
    Status,
)
from sessions_memory.web.dates import DATED_FROM

if TYPE_CHECKING:
    from sessions_memory.models import (  # noqa: F401 (in base classes, as strings)
        Area,
        Claim,
        Growth,
        ImportJob,
        Insight,
        LookedConversation,
        Note,
        OfferedNote,
        Review,
        Theme,
        ThemeMember,
        UserInteraction,
        UserSession,
    )

# Large or internal columns that no list shows.
NOT_LISTED = ("context_used", "response_html")
NOT_LISTED_OF_THEME = ("likeness", "found", "name_terms")
# What an insight says of its theme is its name.
NOT_NAMING_THEME = (*NOT_LISTED_OF_THEME, "words", "months")
UNFINISHED = (Status.PENDING, Status.ANSWERING)
# Not imported: asked on the pages, or by a program that this vault answered. Written with "or", as the index has it.
THROUGH_THIS_VAULT = Q(source=Source.CHAT) | Q(source=Source.PROGRAM)
# Enough questions to name and summarise a session by; one of thousands is not read whole for that.
SUMMARISED_QUESTIONS = 200


def silent_for(duration: timedelta) -> Q:
    """Whose heartbeat nobody has heard for so long."""
    # One in the future comes from before the clock was set back.
    return Q(heartbeat_at__lt=Now() - duration) | Q(heartbeat_at__gt=Now() + duration)


def of_active_people() -> Exists:
    """For nobody else is anything worked on but deletions: it waits until they are switched on again.

    People are looked up, not joined: the condition of an update with a join is looked at before the row is held. The
    sum keeps PostgreSQL from walking through the people, and from each to their rows.
    """
    return Exists(get_user_model().objects.filter(pk=OuterRef("user") + 0, is_active=True))


def reached(area: str, reach: Reach) -> Q:
    """`area`: the path of the field that says in which area a row is."""
    if reach.is_only:
        return Q(**{f"{area}__in": reach.areas})

    return ~Q(**{f"{area}__in": reach.areas}) if reach.areas else Q()


class AreaQuerySet(models.QuerySet["Area"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def closed(self) -> Self:
        return self.filter(is_closed=True)

    def in_use(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False)

    def in_order(self) -> Self:
        return self.order_by("position", "id")

    def with_nothing_in_them(self) -> Self:
        """Neither sessions nor notes nor instructions."""
        return self.filter(sessions=None, notes=None, instructions="")


class SessionQuerySet(models.QuerySet["UserSession"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def open(self) -> Self:
        return self.filter(session_end__isnull=True, is_temporary=False)

    def ended(self) -> Self:
        return self.filter(session_end__isnull=False)

    def temporary(self) -> Self:
        """The last active first."""
        return self.filter(is_temporary=True).order_by("-last_activity_at", "-id")

    def kept(self) -> Self:
        """All but temporary ones, which stand in no list."""
        return self.filter(is_temporary=False)

    def chosen(self, source: str, pk: int | None) -> Self:
        """Those of this source and this id; "" and None are any."""
        given = {"source": source, "pk": pk}
        return self.filter(**{name: value for name, value in given.items() if value})

    def begun_within(self, since: datetime | None, until: datetime | None) -> Self:
        """In [since, until); None is no bound."""
        given = {"session_start__gte": since, "session_start__lt": until}
        return self.filter(**{name: value for name, value in given.items() if value})

    def from_chat(self) -> Self:
        return self.filter(source=Source.CHAT)

    def through_this_vault(self) -> Self:
        return self.filter(THROUGH_THIS_VAULT)

    def asked_in(self) -> Self:
        return self.filter(interaction_count__gt=0)

    def known_as(self, source: str, source_ids: Iterable[str]) -> Self:
        return self.filter(source=source, source_id__in=list(source_ids))

    def pinned(self) -> Self:
        return self.filter(is_pinned=True)

    def never_recalled(self) -> Self:
        return self.filter(never_recall=True)

    def archived(self) -> Self:
        return self.filter(archived_at__isnull=False)

    def in_lists(self) -> Self:
        """All but archived ones."""
        return self.filter(archived_at__isnull=True)

    def outside_closed_areas(self) -> Self:
        return self.exclude(area__is_closed=True)

    def outside_area(self, area_id: int) -> Self:
        """In another, or in none."""
        return self.exclude(area=area_id)

    def kept_out_of_growth(self) -> Self:
        return self.filter(Q(never_recall=True) | Q(area__is_closed=True))

    def within(self, reach: Reach) -> Self:
        return self.filter(reached("area", reach))

    def newest_first(self) -> Self:
        return self.order_by("-session_start", "-id")

    def last_active_first(self) -> Self:
        return self.order_by("-last_activity_at", "-id")

    def before(self, start: datetime, pk: int) -> Self:
        """The page after the row (start, pk) in `newest_first` order."""
        return self.filter(Q(session_start__lt=start) | Q(session_start=start, pk__lt=pk), session_start__lte=start)

    def idle_since(self, moment: datetime) -> Self:
        return self.filter(session_end__isnull=True, last_activity_at__lt=moment)

    def to_reflect(self, *, quiet: timedelta) -> Self:
        """Sessions in which something was said since the model last looked back, and that rest or ended.

        Those of programs are never open, so that their end says nothing.
        """
        has_ended = Q(session_end__isnull=False) & Q(source=Source.CHAT)
        rests = Q(last_activity_at__lt=timezone.now() - quiet) | has_ended
        rows = self.filter(THROUGH_THIS_VAULT, of_active_people(), reflected_at__isnull=True, is_temporary=False)
        return rows.filter(rests, interaction_count__gt=0)


class InteractionQuerySet(models.QuerySet["UserInteraction"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def these_of(self, user: AbstractBaseUser, ids: Iterable[int]) -> Self:
        """Those of a few that are the person's.

        The sum keeps SQLite from the index of the person's rows: it would read all of them rather than look up a dozen.
        """
        return self.alias(owner=F("user_id") + 0).filter(owner=user.pk, pk__in=ids)

    def in_session(self, session: "UserSession | int") -> Self:
        return self.filter(session=session)

    def answered(self) -> Self:
        return self.filter(status=Status.ANSWERED)

    def unfinished(self) -> Self:
        return self.filter(status__in=UNFINISHED)

    def waiting(self) -> Self:
        """Those that nobody has taken, of people who are switched on; in no order."""
        # SQLite doesn't see that a bound value is one of the index's, nor that few wait, and reads all there ever was.
        # So the index's own words stand here.
        as_indexed = f"user_interactions.status IN ('{Status.PENDING}', '{Status.ANSWERING}')"
        rows = cast(Self, self.extra(where=[as_indexed]))  # noqa: S610 (nobody's text)
        return rows.filter(of_active_people(), status=Status.PENDING)

    def running(self) -> Self:
        """The unfinished ones, as their index by person knows them."""
        return self.filter(Q(status=Status.PENDING) | Q(status=Status.ANSWERING))

    def finished(self) -> Self:
        return self.exclude(status__in=UNFINISHED)

    def current(self) -> Self:
        """Without the versions that a later one replaced."""
        return self.filter(is_superseded=False)

    def superseded(self) -> Self:
        return self.filter(is_superseded=True)

    def in_sessions(self, session_ids: Iterable[int]) -> Self:
        return self.filter(session__in=list(session_ids))

    def named(self, source_ids: Iterable[str]) -> Self:
        return self.filter(source_id__in=list(source_ids))

    def asked_here(self) -> Self:
        """Neither imported nor temporary."""
        return self.filter(session__source=Source.CHAT, session__is_temporary=False)

    def in_recent(self) -> Self:
        """Those of the list of recent ones: asked here, and not archived."""
        return self.filter(is_listed=True)

    def recallable(self) -> Self:
        """All that may be found again but what the person wants never recalled; also what got no whole answer."""
        return self.searchable().filter(never_recall=False, session__never_recall=False)

    def never_recalled(self) -> Self:
        return self.filter(never_recall=True)

    def searchable(self) -> Self:
        """Those that the person may find again: all but temporary sessions and old versions."""
        return self.finished().current().filter(session__is_temporary=False)

    def growing(self) -> Self:
        """Those that growth may read: it tells of days and months, so what has no date is left out."""
        return self.recallable().outside_closed_areas().filter(created_at__gte=DATED_FROM)

    def outside_closed_areas(self) -> Self:
        return self.exclude(session__area__is_closed=True)

    def within_reach(self, reach: Reach) -> Self:
        return self.filter(reached("session__area", reach))

    def within(self, source: str, since: datetime | None, until: datetime | None, model: str) -> Self:
        """Those of this source and model ("" is any), in [since, until)."""
        given = {"session__source": source, "created_at__gte": since, "created_at__lt": until, "model": model}
        return self.filter(**{name: value for name, value in given.items() if value})

    def oldest_first(self) -> Self:
        return self.order_by("created_at", "id")

    def session_by_session(self) -> Self:
        return self.order_by("session_id", "created_at", "id")

    def recent_first(self) -> Self:
        return self.order_by("-created_at", "-id")

    def preceding(self, interaction: "UserInteraction") -> Self:
        """Those before it, in time."""
        return self.before(interaction.created_at, interaction.pk)

    def before(self, moment: datetime, pk: int) -> Self:
        """The page after the row (moment, pk) in `recent_first` order."""
        return self.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk), created_at__lte=moment)

    def after(self, moment: datetime, pk: int) -> Self:
        """The page after the row (moment, pk) in `oldest_first` order."""
        return self.filter(Q(created_at__gt=moment) | Q(created_at=moment, pk__gt=pk), created_at__gte=moment)

    def summarised_questions(self) -> list[str]:
        """The questions that make the title and the summary of a session, oldest first."""
        return list(self.current().oldest_first().values_list("user_question", flat=True)[:SUMMARISED_QUESTIONS])

    def listed(self) -> Self:
        return self.defer(*NOT_LISTED)


class NoteQuerySet(models.QuerySet["Note"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def for_all(self) -> Self:
        """In mind with every question, not in one area alone."""
        return self.filter(area__isnull=True)

    def of_area_or_all(self, area_id: int | None) -> Self:
        """In mind with a question in this area."""
        return self.filter(Q(area__isnull=True) | Q(area=area_id))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-id")

    def shown(self) -> Self:
        """All but those whose files have not all arrived."""
        return self.exclude(state=JobState.UPLOADING)

    def unfinished(self) -> Self:
        return self.filter(state__in=(JobState.UPLOADING, JobState.UPLOADED, JobState.LOOKED, JobState.RUNNING))

    def running(self) -> Self:
        return self.filter(state=JobState.RUNNING)

    def bringing_in(self) -> Self:
        """Of those that run, the ones that don't only look."""
        return self.running().filter(is_look=False)

    def claimable(self, dead_after: timedelta) -> Self:
        """Waiting for a worker, or left by one that died."""
        left = Q(silent_for(dead_after), state=JobState.RUNNING)
        return self.filter(Q(state=JobState.UPLOADED) | left, of_active_people()).order_by("created_at", "id")

    def restoring(self) -> Self:
        """The person asked for what the file claims; in the order in which the files came."""
        return self.filter(restore_requested=True, state=JobState.DONE).order_by("id")

    def with_leftover_files(self) -> Self:
        return self.filter(
            state__in=(JobState.DONE, JobState.FAILED, JobState.CANCELLED), files__stored_as__gt=""
        ).distinct()

    def abandoned(self, after: timedelta, *, looked_after: timedelta) -> Self:
        """Uploads that nobody goes on with, and looks after which nobody chooses."""
        looked = Q(state=JobState.LOOKED, heartbeat_at__lt=Now() - looked_after)
        return self.filter(looked | Q(state=JobState.UPLOADING, heartbeat_at__lt=Now() - after))


class LookedConversationQuerySet(models.QuerySet["LookedConversation"]):
    def newest_first(self) -> Self:
        return self.order_by("-began_at", "-id")

    def before(self, time: datetime, pk: int) -> Self:
        """In the order of `newest_first`, those after the one of `time` and `pk`."""
        return self.filter(Q(began_at__lt=time) | Q(began_at=time, pk__lt=pk))

    def begun_in(self, since: datetime | None, until: datetime | None) -> Self:
        """[since, until); a span leaves out what is of an unknown date."""
        if since is None and until is None:
            return self

        rows = self.filter(began_at__gte=max(since or DATED_FROM, DATED_FROM))
        return rows.filter(began_at__lt=until) if until else rows

    def chosen(self) -> Self:
        return self.filter(is_chosen=True)


class OfferedNoteQuerySet(models.QuerySet["OfferedNote"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def open(self) -> Self:
        return self.filter(state=OfferState.OFFERED)

    def of_a_backup(self) -> Self:
        """Notes and instructions that an export of InsightVault's own held."""
        return self.filter(kept__isnull=False)

    def oldest_first(self) -> Self:
        return self.order_by("id")


class GrowthQuerySet(models.QuerySet["Growth"]):
    def to_read(self, quiet: timedelta, dead_after: timedelta) -> Self:
        """Something was changed, the last of it `quiet` ago, and no worker is at it; the longest wait first."""
        waiting = self.filter(of_active_people(), changed_at__lte=timezone.now() - quiet)
        return waiting.free(dead_after).order_by("changed_at", "user")

    def free(self, dead_after: timedelta) -> Self:
        """Without those that a worker has which is alive."""
        return self.filter(Q(claim_id=None) | silent_for(dead_after))


class ClaimQuerySet(models.QuerySet["Claim"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def of_kind(self, kind: ClaimKind) -> Self:
        return self.filter(kind=kind).order_by("id")


class ThemeQuerySet(models.QuerySet["Theme"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def whole(self) -> Self:
        """All that are not part of another one."""
        return self.filter(merged_into__isnull=True)

    def shown(self) -> Self:
        """What comes back, and what the person decided to see; the hidden ones are not."""
        decided = Q(is_pinned=True) | Q(name_by=MadeBy.PERSON)
        return self.whole().filter(Q(is_enough=True) | decided, is_hidden=False).exclude(name="")

    def named_by_rule(self) -> Self:
        return self.filter(name_by=MadeBy.QUESTION)

    def give_back_names(self) -> None:
        """What a model called them: by the rule's name again."""
        named = self.filter(name_by=MadeBy.MODEL)
        named.update(name=F("rule_name"), name_by=MadeBy.QUESTION, rule_name="")
        self.filter(is_name_asked=True).update(is_name_asked=False)

    def hidden(self) -> Self:
        return self.whole().filter(is_hidden=True)

    def out_of_sight(self) -> Self:
        """Hidden, or part of a hidden one."""
        return self.filter(Q(is_hidden=True) | Q(merged_into__is_hidden=True))

    def family(self, pk: int) -> Self:
        """A theme and its parts."""
        return self.filter(Q(pk=pk) | Q(merged_into=pk))

    def largest_first(self) -> Self:
        return self.order_by("-is_pinned", "-interactions", "id")

    def listed(self) -> Self:
        return self.defer(*NOT_LISTED_OF_THEME)

    def smaller(self, is_pinned: bool, interactions: int, pk: int) -> Self:
        """The page after such a row in `largest_first` order."""
        below = Q(interactions__lt=interactions) | Q(interactions=interactions, pk__gt=pk)
        return self.filter(Q(is_pinned__lt=is_pinned) | Q(below, is_pinned=is_pinned))


class ThemeMemberQuerySet(models.QuerySet["ThemeMember"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def holding(self) -> Self:
        """All but what the person took out."""
        return self.exclude(by=MemberBy.TAKEN_OUT)

    def held_by(self, theme: "Theme") -> Self:
        """What it holds, and what its parts do. These are looked up first: databases then plan by the few themes."""
        return self.holding().filter(theme__in=[theme.pk, *theme.parts.values_list("pk", flat=True)])


class InsightQuerySet(models.QuerySet["Insight"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def offered(self) -> Self:
        return self.filter(state=InsightState.OFFERED)

    def undecided(self) -> Self:
        """Found, and neither confirmed nor dismissed nor reworded nor asked for again."""
        return self.filter(state__in=(InsightState.OFFERED, InsightState.COUNTS), decided_at=None)

    def counted(self) -> Self:
        """Confirmed, or found by a rule that proved itself."""
        return self.filter(state__in=(InsightState.CONFIRMED, InsightState.COUNTS))

    def shown(self) -> Self:
        return self.exclude(state=InsightState.DISMISSED)

    def dismissed(self) -> Self:
        return self.filter(state=InsightState.DISMISSED)

    def in_sight(self) -> Self:
        """Without those of a theme that is hidden, and of its parts; nor what rests on something that is kept out."""
        said = "evidence__interaction__"
        never = Q(**{f"{said}never_recall": True}) | Q(**{f"{said}session__never_recall": True})
        never |= Q(**{f"{said}session__area__is_closed": True})
        kept_out = self.model.objects.filter(never, pk=OuterRef("pk"))
        in_sight = self.exclude(theme__is_hidden=True).exclude(theme__merged_into__is_hidden=True)
        return in_sight.filter(~Exists(kept_out))

    def with_theme(self) -> Self:
        rows = self.select_related("theme__merged_into")
        return rows.defer(
            *(f"{theme}__{name}" for theme in ("theme", "theme__merged_into") for name in NOT_NAMING_THEME)
        )

    def quoted(self) -> Self:
        """Those whose words are still there; a pattern has none."""
        evidence = self.model.objects.filter(pk=OuterRef("pk"), evidence__isnull=False)
        return self.filter(Exists(evidence) | Q(kind=InsightKind.PATTERN))

    def before(self, day: date, pk: int) -> Self:
        """The page after the row (day, pk) in `newest_first` order."""
        return self.filter(Q(day__lt=day) | Q(day=day, pk__lt=pk), day__lte=day)

    def newest_first(self) -> Self:
        return self.order_by("-day", "-id")


class ReviewQuerySet(models.QuerySet["Review"]):
    def owned_by(self, user: AbstractBaseUser | int) -> Self:
        return self.filter(user=user)

    def of(self, span: str, first_day: date) -> Self:
        return self.filter(span=span, first_day=first_day)

    def edited(self) -> Self:
        """With the person's own text."""
        return self.exclude(text="")

    def ended_in(self, year: int) -> Self:
        return self.filter(last_day__year=year)

    def before(self, last_day: date, pk: int) -> Self:
        """The page after the row (last_day, pk) in `newest_first` order."""
        return self.filter(Q(last_day__lt=last_day) | Q(last_day=last_day, pk__lt=pk), last_day__lte=last_day)

    def newest_first(self) -> Self:
        return self.order_by("-last_day", "-id")
