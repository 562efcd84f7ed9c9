"""Keeps the lines of style sheets within 120 characters: `make format` runs it, `make lint` runs it with `--check`.

A rule that fits into a line may stand in one; a longer one gets a line for each declaration. A declaration or a list
of selectors that is longer still is broken behind its commas. Nothing else is touched, and so nothing looks different.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LINE_CHARS = 120
INDENT = "  "
ONE_LINE_RULE = re.compile(r"(?P<indent>\s*)(?P<selector>[^{}]+?) \{ (?P<body>[^{}]+) \}$")
ONE_LINE_MEDIA = re.compile(r"(?P<indent>\s*)(?P<media>@[^{}]+?) \{ (?P<rules>(?:[^{}]+\{[^{}]*\}\s*)+)\}$")
COMMENT = re.compile(r"(?P<indent>\s*)/\* (?P<text>.*) \*/$")


def formatted(text: str) -> str:
    return "\n".join(line for raw in text.split("\n") for line in _lines(raw))


def _lines(line: str) -> Iterator[str]:
    """The lines that take the place of one."""
    if len(line) <= LINE_CHARS:
        yield line
    elif media := ONE_LINE_MEDIA.match(line):
        yield from _media(media["indent"], media["media"], media["rules"])
    elif rule := ONE_LINE_RULE.match(line):
        yield from _rule(rule["indent"], rule["selector"], rule["body"])
    elif comment := COMMENT.match(line):
        yield from _comment(comment["indent"], comment["text"])
    else:
        yield from _broken(line)


def _media(indent: str, media: str, rules: str) -> Iterator[str]:
    yield f"{indent}{media} {{"
    for rule in re.findall(r"[^{}]+\{[^{}]*\}", rules):
        yield from _lines(f"{indent}{INDENT}{rule.strip()}")
    yield f"{indent}}}"


def _rule(indent: str, selector: str, body: str) -> Iterator[str]:
    yield from _lines(f"{indent}{selector} {{")
    for declaration in _parts(body, ";"):
        yield from _lines(f"{indent}{INDENT}{declaration};")
    yield f"{indent}}}"


def _comment(indent: str, text: str) -> Iterator[str]:
    line = f"{indent}/*"
    for word in [*text.split(), "*/"]:
        if len(line) + 1 + len(word) > LINE_CHARS:
            yield line
            line = f"{indent}  "
        line += f" {word}"
    yield line


def _broken(line: str) -> Iterator[str]:
    """Puts as many parts in a line as there is room for, and each selector of a rule in a line of its own."""
    indent = line[: len(line) - len(line.lstrip())]
    is_selector = line.endswith("{")
    parts = _parts(line.strip(), ",")
    deeper = indent if is_selector else indent + INDENT
    written = indent + parts[0]

    for part in parts[1:]:
        if is_selector or len(written) + 3 + len(part) > LINE_CHARS:
            yield f"{written},"
            written = deeper + part
        else:
            written += f", {part}"
    yield written


def _parts(text: str, separator: str) -> list[str]:
    """Split where it stands outside of brackets and quotation marks."""
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        depth += (letter == "(") - (letter == ")") if not quote else 0

        if letter == separator and not depth and not quote:
            parts.append("")
        else:
            parts[-1] += letter

    return [part.strip() for part in parts if part.strip()]


def main() -> int:
    parser = argparse.ArgumentParser(prog="css", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="name the files that would change, and change none")
    asked = parser.parse_args()

    files = {path: path.read_text(encoding="utf-8") for path in sorted(asked.folder.rglob("*.css"))}
    wrong = [path for path, text in files.items() if formatted(text) != text]
    for path in wrong:
        if asked.check:
            print(f"{path}: lines of more than {LINE_CHARS} characters; `make format` breaks them")
        else:
            path.write_text(formatted(files[path]), encoding="utf-8")

    return 1 if asked.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
