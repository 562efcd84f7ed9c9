"""What can be done with many sessions, and taken back: one entry of `ACTIONS` each.

An action is given sessions of one person. `count` says how many of them it would change. `before` names these among a
few, by their ids, with what they are now, as JSON; `apply` changes them, and `undo` gives them back what `before` said.
While it changes rows, the person is locked.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sessions_memory import lifecycle
from sessions_memory.bulk.moving import move_named
from sessions_memory.models import UserSession
from sessions_memory.never_recalling import keep_sessions_from_recall
from sessions_memory.querysets.sessions import SessionQuerySet
from sessions_memory.states import Source

Verb = Callable[[AbstractBaseUser, Collection[int]], None]
Before = Mapping[int, Any]
Said = str | Promise
BRING_BACK, BACK = _("Bring back"), _("Back in your lists")


class Action(Protocol):
    """`label`: of its button. `told`: what the sessions are afterwards."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> Said: ...
    @property
    def icon(self) -> str: ...
    @property
    def told(self) -> Said: ...

    def count(self, sessions: SessionQuerySet) -> int: ...
    def before(self, sessions: SessionQuerySet) -> Before: ...
    def apply(self, user: AbstractBaseUser, ids: Collection[int]) -> None: ...
    def undo(self, user: AbstractBaseUser, before: Before) -> None: ...


@dataclass(frozen=True)
class Switch:
    """Something that a session is or is not. `changes`: the sessions that are not yet."""

    name: str
    label: Said
    icon: str
    told: Said
    changes: Q
    on: Verb
    off: Verb

    def count(self, sessions: SessionQuerySet) -> int:
        return sessions.filter(self.changes).count()

    def before(self, sessions: SessionQuerySet) -> Before:
        return dict.fromkeys(sessions.filter(self.changes).values_list("pk", flat=True))

    def apply(self, user: AbstractBaseUser, ids: Collection[int]) -> None:
        self.on(user, ids)

    def undo(self, user: AbstractBaseUser, before: Before) -> None:
        self.off(user, before)


@dataclass(frozen=True)
class BringBack:
    """Undone, a session is archived since when it was."""

    name: str = "bring-back"
    label: Said = BRING_BACK
    icon: str = "archive-restore"
    told: Said = BACK

    def count(self, sessions: SessionQuerySet) -> int:
        return sessions.archived().count()

    def before(self, sessions: SessionQuerySet) -> Before:
        archived = sessions.archived().values_list("pk", "archived_at")
        return {pk: moment.isoformat() for pk, moment in archived if moment}

    def apply(self, user: AbstractBaseUser, ids: Collection[int]) -> None:
        lifecycle.bring_sessions_back(user, ids)

    def undo(self, user: AbstractBaseUser, before: Before) -> None:
        lifecycle.archive_sessions(user, before)
        for pk, moment in before.items():
            UserSession.objects.owned_by(user).archived().filter(pk=pk).update(
                archived_at=datetime.fromisoformat(moment)
            )


def _pin(user: AbstractBaseUser, ids: Collection[int]) -> None:
    UserSession.objects.owned_by(user).filter(pk__in=ids).update(is_pinned=True)


def _unpin(user: AbstractBaseUser, ids: Collection[int]) -> None:
    UserSession.objects.owned_by(user).filter(pk__in=ids).update(is_pinned=False)


def _never_recall(user: AbstractBaseUser, ids: Collection[int]) -> None:
    keep_sessions_from_recall(user, ids, never_recall=True)


def _recall_again(user: AbstractBaseUser, ids: Collection[int]) -> None:
    keep_sessions_from_recall(user, ids, never_recall=False)


def _make_read_only(user: AbstractBaseUser, ids: Collection[int]) -> None:
    lifecycle.make_read_only(user, ids, is_read_only=True)


def _take_questions(user: AbstractBaseUser, ids: Collection[int]) -> None:
    lifecycle.make_read_only(user, ids, is_read_only=False)


LISTED, PINNED, NEVER, READ_ONLY = (
    Q(archived_at__isnull=True),
    Q(is_pinned=True),
    Q(never_recall=True),
    # Imported ones take no questions anyway.
    Q(is_read_only=True) | ~Q(source=Source.CHAT),
)
TO_ARCHIVE = (lifecycle.archive_sessions, lifecycle.bring_sessions_back)
TO_KEEP_OUT, TO_CLOSE = (_never_recall, _recall_again), (_make_read_only, _take_questions)
ALL: tuple[Action, ...] = (
    Switch("archive", _("Archive"), "archive", _("Archived"), LISTED, *TO_ARCHIVE),
    BringBack(),
    Switch("pin", _("Pin"), "pin", _("Pinned"), ~PINNED, _pin, _unpin),
    Switch("unpin", _("Unpin"), "pin-off", _("Unpinned"), PINNED, _unpin, _pin),
    Switch("never-recall", _("Never recall"), "eye-off", _("Never recalled"), ~NEVER, *TO_KEEP_OUT),
    Switch("recall-again", _("Recall again"), "eye", _("Recalled again"), NEVER, *reversed(TO_KEEP_OUT)),
    Switch("read-only", _("Make read-only"), "lock", _("Read-only"), ~READ_ONLY, *TO_CLOSE),
    Switch(
        *("take-questions", _("Take questions again"), "lock-open", _("Taking questions again"), Q(is_read_only=True)),
        *reversed(TO_CLOSE),
    ),
)
ACTIONS: Mapping[str, Action] = {action.name: action for action in ALL}


def action_named(name: str) -> Action | None:
    """Also one that is named with what it needs to know, as the area that sessions move to."""
    return ACTIONS.get(name) or move_named(name)
