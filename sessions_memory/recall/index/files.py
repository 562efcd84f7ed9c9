"""The words of attached files in the index: added by the worker once a file is read and its question answered.

A file may have as many words as a thousand questions; nobody waits for them.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Left

from sessions_memory.models import Attachment, UserInteraction
from sessions_memory.models.attachments import ATTACHED
from sessions_memory.recall.index import writing
from sessions_memory.recall.index.documents import document

# So much of one file is indexed, and read when one of its passages is quoted.
FILE_CHARS = 100_000

# By interaction: the name of each file and how its text begins.
Texts = dict[int, list[tuple[str, str]]]


def index_next() -> bool:
    """Indexes an interaction with its files; False if none waits."""
    waiting = Attachment.objects.to_index().values_list("interaction_id", flat=True).first()
    if waiting is None:
        return False

    texts = texts_of([waiting]).get(waiting, [])
    row = UserInteraction.objects.filter(pk=waiting).searchable().only(*writing.READ_FIELDS).first()
    found = document(row, attached="\n\n".join(text for _, text in texts)) if row else None

    with transaction.atomic():
        # It may have been deleted or replaced meanwhile.
        held = UserInteraction.objects.select_for_update(no_key=True).filter(pk=waiting, is_superseded=False).exists()
        if row and found and held:
            writing.add_new(row.user_id, [(row, found)])
        Attachment.objects.filter(interaction=waiting).update(is_indexed=True)

    return True


def files_texts(rows: Iterable[UserInteraction]) -> Texts:
    """Asks nothing where none has any."""
    ids = [row.pk for row in rows if row.interaction_metadata.get(ATTACHED)]
    return texts_of(ids) if ids else {}


def texts_of(interaction_ids: Iterable[int]) -> Texts:
    rows = Attachment.objects.of(interaction_ids).exclude(text="").annotate(begins=Left("text", FILE_CHARS))
    found: Texts = {}
    for pk, name, text in rows.values_list("interaction_id", "name", "begins"):
        found.setdefault(pk or 0, []).append((name, text))

    return found
