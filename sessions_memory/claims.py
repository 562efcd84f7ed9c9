"""The one process that answers a question: claims, heartbeats, checkpoints and end states.

Each write is one conditional UPDATE on the claim, so a process that slept can
never overwrite a later one. Times are the database's own, so that nodes with
different clocks agree on what is dead.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_noop as _

from sessions_memory.database.compiled_sql import compiled_query, compiled_update
from sessions_memory.deletion.forgetting import remember_uses
from sessions_memory.models import UserInteraction
from sessions_memory.querysets.conditions import silent_for
from sessions_memory.querysets.interactions import InteractionQuerySet
from sessions_memory.recall.index import writing
from sessions_memory.receipts.values import Receipt
from sessions_memory.states import Status

CLAIM_AFTER_SECONDS = 2
DEAD_AFTER_SECONDS = 15
# Checkpoints of one transaction; others write between.
KEPT_AT_ONCE = 50
NOW = Now()
INTERRUPTED = _("The server was restarted while this was being written.")


def claim(interaction_id: int) -> UserInteraction | None:
    """Takes a pending question to answer; None if somebody else has it or it is finished."""
    claim_id = uuid.uuid4()
    # One transaction: a claim that its taker can't read would be nobody's.
    with transaction.atomic():
        taken = _pending(interaction_id).update(status=Status.ANSWERING, claim_id=claim_id, heartbeat_at=NOW)
        if not taken:
            return None
        return _claimed(interaction_id)[0]


@compiled_update
def _pending(interaction_id: int) -> InteractionQuerySet:
    return UserInteraction.objects.filter(pk=interaction_id, status=Status.PENDING)


@compiled_query
def _claimed(interaction_id: int) -> InteractionQuerySet:
    return UserInteraction.objects.select_related("session", "user").filter(pk=interaction_id)


def take_up(interaction_id: int) -> UserInteraction | None:
    """An answer that ended, and to which more comes; None if it is being written."""
    with transaction.atomic():
        rows = UserInteraction.objects.filter(pk=interaction_id).finished()
        if not rows.update(status=Status.ANSWERING, claim_id=uuid.uuid4(), heartbeat_at=NOW, error=""):
            return None

        row: UserInteraction = _claimed(interaction_id)[0]
        writing.remove(row.user_id, [row.pk])
        return row


def store_receipt(interaction: UserInteraction, *, context_used: Receipt, model: str) -> None:
    """With `interaction.interaction_metadata`, in which lists find how much memory was used."""
    with transaction.atomic():
        kept = remember_uses(interaction, context_used)
        metadata = interaction.interaction_metadata
        stored = _claimed_row(interaction.pk, interaction.claim_id).update(
            context_used=kept, interaction_metadata=metadata, model=model, heartbeat_at=NOW
        )
        transaction.set_rollback(not stored)


@dataclass(frozen=True)
class Checkpoint:
    interaction: UserInteraction
    text: str
    metadata: dict[str, Any]


def keep(checkpoints: list[Checkpoint]) -> tuple[set[int], set[int]]:
    """Stores the text so far of running answers, and with it their heartbeat.

    Returns the ids of those whose claim is lost, and of those that are to stop: they were asked to, or their person
    was switched off meanwhile.
    """
    lost: set[int] = set()
    for start in range(0, len(checkpoints), KEPT_AT_ONCE):
        lost |= _keep(checkpoints[start : start + KEPT_AT_ONCE])

    ids = [point.interaction.pk for point in checkpoints]
    stopping = Q(stop_requested=True) | Q(user__is_active=False)
    stopped = UserInteraction.objects.filter(stopping, pk__in=ids)
    return lost, set(stopped.values_list("pk", flat=True))


def _keep(checkpoints: list[Checkpoint]) -> set[int]:
    lost = set()
    with transaction.atomic():
        for point in checkpoints:
            held = _claimed_row(point.interaction.pk, point.interaction.claim_id)
            if not held.update(ai_response=point.text, interaction_metadata=point.metadata, heartbeat_at=NOW):
                lost.add(point.interaction.pk)

    return lost


def finish(
    interaction: UserInteraction,
    *,
    status: Status,
    text: str,
    metadata: dict[str, Any],
    error: str = "",
    html: str = "",
    renderer_version: int = 0,
) -> bool:
    """Stores the end state, and makes it findable; False if the claim is lost."""
    interaction.status, interaction.ai_response, interaction.interaction_metadata = status, text, metadata
    # This is done before the database is held: it takes longer than all that is written.
    found = writing.read(interaction)

    with transaction.atomic():
        is_stored = _claimed_row(interaction.pk, interaction.claim_id).update(
            status=status,
            ai_response=text,
            interaction_metadata=metadata,
            error=error,
            answered_at=NOW,
            response_html=html,
            renderer_version=renderer_version,
            claim_id=None,
        )
        if is_stored:
            writing.add_new(interaction.user_id, [(row, found) for row in _to_find((interaction.pk,))])

    return is_stored == 1


def request_stop(interaction: UserInteraction) -> None:
    """Asks the owner, wherever it runs, to stop; a question that nobody has taken yet stops here."""
    rows = UserInteraction.objects.filter(pk=interaction.pk)
    with transaction.atomic():
        if rows.filter(status=Status.PENDING).update(status=Status.STOPPED, stop_requested=True, answered_at=Now()):
            writing.add(_to_find((interaction.pk,)))
        else:
            rows.filter(status=Status.ANSWERING).update(stop_requested=True)


def request_stop_of_all(user: AbstractBaseUser) -> None:
    """Of the person's: those that are being answered, and those that wait for it."""
    for interaction in UserInteraction.objects.owned_by(user).running():
        request_stop(interaction)


def waiting_ids(limit: int) -> list[int]:
    """Questions that no stream claimed in time, oldest first; nobody answers those of who is switched off."""
    since = Now() - timedelta(seconds=CLAIM_AFTER_SECONDS)
    # As an expression, or SQLite takes the index of all rows by their moment.
    rows = UserInteraction.objects.waiting().annotate(asked_at=Coalesce("created_at", "created_at"))
    return list(rows.filter(asked_at__lt=since).order_by("asked_at", "pk").values_list("pk", flat=True)[:limit])


def interrupt_dead(alive: frozenset[int] = frozenset()) -> int:
    """Turns answers whose owner died into `interrupted`, with the text they have.

    `alive`: ids of the caller's own, which it keeps even if the database was away for long.
    """
    dead = silent_for(timedelta(seconds=DEAD_AFTER_SECONDS))
    rows = UserInteraction.objects.filter(dead, status=Status.ANSWERING).exclude(pk__in=alive)
    if not rows.exists():
        return 0

    with transaction.atomic():
        ids = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
        UserInteraction.objects.filter(pk__in=ids).update(
            status=Status.INTERRUPTED, error=INTERRUPTED, claim_id=None, answered_at=Now()
        )
        writing.add(_to_find(tuple(ids)))

    return len(ids)


@compiled_query
def _to_find(ids: tuple[int, ...]) -> InteractionQuerySet:
    return UserInteraction.objects.filter(pk__in=ids).searchable().only(*writing.READ_FIELDS)


@compiled_update
def _claimed_row(interaction_id: int, claim_id: uuid.UUID | None) -> InteractionQuerySet:
    return UserInteraction.objects.filter(pk=interaction_id, claim_id=claim_id, status=Status.ANSWERING)
