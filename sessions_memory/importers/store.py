"""Keeps conversations: what is new is added, what has grown is updated, the rest stays as it is.

Nothing is deleted because an export lacks it. An older copy never overwrites a newer one, and what the person did
here (a title, a pin, "never recall") outlives every update. The caller holds the transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.bulk import insert
from sessions_memory.importers.rows import digest_of, new_interactions, new_session, session_fields
from sessions_memory.importers.values import Conversation
from sessions_memory.models import MadeBy, UserInteraction, UserSession
from sessions_memory.recall import index

Key = tuple[str, str]
SESSION_FIELDS = (
    *("title", "session_start", "session_end", "last_activity_at", "source_updated_at", "source_digest"),
    "interaction_count",
)
NEW_SESSION_FIELDS = ("user", "source", "source_id", *SESSION_FIELDS)
# What an export says of a turn; the rest of a row is the person's or ours.
TURN_FIELDS = ("user_question", "ai_response", "model", "created_at", "answered_at", "interaction_metadata")
NEW_INTERACTION_FIELDS = ("user", "session", "source_id", "status", "is_listed", *TURN_FIELDS)
RENDERED = ("response_html", "renderer_version")


@dataclass(slots=True)
class Tally:
    """`older` are among the `unchanged`. `interactions`: new ones."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    older: int = 0
    empty: int = 0
    skipped: int = 0
    interactions: int = 0

    @property
    def found(self) -> int:
        return self.imported + self.updated + self.unchanged + self.empty + self.skipped

    def add(self, other: "Tally") -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Known:
    """The copy that is here, or is about to be."""

    updated_at: datetime | None
    digest: str


@dataclass(slots=True)
class Plan:
    """What of a batch is to be written: of several copies of one conversation, the newest."""

    tally: Tally = field(default_factory=Tally)
    wanted: dict[Key, tuple[Conversation, str]] = field(default_factory=dict)
    # Their content is here already; only the provider's time is later.
    seen_later: dict[Key, datetime] = field(default_factory=dict)


def keep(user: AbstractBaseUser, conversations: Sequence[Conversation]) -> Tally:
    sessions = _sessions_of(user, conversations)
    known = {key: Known(row.source_updated_at, row.source_digest) for key, row in sessions.items()}
    plan = decide(known, conversations)
    for key, moment in plan.seen_later.items():
        if key in sessions and key not in plan.wanted:
            UserSession.objects.filter(pk=sessions[key].pk).update(source_updated_at=moment)
    new = [wanted for key, wanted in plan.wanted.items() if key not in sessions]
    grown = [(sessions[key], *wanted) for key, wanted in plan.wanted.items() if key in sessions]
    plan.tally.interactions = _add(user, new) + _update(user, grown)
    return plan.tally


def decide(known: dict[Key, Known], conversations: Sequence[Conversation]) -> Plan:
    """One copy after the other, as if each were stored before the next is read. Changes `known`."""
    plan = Plan()
    for conversation in conversations:
        key = (conversation.source, conversation.source_id)
        here, digest = known.get(key), digest_of(conversation)
        if here is None or (digest != here.digest and is_later(conversation.updated_at, here.updated_at)):
            if here is None:
                plan.tally.imported += 1
            else:
                plan.tally.updated += 1
            known[key] = Known(conversation.updated_at, digest)
            plan.wanted[key] = (conversation, digest)
            continue
        plan.tally.unchanged += 1
        if digest == here.digest and conversation.updated_at and is_later(conversation.updated_at, here.updated_at):
            plan.seen_later[key] = conversation.updated_at
            known[key] = Known(conversation.updated_at, digest)
        elif digest != here.digest:
            plan.tally.older += 1
    return plan


def is_later(time: datetime | None, here: datetime | None) -> bool:
    """Whether a copy of `time` takes the place of one of `here`. Where neither says, the one that comes later does."""
    return here is None or (time is not None and time > here)


def _sessions_of(user: AbstractBaseUser, conversations: Sequence[Conversation]) -> dict[Key, UserSession]:
    by_source: dict[str, set[str]] = {}
    for conversation in conversations:
        by_source.setdefault(conversation.source, set()).add(conversation.source_id)
    return {
        (row.source, row.source_id): row
        for source, ids in by_source.items()
        for row in UserSession.objects.owned_by(user).known_as(source, ids)
    }


def _add(user: AbstractBaseUser, wanted: list[tuple[Conversation, str]]) -> int:
    sessions = [new_session(user.pk, *each) for each in wanted]
    insert(sessions, NEW_SESSION_FIELDS)
    rows = [
        row
        for session, (conversation, _) in zip(sessions, wanted, strict=True)
        for row in new_interactions(session, conversation)
    ]
    insert(rows, NEW_INTERACTION_FIELDS)
    index.add(rows)
    return len(rows)


def _update(user: AbstractBaseUser, grown: list[tuple[UserSession, Conversation, str]]) -> int:
    """How many interactions came to be."""
    here: dict[int, dict[str, UserInteraction]] = {session.pk: {} for session, _, _ in grown}
    # Held before the index is, as by everybody who changes both.
    for row in UserInteraction.objects.in_sessions(here).select_for_update():
        here[row.session_id][row.source_id] = row
    new: list[UserInteraction] = []
    changed: list[UserInteraction] = []
    gone: list[int] = []
    for session, conversation, digest in grown:
        rows = here[session.pk]
        wanted = new_interactions(session, conversation)
        new += [row for row in wanted if row.source_id not in rows]
        changed += [rows[row.source_id] for row in wanted if row.source_id in rows and _take(rows[row.source_id], row)]
        gone += [
            row.pk for row in rows.values() if row.source_id not in {turn.source_id for turn in conversation.turns}
        ]
        _take_session(session, conversation, digest)
    index.remove(user.pk, gone)
    UserInteraction.objects.filter(pk__in=gone).delete()
    UserInteraction.objects.bulk_update(changed, (*TURN_FIELDS, *RENDERED), batch_size=100)
    insert(new, NEW_INTERACTION_FIELDS)
    index.add([*new, *changed])
    UserSession.objects.bulk_update([session for session, _, _ in grown], SESSION_FIELDS, batch_size=100)
    return len(new)


def _take(row: UserInteraction, wanted: UserInteraction) -> bool:
    """Makes the row say what the export says; False if it did."""
    is_changed = False
    for name in TURN_FIELDS:
        if getattr(row, name) != getattr(wanted, name):
            setattr(row, name, getattr(wanted, name))
            is_changed = True
    if is_changed:
        row.response_html, row.renderer_version = "", 0
    return is_changed


def _take_session(session: UserSession, conversation: Conversation, digest: str) -> None:
    if session.title_by != MadeBy.PERSON:
        session.title = conversation.title
    for name, value in session_fields(conversation, digest).items():
        setattr(session, name, value)
