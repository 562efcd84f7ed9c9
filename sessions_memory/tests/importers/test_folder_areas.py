"""Projects and folders of another app that become areas, because the person said so in the look before the import."""

from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory.areas import keeping
from sessions_memory.importers.storing import instalments
from sessions_memory.models import Area, ImportJob, UserSession
from sessions_memory.tests.areas.made import area_of
from sessions_memory.tests.exports import chatgpt_conversation, chatgpt_json, chatgpt_zip
from sessions_memory.tests.importers.test_choice_views import looked_at, press, words
from sessions_memory.tests.importing import work_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]
Headers = dict[str, str]


def in_project(name: str, folder: str, turns: int = 1) -> dict[str, Any]:
    project = f"g-p-68a1b2c3d4e5f60718293a4b5c6d7e8f-{folder}" if folder else None
    return chatgpt_conversation(name, [(f"Why {name}?", "So.")] * turns, gizmo_id=project)


FILE = (in_project("a", "garden"), in_project("b", "garden"), in_project("c", "novel"), in_project("d", ""))


def areas() -> dict[str, str]:
    """The area of each session, by its name."""
    return dict(UserSession.objects.filter(area__isnull=False).values_list("source_id", "area__name"))


def imported(client: Client, person: User, folders: Sequence[str], *conversations: Any) -> ImportJob:
    job = looked_at(person, *conversations)
    press(client, job, "import", has_folders="1", folder=folders)
    work_all()
    return job


def test_what_is_ticked_becomes_an_area_and_the_result_names_it(as_ann: Client, ann: User) -> None:
    page = words(as_ann.get(f"/import/{looked_at(ann, *FILE).pk}/"))
    assert "garden (2)" in page and "novel (1)" in page

    job = imported(as_ann, ann, ["garden", "no folder of it"], *FILE)
    assert areas() == {"a": "garden", "b": "garden"}
    area = Area.objects.get()
    assert (area.user, area.recalls, area.is_closed) == (ann, "own", False)
    assert "Areas made: garden" in words(as_ann.get(f"/import/{job.pk}/"))


def test_nothing_becomes_an_area_unasked(as_ann: Client, ann: User) -> None:
    imported(as_ann, ann, [], *FILE)
    assert UserSession.objects.count() == 4
    assert not Area.objects.exists()


def test_importing_everything_keeps_the_ticks_of_folders(as_ann: Client, ann: User) -> None:
    job = looked_at(ann, *FILE)
    press(as_ann, job, "", has_folders="1", folder=["novel"])
    assert as_ann.get(f"/import/{job.pk}/").content.decode().count('name="folder" value="novel" checked') == 1
    as_ann.post(f"/import/{job.pk}/everything/")
    work_all()
    assert areas() == {"c": "novel"}


def test_an_area_of_the_same_name_is_joined_and_none_of_somebody_else(as_ann: Client, ann: User, bob: User) -> None:
    mine = area_of(ann, "Garden", is_closed=True)
    area_of(bob, "novel")
    job = imported(as_ann, ann, ["garden", "novel"], *FILE)
    assert list(mine.sessions.order_by("source_id").values_list("source_id", flat=True)) == ["a", "b"]
    assert Area.objects.owned_by(ann).count() == 2
    assert words(as_ann.get(f"/import/{job.pk}/")).count("garden") == 0


def test_importing_again_changes_nothing_that_was_decided_since(as_ann: Client, ann: User) -> None:
    imported(as_ann, ann, ["garden"], *FILE)
    garden = Area.objects.get()
    keeping.put(UserSession.objects.get(source_id="a"), None)
    keeping.change(garden, name="Beds")
    imported(as_ann, ann, ["garden", "novel"], *FILE)
    assert areas() == {"b": "Beds"}
    assert list(Area.objects.values_list("name", flat=True)) == ["Beds"]

    imported(as_ann, ann, ["garden"], *FILE, in_project("e", "garden"))
    assert areas() == {"b": "Beds", "e": "garden"}


def test_a_long_conversation_is_in_its_area_from_its_first_part_on(
    as_ann: Client, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instalments, "TURNS", 2)
    imported(as_ann, ann, ["garden"], in_project("a", "garden", turns=7))
    assert areas() == {"a": "garden"}


def test_what_finds_no_room_among_the_areas_comes_in_and_is_told(
    as_ann: Client, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AREAS_MAX", 1)
    job = imported(as_ann, ann, ["garden", "novel"], *FILE)
    assert UserSession.objects.count() == 4 and Area.objects.count() == 1
    assert "did not become areas" in words(as_ann.get(f"/import/{job.pk}/"))


def test_deleting_the_source_takes_along_what_it_left_empty(as_ann: Client, ann: User) -> None:
    imported(as_ann, ann, ["garden", "novel"], *FILE)
    keeping.change(Area.objects.get(name="novel"), instructions="Ask back.")
    area_of(ann, "Of her own")
    as_ann.post("/forget/", {"scope": "source", "source": "chatgpt"})
    assert not UserSession.objects.exists()
    assert sorted(Area.objects.values_list("name", flat=True)) == ["Of her own", "novel"]


def test_a_program_names_folders_or_takes_all(client: Client, ann: User, ann_token: Headers) -> None:
    def sent(export: bytes, **fields: Any) -> int:
        files = SimpleUploadedFile("a.zip", export)
        answer = client.post("/import", {"files": files, **fields}, headers=ann_token)
        work_all()
        return int(answer.json()["id"])

    pk = sent(chatgpt_zip(*FILE), mode="look")
    chosen = {"areas": ["garden"]}
    client.post(f"/import/{pk}/start", chosen, content_type="application/json", headers=ann_token)
    work_all()
    assert areas() == {"a": "garden", "b": "garden"}
    assert client.get(f"/import/{pk}", headers=ann_token).json()["areas"] == [Area.objects.get().pk]

    sent(chatgpt_zip(in_project("f", "novel")), areas="all")
    assert areas()["f"] == "novel"


def test_the_terminal_takes_all(ann: User, tmp_path: Path) -> None:
    file, out = tmp_path / "conversations.json", StringIO()
    file.write_bytes(chatgpt_json(*FILE))
    call_command("import_history", str(file), "--user", "ann", "--areas", stdout=out)
    assert areas() == {"a": "garden", "b": "garden", "c": "novel"}
    assert "Area made: garden" in out.getvalue()
