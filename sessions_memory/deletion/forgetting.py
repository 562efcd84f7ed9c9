"""Takes interactions and sessions out, with all that was derived from them. Every deletion of either comes here.

What goes with an interaction: its place in the index and in growth, its receipt and stored prompt, its files, the notes
kept from it, its words in the receipts of other answers, and the title and summary of its session, which are made anew
from what remains. Whether the bytes are gone, too, is for `wiping`; to delete much, step by step, is for `deletions`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from sessions_memory.attachments import keeping
from sessions_memory.database.user_lock import yield_to_writers
from sessions_memory.deletion.claims import forget_claims
from sessions_memory.growth.keeping import forgetting as growth
from sessions_memory.growth.keeping.forgetting import Affected
from sessions_memory.models import Deletion, MemoryUse, Note, UserInteraction, UserSession
from sessions_memory.recall.index import writing
from sessions_memory.receipts.values import Receipt, memories_named, untitled, without
from sessions_memory.states import MadeBy, Scope
from sessions_memory.summaries import summary_from_questions, title_from_question

# Receipts may have tens of kilobytes each.
RECEIPTS_AT_ONCE = 100


@dataclass
class Gone:
    """How much of each kind; `notes` are ids, for the receipts that may quote them. Of growth, see `Affected`."""

    interactions: int = 0
    sessions: int = 0
    receipts: int = 0
    attachments: int = 0
    notes: list[int] = field(default_factory=list)
    growth: Affected = field(default_factory=Affected)


def forget_interactions(user_id: int, ids: Iterable[int], *, sessions_go: bool = False) -> Gone:
    """Those of the person's; a session that is left without any goes, too.

    `sessions_go`: the rest of their sessions goes next, so that nothing of these is made anew.
    """
    ids = list(ids)
    with transaction.atomic():
        of_growth = growth.forget(user_id, ids)
        forget_claims(user_id, ids)
        # The rows are locked before the index: a process that finishes one of them takes the same order.
        held = UserInteraction.objects.filter(user=user_id, pk__in=ids).order_by("pk").select_for_update()
        rows = list(held.values_list("pk", "replaces_id", "session_id", "is_superseded"))
        replaced = {pk: before for pk, before, _, _ in rows}
        # Of the versions of a question the last alone is counted.
        of_session = Counter({session: 0 for _, _, session, _ in rows})
        of_session.update(session for _, _, session, is_superseded in rows if not is_superseded)
        gone = Gone(interactions=len(replaced), growth=of_growth)

        gone.attachments = keeping.forget(user_id, replaced)
        gone.notes = _forget_notes(replaced)
        gone.receipts = _empty(_answers_naming(replaced), {"memory": set(replaced)})
        current_again = _close_versions(replaced)
        of_session.subtract(_sessions_of(current_again))
        writing.remove(user_id, list(replaced))
        writing.add(UserInteraction.objects.filter(pk__in=current_again).searchable())

        UserInteraction.objects.filter(pk__in=replaced).only("pk").delete()
        _leave_sessions(of_session, set(replaced), gone, sessions_go=sessions_go)
        return gone


def forget_session(session: UserSession) -> Gone:
    with transaction.atomic():
        gone = forget_interactions(session.user_id, session.interactions.values_list("pk", flat=True))
        # It is still there if nothing was ever said in it.
        if UserSession.objects.filter(pk=session.pk).exists():
            _forget_empty([session.pk], gone)
        return gone


def drop_turns(user_id: int, ids: Collection[int], *, retitled: Collection[int]) -> None:
    """Takes out what a newer copy of an imported conversation lacks, with its words in what was derived from it.

    The session stays, and so does a note that the person kept from one of them. `retitled`: sessions whose former
    title may have been made of words that go.
    """
    with transaction.atomic():
        growth.forget(user_id, ids)
        forget_claims(user_id, ids)
        held = UserInteraction.objects.filter(user=user_id, pk__in=list(ids)).order_by("pk").select_for_update()
        rows = dict(held.values_list("pk", "session_id"))
        answers = {*_answers_naming(rows), *_answers_going_on_from(set(rows.values()))}
        _empty(sorted(answers), {"memory": set(rows)})

        for session in UserSession.objects.filter(pk__in=set(rows.values()) & set(retitled)):
            _empty(_answers_about(session.pk), {}, untitled_sessions={session.pk})
            _name_followers_anew(session.pk, session.title)

        writing.remove(user_id, rows)
        keeping.forget(user_id, rows)
        UserInteraction.objects.filter(pk__in=rows).only("pk").delete()


def forget_note(note: Note) -> None:
    """At once; receipts that quote it are the worker's."""
    with transaction.atomic():
        record_gone(note.user_id, Scope.NOTE, note.pk, Gone(notes=[note.pk]))
        note.delete()


def record_gone(user_id: int, scope: Scope, row: int, gone: Gone) -> None:
    """For the worker, which empties receipts that quote the notes, and then wipes."""
    Deletion.objects.create(
        user_id=user_id,
        scope=scope,
        row=row,
        found=gone.interactions,
        interactions=gone.interactions,
        sessions=gone.sessions,
        notes=len(gone.notes),
        attachments=gone.attachments,
        receipts=gone.receipts,
        **asdict(gone.growth),
        quoted_notes=gone.notes,
        deleted_at=None if gone.notes else timezone.now(),
    )


def remember_uses(answer: UserInteraction, receipt: Receipt) -> Receipt:
    """Writes down which memories a receipt names. Given back is the receipt without the words of those deleted since.

    In the caller's transaction, which is to store what is given back.
    """
    named = memories_named(receipt)
    if not named:
        return receipt

    # The lock makes a deletion of one of them wait, and it then finds this use.
    rows = UserInteraction.objects.filter(pk__in=named).order_by("pk").select_for_update(no_key=True)
    there = list(rows.values_list("pk", flat=True))
    MemoryUse.objects.bulk_create(
        [MemoryUse(user_id=answer.user_id, answer=answer, memory_id=pk, is_left_out=not named[pk]) for pk in there],
        ignore_conflicts=True,
    )

    return without(receipt, "memory", named.keys() - set(there))


def empty_receipts_quoting_notes(user_id: int, note_ids: Collection[int]) -> int:
    """Notes are in every receipt of their time: all of the person's are read, a slice a transaction."""
    rows, emptied = UserInteraction.objects.owned_by(user_id).asked_here().oldest_first(), 0
    following = rows

    while page := list(following.values_list("created_at", "pk")[:RECEIPTS_AT_ONCE]):
        emptied += _empty([pk for _, pk in page], {"note": set(note_ids)})
        following = rows.after(*page[-1])
        yield_to_writers()

    return emptied


def _forget_notes(interaction_ids: Iterable[int]) -> list[int]:
    notes = Note.objects.filter(from_interaction__in=list(interaction_ids))
    ids = list(notes.values_list("pk", flat=True))
    notes.delete()

    return ids


def _answers_naming(ids: Collection[int]) -> list[int]:
    uses = MemoryUse.objects.naming(ids).exclude(answer__in=list(ids))
    return list(uses.order_by("answer").values_list("answer", flat=True).distinct())


def _empty(
    answers: list[int], meant: dict[str, Collection[int]], *, untitled_sessions: Collection[int] = frozenset()
) -> int:
    """Takes the words of what is meant out of these answers' receipts; how many had any. `meant`: ids by kind."""
    emptied = 0
    for start in range(0, len(answers), RECEIPTS_AT_ONCE):
        with transaction.atomic():
            rows = UserInteraction.objects.filter(pk__in=answers[start : start + RECEIPTS_AT_ONCE])
            changed = []

            for row in rows.only("context_used").order_by("pk").select_for_update():
                receipt: Receipt = untitled(row.context_used, untitled_sessions)
                for kind, ids in meant.items():
                    receipt = without(receipt, kind, ids)

                if receipt is not row.context_used:
                    row.context_used = receipt
                    changed.append(row)

            UserInteraction.objects.bulk_update(changed, ["context_used"])
            emptied += len(changed)

    return emptied


def _close_versions(replaced: Mapping[int, int | None]) -> list[int]:
    """Closes the gap in a chain of versions: the next replaces the one before, which is current if there is no next."""

    def before(pk: int | None) -> int | None:
        while pk is not None and pk in replaced:
            pk = replaced[pk]

        return pk

    for row in UserInteraction.objects.filter(replaces__in=replaced).exclude(pk__in=replaced).only("replaces"):
        UserInteraction.objects.filter(pk=row.pk).update(replaces=before(row.replaces_id))

    ends = {end for pk in replaced if (end := before(pk)) is not None}
    still = set(
        UserInteraction.objects.filter(replaces__in=ends).exclude(pk__in=replaced).values_list("replaces", flat=True)
    )
    current = sorted(ends - still)
    UserInteraction.objects.filter(pk__in=current).update(is_superseded=False)

    return current


def _sessions_of(interactions: Collection[int]) -> list[int]:
    """One for each of them."""
    rows = UserInteraction.objects.filter(pk__in=interactions)
    return list(rows.values_list("session_id", flat=True)) if interactions else []


def _leave_sessions(of_session: Counter[int], gone_ids: set[int], gone: Gone, *, sessions_go: bool) -> None:
    for count in set(of_session.values()) - {0}:
        losing = UserSession.objects.filter(pk__in=[pk for pk, lost in of_session.items() if lost == count])
        losing.update(interaction_count=Greatest(F("interaction_count") - count, 0))

    left = set(UserInteraction.objects.in_sessions(of_session).values_list("session", flat=True).distinct())
    changed = UserSession.objects.none() if sessions_go else UserSession.objects.filter(pk__in=left)
    beside = _answers_going_on_from(of_session) if sessions_go else _answers_beside(of_session)
    gone.receipts += _empty(beside, {"memory": gone_ids, "summary": {session.pk for session in changed}})

    for session in changed:
        gone.receipts += _name_anew(session)

    _forget_empty([pk for pk in of_session if pk not in left], gone)


def _forget_empty(session_ids: list[int], gone: Gone) -> None:
    gone.receipts += _empty(_answers_going_on_from(session_ids), {"session": set(session_ids)})
    sessions = UserSession.objects.filter(pk__in=session_ids)

    for pk, title in sessions.filter(continued_by__isnull=False).distinct().values_list("pk", "title"):
        gone.receipts += _name_followers_anew(pk, title)

    gone.sessions += sessions.count()
    sessions.delete()


def _answers_beside(session_ids: Iterable[int]) -> list[int]:
    """Those that had these sessions' turns and summaries before them."""
    rows = UserInteraction.objects.in_sessions(session_ids).exclude(context_used={})
    return [*rows.order_by("pk").values_list("pk", flat=True), *_answers_going_on_from(session_ids)]


def _answers_going_on_from(session_ids: Iterable[int]) -> list[int]:
    rows = UserInteraction.objects.filter(session__continues__in=list(session_ids)).exclude(context_used={})
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _answers_about(session_id: int) -> list[int]:
    uses = MemoryUse.objects.filter(memory__session=session_id)
    return list(uses.order_by("answer").values_list("answer", flat=True).distinct())


def _name_anew(session: UserSession) -> int:
    """Title and summary from what remains, but for what the person wrote; how many receipts lost its former title.

    A model may then look back on the session again.
    """
    questions, before = session.interactions.summarised_questions(), session.title
    if session.title_by != MadeBy.PERSON:
        session.title = title_from_question(questions[0]) if questions else ""
        session.title_by = MadeBy.QUESTION

    if session.summary_by != MadeBy.PERSON and session.context_summary is not None:
        session.context_summary = summary_from_questions(questions) or None
        session.summary_by = MadeBy.QUESTION

    session.reflected_at = None
    session.save(update_fields=["title", "title_by", "context_summary", "summary_by", "reflected_at"])
    if session.title == before:
        return 0

    emptied = _empty(_answers_about(session.pk), {}, untitled_sessions={session.pk})
    return emptied + _name_followers_anew(session.pk, before)


def _name_followers_anew(session_id: int, title: str) -> int:
    """Sessions that go on from this one, and took over its former title."""
    return sum(_name_anew(follower) for follower in UserSession.objects.filter(continues=session_id, title=title))
