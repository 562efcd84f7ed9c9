"""The shapes of the tools' arguments and answers. The protocol's schemas are made of these."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

QUERY_MAX_CHARS = 500
NAME_MAX_CHARS = 60
ID_MAX_CHARS = 20
DAYS_MAX = 90
# More than a note may have, so that the refusal is a sentence of ours.
REMEMBER_MAX_CHARS = 4000

Query = Annotated[
    str, Meta(min_length=1, max_length=QUERY_MAX_CHARS, description="A question or words, in the person's language.")
]
Name = Annotated[str, Meta(max_length=NAME_MAX_CHARS)]


class Search(Struct):
    query: Query
    since: Annotated[date | None, Meta(description="The first day, such as 2025-03-01.")] = None
    until: Annotated[date | None, Meta(description="The last day.")] = None
    source: Annotated[Name | None, Meta(description="Where it was said: chat, chatgpt, claude, …")] = None
    area: Annotated[Name | None, Meta(description="The name of an area: only what was said in it.")] = None


class Fetch(Struct):
    id: Annotated[str, Meta(max_length=ID_MAX_CHARS, description="The id of a hit.")]


class Recent(Struct):
    days: Annotated[int, Meta(ge=1, le=DAYS_MAX, description="How many days back.")] = 7


class Growth(Struct):
    subject: Annotated[
        Annotated[str, Meta(max_length=QUERY_MAX_CHARS)] | None, Meta(description="Left out: everything.")
    ] = None


class Remember(Struct):
    text: Annotated[
        str,
        Meta(min_length=1, max_length=REMEMBER_MAX_CHARS, description="One sentence that the person wants in mind."),
    ]


class Hit(Struct):
    """`text` is quoted and untrusted. `date`: of the person's day."""

    id: str
    title: str
    url: str
    text: str
    date: str
    source: str


class Hits(Struct):
    results: list[Hit]
    trust: str


class Fetched(Struct):
    id: str
    title: str
    text: str
    url: str
    metadata: dict[str, str]


class Theme(Struct):
    """`title` is in the person's words, and untrusted. `first`, `last`: days."""

    title: str
    url: str
    questions: int
    days: int
    first: str
    last: str


class Insight(Struct):
    """`text` holds the words of the insight and the quotations behind it."""

    title: str
    url: str
    text: str
    date: str
    kind: str


class Grown(Struct):
    themes: list[Theme]
    insights: list[Insight]
    trust: str


class Remembered(Struct):
    message: str
    url: str
