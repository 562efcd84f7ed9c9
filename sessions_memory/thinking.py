"""Parts a model's thinking from its answer, for answers, titles, summaries and imports. Pure.

Servers part them themselves, or leave marks in the text: of an opening and a closing mark either may be missing. A mark
that an answer only speaks of, in code or within a sentence, is none.
"""

import itertools
import re
from dataclasses import dataclass
from typing import Literal

# Tags as DeepSeek, Qwen and others have them; the channels of gpt-oss; the marks of Mistral, Cohere and Kimi.
TAGS = ("think", "thinking", "thought", "reasoning", "seed:think")
FINAL = "<|channel|>final<|message|>"
PAIRS: tuple[tuple[str, str], ...] = (
    *((f"<{tag}>", f"</{tag}>") for tag in TAGS),
    ("<|channel|>analysis<|message|>", FINAL),
    ("<|start|>assistant<|channel|>analysis<|message|>", FINAL),
    ("<|channel|>commentary<|message|>", FINAL),
    ("analysis<|message|>", FINAL),
    ("[THINK]", "[/THINK]"),
    ("<|START_THINKING|>", "<|END_THINKING|>"),
    ("◁think▷", "◁/think▷"),
)
# They only say that an answer begins or ends.
BARE_OPENINGS = (FINAL, f"<|start|>assistant{FINAL}", "<|START_RESPONSE|>")
ENDINGS = re.compile(r"<\|(?:end|return|END_RESPONSE|call)\|>\Z")
_CLOSINGS = "|".join(re.escape(closing) for closing in dict.fromkeys(closing for _, closing in PAIRS))
CLOSING = re.compile(_CLOSINGS)
# Between channels of gpt-oss.
CHANNEL_ENDS = re.compile(r"<\|(?:end|start)\|>(?:assistant)?")
FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
# What in the middle of a text begins a line: the border of code, or thinking.
LINE_MARKS = re.compile(rf"^(?: {{0,3}}(?:```|~~~)|<(?P<tag>{'|'.join(TAGS)})>)", re.MULTILINE)
LINE_CLOSINGS = {tag: re.compile(rf"</{tag}>[^\S\n]*+$", re.MULTILINE) for tag in TAGS}
# More closing marks are no model's.
CLOSINGS_READ = 20
# The end of a sentence, after which a closing mark is no word of it.
ENDS = (".", "!", "?", "…", ":", "。", "！", "？", "\n", ")", "*", "”", '"')


@dataclass(frozen=True, slots=True)
class Parted:
    thinking: str
    text: str


def parted(text: str, *, is_short: bool = False) -> Parted:
    """A whole text. `is_short`: a title or the like, which doesn't speak of marks: each closing one is one."""
    if not _has_mark(text):
        return Parted("", text)

    splitter = ThinkSplitter()
    thinking, rest = splitter.split(text)
    rest += splitter.rest()
    late = late_parted(rest, has_thought=bool(thinking), is_short=is_short)
    thoughts = [cleaned(part).strip() for part in (thinking, late.thinking)]

    return Parted("\n\n".join(part for part in thoughts if part), late.text.strip())


def cleaned(thinking: str) -> str:
    """Without the marks that stand between channels."""
    return CHANNEL_ENDS.sub("", thinking) if "<|" in thinking else thinking


def late_parted(text: str, *, has_thought: bool = False, is_short: bool = False) -> Parted:
    """Of a text whose opening marks at its beginning were taken out: thinking that only its end shows as such."""
    if not _has_mark(text):
        return Parted("", text)

    thinking = ""
    if not has_thought and (closing := _stray(text, is_short=is_short)):
        thinking, text = text[: closing.start()], text[closing.end() :].lstrip()

    blocks, text = _without_blocks(text)
    thoughts = [part for part in (thinking.strip(), *blocks) if part]
    has_ending = ENDINGS.search(text.rstrip())

    return Parted("\n\n".join(thoughts), text[: has_ending.start()].rstrip() if has_ending else text)


def _has_mark(text: str) -> bool:
    return any(sign in text for sign in ("<", "[/THINK]", "◁", "[THINK]"))


def _stray(text: str, *, is_short: bool) -> re.Match[str] | None:
    """The closing mark without an opening one, if there is one that ends thinking."""
    for closing in itertools.islice(CLOSING.finditer(text), CLOSINGS_READ):
        before, after = text[: closing.start()].rstrip(" \t"), text[closing.end() :]
        if is_short or closing[0] == FINAL:
            return closing

        stands_apart = not after or after[0] == "\n" or (after[0].isspace() and before.endswith(ENDS))
        if stands_apart and not _is_in_code(text, closing.start()) and f"<{closing[0][2:]}" not in before:
            return closing

    return None


def _without_blocks(text: str) -> tuple[list[str], str]:
    """Thinking in the middle of an answer, in blocks whose opening mark begins a line and whose closing ends one."""
    blocks: list[str] = []
    kept: list[str] = []
    at, end, is_code = 0, 0, False

    while mark := LINE_MARKS.search(text, at):
        tag, at = mark["tag"], mark.end()
        if tag is None:
            is_code = not is_code
        elif not is_code:
            closing = LINE_CLOSINGS[tag].search(text, at)
            if closing is None:
                break
            blocks.append(text[at : closing.start()].strip())
            kept.append(text[end : mark.start()])
            at = end = min(closing.end() + 1, len(text))

    if not blocks:
        return [], text

    rest = text[end:]
    whole = "".join([*kept, rest])
    return blocks, whole if rest else whole.removesuffix("\n")


def _is_in_code(text: str, place: int) -> bool:
    before = text[:place]
    line = before[before.rfind("\n") + 1 :]
    return len(FENCE.findall(before)) % 2 == 1 or line.count("`") % 2 == 1


class ThinkSplitter:
    """Parts thinking at the start of an answer from the answer, however the pieces fall."""

    def __init__(self) -> None:
        self._state: Literal["start", "inside", "after"] = "start"
        self._unread = ""
        self._closing = ""

    def split(self, text: str) -> tuple[str, str]:
        """(thinking, answer) that are certain by now."""
        if self._state == "after" or not text:
            return "", text

        self._unread += text
        thinking = ""
        while self._decides():
            if self._is_answer():
                return thinking, self._let_go()

            thinking += self._inner()
            if self._state == "inside":
                break

        return thinking, ""

    def rest(self) -> str:
        return self._let_go() if self._state == "start" else ""

    def _decides(self) -> bool:
        """Whether it is known in what it is."""
        if self._state != "start":
            return True

        head = self._unread = self._unread.lstrip()
        for opening, closing in PAIRS:
            if head.startswith(opening):
                self._state, self._closing, self._unread = "inside", closing, head[len(opening) :].lstrip()
                return True

        bare = next((opening for opening in BARE_OPENINGS if head.startswith(opening)), "")
        if not bare and _may_open(head):
            return False

        self._state, self._unread = "after", head[len(bare) :].lstrip() if bare else head
        return True

    def _is_answer(self) -> bool:
        return self._state == "after"

    def _inner(self) -> str:
        inner, closing, rest = self._unread.partition(self._closing)
        if closing:
            # Another one may follow at once.
            self._state, self._unread = "start", rest
            return inner

        keep = next((n for n in range(len(self._closing) - 1, 0, -1) if inner.endswith(self._closing[:n])), 0)
        self._unread = inner[len(inner) - keep :]
        return inner[: len(inner) - keep]

    def _let_go(self) -> str:
        held, self._unread = self._unread, ""
        return held


def _may_open(head: str) -> bool:
    return any(opening.startswith(head) for opening in (*(pair[0] for pair in PAIRS), *BARE_OPENINGS))
