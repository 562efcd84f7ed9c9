"""Grok: prod-grok-backend.json of its data export, conversations with their `responses`.

The archive holds more (sign-ins, birth date, payments) in files that are never opened.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from sessions_memory.importers.mapping.branches import Tree, current_branch
from sessions_memory.importers.mapping.contract import Context, Format, Record, Refused
from sessions_memory.importers.mapping.dialogue import Heading, Said, conversation
from sessions_memory.importers.mapping.shapes import object_in, objects
from sessions_memory.importers.mapping.texts import as_text, clean, digest, identity, joined, one_line
from sessions_memory.importers.mapping.times import moment
from sessions_memory.importers.mapping.values import Attachment, Item

SOURCE = "grok"

Response = Mapping[str, Any]


def recognises(record: Record) -> bool:
    return isinstance(record, dict) and isinstance(record.get("conversation"), dict) and "responses" in record


def read(record: Record, context: Context) -> Iterator[Item]:
    head = record["conversation"]
    title = one_line(head.get("title"))
    if not isinstance(record["responses"], list):
        raise Refused(gettext_noop("Its messages are missing: “responses” should be a list."))

    context.limit(record["responses"])
    responses = [object_in(item, "response") or item for item in objects(record["responses"])]
    heading = Heading(
        source=SOURCE,
        # Older exports give no ids.
        source_id=identity(head.get("id"))
        or identity(head.get("conversation_id"))
        or digest(title, as_text(head.get("create_time"))),
        title=title,
        started_at=moment(head.get("create_time")),
        updated_at=moment(head.get("modify_time")),
    )

    yield conversation(heading, (said for item in _branch(responses, head, context) for said in _said(item)), context)


def _branch(responses: list[Response], head: Mapping[str, Any], context: Context) -> list[Response]:
    nodes = {_key(response) or f"#{place}": response for place, response in enumerate(responses)}
    parents = {key: response.get("parent_response_id") for key, response in nodes.items()}
    if not any(isinstance(parent, str) and parent in nodes for parent in parents.values()):
        return responses

    tree = Tree(
        parents=parents,
        seconds=lambda key: _seconds(nodes[key]),
        begins=lambda key: parents[key] is None and _is_asked(nodes[key]),
    )
    return [nodes[key] for key in current_branch(tree, head.get("leaf_response_id"), context)]


def _key(response: Response) -> str:
    return identity(response.get("_id")) or identity(response.get("response_id"))


def _seconds(response: Response) -> float:
    time = moment(response.get("create_time"))
    return time.timestamp() if time else 0


def _said(response: Response) -> Iterator[Said]:
    text = clean(response.get("message"))
    key, time = _key(response), moment(response.get("create_time"))

    if _is_asked(response):
        files = tuple(map(_attachment, objects(response.get("file_attachments"))))
        yield Said("question", id=key, text=text, time=time, attachments=files, raw=response)
    else:
        steps = joined(as_text(step.get("text")) for step in objects(response.get("steps")))
        thinking = clean(response.get("thinking_trace")) or steps
        yield Said("aside", thinking=thinking, raw=None if text.strip() else response)
        if text.strip():
            yield Said("answer", id=key, text=text, time=time, model=one_line(response.get("model")))


def _is_asked(response: Response) -> bool:
    return one_line(response.get("sender")).lower() in ("human", "user")


def _attachment(file: Mapping[str, Any]) -> Attachment:
    return Attachment(
        name=one_line(file.get("file_name")) or one_line(file.get("name")) or "file",
        media_type=one_line(file.get("file_mime_type")),
    )


FORMAT = Format(
    source=SOURCE,
    name="Grok",
    record=gettext_noop("a conversation with its “responses”"),
    recognises=recognises,
    read=read,
)
