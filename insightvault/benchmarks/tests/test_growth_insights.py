import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insightvault.benchmarks.figures import Report
from insightvault.benchmarks.growth import firings
from insightvault.benchmarks.growth.insights import (
    FRESH,
    HELD_BACK,
    MESSAGES,
    UNSEEN,
    Message,
    messages_in,
    scored,
)
from sessions_memory.growth.rules.confidence import DRAWN, READ_BY_EYE, UNREAD

pytestmark = pytest.mark.once
# Of milestones and of breakthroughs.
FOUND_UNSEEN = {
    "told_to_a_friend": (("", 0.75, 0.75), (" (German)", 0.6, 0.8)),
    "told_and_asked": (("", 0.85, 0.95), (" (German)", 0.85, 0.9)),
}
# Those that say it as few do: of either kind, in English and in German.
FOUND_FRESH = {
    "seldom_said": (0.9, 0.75),
    "told_in_passing": (0.8, 0.65),
    "far_apart": (0.8, 0.6),
    "plain_news": (0.7, 0.7),
    "said_by_few": (0.7, 0.6),
}
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


@pytest.mark.parametrize("file", FRESH, ids=lambda file: file.stem)
def test_nearly_as_much_is_reached_on_what_was_written_without_a_look_at_the_rules(file: Path) -> None:
    figures = figures_of(file)
    english, german = FOUND_FRESH.get(file.stem, (0.8, 0.8))
    for which, precision, recall in (("", 0.95, english), (" (German)", 0.9, german)):
        assert figures[f"precision{which}"] >= precision
        assert figures[f"recall of milestones{which}"] >= recall
        assert figures[f"recall of breakthroughs{which}"] >= recall


@pytest.mark.parametrize("file", UNSEEN, ids=lambda file: file.stem)
def test_what_nobody_built_on_is_found_rightly_if_less_often(file: Path) -> None:
    figures = figures_of(file)
    for which, milestones, breakthroughs in FOUND_UNSEEN[file.stem]:
        assert figures[f"precision{which}"] >= 0.95
        assert figures[f"recall of milestones{which}"] >= milestones
        assert figures[f"recall of breakthroughs{which}"] >= breakthroughs


def test_half_of_what_nobody_built_on_are_traps() -> None:
    labels = Counter(message.label for file in UNSEEN for message in messages_in(file))
    assert labels["none"] >= 0.4 * labels.total()


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


def test_how_sure_a_rule_is_comes_from_what_was_read() -> None:
    read: dict[str, list[bool]] = {}
    for firing, verdict in firings.read_verdicts().items():
        read.setdefault(firing.rule, []).append(verdict == firings.RIGHT)
    drawn = {rule: (sum(right) + DRAWN * UNREAD) / (len(right) + DRAWN) for rule, right in read.items()}
    assert {rule: round(share, 2) for rule, share in drawn.items()} == READ_BY_EYE


def test_what_is_found_in_conversations_is_counted_with_what_was_read(tmp_path: Path) -> None:
    known = next(iter(firings.read_verdicts()))
    turn = {"turn_id": known.turn, "role": "user", "time": "2024-05-01T00:00:00", "text": "I passed the bar exam."}
    answer = {**turn, "role": "assistant"}
    (tmp_path / "turns.jsonl").write_text("\n".join(map(json.dumps, (turn, answer))), encoding="utf-8")
    report = Report("growth", "no database")
    firings.add(report, tmp_path)
    assert report.figures[0].value == 1
