"""The items of a receipt: one for each text that was put into a prompt, with where it is from and why. Pure."""

from datetime import datetime, tzinfo
from typing import cast

from chat.prompt import messages
from chat.prompt.inputs import AttachedFile, KeptNote, SessionSoFar
from chat.prompt.quoting import neutral, neutral_line
from chat.prompt.secrets import mask
from chat.prompt.tokens import around, head
from sessions_memory.database.text import cut
from sessions_memory.growth.answers.evidence import GrowthMemory
from sessions_memory.recall import RecalledMemory
from sessions_memory.receipts.values import Item
from sessions_memory.web.dates import english_day

# The most that one memory may take of the room.
ASKED_TOKENS = 250
ANSWERED_TOKENS = 300
TITLE_CHARS = 80
NAME_CHARS = 120
# An image of 1024 pixels; models count from some hundred to this.
IMAGE_TOKENS = 1000
# A left-out item loses these: words that were not sent are not stored.
WORDS = ("text", "answer", "matched", "tells", "name")


def instructions(text: str, room_tokens: int) -> Item | None:
    text = neutral(text)
    if not text:
        return None

    item: Item = {"kind": "instructions", "id": 0, "time": "", "text": "", "tokens": 0}
    room = room_tokens - messages.item_cost(item) - messages.heading_cost(messages.INSTRUCTIONS)
    kept = head(text, room) or ""

    return _priced({**item, "text": kept or text, "is_cut": kept != text})


def note(kept: KeptNote) -> Item:
    return _priced(
        {
            "kind": "note",
            "id": kept.note_id,
            "time": kept.time.isoformat(),
            "date": kept.date,
            "source": kept.origin or ("chat" if kept.from_interaction_id else "written"),
            "session_id": kept.from_session_id,
            "interaction_id": kept.from_interaction_id,
            "text": neutral_line(kept.text),
            "reasons": ["always in mind in this area" if kept.is_of_area else "always in mind"],
            "tokens": 0,
        }
    )


def summary(conversation: SessionSoFar) -> Item:
    return _priced(
        {
            "kind": "summary",
            "id": conversation.session_id,
            "time": "",
            "session_id": conversation.session_id,
            "session_title": neutral_line(conversation.title),
            "text": neutral(conversation.summary),
            "tokens": 0,
        }
    )


def attachment(file: AttachedFile, room_tokens: int) -> Item:
    """With as much of its text as fits into the room; none may fit."""
    item: Item = {
        "kind": "attachment",
        "id": file.attachment_id,
        "interaction_id": file.interaction_id,
        "session_id": file.session_id,
        "time": file.time.isoformat(),
        "date": file.date,
        "name": cut(neutral_line(file.name), NAME_CHARS),
        "about": file.about,
        "remark": file.remark,
        "is_earlier": file.is_earlier,
        "is_seen": file.is_seen,
        "text": "",
        "tokens": 0,
    }
    text = neutral(file.text)
    kept = head(text, room_tokens - _priced(item)["tokens"]) or ""

    return _priced({**item, "text": kept, "is_cut": kept != text})


def memory(recalled: RecalledMemory, zone: tzinfo, *, masks_secrets: bool = False) -> Item:
    """`masks_secrets`: before anything is cut, so that no part of one is left."""
    read = mask if masks_secrets else _unmasked
    asked, in_asked = read(neutral(recalled.text))
    answered, in_answered = read(neutral(recalled.answer))
    title, in_title = read(neutral_line(recalled.session_title))
    text = around(asked, recalled.matched, ASKED_TOKENS) or ""
    answer = around(answered, recalled.matched, ANSWERED_TOKENS) or ""

    return _priced(
        {
            "kind": "memory",
            "id": recalled.interaction_id,
            "session_id": recalled.session_id,
            "session_title": cut(title, TITLE_CHARS),
            "source": recalled.source,
            "source_name": neutral_line(recalled.said_in),
            "time": recalled.time.isoformat(),
            "date": in_words(recalled.time, zone),
            "text": text,
            "answer": answer,
            "is_cut": text != asked or answer != answered,
            "score": round(recalled.score, 4),
            "reasons": list(recalled.reasons),
            "matched": list(recalled.matched),
            "times_asked": recalled.times_asked,
            "ended": recalled.ended,
            "masked": in_asked + in_answered + in_title,
            # The final value is no wider than this one.
            "age": "older",
            "tokens": 0,
        }
    )


def _unmasked(text: str) -> tuple[str, int]:
    return text, 0


def growth(found: GrowthMemory, zone: tzinfo, *, masks_secrets: bool = False) -> Item:
    """A memory that growth chose: its item says what it is evidence of."""
    item = memory(found.memory, zone, masks_secrets=masks_secrets)
    return _priced({**item, "tells": neutral_line(found.tells)})


def without_words(item: Item) -> Item:
    return cast(Item, {name: value for name, value in item.items() if name not in WORDS})


def in_words(moment: datetime, zone: tzinfo) -> str:
    return english_day(moment.astimezone(zone))


def _priced(item: Item) -> Item:
    """A copy that holds its own cost as `tokens`."""
    seen = IMAGE_TOKENS if item.get("is_seen") else 0
    return {**item, "tokens": messages.item_cost(item) + seen}
