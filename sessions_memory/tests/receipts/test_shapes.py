"""The types of a receipt, the API's schema and the export's document say the same: each key, of one type."""

import re
from pathlib import Path
from typing import Any, Literal, NotRequired, get_args, get_origin, get_type_hints

import pytest

from sessions_memory import exporters
from sessions_memory.api.receipt_schema import BUDGET, ITEM, RECEIPT, TURN
from sessions_memory.receipts import portable, values

DOCUMENT = Path(exporters.__file__).with_name("FORMAT.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+?) \|", re.MULTILINE)
# A type's name in JSON Schema, and in the document.
IN_SCHEMA: dict[Any, Any] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    int | None: ["integer", "null"],
}
IN_WORDS: dict[Any, str] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "true or false",
    list[str]: "list of texts",
    list[str] | None: "name or null",
    list[values.Item]: "list of items",
    list[values.UsedTurn]: "list of turns",
    values.Budget: "budget",
}
SCHEMAS: dict[Any, Any] = {values.Item: ITEM, values.UsedTurn: TURN, values.Budget: BUDGET, values.Receipt: RECEIPT}
# By the heading in the document: the type of what is exported.
CHAPTERS: dict[str, Any] = {
    "## A receipt": values.Receipt,
    "### An item": portable.PortableItem,
    "### A turn": portable.PortableTurn,
    "### A budget": values.Budget,
}
# No id of a database goes out.
IDS = {"id", "session_id", "interaction_id"}


def keys_of(shape: type) -> dict[str, Any]:
    hints = get_type_hints(shape, include_extras=True)
    return {key: plain(get_args(hint)[0] if get_origin(hint) is NotRequired else hint) for key, hint in hints.items()}


def plain(hint: Any) -> Any:
    return str if get_origin(hint) is Literal else hint


def in_schema(hint: Any) -> Any:
    """The part of the schema that tells the type."""
    if hint in SCHEMAS:
        return SCHEMAS[hint]["properties"]
    if get_origin(hint) is list:
        return [in_schema(get_args(hint)[0])]

    return IN_SCHEMA[hint]


def told(schema: Any) -> Any:
    """The same of a schema."""
    if "enum" in schema:
        return "string"
    if schema["type"] == "object":
        return schema["properties"]

    return [told(schema["items"])] if schema["type"] == "array" else schema["type"]


@pytest.mark.parametrize("shape", SCHEMAS)
def test_the_api_s_schema_has_each_key_with_its_type_and_no_other(shape: type) -> None:
    properties = SCHEMAS[shape]["properties"]

    assert {key: told(schema) for key, schema in properties.items()} == {
        key: in_schema(hint) for key, hint in keys_of(shape).items()
    }


def test_the_api_s_schema_knows_every_kind_of_item() -> None:
    assert ITEM["properties"]["kind"]["enum"] == list(get_args(values.ItemKind))


@pytest.mark.parametrize("heading", CHAPTERS)
def test_the_export_s_document_has_each_key_with_its_type_and_no_other(heading: str) -> None:
    chapter = re.split("^#", DOCUMENT.partition(f"\n{heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]

    assert dict(ROW.findall(chapter)) == {
        key: IN_WORDS[hint] for key, hint in keys_of(CHAPTERS[heading]).items() if key not in IDS
    }


def test_both_name_the_version_whose_keys_they_describe() -> None:
    assert f"the keys of version {values.RECEIPT_VERSION}:" in DOCUMENT
    assert f": {values.RECEIPT_VERSION}." in RECEIPT["properties"]["version"]["description"]
