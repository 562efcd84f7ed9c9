"""Catalogues of translations as files: read and written as gettext's tools do, in as much of their form as we use."""

import ast
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from insightvault.tests.messages.collecting import Message
from insightvault.tests.rooms import ROOT

Texts = tuple[str, ...]
LOCALE = ROOT / "locale"
LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr)(?:\[\d\])? )?(".*")$')
# The header, which says how many plural forms there are, stands under the empty message.
HEADER = Message("")
MAGIC, VERSION, TABLES_AT = 0x950412DE, 0, 28


def languages() -> list[str]:
    """Those that have a folder."""
    return sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


def catalogue(language: str) -> dict[Message, Texts]:
    """All that is translated; nothing in a language whose folder is empty yet."""
    path = file_of(language, ".po")
    return dict(read(path.read_text(encoding="utf-8"))) if path.exists() else {}


def file_of(language: str, suffix: str) -> Path:
    """The catalogue that Django reads, `.mo`, and the one that people write, `.po`."""
    return LOCALE / language / "LC_MESSAGES" / f"django{suffix}"


def forms_of(texts: Mapping[Message, Texts]) -> int:
    """How many forms a plural has, as the header says."""
    found = re.search(r"nplurals=(\d)", texts.get(HEADER, ("",))[0])
    return int(found[1]) if found else 2


def read(text: str) -> Iterator[tuple[Message, Texts]]:
    """The entries of a `.po` file that are translated."""
    for block in re.split(r"\n\s*\n", text):
        parts: list[tuple[str, str]] = []
        for found in filter(None, map(LINE.match, block.splitlines())):
            keyword, piece = found[1], ast.literal_eval(found[2])
            parts.append((keyword, piece) if keyword else (parts[-1][0], parts.pop()[1] + piece))

        texts = tuple(said for keyword, said in parts if keyword == "msgstr")
        if texts and all(texts):
            said = dict(parts)
            yield Message(said["msgid"], said.get("msgid_plural", ""), said.get("msgctxt", "")), texts


def written(messages: Mapping[Message, Iterable[str]], texts: Mapping[Message, Texts], forms: int) -> str:
    """A `.po` file. `messages`: each with the files that hold it; `forms`: how many a plural has."""
    entries = [_entry(HEADER, (), texts.get(HEADER, ("",)))]
    for message, places in messages.items():
        empty = ("",) * (forms if message.several else 1)
        entries.append(_entry(message, places, texts.get(message, empty)))

    return "\n\n".join(entries) + "\n"


def compiled(texts: Mapping[Message, Texts]) -> bytes:
    """A `.mo` file, which gettext's module reads: sorted keys, then texts, each with its length and place."""
    pairs = sorted((_key(message).encode(), "\0".join(said).encode()) for message, said in texts.items())
    keys, values = [key for key, _ in pairs], [value for _, value in pairs]
    texts_at = TABLES_AT + 16 * len(pairs)
    places = list(_places([*keys, *values], texts_at))
    head = struct.pack("<7I", MAGIC, VERSION, len(pairs), TABLES_AT, TABLES_AT + 8 * len(pairs), 0, texts_at)

    return head + b"".join(places) + b"".join(text + b"\0" for text in (*keys, *values))


def _entry(message: Message, places: Iterable[str], texts: Texts) -> str:
    lines = [f"#: {place}" for place in places]
    lines += [f"msgctxt {_quoted(message.context)}"] if message.context else []
    lines.append(f"msgid {_quoted(message.one)}")

    if not message.several:
        return "\n".join([*lines, f"msgstr {_quoted(texts[0])}"])

    lines.append(f"msgid_plural {_quoted(message.several)}")
    return "\n".join([*lines, *(f"msgstr[{number}] {_quoted(text)}" for number, text in enumerate(texts))])


def _quoted(text: str) -> str:
    """In one line, or a line for each of several."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = [line.replace("\n", "\\n") for line in escaped.splitlines(keepends=True)]
    return f'"{escaped}"' if len(lines) < 2 and "\n" not in text else '""\n' + "\n".join(f'"{line}"' for line in lines)


def _key(message: Message) -> str:
    context = f"{message.context}\x04" if message.context else ""
    return context + message.one + (f"\0{message.several}" if message.several else "")


def _places(texts: Iterable[bytes], at: int) -> Iterator[bytes]:
    for text in texts:
        yield struct.pack("<2I", len(text), at)
        at += len(text) + 1
