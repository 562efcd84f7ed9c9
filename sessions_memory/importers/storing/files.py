"""Texts of attached files that an export carries: they become attachments of their questions.

Their words are found, and quoted in a prompt, as those of a file that was attached here. The file itself is not known.
"""

from collections.abc import Iterable, Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.attachments import keeping
from sessions_memory.importers.mapping.values import ImportedTurn
from sessions_memory.importers.storing.rows import texts_in
from sessions_memory.models import Attachment, UserInteraction

# Of the turns of a session, by the session's id.
Turns = Mapping[int, Iterable[ImportedTurn]]
# The turn that a row was made of, by the row's id.
Asked = dict[int, ImportedTurn]


def add_files(user: AbstractBaseUser, turns: Turns) -> None:
    """Those of turns that are new. Nothing is asked where none has any."""
    wanted = {session: {turn.source_id: turn for turn in each if texts_in(turn)} for session, each in turns.items()}
    _add(user, _asked(wanted))


def take_files(user: AbstractBaseUser, turns: Turns) -> None:
    """Gives turns that may be here already the files that a newer copy tells of, and no others."""
    here: dict[int, list[tuple[str, str]]] = {}
    of_sessions = Attachment.objects.owned_by(user).filter(interaction__session__in=list(turns)).order_by("id")
    for pk, name, digest in of_sessions.values_list("interaction_id", "name", "sha256"):
        here.setdefault(pk or 0, []).append((name, digest))

    asked = _asked({session: {turn.source_id: turn for turn in each} for session, each in turns.items()})
    changed = {pk: turn for pk, turn in asked.items() if here.get(pk, []) != _told(user, turn)}
    keeping.forget(user.pk, changed.keys() & here.keys())
    _add(user, changed)


def _asked(turns: Mapping[int, Mapping[str, ImportedTurn]]) -> Asked:
    names = {name for each in turns.values() for name in each}
    if not names:
        return {}

    rows = UserInteraction.objects.in_sessions(turns).named(names).values_list("pk", "session_id", "source_id")
    return {pk: turns[session][name] for pk, session, name in rows if name in turns[session]}


def _told(user: AbstractBaseUser, turn: ImportedTurn) -> list[tuple[str, str]]:
    return [(file.name, file.sha256) for file in _files(user, turn)]


def _files(user: AbstractBaseUser, turn: ImportedTurn) -> list[Attachment]:
    at = turn.asked_at or timezone.now()
    return [keeping.text_alone(user.pk, file.name, file.text, at) for file in texts_in(turn)]


def _add(user: AbstractBaseUser, asked: Asked) -> None:
    files = []
    for pk, turn in asked.items():
        for file in _files(user, turn):
            file.interaction_id = pk
            files.append(file)

    Attachment.objects.bulk_create(files)
