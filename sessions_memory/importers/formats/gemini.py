"""Gemini: MyActivity.json of Google Takeout (My Activity, Gemini Apps), and prompts that AI Studio keeps in Drive.

Takeout knows no conversations: each record is one question with its answer. It has no id either; a record is known by
its time and what was asked. "Prompted" is said in the language of the account.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.contract import Context, Format, Record
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.message.markup import as_markdown
from sessions_memory.importers.mapping.shapes import object_in, objects
from sessions_memory.importers.mapping.texts import clean, digest, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Attachment, Empty, Item, Remark

SOURCE = "gemini"
APPS = ("gemini", "bard")
PROMPTED = "Prompted "
IN_OTHER_WORDS = gettext_noop(
    "Gemini writes “Prompted” before each question, in the account's language. Where that is not English, "
    "those words were kept as the beginning of the question."
)
# Other entries of the same product, in which nothing was asked.
NOT_ASKED = ("Created Gemini Canvas", "Gave feedback", "Used an Assistant feature", "Selected preferred draft")


# Only a link to the file is kept, under these names.
IN_DRIVE = {"driveDocument": "document", "driveImage": "image", "driveVideo": "video", "driveAudio": "audio"}


def recognises(record: Record) -> bool:
    if not isinstance(record, dict) or not {"header", "title", "time"} <= record.keys():
        return False

    products = record.get("products")
    named = [record["header"], *(products if isinstance(products, list) else [])]
    return any(app in one_line(name).lower() for name in named for app in APPS)


def read(record: Record, context: Context) -> Iterator[Item]:
    time, title = moment(record["time"]), clean(record["title"])
    question = title.removeprefix(PROMPTED).strip()
    source_id = digest(one_line(record["time"]), question)
    answer = joined(as_markdown(clean(item.get("html"))) for item in objects(record.get("safeHtmlItem")))

    if title.startswith(NOT_ASKED) and not answer:
        yield Empty(SOURCE, source_id, one_line(title))
        return

    if not title.startswith(PROMPTED):
        yield Remark(IN_OTHER_WORDS)

    messages = [Said("question", id=source_id, text=question, time=time, attachments=tuple(_files(record)))]
    if answer:
        messages.append(Said("answer", text=answer, time=time))

    yield conversation(Heading(SOURCE, source_id, started_at=time, updated_at=time), messages, context)


def _files(record: Record) -> Iterator[Attachment]:
    """Names alone, or objects with a name."""
    attached = record.get("attachedFiles")
    for file in attached if isinstance(attached, list) else []:
        name = one_line(file.get("name")) if isinstance(file, dict) else one_line(file)
        yield Attachment(name or "file")

    if name := one_line(record.get("imageFile")):
        yield Attachment(name, "image")


def _is_studio(record: Record) -> bool:
    return isinstance(object_in(record, "chunkedPrompt").get("chunks"), list)


def _read_studio(record: Record, context: Context) -> Iterator[Item]:
    """AI Studio's prompts have no times; without an id, the first question is what one is known by."""
    chunks = objects(record["chunkedPrompt"]["chunks"])
    instruction = object_in(record, "systemInstruction")
    told = clean(instruction.get("text")) or joined(
        clean(part.get("text")) for part in objects(instruction.get("parts"))
    )
    yield from context.offer(told, gettext_noop("A system instruction in AI Studio"))
    heading = Heading(
        source=SOURCE,
        source_id=identity(record.get("id")) or digest(*[clean(chunk.get("text")) for chunk in chunks[:1]]),
        title=one_line(record.get("title")),
        model=one_line(object_in(record, "runSettings").get("model")).removeprefix("models/"),
    )

    yield conversation(heading, map(_chunk_said, chunks), context)


def _chunk_said(chunk: Mapping[str, Any]) -> Said:
    key = identity(chunk.get("id"))
    text = _text(chunk)
    files = tuple(Attachment(name, media_type) for name, media_type in IN_DRIVE.items() if name in chunk)

    if chunk.get("role") == "user":
        return Said("question", id=key, text=text, attachments=files, raw=chunk)
    if chunk.get("isThought"):
        return Said("aside", thinking=text)

    return Said("answer" if text.strip() else "aside", id=key, text=text, attachments=files, raw=chunk)


def _text(chunk: Mapping[str, Any]) -> str:
    return clean(chunk.get("text")) or joined(clean(part.get("text")) for part in objects(chunk.get("parts")))


FORMAT = Format(
    source=SOURCE,
    name="Gemini",
    record=gettext_noop("a record of Gemini's activity with “title” and “time”"),
    recognises=recognises,
    read=read,
)
STUDIO_FORMAT = Format(
    source=SOURCE,
    name="Gemini",
    record=gettext_noop("a prompt with “chunkedPrompt”"),
    recognises=_is_studio,
    read=_read_studio,
)
