"""A ChatGPT export of any size, of made-up words: conversations of ten messages in a ZIP, written as a stream."""

import itertools
import json
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MESSAGES = 10
QUESTION_WORDS, ANSWER_WORDS = 25, 90
IN_ONE_FILE = 500
BEGINNING = 1_680_000_000
SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yi zo tra ster pli con ment".split()
COMMON = "the a of to and in is that it for on with as was I you my not be this have are but".split()


def write_export(path: Path, *, conversations: int = 0, json_bytes: int = 0) -> int:
    """Writes so many conversations, or as many as fill so many bytes unpacked; returns how many."""
    made = _conversations(random.Random(path.name))
    if conversations:
        made = itertools.islice(made, conversations)

    written = size = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in itertools.count():
            part = list(itertools.islice(made, IN_ONE_FILE))
            if not part or (json_bytes and size >= json_bytes):
                return written

            content = json.dumps(part, ensure_ascii=False).encode()
            archive.writestr(f"conversations-{number:03}.json", content)
            written, size = written + len(part), size + len(content)

    raise AssertionError("the parts have no end")


def _conversations(rng: random.Random) -> Iterator[dict[str, Any]]:
    words = COMMON + sorted({"".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(20_000)})
    # In any language few words are said often, and most are rare.
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))

    def text(count: int) -> str:
        said = rng.choices(words, cum_weights=weights, k=rng.randint(count // 2, count * 3 // 2))
        return " ".join(said).capitalize() + "."

    for number in itertools.count():
        yield conversation(number, text(4), [text(ANSWER_WORDS if n % 2 else QUESTION_WORDS) for n in range(MESSAGES)])


def conversation(number: int, title: str, texts: list[str]) -> dict[str, Any]:
    """`texts`: the person's and the model's in turn. The number names it, as its id does in an export."""
    begun = BEGINNING + 3_600 * number
    nodes: dict[str, Any] = {"root": {"id": "root", "message": None, "parent": None, "children": []}}
    last = "root"

    for place, text in enumerate(texts):
        name = f"{number:08x}-{place:04x}"
        nodes[last]["children"].append(name)
        nodes[name] = {"id": name, "message": _message(name, place, text, begun), "parent": last, "children": []}
        last = name

    return {
        "title": title,
        "create_time": begun,
        "update_time": begun + 60 * len(texts),
        "mapping": nodes,
        "current_node": last,
        "conversation_id": f"c-{number:08x}",
        "id": f"c-{number:08x}",
        "default_model_slug": "gpt-4o",
        "is_archived": False,
    }


def _message(name: str, place: int, text: str, begun: float) -> dict[str, Any]:
    is_answer = place % 2
    return {
        "id": name,
        "author": {"role": "assistant" if is_answer else "user", "name": None, "metadata": {}},
        "create_time": begun + 60 * place,
        "update_time": None,
        "content": {"content_type": "text", "parts": [text]},
        "status": "finished_successfully",
        "end_turn": True if is_answer else None,
        "weight": 1.0,
        "metadata": {"model_slug": "gpt-4o"} if is_answer else {},
        "recipient": "all",
        "channel": None,
    }
