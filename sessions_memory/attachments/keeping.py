"""Takes files in, gives them to the question that is asked with them, and deletes them from the disk again.

A file waits for its question for a day. Rows go with their question; the file that they name goes once no row of the
person's names it any more, when the transaction that took the rows has ended.
"""

import base64
import hashlib
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from sessions_memory.attachments.extraction import kinds
from sessions_memory.attachments.extraction.kinds import SNIFFED_BYTES, kind_of
from sessions_memory.files import stored
from sessions_memory.importers.uploads import shown_name
from sessions_memory.models import Attachment, UserInteraction
from sessions_memory.models.attachments import ATTACHED, ATTACHMENTS_FOLDER, AttachmentQuerySet, new_attachment_name
from sessions_memory.states import AttachmentState

logger = logging.getLogger(__name__)

MEGABYTE = 1_000_000
UNCLAIMED_FOR = timedelta(days=1)
# Files of one person that wait for a question.
UNCLAIMED_MAX = 50
GONE = gettext_noop("A file is no longer here. Attach it again.")


class Refused(Exception):
    """The message says to the person why a file is not taken."""


class TooLarge(Refused):
    """One, or all together."""


class Unreadable(Refused):
    """A kind that nothing is read of."""


class Gone(Refused):
    """No file of the person's that waits for a question."""

    def __init__(self) -> None:
        super().__init__(gettext(GONE))


class TooManyWaiting(Refused):
    pass


class NoRoom(Refused):
    pass


def attached_count(interaction: UserInteraction) -> int:
    count = interaction.interaction_metadata.get(ATTACHED)
    return count if isinstance(count, int) else 0


def take_in(user: AbstractBaseUser, uploads: Sequence[UploadedFile[Any]]) -> list[Attachment]:
    """Keeps all of them or none. Raises Refused."""
    _check_number(len(uploads))
    waiting = Attachment.objects.owned_by(user).unclaimed().count()
    if waiting + len(uploads) > UNCLAIMED_MAX:
        raise TooManyWaiting(_("Many of your files wait for a question already. Remove some, or try again tomorrow."))

    told = [(upload, shown_name(str(upload.name)), _kind(upload)) for upload in uploads]
    _check_size([upload.size or 0 for upload in uploads])
    if sum(upload.size or 0 for upload in uploads) > stored.room_for_imports():
        raise NoRoom(_("There is not enough room on the disk of this vault. Its owner can free some and try again."))

    return [_stored(user, upload, name, kind) for upload, name, kind in told]


def _kind(upload: UploadedFile[Any]) -> str:
    """Raises Refused, with the file's name."""
    name = shown_name(str(upload.name))
    if (upload.size or 0) > settings.ATTACHMENT_MB * MEGABYTE:
        told = _("“{name}” is larger than {limit} MB, the most that a file may have.")
        raise TooLarge(told.format(name=name, limit=settings.ATTACHMENT_MB))

    if not upload.size:
        raise Refused(_refusal(name, kinds.EMPTY))

    try:
        return kind_of(upload.read(SNIFFED_BYTES))
    except kinds.Refused as refusal:
        raise Unreadable(_refusal(name, str(refusal))) from None
    finally:
        upload.seek(0)


def _stored(user: AbstractBaseUser, upload: UploadedFile[Any], name: str, kind: str) -> Attachment:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)

    upload.seek(0)
    return Attachment.objects.create(
        user_id=user.pk,
        name=name,
        kind=kind,
        size_bytes=upload.size or 0,
        sha256=digest.hexdigest(),
        stored_as=default_storage.save(new_attachment_name(user.pk), upload),
    )


def as_metadata(count: int) -> dict[str, Any]:
    return {ATTACHED: count} if count else {}


def take_each(user: AbstractBaseUser, uploads: Iterable[UploadedFile[Any]]) -> tuple[list[Attachment], list[str]]:
    """Those that could be kept, and a sentence for each that could not."""
    kept: list[Attachment] = []
    refusals: list[str] = []
    for upload in uploads:
        try:
            kept += take_in(user, [upload])
        except Refused as refusal:
            refusals.append(str(refusal))

    return kept, list(dict.fromkeys(refusals))


def chosen(user: AbstractBaseUser, ids: Collection[int], *, beside: int = 0) -> list[Attachment]:
    """The files that a question is about to be asked with, held. In the transaction that asks. Raises Refused.

    `beside`: how many it has already.
    """
    if not ids:
        return []

    _check_number(len(set(ids)) + beside)
    rows = Attachment.objects.owned_by(user).unclaimed().filter(pk__in=ids).listed()
    found = list(rows.select_for_update().order_by("id"))
    if len(found) < len(set(ids)):
        raise Gone

    _check_size([attachment.size_bytes for attachment in found])
    return found


def give(found: Iterable[Attachment], interaction: UserInteraction) -> None:
    ids = [attachment.pk for attachment in found]
    Attachment.objects.filter(pk__in=ids).update(interaction=interaction)


def copy(before: UserInteraction, interaction: UserInteraction) -> None:
    """Another version of a question has the same files."""
    rows = list(Attachment.objects.of([before.pk]))
    for row in rows:
        row.pk, row.interaction = None, interaction
        row.reading_since, row.tries, row.is_indexed = None, 0, False

    Attachment.objects.bulk_create(rows)


def restored(user: AbstractBaseUser, kept: Sequence[Mapping[str, Any]]) -> list[Attachment]:
    """The rows of an export's attachments, not saved yet, their files on the disk; what is no such file is left out.

    `kept`: each with `name`, `created_at` or None, and `content` in base64 or `text`. Of those with `content` there are
    as many as a question may have; texts alone are as many as the file's reader takes.
    """
    files = [place for place, each in enumerate(kept) if each["content"]]
    left_out = set(files[settings.ATTACHMENTS_PER_QUESTION :])
    return [row for place, each in enumerate(kept) if place not in left_out and (row := _restored(user, each))]


def text_alone(user_id: int, name: str, text: str, at: datetime) -> Attachment:
    """A file of which an import knows the text, not saved yet."""
    content = text.encode("utf-8", "replace")
    most = settings.ATTACHMENT_CHARS
    return Attachment(
        user_id=user_id,
        name=shown_name(name),
        kind=kinds.TEXT,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        text=text[:most],
        is_cut=len(text) > most,
        state=AttachmentState.READ,
        created_at=at,
    )


def _restored(user: AbstractBaseUser, kept: Mapping[str, Any]) -> Attachment | None:
    name, at = shown_name(kept["name"]), kept["created_at"] or timezone.now()
    if not kept["content"]:
        return text_alone(user.pk, name, kept["text"], at) if kept["text"] else None

    try:
        content = base64.b64decode(kept["content"], validate=True)
        kind = kind_of(content[:SNIFFED_BYTES])
    except (ValueError, kinds.Refused):
        return None

    if len(content) > settings.ATTACHMENT_MB * MEGABYTE:
        return None

    stored_as = default_storage.save(new_attachment_name(user.pk), ContentFile(content))
    return Attachment(
        user_id=user.pk,
        name=name,
        kind=kind,
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_as=stored_as,
        created_at=at,
    )


def remove(attachment: Attachment) -> None:
    """One that waits for a question."""
    with transaction.atomic():
        attachment.delete()
        delete_files_after(attachment.user_id, [attachment.stored_as])


def forget(user_id: int, interaction_ids: Collection[int]) -> int:
    """Those of these interactions; how many there were."""
    return _forget(Attachment.objects.of(interaction_ids), user_id)


def forget_all(user_id: int) -> int:
    """Also those that wait for a question."""
    return _forget(Attachment.objects.owned_by(user_id), user_id)


def _forget(rows: AttachmentQuerySet, user_id: int) -> int:
    names = list(rows.values_list("stored_as", flat=True))
    if names:
        rows.order_by().delete()
        delete_files_after(user_id, names)

    return len(names)


def delete_files_after(user_id: int, names: Collection[str]) -> None:
    """Once the rows of these are gone for good: those that no other row of the person names."""
    if names:
        transaction.on_commit(lambda: _delete_unnamed(user_id, set(names)))


def _delete_unnamed(user_id: int, names: set[str]) -> None:
    still = Attachment.objects.owned_by(user_id).filter(stored_as__in=names).values_list("stored_as", flat=True)
    _delete(names - set(still) - {""})


def _delete(names: Collection[str]) -> None:
    """With their previews."""
    # They may be gone already, and what can't be deleted now is swept up later.
    with suppress(OSError):
        stored.delete_all([each for name in names for each in (name, f"{name}-small")])


def sweep() -> None:
    """Deletes what nobody asked with for a day."""
    for attachment in Attachment.objects.abandoned(UNCLAIMED_FOR).listed():
        remove(attachment)


def sweep_files() -> None:
    """Deletes what a crash or a deleted account left behind. It looks through all that is stored."""
    for person in stored.listed(ATTACHMENTS_FOLDER)[0]:
        if person.isdecimal():
            _sweep_folder(int(person))


def _sweep_folder(user_id: int) -> None:
    folder = f"{ATTACHMENTS_FOLDER}/{user_id}"
    names = [f"{folder}/{name}" for name in stored.listed(folder)[1]]
    known = set(Attachment.objects.owned_by(user_id).exclude(stored_as="").values_list("stored_as", flat=True))
    for name in names:
        # A preview may be all that is left.
        original = name.removesuffix("-small")
        if original in known:
            continue

        with suppress(FileNotFoundError):
            if default_storage.get_modified_time(name) < timezone.now() - UNCLAIMED_FOR:
                _delete([original])
                logger.info("deleted a file that no question knows")


def _refusal(name: str, why: str) -> str:
    return _("“{name}” can’t be attached. {why}").format(name=name, why=gettext(why))


def _check_number(count: int) -> None:
    most = settings.ATTACHMENTS_PER_QUESTION
    if not most:
        raise Refused(_("Files can’t be attached in this vault."))
    if count > most:
        raise Refused(_("These are {count} files; a question may have {most}.").format(count=count, most=most))


def _check_size(sizes: Sequence[int]) -> None:
    if sum(sizes) > settings.ATTACHMENTS_MB * MEGABYTE:
        told = _("Together these files are larger than {limit} MB. Ask with fewer of them.")
        raise TooLarge(told.format(limit=settings.ATTACHMENTS_MB))
