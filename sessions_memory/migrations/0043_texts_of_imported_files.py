"""Texts of files that earlier versions kept beside an imported turn become attachments of its question.

The worker finds them as it finds those of a new import, and makes their words findable. What a portion took is gone from
the metadata in the same transaction: stopped half way, the next start takes the rest.
"""

import hashlib

from django.conf import settings
from django.db import migrations, transaction

from sessions_memory.importers.uploads import shown_name

PORTION = 20
# As importing has it.
TEXTS_PER_QUESTION = 100


def take_texts(apps, schema_editor):
    rows = apps.get_model("sessions_memory", "UserInteraction").objects
    attachments = apps.get_model("sessions_memory", "Attachment").objects
    with_files = rows.filter(interaction_metadata__has_key="attachments").order_by("pk")
    last = 0

    while portion := list(with_files.filter(pk__gt=last).values_list("pk", flat=True)[:PORTION]):
        last = portion[-1]
        with transaction.atomic():
            held = rows.filter(pk__in=portion).order_by("pk").select_for_update()
            for row in held.only("user_id", "created_at", "interaction_metadata"):
                take(row, attachments)


def take(row, attachments):
    listed = row.interaction_metadata["attachments"]
    texts = [file for file in listed if has_text(file)][:TEXTS_PER_QUESTION] if isinstance(listed, list) else []
    if not texts:
        return

    attachments.bulk_create(attachments.model(**fields_of(file, row)) for file in texts)
    rest = {"attachments": [file for file in listed if file not in texts]}
    others = {name: value for name, value in row.interaction_metadata.items() if name != "attachments"}
    known = others.get("attached")
    others["attached"] = len(texts) + (known if isinstance(known, int) else 0)
    row.interaction_metadata = {**others, **(rest if rest["attachments"] else {})}
    row.save(update_fields=["interaction_metadata"])


def has_text(file):
    """An export of one's own may hold anything."""
    return isinstance(file, dict) and isinstance(file.get("text"), str) and bool(file["text"].strip())


def fields_of(file, row):
    text, most = file["text"], settings.ATTACHMENT_CHARS
    content = text.encode("utf-8", "replace")
    return {
        "user_id": row.user_id,
        "interaction_id": row.pk,
        "name": shown_name(str(file.get("name") or "")),
        "kind": "text",
        "size_bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "text": text[:most],
        "is_cut": len(text) > most,
        "state": "read",
        "created_at": row.created_at,
    }


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("sessions_memory", "0042_areas_reviewed_by_closed")]

    operations = [migrations.RunPython(take_texts, migrations.RunPython.noop)]
