"""Takes a person's question out of what their program puts around it: quotations of files, reminders. Pure.

Programs leave these out when they send the same question once more as a turn that was. So the question alone is what
is recalled for, kept, and known again. Each is read in the programs' own sources.
"""

# Open WebUI, before the end of 2025; editors. The question is in here, at the end of what they put before it: in a page
# that a person pastes behind words of their own, it is no question of theirs.
QUERIES = (("<user_query>", "</user_query>"), ("<userRequest>", "</userRequest>"))
WRAPPED = ("<", "### Task:")
# Open WebUI since then: quotations of files, and the question behind them.
FILES, FILES_END = "### Task:\nRespond to the user query using the provided context", "</context>"
# Cline, Roo Code and their kin, whose questions begin so.
TASKS = (("<task>", "</task>"), ("<user_message>", "</user_message>"))
# What editors have open, and what opencode tells its model beside a question.
ASIDES = (("<environment_details>", "</environment_details>"), ("<system-reminder>", "</system-reminder>"))
PARAGRAPH = "\n\n"


def question_in(text: str, instructions: str) -> str:
    """The whole text where nothing else is found in it. `instructions`: the program's own, without space at its end."""
    found = _without_reminder(_without_asides(_taken_out(text)), instructions).strip()
    return found or text


def _taken_out(text: str) -> str:
    for begin, end in QUERIES:
        start, stop = text.find(begin), text.rfind(end)
        if 0 <= start < stop and text.startswith(WRAPPED) and not text[stop + len(end) :].strip():
            return text[start + len(begin) : stop]

    if text.startswith(FILES):
        return text[text.rfind(FILES_END) + len(FILES_END) :] if FILES_END in text else text
    for begin, end in TASKS:
        if text.startswith(begin) and end in text:
            return text[len(begin) : text.find(end)]

    return text


def _without_asides(text: str) -> str:
    for begin, end in ASIDES:
        text = without(text, begin, end)

    return text


def without(text: str, begin: str, end: str) -> str:
    """What stands from a `begin` to the next `end` is left out, each time."""
    pieces, at = [], 0
    while (start := text.find(begin, at)) >= 0 and (stop := text.find(end, start)) >= 0:
        pieces.append(text[at:start])
        at = stop + len(end)

    return "".join([*pieces, text[at:]])


def _without_reminder(text: str, instructions: str) -> str:
    """aider puts the end of its instructions behind a question once more, whatever they say."""
    text = text.rstrip()
    at = text.find(PARAGRAPH, max(len(text) - _same_end(text, instructions) - len(PARAGRAPH), 1))
    is_repeated = at > 0 and instructions.endswith("\n" + text[at + len(PARAGRAPH) :])
    return text[:at] if is_repeated else text


def _same_end(one: str, other: str) -> int:
    """How many characters."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
