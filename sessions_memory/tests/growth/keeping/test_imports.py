"""What imports bring, change and take, as growth sees it."""

from pathlib import Path
from typing import Any

from django.core.management import call_command

from sessions_memory.growth.keeping.refreshing import refresh
from sessions_memory.models import Growth, Insight, ReadSession, Theme, ThemeMember, UserInteraction
from sessions_memory.tests.exports import AT, chatgpt_conversation, chatgpt_zip
from sessions_memory.tests.growth.histories import GARTEN
from sessions_memory.tests.growth.keeping.histories import names

DAY = 24 * 60 * 60


def bring(person: Any, folder: Path, *, first: str = GARTEN[0][0], updated: int = AT) -> None:
    """The garden, a conversation each session; `first`: its first question."""
    questions = [[first, GARTEN[0][1]], *GARTEN[1:]]
    conversations = [
        chatgpt_conversation(f"c{number}", [(question, "Ja.") for question in own], updated=updated)
        for number, own in enumerate(questions)
    ]
    for number, conversation in enumerate(conversations):
        for node in conversation["mapping"].values():
            if node["message"]:
                node["message"]["create_time"] += number * DAY

    path = folder / f"{updated}.zip"
    path.write_bytes(chatgpt_zip(*conversations))
    call_command("import_history", str(path), "--user", person.username)


def rows() -> list[list[dict[str, Any]]]:
    tables: tuple[Any, ...] = (Theme, ThemeMember, ReadSession)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_an_import_that_ends_is_marked_and_read(ann: Any, bob: Any, tmp_path: Path) -> None:
    bring(ann, tmp_path)
    assert [row.user_id for row in Growth.objects.filter(changed_at__isnull=False)] == [ann.pk]
    assert refresh(ann)
    assert names(ann) == ["Tomaten"] and names(bob) == []


def test_the_same_file_again_changes_nothing(ann: Any, tmp_path: Path) -> None:
    bring(ann, tmp_path)
    assert refresh(ann)
    before = rows()
    bring(ann, tmp_path)
    assert refresh(ann)
    assert rows() == before


def test_words_that_a_newer_copy_changed_are_gone_from_growth_at_once(ann: Any, tmp_path: Path) -> None:
    bring(ann, tmp_path, first=f"Ich habe gestern die Fahrprüfung bestanden. {GARTEN[0][0]}")
    assert refresh(ann)
    assert Insight.objects.filter(kind="milestone").count() == 1
    bring(ann, tmp_path, updated=AT + DAY)
    assert not Insight.objects.filter(kind="milestone").exists()
    assert not ReadSession.objects.filter(session__source_id="c0").exists()
    assert Theme.objects.get().words == []

    assert refresh(ann)
    assert names(ann) == ["Tomaten"] and UserInteraction.objects.filter(user_question=GARTEN[0][0]).exists()
