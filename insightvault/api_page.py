"""The page that describes the API: its document, which programs read, set for people."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chat.answer.rendering import render

Schema = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A parameter, or a part of a body; `shape`: the one that its kind names, if it names one."""

    name: str
    kind: str
    shape: str
    about: str
    example: str
    is_required: bool


@dataclass(frozen=True)
class Reply:
    status: str
    says: str
    shape: str


@dataclass(frozen=True)
class Call:
    key: str
    method: str
    path: str
    title: str
    about: str
    rights: str
    fields: list[Field]
    sends: str
    replies: list[Reply]


@dataclass(frozen=True)
class Group:
    name: str
    calls: list[Call]


@dataclass(frozen=True)
class Shape:
    """`kind`: of one that has no fields, as a list of words that can be sent."""

    name: str
    kind: str
    about: str
    fields: list[Field]


def groups(document: Schema) -> list[Group]:
    """By the tag of their calls, in the document's order."""
    found: dict[str, list[Call]] = {}
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            found.setdefault(call["tags"][0], []).append(_call(method, path, call))

    return [Group(name, calls) for name, calls in found.items()]


def shapes(document: Schema) -> list[Shape]:
    return [
        Shape(name, kind(schema), render(schema.get("description", "")), _parts(schema))
        for name, schema in sorted(document["components"]["schemas"].items())
    ]


def kind(schema: Schema) -> str:
    """In words: "integer, 1 to 100", "list of Session", "text or null"."""
    if "$ref" in schema:
        return _shape_of(schema)
    if several := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(dict.fromkeys(kind(one) for one in several))
    if "enum" in schema:
        return "one of " + ", ".join(f"“{value}”" for value in schema["enum"] if value is not None)
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"

    return ", ".join([_type(schema), *_limits(schema)])


def _type(schema: Schema) -> str:
    name = schema.get("format") or schema.get("type") or ("text" if "const" in schema else "anything")
    return {"string": "text", "date-time": "time", "binary": "file"}.get(name, name)


def _limits(schema: Schema) -> Iterator[str]:
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is not None and most is not None:
        yield f"{least:,} to {most:,}"
    if longest := schema.get("maxLength"):
        yield f"up to {longest:,} characters"
    if "const" in schema:
        yield f"always “{schema['const']}”"


def _shape_of(schema: Schema) -> str:
    """The name of the shape that is named first, however deep; "" for none."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]

    inside = [*schema.get("anyOf", ()), *schema.get("oneOf", ()), schema.get("items") or {}]
    return next((name for one in inside if one and (name := _shape_of(one))), "")


def _call(method: str, path: str, call: Schema) -> Call:
    rights = [right for given in call.get("security", ()) for names in given.values() for right in names]
    sent = call.get("requestBody", {}).get("content", {})
    return Call(
        key=call["operationId"],
        method=method.upper(),
        path=path,
        title=call["summary"],
        about=render(call.get("description", "")),
        rights=", ".join(rights),
        fields=[_field(one["name"], one, one.get("required", False)) for one in call.get("parameters", ())],
        sends=next((_shape_of(body.get("schema", {})) for body in sent.values()), ""),
        replies=[_reply(status, reply) for status, reply in sorted(call["responses"].items())],
    )


def _reply(status: str, reply: Schema) -> Reply:
    content = reply.get("content", {})
    shape = next((name for body in content.values() if (name := _shape_of(body.get("schema", {})))), "")
    return Reply(str(status), reply.get("description", ""), shape)


def _parts(schema: Schema) -> list[Field]:
    required = schema.get("required", ())
    return [_field(name, part, name in required) for name, part in schema.get("properties", {}).items()]


def _field(name: str, given: Schema, is_required: bool) -> Field:
    """`given`: a parameter, which holds its schema, or the schema itself."""
    schema = given.get("schema", given)
    example = next((json.dumps(value, ensure_ascii=False) for value in schema.get("examples", ())), "")
    about = render(given.get("description", ""))
    return Field(name, kind(schema), _shape_of(schema), about, example, bool(is_required))
