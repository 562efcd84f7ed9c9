"""Names of rows outside this database, and receipts written with them. Pure.

An id means nothing elsewhere. In an export an entry of a receipt carries names in place of ids; null is one whose
row was deleted. Brought in again, a name that is known becomes an id; one that is not stays beside a null, and
goes out again as it came.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sessions_memory.receipts.values import Item, UsedTurn

ENTRIES = ("items", "left_out", "turns", "continued")
# The keys of an entry that hold ids, what they are of, and the key that holds the name. By kind; turns have none.
REFERENCES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "": (("id", "interactions", "interaction"),),
    "memory": (("id", "interactions", "interaction"),),
    "note": (("id", "notes", "note"), ("interaction_id", "interactions", "interaction")),
    "summary": (("id", "sessions", "session"),),
    "instructions": (),
    "attachment": (("interaction_id", "interactions", "interaction"),),
}
# Entries that a person took out, as "memory:7" or "note:3": in the receipt, and in the metadata for a retry.
TAKEN_OUT = ("left_out_by_person", "left_out")
TAKEN_OUT_OF = {"memory": "interactions", "note": "notes"}
ELSEWHERE = "elsewhere:"

# A receipt, metadata, or an entry of either; a file's may hold anything.
Entry = Mapping[str, object]
Changed = dict[str, object]
# A session: its source and its source_id. An interaction: those of its session and its own. A note: its source_id.
Name = tuple[str, ...]


class PortableItem(Item, total=False):
    """An item as an export has it: names stand in place of its ids."""

    interaction: list[str] | None
    session: list[str] | None
    note: list[str] | None


class PortableTurn(UsedTurn, total=False):
    interaction: list[str] | None


@dataclass
class Ids:
    interactions: set[int] = field(default_factory=set)
    sessions: set[int] = field(default_factory=set)
    notes: set[int] = field(default_factory=set)


@dataclass
class Names:
    """By id."""

    interactions: Mapping[int, Name] = field(default_factory=dict)
    sessions: Mapping[int, Name] = field(default_factory=dict)
    notes: Mapping[int, Name] = field(default_factory=dict)


@dataclass
class KnownNames:
    """Ids by name. `session_of`: a session's id by that of its interaction."""

    interactions: Mapping[Name, int] = field(default_factory=dict)
    sessions: Mapping[Name, int] = field(default_factory=dict)
    notes: Mapping[Name, int] = field(default_factory=dict)
    session_of: Mapping[int, int] = field(default_factory=dict)


def ids_in(*holders: Entry) -> Ids:
    """`holders`: receipts and metadata."""
    found = Ids()
    for holder in holders:
        for entry in _entries(holder):
            for id_key, rows, _ in _references(entry):
                if isinstance(pk := entry.get(id_key), int):
                    getattr(found, rows).add(pk)

        for text in _words(holder):
            kind, _, number = text.partition(":")
            if kind in TAKEN_OUT_OF and number.isdecimal():
                getattr(found, TAKEN_OUT_OF[kind]).add(int(number))

    return found


def names_in(*holders: Entry) -> set[Name]:
    return {
        name
        for holder in holders
        for entry in _entries(holder)
        for _, _, name_key in _references(entry)
        if (name := _name(entry.get(name_key)))
    } | {name for holder in holders for text in _words(holder) if (name := _name_in_words(text))}


def with_names(holder: Entry, names: Names) -> Changed:
    """A receipt or metadata for an export."""

    def change(entry: Entry) -> Changed:
        # A file has no name that is known elsewhere.
        ids = ("session_id", "id") if entry.get("kind") == "attachment" else ("session_id",)
        changed = {key: value for key, value in entry.items() if key not in ids}
        for id_key, rows, name_key in _references(entry):
            pk = changed.pop(id_key, None)
            name = getattr(names, rows).get(pk) if isinstance(pk, int) else _name(entry.get(name_key))
            changed[name_key] = list(name) if name else None

        return changed

    def word(text: str) -> str | None:
        kind, _, pk = text.partition(":")
        if kind not in TAKEN_OUT_OF or not pk.isdecimal():
            return text.removeprefix(ELSEWHERE)

        name = getattr(names, TAKEN_OUT_OF[kind]).get(int(pk))
        return f"{kind}:{json.dumps(name, ensure_ascii=False)}" if name else None

    return _changed(holder, change, word)


def from_file(holder: Entry) -> Changed:
    """An entry that `with_names` wrote, as it is kept until all is in: ids that a file claims mean nothing here."""
    return with_ids(holder, KnownNames(), keeps_ids=False)


def with_ids(holder: Entry, known: KnownNames, *, keeps_ids: bool = True) -> Changed:
    """With the ids of names that are known by now."""

    def change(entry: Entry) -> Changed:
        changed = dict(entry)
        for id_key, rows, name_key in _references(entry):
            name = _name(entry.get(name_key))
            if name is None:
                changed.pop(name_key, None)
                changed[id_key] = entry.get(id_key) if keeps_ids else None
                continue

            changed[id_key] = getattr(known, rows).get(name)
            if changed[id_key] is not None:
                changed.pop(name_key, None)

        if entry.get("kind") in ("memory", "note", "summary", "attachment"):
            changed["session_id"] = _session_id(changed, known)

        return changed

    def word(text: str) -> str:
        kind, name = text.removeprefix(ELSEWHERE).partition(":")[0], _name_in_words(text)
        if name is None:
            return text

        pk = getattr(known, TAKEN_OUT_OF[kind]).get(name)
        return f"{kind}:{pk}" if pk else ELSEWHERE + text.removeprefix(ELSEWHERE)

    return _changed(holder, change, word)


def _session_id(entry: Entry, known: KnownNames) -> int | None:
    pk = entry.get("interaction_id" if entry["kind"] in ("note", "attachment") else "id")
    if not isinstance(pk, int):
        return None

    return pk if entry["kind"] == "summary" else known.session_of.get(pk)


def _changed(holder: Entry, change: Callable[[Entry], Changed], word: Callable[[str], str | None]) -> Changed:
    changed = dict(holder)
    for part in ENTRIES:
        if isinstance(entries := holder.get(part), list):
            changed[part] = [change(entry) if isinstance(entry, dict) else entry for entry in entries]

    for part in TAKEN_OUT:
        if isinstance(texts := changed.get(part), list):
            words = [word(text) if isinstance(text, str) else text for text in texts]
            changed[part] = [text for text in words if text is not None]

    return changed


def _entries(holder: Entry) -> Iterator[Entry]:
    for part in ENTRIES:
        if isinstance(entries := holder.get(part), list):
            yield from (entry for entry in entries if isinstance(entry, dict))


def _words(holder: Entry) -> Iterator[str]:
    for part in TAKEN_OUT:
        if isinstance(texts := holder.get(part), list):
            yield from (text for text in texts if isinstance(text, str))


def _references(entry: Entry) -> tuple[tuple[str, str, str], ...]:
    return REFERENCES.get(str(entry.get("kind", "")), ())


def _name(value: object) -> Name | None:
    if not isinstance(value, list | tuple) or not value:
        return None

    return tuple(value) if all(isinstance(part, str) for part in value) else None


def _name_in_words(text: str) -> Name | None:
    kind, _, name = text.removeprefix(ELSEWHERE).partition(":")
    if kind not in TAKEN_OUT_OF or not name.startswith("["):
        return None

    try:
        return _name(json.loads(name))
    except ValueError:
        return None
