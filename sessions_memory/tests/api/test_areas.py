"""Areas, as a program of ann's keeps them."""

from typing import Any

import pytest
from django.test import Client

from insightvault.accounts.models import User
from insightvault.tests.access.people import program_of
from sessions_memory.areas import keeping
from sessions_memory.models import Area, Deletion, Note, UserInteraction, UserSession
from sessions_memory.tests.areas.made import area_of, said_in

Headers = dict[str, str]
TREE = "The quince tree lost its leaves"


def given(client: Client, headers: Headers, path: str = "/areas") -> Any:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response.content
    return response.json()


def sent(client: Client, headers: Headers, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, body, content_type="application/json", headers=headers)


def test_an_area_is_made_and_listed_for_its_person_alone(
    client: Client, ann: User, ann_token: Headers, bob_token: Headers
) -> None:
    told = {"colour": "blue", "recalls": "open", "is_closed": True, "instructions": "Be brief."}
    made = sent(client, ann_token, "/areas", told | {"name": " Paid \n work "}).json()
    row = Area.objects.get()
    assert made.items() >= (told | {"id": row.pk, "name": "Paid work", "source_id": row.source_id}).items()
    assert (made["position"], made["archived_at"], row.user) == (0, None, ann)

    assert given(client, ann_token) == [made] == [given(client, ann_token, f"/areas/{row.pk}")]
    assert given(client, bob_token) == []


def test_an_area_that_did_not_change_is_not_sent_again(client: Client, ann: User, ann_token: Headers) -> None:
    area = area_of(ann)
    for path in ("/areas", f"/areas/{area.pk}"):
        tag = client.get(path, headers=ann_token)["ETag"]
        assert client.get(path, headers=ann_token | {"If-None-Match": tag}).status_code == 304

    keeping.change(area, name="Paid work")
    assert client.get(path, headers=ann_token | {"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        *({}, {"name": ""}, {"name": " \n "}, {"name": "x" * 61}, {"name": 5}, {"name": "A", "color": "blue"}),
        *({"name": "A", "colour": "pink"}, {"name": "A", "recalls": "none"}, {"name": "A", "is_closed": "no"}),
        {"name": "A", "instructions": "x" * 4001},
    ],
)
def test_what_no_area_can_have_is_refused_in_a_sentence(
    client: Client, ann: User, ann_token: Headers, wrong: dict[str, Any]
) -> None:
    area = area_of(ann)
    for path in ("/areas", f"/areas/{area.pk}/change"):
        response = sent(client, ann_token, path, wrong)
        # A change of nothing is none.
        assert response.status_code == (200 if not wrong and path != "/areas" else 422)

    assert list(Area.objects.values_list("name", flat=True)) == ["Work"]


def test_one_area_too_many_is_refused(
    client: Client, ann: User, ann_token: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AREAS_MAX", 1)
    area_of(ann)
    refused = sent(client, ann_token, "/areas", {"name": "Family"})
    assert refused.status_code == 409 and "the most there can be" in refused.json()["detail"]


def test_a_change_is_of_what_it_names_alone(client: Client, ann: User, ann_token: Headers) -> None:
    area = area_of(ann, instructions="Be brief.", colour="blue")
    path = f"/areas/{area.pk}/change"
    changed = sent(client, ann_token, path, {"name": "Family", "is_closed": True, "is_archived": True}).json()
    assert changed["name"] == "Family" and changed["is_closed"] and changed["archived_at"]
    assert (changed["instructions"], changed["colour"]) == ("Be brief.", "blue")

    opened = sent(client, ann_token, path, {"instructions": "", "is_archived": False}).json()
    assert (opened["instructions"], opened["archived_at"], opened["is_closed"]) == ("", None, True)


@pytest.mark.parametrize(("position", "order"), [(0, "CAB"), (1, "ACB"), (2, "ABC"), (999, "ABC")])
def test_an_area_takes_a_place_in_the_order(
    client: Client, ann: User, ann_token: Headers, position: int, order: str
) -> None:
    areas = [area_of(ann, name) for name in "ABC"]
    sent(client, ann_token, f"/areas/{areas[2].pk}/change", {"position": position})
    assert "".join(area["name"] for area in given(client, ann_token)) == order
    assert [area["position"] for area in given(client, ann_token)] == [0, 1, 2]


def test_a_deletion_says_first_what_would_go(client: Client, ann: User, ann_token: Headers) -> None:
    area = area_of(ann)
    said_in(area, ann, TREE)
    Note.objects.create(user=ann, text="My desk is by the window.", area=area)

    alone = sent(client, ann_token, f"/areas/{area.pk}/delete", {}).json()
    assert (alone["sessions_kept"], alone["sessions"], alone["notes"], alone["is_begun"]) == (1, 0, 1, False)
    whole = sent(client, ann_token, f"/areas/{area.pk}/delete", {"with_sessions": True}).json()
    assert (whole["sessions_kept"], whole["sessions"], whole["interactions"], whole["notes"]) == (0, 1, 1, 1)
    assert Area.objects.exists() and Note.objects.exists() and not Deletion.objects.exists()


def test_an_area_is_deleted_alone_or_with_its_sessions(client: Client, ann: User, ann_token: Headers) -> None:
    alone, whole = area_of(ann), area_of(ann, "Family")
    kept = said_in(alone, ann, TREE)
    said_in(whole, ann, "And the fig")

    for area, more in ((alone, {}), (whole, {"with_sessions": True})):
        assert sent(client, ann_token, f"/areas/{area.pk}/delete", more | {"dry": False}).json()["is_begun"]
        assert client.get(f"/areas/{area.pk}", headers=ann_token).status_code == 404

    assert list(UserInteraction.objects.owned_by(ann)) == [kept]
    assert UserSession.objects.get(pk=kept.session_id).area is None
    assert Deletion.objects.get().sessions == 1


def test_a_browser_without_the_slash_is_led_to_the_page(client: Client) -> None:
    for path in ("/areas", "/areas/7"):
        assert client.get(path, headers={"Accept": "text/html,*/*"}).headers["Location"] == f"{path}/"
        assert client.get(path).status_code == 401


def test_a_token_of_an_area_hears_of_no_other_and_changes_none(ann: User) -> None:
    work, family = area_of(ann), area_of(ann, "Family")
    program = program_of(ann, area=work)
    assert [area["id"] for area in program.get("/areas").json()] == [work.pk]
    assert [program.get(f"/areas/{area.pk}").status_code for area in (work, family)] == [200, 404]
    assert sent(program, {}, f"/areas/{work.pk}/change", {"name": "Other"}).status_code == 403
    assert sent(program, {}, "/areas", {"name": "Other"}).status_code == 403
