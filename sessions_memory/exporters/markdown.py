"""Markdown for people and for Obsidian: a file to each session, in a folder to each source, packed into a ZIP.

A person's words stand in callouts, which other readers show as quotations; the answers stand as they were written.
"""

import hashlib
import json
import re
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any, cast

from django.contrib.auth.base_user import AbstractBaseUser

from sessions_memory.database.text import cut
from sessions_memory.exporters.attachments import names_of
from sessions_memory.exporters.contained import contained
from sessions_memory.exporters.rows import Place, Row, notes_of, sessions_of
from sessions_memory.exporters.selection import Selection
from sessions_memory.exporters.zipping import Entries, zipped
from sessions_memory.notes.keeping import instructions_of
from sessions_memory.receipts.portable import Name, PortableItem
from sessions_memory.web.dates import ENGLISH_UNKNOWN, is_undated

# A file system, a link of Obsidian's or both give these a meaning of their own.
NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f\x7f]+')
# YAML reads no controls; it ends a line at some of them.
NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# A name has at most 255 bytes on most disks, and some add to it.
NAME_TITLE_BYTES = 160
QUOTED_CHARS = 200


def as_markdown(
    user: AbstractBaseUser, selection: Selection, *, zone: tzinfo, at: datetime
) -> Generator[bytes, None, None]:
    """The archive in pieces. Times are written in `zone`."""
    return zipped(_files(user, selection, zone, at))


def _files(user: AbstractBaseUser, selection: Selection, zone: tzinfo, at: datetime) -> Entries:
    if selection.is_everything:
        if instructions := instructions_of(user):
            yield "Instructions.md", at, iter([f"# Instructions\n\n{instructions}\n".encode()])
        yield "Notes.md", at, _notes(user, zone)

    for session, interactions in sessions_of(user, selection):
        name = file_name(session["source"], session["source_id"], session["title"], session["session_start"])
        text = _session(session, interactions, zone)
        yield f"{session['source']}/{name}.md", session["last_activity_at"].astimezone(zone), text


def file_name(source: str, source_id: str, title: str, start: datetime) -> str:
    """Readable, and the same whenever it is exported: links to it stay good."""
    whole = _plain(title).encode(errors="replace")
    room = whole[:NAME_TITLE_BYTES].decode(errors="ignore")
    words = cut(whole.decode(), len(room)).strip(" .") or "Untitled"

    day = "undated" if is_undated(start.astimezone(UTC)) else f"{start.astimezone(UTC):%Y-%m-%d}"
    return f"{day} {words} ({_mark(source, source_id)})"


def _session(row: Row, interactions: Iterator[Row], zone: tzinfo) -> Iterator[bytes]:
    front = {
        "title": row["title"],
        "source": row["source"],
        "source_id": row["source_id"],
        "created": _iso(row["session_start"]),
        "updated": _iso(row["last_activity_at"]),
        "pinned": row["is_pinned"],
        "tags": ["insightvault", row["source"]],
    }
    if row["continues__source_id"]:
        front["continues"] = f"{row['continues__source']} {row['continues__source_id']}"

    # Each value as JSON, which YAML reads as it is meant.
    lines = [f"{key}: {_yaml(value)}" for key, value in front.items()]
    yield ("---\n" + "\n".join(lines) + f"\n---\n\n# {contained(_one_line(row['title'])) or 'Untitled'}\n").encode()
    if row["context_summary"]:
        yield f"\n{_callout('summary', 'Summary', row['context_summary'])}\n".encode()

    for interaction in interactions:
        yield _interaction(interaction, (row["source"], row["source_id"], interaction["source_id"]), zone).encode()


def _interaction(row: Row, name: Name, zone: tzinfo) -> str:
    time = _when(row["created_at"], zone)
    if row["is_superseded"]:
        both = f"{row['user_question']}\n\n{row['ai_response']}"
        return f"\n{_callout('example', f'Earlier version, {time}', both, folded=True)}\n\n^{anchor(name)}\n"

    parts = [f"{_callout('question', time, row['user_question'])}\n\n^{anchor(name)}"]
    if names := names_of(row):
        parts.append(contained(f"Attached: {', '.join(map(_code, names))}"))
    if thinking := row["interaction_metadata"].get("thinking"):
        parts.append(_callout("abstract", "Thinking", str(thinking), folded=True))
    if row["ai_response"]:
        parts.append(contained(row["ai_response"]))
    if row["error"]:
        parts.append(_callout("failure", row["status"].capitalize(), row["error"]))
    if row["model"]:
        parts.append(f"*{row['model']}*")
    if used := _used(row):
        parts.append(used)

    return "\n" + "\n\n".join(parts) + "\n"


def _used(row: Row) -> str:
    """The memories that the answer was given, each linked to its place."""
    items = row["context_used"].get("items") or []
    places = {place.name: place for place in row["places"].values()}
    used = [item for item in items if isinstance(item, dict) and item.get("kind") in ("memory", "note")]
    lines = [_memory(cast(PortableItem, item), places) for item in used]
    count = f"{len(lines)} {'memory' if len(lines) == 1 else 'memories'} used"

    return _callout("info", count, "\n".join(lines), folded=True) if lines else ""


def _memory(item: PortableItem, places: dict[Name, Place]) -> str:
    text = _one_line(str(item.get("text") or "")) or "Deleted"
    quoted = cut(text, QUOTED_CHARS)
    place = places.get(tuple(item.get("interaction") or ()))

    if place is None:
        return f"- {quoted}"

    source, session, _ = place.name
    name = file_name(source, session, place.title, place.start)
    return f"- [[{name}#^{anchor(place.name)}|{_plain(place.title) or 'Untitled'}]]: {quoted}"


def _notes(user: AbstractBaseUser, zone: tzinfo) -> Iterator[bytes]:
    yield b"# Notes\n\nSentences to have always in mind.\n\n"
    for row in notes_of(user):
        state = "" if row["is_active"] else " (switched off)"
        yield f"- {_one_line(row['text'])} — {_when(row['created_at'], zone)}{state}\n".encode()


def anchor(name: Name) -> str:
    return f"i-{_mark(*name)}"


def _mark(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="replace")).hexdigest()[:10]


def _callout(kind: str, title: str, text: str, *, folded: bool = False) -> str:
    lines = [f"> [!{kind}]{'-' if folded else ''} {title}", *(f"> {line}" for line in contained(text).splitlines())]
    return "\n".join(line.rstrip() for line in lines)


def _yaml(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _plain(title: str) -> str:
    """For a name, or a link's words."""
    return " ".join(NOT_IN_A_NAME.sub(" ", title).split())


def _code(name: str) -> str:
    """As it is written, whatever marks it holds."""
    return f"`{_one_line(name.replace('`', '’'))}`"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _when(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return ENGLISH_UNKNOWN if is_undated(local) else f"{local:%Y-%m-%d %H:%M}"
