"""How the JSON API describes a receipt. It gives out each as it is stored: also those of older versions.

The keys and their types are those of `receipts.values`; a test compares them.
"""

from typing import Annotated, Any

from pydantic import WithJsonSchema

from sessions_memory.receipts import values

A_RECEIPT: values.Receipt = {
    "version": 3,
    "system_prompt": 1,
    "today": "Monday, 2 March 2026",
    "memory_off": "",
    "items": [
        {
            "kind": "memory",
            "id": 17,
            "session_id": 3,
            "session_title": "Priorities",
            "source": "chatgpt",
            "source_name": "ChatGPT",
            "date": "14 March 2025",
            "time": "2025-03-14T09:12:00+00:00",
            "score": 7.31,
            "reasons": ["mentions “manager”, “no”"],
            "text": "A written list helped me to say no to my manager.",
            "answer": "",
            "matched": ["manager", "no"],
            "age": "",
            "is_cut": False,
            "times_asked": 1,
            "tokens": 46,
        }
    ],
    "turns": [],
    "continued": [],
    "left_out": [],
    "turns_left_out": 0,
    "left_out_by_person": [],
    "went_without": [],
    "budget_tokens": {
        "total": 8000,
        "answer": 1000,
        "instructions": 400,
        "notes": 600,
        "memories": 4000,
        "growth": 1000,
    },
    "estimated_tokens": 412,
    "refused_tokens": 0,
}


def _text(says: str) -> dict[str, Any]:
    return {"type": "string", "description": says}


def _number(says: str) -> dict[str, Any]:
    return {"type": "integer", "description": says}


def _id(says: str) -> dict[str, Any]:
    return {"type": ["integer", "null"], "description": says}


def _flag(says: str) -> dict[str, Any]:
    return {"type": "boolean", "description": says}


def _list(of: dict[str, Any], says: str) -> dict[str, Any]:
    return {"type": "array", "items": of, "description": says}


def _object(properties: dict[str, Any], says: str = "") -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": True, "description": says}


ITEM = _object(
    {
        "kind": {"enum": ["memory", "note", "instructions", "summary", "attachment"], "description": "What it is."},
        "id": _id(
            "Of a memory: its interaction; of a note: the note; of a summary: its session; of an "
            "attachment: the file. Null once an import "
            "brought it from another vault and what it means is not here."
        ),
        "session_id": _id("Where it was said."),
        "interaction_id": _id("Of a note: what it was kept from; of an attachment: what it was asked with."),
        "session_title": _text("The title of that session, as it went in."),
        "source": _text("Of a memory: where it was said; of a note: `written`, `chat` or where an import found it."),
        "source_name": _text("Of a memory: its source, as a person calls it."),
        "time": _text("When it was said: ISO 8601 with offset; empty for instructions and a summary."),
        "date": _text("The day of it, in words, as it went in."),
        "score": {"type": "number", "description": "Higher is closer; comparable within one receipt."},
        "reasons": _list({"type": "string"}, "Why it was recalled, in words."),
        "text": _text("The exact text that went in: of a memory, what the person said. A cut is marked with […]."),
        "answer": _text("Of a memory: the exact passage of its answer that went in; may be empty."),
        "matched": _list({"type": "string"}, "Its words that answer to the question."),
        "age": _text("`older` or `newer` where several memories are on one subject."),
        "tells": _text("Of a memory that growth chose: what it is evidence of, as `a milestone`."),
        "ended": _text("Of a memory whose answer is not whole: `stopped`, `failed` or `interrupted`."),
        "masked": _number("Of a memory: how many secrets in it were masked before it left this machine."),
        "name": _text("Of an attachment: the name of the file, as it went in."),
        "about": _text("Of an attachment: its kind and size, in words."),
        "remark": _text("Of an attachment: what could not be read of it, in a sentence."),
        "is_earlier": _flag("Of an attachment: whether it was attached earlier in the session."),
        "is_seen": _flag("Of an attachment: whether it went in as an image, too."),
        "times_asked": _number("How often the same was asked; it stands here once."),
        "is_cut": _flag("Whether it went in cut, with a mark."),
        "tokens": _number("About how many tokens it took."),
        "is_deleted": _flag("True once it was deleted: its words are gone from here too."),
    }
)
TURN = _object(
    {
        "id": _id("The interaction; null as with an item."),
        "date": _text("The day of it, in words."),
        "answer_chars": _number("How many characters of its answer went in."),
        "is_cut": _flag("Whether the answer went in cut, with a mark."),
        "tokens": _number("About how many tokens it took."),
    }
)
BUDGET = _object(
    {
        "total": _number("Of the whole prompt and the answer."),
        "answer": _number("Kept for the answer."),
        "instructions": _number("At most for the instructions."),
        "notes": _number("At most for notes."),
        "memories": _number("At most for recalled memories."),
        "growth": _number("Of these, at most for what growth chose; missing in older receipts."),
        "attachments": _number("At most for attached files; missing in older receipts."),
    },
    "The room in tokens.",
)
RECEIPT = _object(
    {
        "version": _number(f"The version of this shape: {values.RECEIPT_VERSION}."),
        "system_prompt": _number("The version of the system prompt; missing if no model was asked."),
        "today": _text("The person's date that the model was told, in words."),
        "memory_off": _text(
            "What switched memory off: `question`, `session`, `account`, `temporary`; empty if it was on."
        ),
        "items": _list(ITEM, "What went into the prompt beside the session and the question."),
        "turns": _list(TURN, "The turns of the session that went in, oldest first; the question and the answer."),
        "continued": _list(TURN, "Those of the imported conversation that the session goes on from."),
        "left_out": _list(ITEM, "What was found but left out for lack of room, without its words."),
        "turns_left_out": _number("How many earlier turns were left out for lack of room; missing in older receipts."),
        "left_out_by_person": _list({"type": "string"}, "What the person left out, as `memory:17` or `note:3`."),
        "went_without": _list({"type": "string"}, "What recall did without, in sentences, as a server that is away."),
        "area": _text("The `source_id` of the area that was asked in; empty outside; missing for who keeps none."),
        "recalls": _text("Where recall looked: `own`, only in that area, or `open`, everywhere but in closed areas."),
        "budget_tokens": BUDGET,
        "estimated_tokens": _number("About how many tokens the whole prompt took."),
        "refused_tokens": _number(
            "About how many tokens a longer prompt took that the server refused before, 0 if it refused none; "
            "missing in older receipts."
        ),
        "digest": _text("SHA-256 of the messages as sent; empty once something of them was deleted."),
    },
    "The receipt: what went into the prompt and why, stored before the model is asked. Sizes in tokens. "
    "Empty for what was imported.",
)

Receipt = Annotated[dict[str, Any], WithJsonSchema(RECEIPT)]
