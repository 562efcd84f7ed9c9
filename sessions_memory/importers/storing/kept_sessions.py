"""Areas and sessions of an export of our own, many at once: what is here already stays, what is missing is added."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F
from django.db.models.functions import Greatest

from sessions_memory.areas.keeping import AREAS_MAX
from sessions_memory.attachments import keeping
from sessions_memory.database.bulk_insert import insert
from sessions_memory.importers.mapping.values import KeptArea, KeptSession
from sessions_memory.importers.storing.store import Key, Row, Tally, indexed, sessions_of
from sessions_memory.models import Area, Attachment, UserInteraction, UserSession
from sessions_memory.models.attachments import ATTACHED
from sessions_memory.recall.index import writing
from sessions_memory.receipts.portable import from_file
from sessions_memory.states import MadeBy, Source

AS_KEPT = (
    *("source_id", "user_question", "ai_response", "model", "created_at", "answered_at", "status", "error"),
    "never_recall",
)
NEW_FIELDS = ("user", "session", *AS_KEPT, "interaction_metadata", "context_used", "is_listed", "is_superseded")
NEW_SESSION_FIELDS = ("user", "source", "source_id", "interaction_count")


@dataclass(slots=True)
class SessionDraft:
    """A part of a session, its rows made before the database is held. `rows`: with what each replaces, by its name.

    `files`: of each row, by the row's name; they lie on the disk already.
    """

    kept: KeptSession
    rows: list[tuple[Row, str]]
    session: UserSession | None = None
    is_new: bool = False
    added: list[tuple[Row, str]] = field(default_factory=list)
    files: dict[str, list[Attachment]] = field(default_factory=dict)

    @property
    def counted(self) -> int:
        """Of the versions of a question the last alone."""
        return sum(not row.is_superseded for (row, _), _ in self.rows)

    @property
    def key(self) -> Key:
        return (self.kept.source, self.kept.source_id)


def session_draft_of(user: AbstractBaseUser, kept: KeptSession, show_life: Callable[[], None]) -> SessionDraft:
    """Stores its files, calling `show_life` after those of each question: a storage may be slow."""
    wanted = {row["source_id"]: row for row in kept.interactions}
    replaced = {row["replaces"] for row in wanted.values()}
    files = {}
    for name, row in wanted.items():
        if row["attachments"]:
            files[name] = keeping.restored(user, row["attachments"])
            show_life()

    rows = [
        UserInteraction(
            user_id=user.pk,
            is_superseded=row["source_id"] in replaced,
            # Names stay names until all that they may mean is here.
            interaction_metadata=_with_count(from_file(row["interaction_metadata"]), files.get(row["source_id"], [])),
            context_used=from_file(row["context_used"]),
            **{name: row[name] for name in AS_KEPT},
        )
        for row in wanted.values()
    ]

    replaces = (row["replaces"] or "" for row in wanted.values())
    return SessionDraft(kept, list(zip(indexed(rows), replaces, strict=True)), files=files)


def _with_count(metadata: dict[str, Any], files: Sequence[Attachment]) -> dict[str, Any]:
    """As many as there are, whatever the file says."""
    return {key: value for key, value in metadata.items() if key != ATTACHED} | keeping.as_metadata(len(files))


def restore_sessions(user: AbstractBaseUser, drafts: Sequence[SessionDraft]) -> Tally:
    if not drafts:
        return Tally()

    _find_sessions(user, drafts)
    _add_interactions(user, drafts)
    tally = Tally()

    for draft in drafts:
        tally.interactions += len(draft.added)
        if draft.kept.part == 1:
            tally.imported += draft.is_new
            tally.updated += not draft.is_new and bool(draft.added)
            tally.unchanged += not draft.is_new and not draft.added

    return tally


def keep_areas(user: AbstractBaseUser, kept: Sequence[KeptArea]) -> None:
    """As many as a person may have. Their instructions are offered, as all that a file tells a model is."""
    here = area_ids(user) if kept else {}
    new = {one.source_id: one for one in kept if one.source_id not in here}
    room = AREAS_MAX - len(here)
    Area.objects.bulk_create(
        Area(user_id=user.pk, source_id=name, **one.fields) for name, one in list(new.items())[: max(room, 0)]
    )


def area_ids(user: AbstractBaseUser) -> dict[str, int]:
    return dict(Area.objects.owned_by(user).values_list("source_id", "pk"))


def claimed_summaries(drafts: Sequence[SessionDraft]) -> list[int]:
    """Ids of new sessions whose summary the file says the person wrote. It counts so once they restore it."""
    return [
        draft.session.pk
        for draft in drafts
        if draft.is_new and draft.session and draft.kept.fields["summary_by"] == MadeBy.PERSON
        if draft.kept.fields["context_summary"]
    ]


def _find_sessions(user: AbstractBaseUser, drafts: Sequence[SessionDraft]) -> None:
    here, areas = sessions_of(user, {draft.key for draft in drafts}), area_ids(user)
    new = []

    for draft in drafts:
        if draft.key not in here:
            here[draft.key], draft.is_new = _new_session(user, draft, areas), True
            new.append(draft)
        draft.session = here[draft.key]

    fields = [name for name in new[0].kept.fields if name != "continues"] if new else []
    insert([here[draft.key] for draft in new], (*NEW_SESSION_FIELDS, *fields))
    # One of this vault's own goes on from an imported one; any other way they could go round in a circle.
    going_on = {
        draft.key: draft.kept.fields["continues"][:2]
        for draft in new
        if draft.kept.source == Source.CHAT
        if draft.kept.fields["continues"] and draft.kept.fields["continues"][0] != Source.CHAT
    }
    before = sessions_of(user, set(going_on.values()))

    for key, name in going_on.items():
        UserSession.objects.filter(pk=here[key].pk).update(continues=before.get(name))


def _new_session(user: AbstractBaseUser, draft: SessionDraft, areas: Mapping[str, int]) -> UserSession:
    """One whose area is not here may have been apart from all others: it is never recalled."""
    kept = draft.kept
    # A source that this version doesn't know, or a part without its beginning, is refused like a broken row.
    if kept.part > 1 or kept.source not in Source.values:
        raise ValueError

    fields = {name: value for name, value in kept.fields.items() if name not in ("continues", "area")}
    fields |= {"area_id": areas.get(kept.fields["area"])} if kept.fields["area"] else {}
    fields["never_recall"] |= bool(kept.fields["area"]) and not fields["area_id"]
    times = [row.created_at for (row, _), _ in draft.rows]
    fields |= {"interaction_count": draft.counted, "last_activity_at": max([fields["last_activity_at"], *times])}
    if fields["summary_by"] == MadeBy.PERSON:
        fields["summary_by"] = MadeBy.MODEL

    return UserSession(user_id=user.pk, source=kept.source, source_id=kept.source_id, **fields)


def _add_interactions(user: AbstractBaseUser, drafts: Sequence[SessionDraft]) -> None:
    ids = _ids_of(drafts)
    for draft in drafts:
        assert draft.session
        for (row, found), replaces in draft.rows:
            if (draft.session.pk, row.source_id) not in ids:
                row.session = draft.session
                row.is_listed = draft.kept.source == Source.CHAT and not draft.session.is_archived
                ids[draft.session.pk, row.source_id] = 0
                draft.added.append(((row, found), replaces))

    added = [each for draft in drafts for each in draft.added]
    insert([row for (row, _), _ in added], NEW_FIELDS)
    ids |= {(row.session_id, row.source_id): row.pk for (row, _), _ in added}
    _add_files(user, drafts)
    _count(drafts)
    replaced = {row.pk: before for (row, _), name in added if (before := ids.get((row.session_id, name)))}

    for pk, before in replaced.items():
        UserInteraction.objects.filter(pk=pk).update(replaces=before)

    _supersede(set(replaced.values()))
    writing.add_new(user.pk, [each for each, _ in added if not each[0].is_superseded])
    writing.remove(user.pk, replaced.values())


def _add_files(user: AbstractBaseUser, drafts: Sequence[SessionDraft]) -> None:
    """Those of interactions that are here already are here, too: the files that were read for them go again."""
    for draft in drafts:
        for (row, _), _ in draft.added:
            files = draft.files.pop(row.source_id, [])
            for file in files:
                file.interaction = row
            Attachment.objects.bulk_create(files)

        left = [file.stored_as for files in draft.files.values() for file in files]
        keeping.delete_files_after(user.pk, left)


def _supersede(ids: set[int]) -> None:
    """Their sessions count them no more: a later part of the file holds a newer version."""
    rows = UserInteraction.objects.filter(pk__in=ids, is_superseded=False)
    of_session = Counter(rows.values_list("session_id", flat=True))
    rows.update(is_superseded=True)

    for pk, count in of_session.items():
        counted = Greatest(F("interaction_count") - count, 0)
        UserSession.objects.filter(pk=pk).update(interaction_count=counted)


def _ids_of(drafts: Sequence[SessionDraft]) -> dict[tuple[int, str], int]:
    """The ids of what the file tells of and is here already, by session and name."""
    sessions = {draft.session.pk for draft in drafts if draft.session}
    names = {name for draft in drafts for (row, _), replaces in draft.rows for name in (row.source_id, replaces)}
    rows = UserInteraction.objects.in_sessions(sessions).named(names)

    return {(session, name): pk for pk, session, name in rows.values_list("pk", "session", "source_id")}


def _count(drafts: Sequence[SessionDraft]) -> None:
    """New ones have counted themselves."""
    for draft in drafts:
        if draft.added and not draft.is_new:
            assert draft.session
            last: Any = max(row.created_at for (row, _), _ in draft.added)
            UserSession.objects.filter(pk=draft.session.pk).update(
                interaction_count=F("interaction_count") + sum(not row.is_superseded for (row, _), _ in draft.added),
                last_activity_at=Greatest(F("last_activity_at"), last),
            )
