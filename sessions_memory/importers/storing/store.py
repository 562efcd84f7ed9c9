"""Keeps conversations: what is new is added, what has grown is updated, the rest stays as it is.

No conversation is deleted because an export lacks it. One that the export has keeps the turns of the current branch
alone: turns that the person edited away there are forgotten here, too. An older copy never overwrites a newer one. The
person's own changes (a title, a pin, "never recall", a note) outlive every update. The caller holds the transaction.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.areas.folders import in_none
from sessions_memory.database.bulk_insert import insert
from sessions_memory.deletion.forgetting import drop_turns
from sessions_memory.growth.keeping import forgetting as growth
from sessions_memory.importers.mapping.values import Conversation
from sessions_memory.importers.storing.files import add_files, take_files
from sessions_memory.importers.storing.rows import digest_of, new_interactions, new_session, session_fields
from sessions_memory.models import RecallVector, UserInteraction, UserSession
from sessions_memory.recall.index import writing
from sessions_memory.recall.index.packing import Document
from sessions_memory.states import MadeBy

Key = tuple[str, str]
# A session, the copy that is newer than it, and the digest of that.
Grown = tuple[UserSession, Conversation, str]
# An interaction, and what the index keeps of it.
Row = tuple[UserInteraction, Document | None]
SESSION_FIELDS = (
    *("title", "session_start", "session_end", "last_activity_at", "source_updated_at", "source_digest"),
    "interaction_count",
)
NEW_SESSION_FIELDS = ("user", "source", "source_id", "area", *SESSION_FIELDS)
# The area of a new conversation that lay in a folder of this name.
AreaOf = Callable[[str], int | None]
# Fields that an export tells of a turn; the rest of a row is the person's or ours.
TURN_FIELDS = ("user_question", "ai_response", "model", "created_at", "answered_at", "interaction_metadata")
NEW_INTERACTION_FIELDS = ("user", "session", "source_id", "status", "is_listed", *TURN_FIELDS)
RENDERED = ("response_html", "renderer_version")


@dataclass(slots=True)
class Tally:
    """`older` are among the `unchanged`, `left_out` were not chosen. `interactions`: new ones."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    older: int = 0
    left_out: int = 0
    empty: int = 0
    skipped: int = 0
    interactions: int = 0

    @property
    def found(self) -> int:
        return self.imported + self.updated + self.unchanged + self.left_out + self.empty + self.skipped

    def add(self, other: "Tally") -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """The copy that is here, or is about to be."""

    updated_at: datetime | None
    digest: str


@dataclass(slots=True)
class Plan:
    """The rows of a batch to write: the newest of several copies of one conversation."""

    tally: Tally = field(default_factory=Tally)
    wanted: dict[Key, tuple[Conversation, str]] = field(default_factory=dict)
    # Their content is here already; only the provider's time is later.
    seen_later: dict[Key, datetime] = field(default_factory=dict)


@dataclass(slots=True)
class ConversationRows:
    """The rows of a conversation that is new: half of the work, done before the database is held."""

    session: UserSession
    rows: list[Row]


@dataclass(slots=True)
class NewConversations:
    """`digests`: of each conversation, by its `id`."""

    digests: dict[int, str] = field(default_factory=dict)
    of_new: dict[Key, ConversationRows] = field(default_factory=dict)


def drafts_of(user: AbstractBaseUser, conversations: Sequence[Conversation]) -> NewConversations:
    """The drafts of those that are new by now."""
    drafts = NewConversations({id(conversation): digest_of(conversation) for conversation in conversations})
    sessions = sessions_of(user, map(_key, conversations))
    new = [conversation for conversation in conversations if _key(conversation) not in sessions]

    for key, wanted in decide({}, new, drafts.digests).wanted.items():
        drafts.of_new[key] = _draft(user, *wanted)

    return drafts


def _draft(user: AbstractBaseUser, conversation: Conversation, digest: str) -> ConversationRows:
    session = new_session(user.pk, conversation, digest)
    return ConversationRows(session, indexed(new_interactions(session, conversation)))


def indexed(rows: Iterable[UserInteraction]) -> list[Row]:
    return [(row, writing.read(row)) for row in rows]


def keep(
    user: AbstractBaseUser,
    conversations: Sequence[Conversation],
    *,
    drafts: NewConversations | None = None,
    in_place: Collection[Key] = frozenset(),
    area_of: AreaOf = in_none,
) -> Tally:
    """`in_place`: conversations whose turns are all here already."""
    sessions = sessions_of(user, map(_key, conversations))
    drafts = drafts or NewConversations()
    here = {key: known for key, row in sessions.items() if (known := _known(row))}
    plan = decide(here, conversations, drafts.digests)

    for key, moment in plan.seen_later.items():
        if key in sessions and key not in plan.wanted:
            UserSession.objects.filter(pk=sessions[key].pk).update(source_updated_at=moment)

    new = [wanted for key, wanted in plan.wanted.items() if key not in sessions]
    grown = [(sessions[key], *wanted) for key, wanted in plan.wanted.items() if key in sessions]
    # First what holds rows, then the index.
    plan.tally.interactions = _update(user, grown, in_place) + _add(user, new, drafts.of_new, area_of)

    return plan.tally


def wants(session: UserSession | None, conversation: Conversation) -> bool:
    """`session`: the copy that is here."""
    known = _known(session) if session else None
    return bool(decide({_key(conversation): known} if known else {}, [conversation]).wanted)


def _known(session: UserSession) -> KeptCopy | None:
    """None if it is not whole yet."""
    return KeptCopy(session.source_updated_at, session.source_digest) if session.source_digest else None


def _key(conversation: Conversation) -> Key:
    return (conversation.source, conversation.source_id)


def decide(
    known: dict[Key, KeptCopy], conversations: Sequence[Conversation], digests: Mapping[int, str] = MappingProxyType({})
) -> Plan:
    """One copy after the other, as if each were stored before the next is read. Changes `known`."""
    plan = Plan()
    for conversation in conversations:
        key = _key(conversation)
        here, digest = known.get(key), digests.get(id(conversation)) or digest_of(conversation)

        if here is None or (digest != here.digest and is_later(conversation.updated_at, here.updated_at)):
            if here is None:
                plan.tally.imported += 1
            else:
                plan.tally.updated += 1

            known[key] = KeptCopy(conversation.updated_at, digest)
            plan.wanted[key] = (conversation, digest)
            continue

        plan.tally.unchanged += 1
        if digest == here.digest and conversation.updated_at and is_later(conversation.updated_at, here.updated_at):
            plan.seen_later[key] = conversation.updated_at
            known[key] = KeptCopy(conversation.updated_at, digest)
        elif digest != here.digest:
            plan.tally.older += 1

    return plan


def is_later(time: datetime | None, here: datetime | None) -> bool:
    """Whether a copy of `time` takes the place of one of `here`. Where neither says, the one that comes later does."""
    return here is None or (time is not None and time > here)


def sessions_of(user: AbstractBaseUser, keys: Iterable[Key]) -> dict[Key, UserSession]:
    """Those of the person's that are here."""
    by_source: dict[str, set[str]] = {}
    for source, source_id in keys:
        by_source.setdefault(source, set()).add(source_id)

    return {
        (row.source, row.source_id): row
        for source, ids in by_source.items()
        for row in UserSession.objects.owned_by(user).known_as(source, ids)
    }


def _add(
    user: AbstractBaseUser,
    wanted: list[tuple[Conversation, str]],
    drafts: dict[Key, ConversationRows],
    area_of: AreaOf,
) -> int:
    made = []
    for conversation, digest in wanted:
        draft = drafts.get(_key(conversation))
        made.append(draft if draft and draft.session.source_digest == digest else _draft(user, conversation, digest))
        made[-1].session.area_id = area_of(conversation.folder)

    insert([draft.session for draft in made], NEW_SESSION_FIELDS)
    for draft in made:
        for row, _ in draft.rows:
            row.session_id = draft.session.pk

    added = _insert(user, [row for draft in made for row in draft.rows])
    of_sessions = zip(made, wanted, strict=True)
    add_files(user, {draft.session.pk: conversation.turns for draft, (conversation, _) in of_sessions})

    return added


def _insert(user: AbstractBaseUser, rows: list[Row]) -> int:
    insert([row for row, _ in rows], NEW_INTERACTION_FIELDS)
    writing.add_new(user.pk, rows)
    return len(rows)


def _update(user: AbstractBaseUser, grown: list[Grown], in_place: Collection[Key]) -> int:
    """How many interactions came to be."""
    if not grown:
        return 0

    to_write = [(session, conversation) for session, conversation, _ in grown if _key(conversation) not in in_place]
    wanted = [row for session, conversation in to_write for row in new_interactions(session, conversation)]
    _drop_what_is_lacking(user, grown)

    for session, conversation, digest in grown:
        _take_session(session, conversation, digest)

    UserSession.objects.bulk_update([session for session, _, _ in grown], SESSION_FIELDS, batch_size=100)
    added = put(user, indexed(wanted))
    take_files(user, {session.pk: conversation.turns for session, conversation in to_write})

    return added


def _drop_what_is_lacking(user: AbstractBaseUser, grown: list[Grown]) -> None:
    """Turns of another branch than the current one: after an edit, say, or an answer that was asked for again."""
    gone = lacking({session.pk: conversation for session, conversation, _ in grown})
    if gone:
        drop_turns(user.pk, gone, retitled={session.pk for session, new, _ in grown if is_retitled(session, new)})


def lacking(conversations: Mapping[int, Conversation]) -> list[int]:
    """The interactions that belong to none of the turns of their session's conversation."""
    there = {pk: {turn.source_id for turn in conversation.turns} for pk, conversation in conversations.items()}
    rows = UserInteraction.objects.in_sessions(there).values_list("pk", "session_id", "source_id")
    return [pk for pk, session_id, source_id in rows if source_id not in there[session_id]]


def is_retitled(session: UserSession, conversation: Conversation) -> bool:
    return session.title_by != MadeBy.PERSON and session.title != conversation.title


def put(user: AbstractBaseUser, wanted: list[Row]) -> int:
    """Adds those that are not here and makes the others say what they are to say; how many came to be."""
    sessions, names = {row.session_id for row, _ in wanted}, {row.source_id for row, _ in wanted}
    # The rows are locked before the index, as everybody does who changes both.
    held = UserInteraction.objects.in_sessions(sessions).named(names).order_by("pk").select_for_update()
    here = {(row.session_id, row.source_id): row for row in held}
    known = [(here[key], row) for row, _ in wanted if (key := (row.session_id, row.source_id)) in here]
    growth.forget(user.pk, [row.pk for row, new in known if row.user_question != new.user_question])
    changed = [row for row, new in known if _take(row, new)]

    UserInteraction.objects.bulk_update(changed, (*TURN_FIELDS, *RENDERED), batch_size=100)
    RecallVector.objects.filter(interaction__in=[row.pk for row in changed]).delete()
    writing.add(changed)

    return _insert(user, [each for each in wanted if (each[0].session_id, each[0].source_id) not in here])


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
    if is_retitled(session, conversation):
        session.title = conversation.title

    for name, value in session_fields(conversation, digest).items():
        setattr(session, name, value)
