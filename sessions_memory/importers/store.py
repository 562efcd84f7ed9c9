"""Keeps conversations: what is new is added, what has grown is updated, the rest stays as it is.

No conversation is deleted because an export lacks it. Of one that it has, the turns are those of the current branch:
what the person edited away there is forgotten here, too. An older copy never overwrites a newer one, and what the
person did here (a title, a pin, "never recall", a note) outlives every update. The caller holds the transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.bulk import insert
from sessions_memory.forgetting import drop_turns
from sessions_memory.importers.rows import digest_of, new_interactions, new_session, session_fields
from sessions_memory.importers.values import Conversation
from sessions_memory.models import MadeBy, RecallVector, UserInteraction, UserSession
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
    # First what holds rows, then the index.
    plan.tally.interactions = _update(user, grown) + _add(user, new)
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
    if not grown:
        return 0
    wanted = [row for session, conversation, _ in grown for row in new_interactions(session, conversation)]
    _drop_what_is_lacking(user, grown)
    for session, conversation, digest in grown:
        _take_session(session, conversation, digest)
    UserSession.objects.bulk_update([session for session, _, _ in grown], SESSION_FIELDS, batch_size=100)
    return _put(wanted)


def _drop_what_is_lacking(user: AbstractBaseUser, grown: list[tuple[UserSession, Conversation, str]]) -> None:
    """Turns of another branch than the current one: after an edit, say, or an answer that was asked for again."""
    there = {session.pk: {turn.source_id for turn in conversation.turns} for session, conversation, _ in grown}
    rows = UserInteraction.objects.in_sessions(there).values_list("pk", "session_id", "source_id")
    gone = [pk for pk, session_id, source_id in rows if source_id not in there[session_id]]
    if gone:
        named_there = [(session, new) for session, new, _ in grown if session.title_by != MadeBy.PERSON]
        drop_turns(user.pk, gone, retitled={session.pk for session, new in named_there if new.title != session.title})


def _put(wanted: list[UserInteraction]) -> int:
    """Adds those that are not here and makes the others say what they are to say; how many came to be."""
    sessions, names = {row.session_id for row in wanted}, {row.source_id for row in wanted}
    # Held before the index is, as by everybody who changes both.
    held = UserInteraction.objects.in_sessions(sessions).named(names).order_by("pk").select_for_update()
    here = {(row.session_id, row.source_id): row for row in held}
    new = [row for row in wanted if (row.session_id, row.source_id) not in here]
    pairs = [(here[key], row) for row in wanted if (key := (row.session_id, row.source_id)) in here]
    changed = [row for row, other in pairs if _take(row, other)]
    UserInteraction.objects.bulk_update(changed, (*TURN_FIELDS, *RENDERED), batch_size=100)
    RecallVector.objects.filter(interaction__in=[row.pk for row in changed]).delete()
    insert(new, NEW_INTERACTION_FIELDS)
    index.add([*new, *changed])
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
