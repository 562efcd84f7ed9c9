"""The transcripts in the documents: each call as it stands there, and the shape of its answer, in comments below it.

An ellipsis before a bracket leaves out what comes behind. What a list has more is like its last one; a state is meant
to the word.
"""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
TO_THE_WORD = ("state", "status", "detail", "object", "jsonrpc", "code", "is_finished")
REST = "…"
REST_OF_OBJECT, REST_OF_LIST = re.compile(r"(\{|, )…\}"), re.compile(r"(?:, )?…\]")


@dataclass(frozen=True)
class Call:
    """`shown`: the answer; "" below what makes a token."""

    line: str
    shown: str

    @property
    def only_reads(self) -> bool:
        return not {"-d", "-F", "-X"} & set(shlex.split(self.line))

    @property
    def makes_token(self) -> bool:
        return "create_token" in self.line

    def faults(self, given: str) -> list[str]:
        """What of an answer differs from the shape that is shown."""
        if not self.shown.startswith(("event: ", "data: ")):
            return list(_faults(_read(self.shown), json.loads(given), "answer"))

        rest = _events(given)
        return [f"{name}: no such event" for name, shown in _events(self.shown) if not _comes(name, shown, rest)]


def calls(document: Path) -> Iterator[Call]:
    for block in BLOCK.findall(document.read_text(encoding="utf-8")):
        for part in re.split(r"\n\n(?!#)", block.replace("\\\n", " ")):
            commands = [line for line in part.splitlines() if line.startswith("curl") or "create_token" in line]
            answer = [line.removeprefix("#").strip() for line in part.splitlines() if line.startswith("#")]
            yield from (Call(command, "\n".join(answer)) for command in commands)


def _read(shown: str) -> Any:
    whole = REST_OF_LIST.sub("]", REST_OF_OBJECT.sub(rf'\1"{REST}": 0}}', shown))
    return json.loads(whole)


def _events(stream: str) -> Iterator[tuple[str, str]]:
    for event in stream.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in event.splitlines() if line[:1] in "ed")
        if fields:
            yield fields.get("event", "message"), fields["data"]


def _comes(name: str, shown: str, rest: Iterator[tuple[str, str]]) -> bool:
    """Among those that are left."""
    return any(name == other and not _differs(shown, data) for other, data in rest)


def _differs(shown: str, data: str) -> bool:
    if not (shown.startswith("{") and data.startswith("{")):
        return shown != data

    return any(_faults(_read(shown), json.loads(data), "data"))


def _faults(shown: Any, given: Any, place: str) -> Iterator[str]:
    if _kind(shown) != _kind(given):
        yield f"{place}: {_kind(given)} in place of {_kind(shown)}"
    elif isinstance(shown, dict):
        yield from _of_object(shown, given, place)
    elif isinstance(shown, list):
        if shown and not given:
            yield f"{place}: empty"
        for number, one in enumerate(given if shown else ()):
            yield from _faults(shown[min(number, len(shown) - 1)], one, f"{place}[]")
    elif place.rpartition(".")[2] in TO_THE_WORD and shown != given:
        yield f"{place}: {given} in place of {shown}"


def _of_object(shown: dict[str, Any], given: dict[str, Any], place: str) -> Iterator[str]:
    named = shown.keys() - {REST}
    yield from (f"{place}.{name}: missing" for name in named - given.keys())
    if REST not in shown:
        yield from (f"{place}.{name}: not shown" for name in given.keys() - named)
    for name in named & given.keys():
        yield from _faults(shown[name], given[name], f"{place}.{name}")


def _kind(value: Any) -> str:
    names = {dict: "object", list: "list", str: "text", bool: "truth", int: "number", float: "number"}
    return names.get(type(value), "null")
