"""Notes that an export offers: custom instructions and saved memories, each taken by the person or not at all."""

import hashlib
import json
from collections.abc import Sequence

import orjson
from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.importers.mapping.values import OfferedNote as Found
from sessions_memory.models import ImportJob, Note, OfferedNote
from sessions_memory.notes import keeping
from sessions_memory.states import OfferState

ORIGIN_MAX_CHARS = 200


def offer(job: ImportJob, notes: Sequence[Found]) -> None:
    """A note that was taken or dismissed is not offered again, unless a backup holds it."""
    hashes = [_hash_of(note.text) for note in notes if note.kept is not None]
    OfferedNote.objects.owned_by(job.user).filter(text_hash__in=hashes).delete()
    OfferedNote.objects.bulk_create(
        (
            OfferedNote(
                job=job,
                user_id=job.user_id,
                text=note.text,
                text_hash=_hash_of(note.text),
                origin=note.origin[:ORIGIN_MAX_CHARS],
                kept=None if note.kept is None else json.loads(orjson.dumps(note.kept)),
            )
            for note in notes
        ),
        ignore_conflicts=True,
    )


def _hash_of(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def dismiss_all(user: AbstractBaseUser) -> None:
    OfferedNote.objects.owned_by(user).open().update(state=OfferState.DISMISSED)


def accept(offered: OfferedNote, text: str) -> Note:
    """Keeps it in the words that the person gave it. Raises UnusableNote, and it stays offered."""
    note = keeping.keep_note(offered.user, text, origin=offered.origin)
    offered.mark_accepted()
    return note
