"""One module a format, and the list of all, in the order in which they are asked whether a record is theirs.

InsightVault's own export is one of them. To add a format, copy the module of the nearest one, and change it:

- `recognises(record)` looks for the fields that only this format has;
- `read(record, context)` puts its messages in order (`mapping.branches` walks a tree), says of each whether it is a
  question, an answer or something aside (`mapping.dialogue.Said`), and hands them to `mapping.dialogue.conversation`;
- `FORMAT` names it and its source; a line in `FORMATS` makes it known;
- a line in `states.Source` makes the source known: from it come its name in lists, the filters, deletion, export and
  what an export of ours brings back; `manage.py makemigrations` then writes the migration, which changes no table;
- its module in tests/importers/formats proves it with small records written there.

tests/importers/formats/test_recipe.py fails for each of these steps that is forgotten, and says which.

`mapping.shapes`, `texts` and `times` read fields that may hold anything; what is not as hoped for counts as not there.
"""

from sessions_memory.importers.formats import (
    chatgpt,
    claude,
    deepseek,
    gemini,
    grok,
    insightvault,
    lechat,
    librechat,
    llm,
    openai,
    openwebui,
    sample,
)
from sessions_memory.importers.mapping.contract import Format, Record

FORMATS: tuple[Format, ...] = (
    chatgpt.FORMAT,
    claude.FORMAT,
    insightvault.FORMAT,
    openwebui.FORMAT,
    librechat.FORMAT,
    deepseek.FORMAT,
    grok.FORMAT,
    lechat.FORMAT,
    gemini.FORMAT,
    llm.FORMAT,
    openai.FORMAT,
    gemini.STUDIO_FORMAT,
    deepseek.TREE_FORMAT,
    claude.MEMORY_FORMAT,
    claude.PROJECT_FORMAT,
    claude.MANIFEST_FORMAT,
    sample.FORMAT,
)


def format_of(record: Record, likely: Format | None = None) -> Format | None:
    """`likely` is asked first: a file holds one format as a rule."""
    if likely is not None and likely.recognises(record):
        return likely

    return next((known for known in FORMATS if known.recognises(record)), None)


def format_called(record: str) -> Format | None:
    """Finds a format by the name of its record, as a position keeps it."""
    return next((known for known in FORMATS if known.record == record), None)


def format_beginning(head: bytes) -> Format | None:
    """The format that takes a file with these first bytes apart by itself."""
    return next((known for known in FORMATS if known.records and head.startswith(known.begins)), None)
