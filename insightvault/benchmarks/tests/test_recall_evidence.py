import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from insightvault.benchmarks.recall.asking import IMPERSONAL, NO_MEMORY
from insightvault.benchmarks.recall.evidence import Answered, of_folds, shares
from insightvault.fake_model_server import ModelServer

pytestmark = pytest.mark.once
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
    assert found["evidence among what enters the prompt"] == 0.5
    assert found["answerable questions that get none"] == 0.5

    assert found["questions that need none and get some (of 2)"] == 0.5


def test_each_fifth_of_the_conversations_is_measured_alone() -> None:
    gold = [{**row, "user_id": f"person {at}", "question_id": f"q{at}"} for at, row in enumerate([GOLD[0]] * 10)]
    # The first two of ten conversations are the first fifth; nobody asks the last two anything that can be answered.
    gold[8:] = [{**row, "answerable": False} for row in gold[8:]]
    answered = [Answered("q0", ["x", "a"]), Answered("q1", ["x"]), Answered("q7", ["a"])]
    answered.append(Answered("q2", ["a"], is_needless=True))

    found = {share.name: share.value for share in of_folds(answered, gold)}
    assert found == {
        "recall@10, fold 1 of 5 (2)": 0.5,
        "recall@10, fold 2 of 5 (2)": 0,
        "recall@10, fold 3 of 5 (2)": 0,
        "recall@10, fold 4 of 5 (2)": 0.5,
    }


def test_the_number_of_memories_is_measured_by_what_it_keeps() -> None:
    answered = [Answered("q1", ["a", "x", "y", "z"], kept=1), Answered("q2", ["b", "x", "y", "c"], kept=2)]
    found = {share.name: share.value for share in shares([*answered, Answered("n", [], is_needless=True)], GOLD)}
    assert found["of the first 8, what enters the prompt"] == 3 / 8
    assert found["of the evidence among the first 8, what enters"] == 2 / 3
    assert found["evidence among what enters the prompt"] == 2 / 3


def test_two_hundred_questions_need_no_memory() -> None:
    lines = NO_MEMORY.read_text(encoding="utf-8").splitlines()
    questions = [line for line in lines if line and line[0] != "#"]
    assert len(questions) == len(set(questions)) == 200


def test_two_hundred_answerable_questions_speak_of_nobody() -> None:
    lines = [line for line in IMPERSONAL.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    questions = [line.partition("\t")[2] for line in lines]
    assert len(questions) == len(set(questions)) == 200
    assert not [question for question in questions if re.search(r"\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur)\b", question)]


def test_questions_that_speak_of_nobody_are_counted_by_the_pair_that_answers_them() -> None:
    answered = [Answered("s1", ["x", "a"], answered_by="a"), Answered("s2", [], answered_by="b")]
    found = [share.value for share in shares([*answered, Answered("n", [], is_needless=True)], GOLD)]
    assert found[-2:] == [0.5, 0.5] and found[0] == 0


def test_a_folder_without_the_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"has no turns\.jsonl"):
        call_command("benchmark", "recall", "--data", str(tmp_path))

    with pytest.raises(CommandError, match="--data"):
        call_command("benchmark", "recall")


def test_json_is_what_a_program_reads() -> None:
    assert json.dumps([share.value for share in shares([Answered("q1", ["a"]), Answered("n", [], True)], GOLD)])


TURN = {"user_id": "ann", "session_id": "s", "session_time": "2026-01-05T10:00:00", "time": "2026-01-05T10:00:00"}
TURN |= {"speaker": "user", "role": "user", "caption": ""}
ASKED = {"question_id": "q1", "user_id": "ann", "asked_at": "2026-03-05T10:00:00", "question": "rest at nights"}


def test_with_an_embedding_model_stored_texts_and_questions_get_vectors(
    tmp_path: Path, model_server: ModelServer, settings: Settings
) -> None:
    settings.EMBEDDING_MODEL, settings.EMBEDDING_BASE_URL = "test-encoder", model_server.base_url
    turns = [{**TURN, "pair_id": pair, "text": text} for pair, text in (("a", "Awake at four"), ("b", "Trains"))]

    for name, rows in (("turns", turns), ("questions", [ASKED]), ("gold", [{**GOLD[0], "user_id": "ann"}])):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    out = StringIO()
    call_command("benchmark", "recall", "--data", str(tmp_path), "--folds", stdout=out)
    assert "With vectors of test-encoder" in out.getvalue() and "fold 1 of 5 (1)" in out.getvalue()
    assert {"Awake at four", "rest at nights"} <= set(model_server.embedded)


def test_a_filled_vault_is_gone_on_in(tmp_path: Path, settings: Settings) -> None:
    settings.DATABASE_URL = ""
    out = StringIO()

    for rows in ("40", "60"):
        call_command("benchmark", "recall", "--rows", rows, "--filled", str(tmp_path), stdout=out)

    # Beside the filled ones, a hundred that were each indexed alone in the first run.
    assert "One person has 104 of 60 interactions" in out.getvalue()


def test_questions_about_the_world_have_a_line_of_their_own() -> None:
    answered = [Answered("w1", ["a"], is_of_world=True), Answered("w2", [], is_of_world=True)]
    found = {share.name: share for share in shares([Answered("q1", ["a"]), *answered], GOLD)}
    of_world = found["questions about the world that get some (of 2)"]
    assert of_world.value == 0.5 and of_world.is_needless
