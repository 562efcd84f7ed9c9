import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insightvault.benchmarks.recall.asking import NO_MEMORY
from insightvault.benchmarks.recall.evidence import Answered, shares

GOLD = [
    {"question_id": "q1", "category": "single", "answerable": True, "evidence": {"pair": ["a"]}},
    {"question_id": "q2", "category": "multi", "answerable": True, "evidence": {"pair": ["b", "c"]}},
    {"question_id": "q3", "category": "multi", "answerable": False, "evidence": {"pair": ["d"]}},
]


def test_evidence_is_counted_per_question_and_an_unanswered_one_finds_nothing() -> None:
    answered = [
        Answered("q2", ["x", "b"]),
        Answered("n1", ["a"], is_needless=True),
        Answered("n2", [], is_needless=True),
    ]
    found = {share.name: share.value for share in shares(answered, GOLD)}
    assert found["recall@1"] == 0 and found["recall@5"] == found["recall@10"] == 0.25
    assert found["recall@10, multi (1)"] == 0.5 and found["recall@10, single (1)"] == 0
    assert found["evidence among what enters the prompt (first 8)"] == 0.5
    assert found["answerable questions that get none"] == 0.5
    assert found["questions that need none and get some (of 2)"] == 0.5


def test_two_hundred_questions_need_no_memory() -> None:
    lines = NO_MEMORY.read_text(encoding="utf-8").splitlines()
    questions = [line for line in lines if line and line[0] != "#"]
    assert len(questions) == len(set(questions)) == 200


def test_a_folder_without_the_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"has no turns\.jsonl"):
        call_command("benchmark", "recall", "--data", str(tmp_path))
    with pytest.raises(CommandError, match="--data"):
        call_command("benchmark", "recall")


def test_json_is_what_a_program_reads() -> None:
    assert json.dumps([share.value for share in shares([Answered("q1", ["a"]), Answered("n", [], True)], GOLD)])
