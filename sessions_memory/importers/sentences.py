"""The sentences of an import: stored in English beside what they tell of, told in a reader's language."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext

from sessions_memory.attachments.extraction import kinds
from sessions_memory.importers.formats import chatgpt, claude, openai
from sessions_memory.importers.mapping import contract, dialogue, folders, shapes, values
from sessions_memory.importers.mapping.own import fields
from sessions_memory.importers.raw import archive, llm_database, window
from sessions_memory.importers.reading import entries, reader
from sessions_memory.web.plain_text import in_language

# Of attachments.
OF_FILES = (kinds.FIRST_PAGES, kinds.FIRST_CHARS, kinds.TOO_MANY_PIXELS)
# Of the shape that a record has.
SHAPES = (shapes.OBJECT, shapes.LIST)
# A sentence about a file goes on with these. The last two of FORMS are none: a file may hold "It It It …" as its words.
PARTS = (
    *(chatgpt.UNKNOWN_MESSAGES, contract.UNKNOWN_PARTS, openai.UNKNOWN_ROLE),
    *(claude.OF_A_PROJECT, claude.ONE_DOCUMENT, claude.DOCUMENTS),
    *(dialogue.LONG_QUESTION, dialogue.LONG_ANSWER, dialogue.LONG_THINKING),
    *(dialogue.LONG_FILE, dialogue.LONG_INPUT, dialogue.LONG_OUTPUT),
    *(contract.TOO_MANY_MESSAGES, window.TOO_DEEP, window.TOO_LARGE, fields.NOT_WHOLE, fields.NONE_OF),
    *(archive.TOO_MUCH, archive.TOO_MANY, llm_database.TOO_LARGE, llm_database.TOO_MANY_ROWS),
    *(entries.NOT_EXPECTED, entries.ANOTHER_RECORD, entries.TOO_LARGE, entries.NOTHING_READABLE, entries.UNKNOWN),
    *(reader.NOT_READ_MORE, reader.NOT_READ, reader.OF_AN_ENTRY, entries.SEVERAL_LISTS),
)
# All that have values; the first that fits is taken.
FORMS = (*PARTS, *SHAPES, folders.NO_MORE, *OF_FILES, reader.OF_IT, values.OF_A_FILE)


# Of what has no title, in its place.
TITLES = (entries.ENTRY_OF_FILE, entries.ENTRY)
# A person may have called a conversation "Entry exams of 2024".
NUMBERED = re.compile(r"Entry [\d,]+(?: of .*)?", re.DOTALL)


def title_in_words(stored: str) -> str:
    """Of an entry without a title, which has its place for one; a title of somebody's own stays as it is."""
    return in_language(stored, TITLES) if NUMBERED.fullmatch(stored) else stored


def in_words(stored: str) -> str:
    """As it is, if it was made of no sentence of ours."""
    return _told(stored, FORMS)


def _told(stored: str, forms: Sequence[str]) -> str:
    told = gettext(stored) if stored else ""
    return in_language(stored, forms, TELL) if told == stored else told


def _reason(stored: str) -> str:
    """A sentence after a colon, where English goes on with a small letter."""
    return _told(stored[:1].upper() + stored[1:], PARTS)


def _problem(stored: str) -> str:
    """What goes on after a file's name."""
    happened = stored.removesuffix(f" {values.CHOOSE_ANOTHER}")
    told = _told(happened, PARTS)
    return told if happened == stored else f"{told} {_name(values.CHOOSE_ANOTHER)}"


def _shape(stored: str) -> str:
    return _told(stored, SHAPES)


def _name(stored: str) -> str:
    return _told(stored, ())


TELL = {"problem": _problem, "reason": _reason, "shape": _shape, "expected": _name, "app": _name}
