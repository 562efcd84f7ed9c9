import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insightvault.benchmarks.growth.insights import HELD_BACK, MESSAGES, Message, messages_in, scored

ALONE = {"data": None, "everyday": None, "topics": None, "rows": 0}


def figures_of(file: Path) -> dict[str, float]:
    out = StringIO()
    call_command("benchmark", "growth", **ALONE, insights=file, json=True, stdout=out)
    return {figure["name"]: figure["value"] for figure in json.loads(out.getvalue())["figures"]}


def test_our_own_messages_are_enough_and_half_of_them_traps() -> None:
    messages = messages_in(MESSAGES)
    labels = Counter(message.label for message in messages)
    assert len(messages) >= 300 and labels["none"] >= len(messages) / 2
    assert {message.lang for message in messages} == {"en", "de"}
    assert {message.who for message in messages} == {"user", "assistant"}

    halves = Counter(message.half for message in messages)
    assert set(halves) == {"develop", HELD_BACK} and abs(halves["develop"] - halves[HELD_BACK]) <= 10


def test_what_is_to_be_reached_is_reached_on_our_own_messages() -> None:
    figures = figures_of(MESSAGES)
    for which, precision, recall in (("", 0.95, 0.85), (f" ({HELD_BACK})", 0.95, 0.85), (" (German)", 0.9, 0.7)):
        assert figures[f"precision{which}"] >= precision
        assert figures[f"recall of milestones{which}"] >= recall
        assert figures[f"recall of breakthroughs{which}"] >= recall


def test_figures_are_named_by_language_and_need_no_conversations(tmp_path: Path) -> None:
    file = tmp_path / "messages.jsonl"
    rows = [
        {"text": "I finally handed in my thesis. What now?", "label": "milestone", "lang": "en", "who": "user"},
        {"text": "Ich habe gestern meine Masterarbeit abgegeben.", "label": "none", "lang": "de", "who": "user"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = figures_of(file)
    assert figures["precision"] == figures["recall of milestones"] == 1

    assert figures["precision (German)"] == figures["recall of milestones (German)"] == 0


def test_what_the_assistant_wrote_is_not_looked_at() -> None:
    told = "I finally handed in my thesis."
    assert scored([Message(told, "milestone", "en", "user")]).found == 1
    assert scored([Message(told, "none", "en", "assistant")]).found == 0


@pytest.mark.parametrize("text", ["no json", '["text"]', '{"text": "without a label"}'])
def test_a_file_of_something_else_is_refused_by_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=r"other\.jsonl holds no messages"):
        call_command("benchmark", "growth", **ALONE, insights=file)


def test_a_run_without_anything_to_read_says_what_it_needs() -> None:
    with pytest.raises(CommandError, match="--insights"):
        call_command("benchmark", "growth", **ALONE, insights=None)
