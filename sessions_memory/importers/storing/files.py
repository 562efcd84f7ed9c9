"""Texts of attached files that an export carries: they become attachments of their questions.

Their words are found, and quoted in a prompt, as those of a file that was attached here. The file itself is not known.
"""

from collections.abc import Mapping, Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from sessions_memory.attachments import keeping
from sessions_memory.importers.mapping.values import ImportedTurn
from sessions_memory.importers.storing.rows import texts_in
from sessions_memory.models import Attachment, UserInteraction

# Of the turns of a session, by the session's id.
Turns = Mapping[int, Sequence[ImportedTurn]]
# A turn: its session's id and its name there.
Key = tuple[int, str]
Files = dict[Key, list[Attachment]]
NAMED = ("interaction__session", "interaction__source_id")


def add_files(user: AbstractBaseUser, turns: Turns) -> None:
    """Those of turns that are new. Nothing is asked where none has any."""
    _add(_files_of(user, turns))


def take_files(user: AbstractBaseUser, turns: Turns) -> None:
    """Gives turns that may be here already the files that a newer copy tells of, and no others."""
    told, here = _files_of(user, turns), _here(user, turns)
    named = {(session, turn.source_id) for session, each in turns.items() for turn in each}
    changed = {key for key in told.keys() | here.keys() if _marks(told, key) != _marks(here, key)} & named

    keeping.forget(user.pk, {pk for key in changed for file in here.get(key, []) if (pk := file.interaction_id)})
    _add({key: told[key] for key in changed & told.keys()})


def _files_of(user: AbstractBaseUser, turns: Turns) -> Files:
    """Not saved yet, and of no interaction; a turn without any is left out."""
    return {
        (session, turn.source_id): [
            keeping.text_alone(user.pk, file.name, file.text, turn.asked_at or timezone.now()) for file in texts
        ]
        for session, each in turns.items()
        for turn in each
        if (texts := texts_in(turn))
    }


def _here(user: AbstractBaseUser, turns: Turns) -> Files:
    rows = Attachment.objects.owned_by(user).filter(interaction__session__in=list(turns)).order_by("id")
    here: Files = {}
    for row in rows.select_related("interaction").only("name", "sha256", *NAMED):
        if row.interaction:
            here.setdefault((row.interaction.session_id, row.interaction.source_id), []).append(row)

    return here


def _marks(files: Files, key: Key) -> list[tuple[str, str]]:
    return [(file.name, file.sha256) for file in files.get(key, [])]


def _add(files: Files) -> None:
    if not files:
        return

    rows = UserInteraction.objects.in_sessions({session for session, _ in files}).named({name for _, name in files})
    added = []
    for pk, session, name in rows.values_list("pk", "session_id", "source_id"):
        for file in files.get((session, name), []):
            file.interaction_id = pk
            added.append(file)

    Attachment.objects.bulk_create(added)
