"""Notes that an export offers: custom instructions and saved memories, each taken by the person or not at all."""

import hashlib
from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.importers.mapping.values import OfferedNote as Found
from sessions_memory.models import ImportJob, Note, OfferedNote
from sessions_memory.notes import keeping
from sessions_memory.states import OfferState

ORIGIN_MAX_CHARS = 200


def offer(job: ImportJob, notes: Iterable[Found]) -> None:
    """What was offered before, and taken or dismissed, is not offered again."""
    OfferedNote.objects.bulk_create(
        (
            OfferedNote(
                job=job,
                user_id=job.user_id,
                text=note.text,
                text_hash=hashlib.blake2b(note.text.encode(), digest_size=16).hexdigest(),
                origin=note.origin[:ORIGIN_MAX_CHARS],
            )
            for note in notes
        ),
        ignore_conflicts=True,
    )


def dismiss_all(user: AbstractBaseUser) -> None:
    OfferedNote.objects.owned_by(user).open().update(state=OfferState.DISMISSED)


def accept(offered: OfferedNote, text: str) -> Note:
    """Keeps it in the words that the person gave it. Raises UnusableNote, and it stays offered."""
    note = keeping.keep_note(offered.user, text, origin=offered.origin)
    offered.mark_accepted()
    return note
