"""The pages of areas: made, changed, ordered, archived and deleted; a session that is begun in one or moved."""

import pytest
from django.test import Client

from insightvault.accounts.models import User
from sessions_memory import lifecycle
from sessions_memory.areas import keeping
from sessions_memory.models import Area, Deletion, Note, UserInteraction, UserSession
from sessions_memory.tests.areas.made import area_of, said_in

FIELDS = {"name": "Work", "colour": "blue", "recalls": "own"}
TREE = "The quince tree lost its leaves"


def test_an_area_is_made_and_stands_in_the_sidebar_of_its_person_alone(as_ann: Client, as_bob: Client) -> None:
    page = as_ann.post("/areas/", FIELDS | {"is_closed": "on", "instructions": "Be brief."}, follow=True)
    area = Area.objects.get()
    assert (area.name, area.colour, area.is_closed, area.instructions) == ("Work", "blue", True, "Be brief.")
    assert "Closed: nothing of it is recalled elsewhere." in page.content.decode()

    assert f'href="/areas/{area.pk}/"' in as_ann.get("/history/").content.decode()
    assert f"/areas/{area.pk}/" not in as_bob.get("/history/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        *({"name": ""}, {"name": "  "}, {"name": "x" * 61}, {"colour": "pink"}, {"recalls": "none"}),
        {"instructions": "x" * 4001},
    ],
)
def test_what_no_area_can_have_gets_a_sentence(as_ann: Client, ann: User, wrong: dict[str, str]) -> None:
    area = area_of(ann, "Family")
    for address in ("/areas/", f"/areas/{area.pk}/"):
        page = as_ann.post(address, FIELDS | wrong)
        assert page.status_code == 422
        assert "field-error" in page.content.decode()

    assert list(Area.objects.values_list("name", flat=True)) == ["Family"]


def test_one_area_too_many_is_refused_with_a_sentence(
    as_ann: Client, ann: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AREAS_MAX", 1)
    area_of(ann)
    page = as_ann.post("/areas/", FIELDS)
    assert (page.status_code, Area.objects.count()) == (422, 1)
    assert "the most there can be" in page.content.decode()


def test_the_page_of_an_area_lists_its_sessions_and_says_what_it_recalls(as_ann: Client, ann: User) -> None:
    area = area_of(ann)
    said_in(area, ann, TREE)
    said_in(None, ann, "Something else entirely")
    page = as_ann.get(f"/areas/{area.pk}/").content.decode()
    assert "Answers here recall only this area." in page
    assert TREE in page.partition("<main")[2]
    assert "Something else" not in page.partition("<main")[2]


def test_an_area_is_changed_and_ordered_and_archived(as_ann: Client, ann: User) -> None:
    first, second = area_of(ann), area_of(ann, "Family")
    as_ann.post(f"/areas/{second.pk}/shift/", {"to": "up"})
    as_ann.post(f"/areas/{first.pk}/", FIELDS | {"name": " Paid \n work "})
    as_ann.post(f"/areas/{second.pk}/archive/", {"archived": "1"})
    assert list(Area.objects.in_order().values_list("name", flat=True)) == ["Family", "Paid work"]
    assert f'href="/areas/{second.pk}/"' not in as_ann.get("/history/").content.decode()


def test_a_new_session_is_in_the_area_that_is_open(as_ann: Client, ann: User) -> None:
    area = area_of(ann)
    as_ann.post("/s/start/", {"area": area.pk})
    assert UserSession.objects.get().area == area
    assert f'<input type="hidden" name="area" value="{area.pk}">' in as_ann.get("/").content.decode()

    as_ann.post("/s/start/")
    assert set(UserSession.objects.values_list("area", flat=True)) == {area.pk, None}


def test_a_session_is_moved_from_its_menu_and_out_again(as_ann: Client, ann: User) -> None:
    area, row = area_of(ann), said_in(None, ann, TREE)
    choice = as_ann.get(f"/s/{row.session_id}/area/", headers={"HX-Request": "true"}).content.decode()
    assert f'value="{area.pk}"' in choice
    assert "<html" not in choice

    as_ann.post(f"/s/{row.session_id}/area/", {"area": area.pk})
    assert UserSession.objects.get().area == area
    as_ann.post(f"/s/{row.session_id}/area/", {"area": ""})
    assert UserSession.objects.get().area is None


def test_nothing_is_moved_into_another_person_s_area(as_bob: Client, ann: User, bob: User) -> None:
    row = said_in(None, bob, TREE)
    address = f"/s/{row.session_id}/area/"
    assert as_bob.post(address, {"area": area_of(ann).pk}).status_code == 404
    assert as_bob.post("/s/start/", {"area": area_of(ann).pk}).status_code == 404
    assert as_bob.post("/notes/", {"text": "A note", "area": area_of(ann).pk}).status_code == 404
    assert UserSession.objects.get(pk=row.session_id).area is None


def test_a_temporary_session_is_not_moved(as_ann: Client, ann: User) -> None:
    session = lifecycle.start_temporary_session(ann)
    assert as_ann.get(f"/s/{session.pk}/area/").status_code == 404


def test_a_note_of_an_area_is_written_on_its_page_and_stands_there_alone(as_ann: Client, ann: User) -> None:
    area = area_of(ann)
    as_ann.post("/notes/", {"text": "My desk is by the window.", "area": area.pk})
    assert Note.objects.get().area == area
    assert "by the window" in as_ann.get(f"/areas/{area.pk}/").content.decode()
    assert "by the window" not in as_ann.get("/memory/").content.decode()


def test_an_area_alone_is_deleted_and_its_sessions_stay(as_ann: Client, ann: User) -> None:
    area = area_of(ann, is_closed=True)
    row = said_in(area, ann, TREE)
    assert "recalled everywhere" in as_ann.get(f"/areas/{area.pk}/delete/").content.decode()
    as_ann.post(f"/areas/{area.pk}/delete/")
    assert not Area.objects.exists()
    assert UserSession.objects.get(pk=row.session_id).area is None


def test_an_area_is_deleted_with_all_that_was_said_in_it(as_ann: Client, ann: User, bob: User) -> None:
    area, kept = area_of(ann), said_in(None, ann, "Something else")
    said_in(area, ann, TREE)
    said_in(area, ann, "And the fig")
    Note.objects.create(user=ann, text="My desk is by the window.", area=area)
    said_in(area_of(bob), bob, TREE)

    preview = as_ann.get(f"/areas/{area.pk}/forget/").content.decode()
    assert "2 questions" in preview
    assert "2 sessions" in preview
    assert "1 note" in preview

    report = as_ann.post(f"/areas/{area.pk}/forget/", follow=True).content.decode()
    assert "Deleted" in report
    assert list(UserInteraction.objects.owned_by(ann)) == [kept]
    assert not (Area.objects.owned_by(ann).exists() or Note.objects.exists())
    assert UserInteraction.objects.owned_by(bob).count() == 1
    assert (Deletion.objects.get().sessions, Deletion.objects.get().notes) == (2, 1)


def test_deleting_everything_takes_areas_along(as_ann: Client, ann: User, bob: User) -> None:
    area_of(ann)
    area_of(bob)
    as_ann.post("/forget/", {"scope": "all"})
    assert list(Area.objects.values_list("user", flat=True)) == [bob.pk]


def test_a_receipt_says_in_which_area_recall_looked(as_ann: Client, ann: User) -> None:
    row = said_in(None, ann, TREE)
    row.context_used = {"items": [], "area": area_of(ann).source_id, "recalls": "own"}
    row.save()
    assert "Looked only in the area “Work”." in as_ann.get(f"/interactions/{row.pk}/receipt/").content.decode()
