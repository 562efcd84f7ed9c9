"""What a token's scope, area and end allow, at every door. The walk of `access` asks each call."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from insightvault.accounts.models import ApiToken, TokenScope, User
from insightvault.api_auth import may_send_large
from insightvault.tests.access.people import program_of
from sessions_memory import lifecycle
from sessions_memory.areas import keeping
from sessions_memory.attachments.keeping import give
from sessions_memory.models import Area, UserSession
from sessions_memory.states import Recalls
from sessions_memory.tests.areas.made import area_of, said_in
from sessions_memory.tests.attachments.files import attached

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def work(ann: User) -> Area:
    return area_of(ann, "Work")


def test_a_refusal_says_what_the_token_lacks(ann: User) -> None:
    refused = program_of(ann, scope=TokenScope.READ).post("/sessions/start")
    assert refused.status_code == 403 and "everything" in refused.json()["detail"]
    assert not ann.sessions.exists()


def test_a_token_opens_nothing_from_its_end_on(ann: User) -> None:
    now = timezone.now()
    ended, text = ApiToken.objects.create_for(ann, "t", ends_at=now - timedelta(seconds=1))
    assert ended.has_ended and ApiToken.objects.find(text) is None
    assert program_of(ann, ends_at=now - timedelta(seconds=1)).get("/models").status_code == 401
    assert program_of(ann, ends_at=now + timedelta(hours=1)).get("/models").status_code == 200


def test_files_are_taken_in_for_a_token_that_may_import_alone(ann: User, work: Area) -> None:
    for limits, is_taken in (({}, True), ({"scope": TokenScope.READ}, False), ({"area": work}, False)):
        for path in ("/import", "/attachments"):
            file = SimpleUploadedFile("a.json", b"[]")
            assert (program_of(ann, **limits).post(path, {"files": file}).status_code != 403) is is_taken
            assert may_send_large(ApiToken.objects.create_for(ann, "t", **limits)[1], path) is is_taken


def test_with_its_area_a_token_goes(ann: User, work: Area) -> None:
    program = program_of(ann, area=work)
    assert program.get("/models").status_code == 200
    keeping.dissolve(work)
    assert program.get("/models").status_code == 401


@pytest.mark.parametrize(("recalls", "is_seen"), [(Recalls.OWN, False), (Recalls.OPEN, True)])
def test_an_area_decides_what_its_token_sees(ann: User, work: Area, recalls: str, is_seen: bool) -> None:
    keeping.change(work, recalls=recalls)
    inside, outside = said_in(work, ann, "The garden of work"), said_in(None, ann, "The garden at home")
    closed = said_in(area_of(ann, "Therapy", is_closed=True), ann, "The garden of therapy")
    program = program_of(ann, area=work)
    seen = {inside.session_id: True, outside.session_id: is_seen, closed.session_id: False}

    listed = {row["id"] for row in program.get("/sessions/history").json()}
    assert listed == {pk for pk, is_there in seen.items() if is_there}
    for pk, is_there in seen.items():
        assert (program.get(f"/sessions/{pk}/interactions").status_code == 200) is is_there

    found = {row["session"]["id"] for row in program.get("/memory/search?q=What+about+my+garden%3F").json()}
    assert found == listed


def test_a_token_of_an_area_writes_there_alone(ann: User, work: Area) -> None:
    keeping.change(work, recalls=Recalls.OPEN)
    elsewhere = lifecycle.start_session(ann)
    program = program_of(ann, area=work)

    for path, sent in (
        (f"/sessions/{elsewhere.pk}/end", None),
        ("/chat/send", {"message": "Q", "session_id": elsewhere.pk}),
    ):
        refused = program.post(path, sent, content_type="application/json")
        assert refused.status_code == 403 and "area" in refused.json()["detail"]

    assert program.post("/sessions/start").json()["area_id"] == work.pk


def test_a_question_of_an_area_s_token_goes_into_that_area(ann: User, work: Area) -> None:
    lifecycle.start_session(ann)
    program = program_of(ann, area=work)
    first, second = (program.post("/chat/send", {"message": "Q"}, content_type="application/json").json() for _ in "12")
    assert UserSession.objects.get(pk=first["session"]["id"]).area == work
    assert first["session"]["id"] == second["session"]["id"]


def test_a_token_of_an_area_sees_the_files_of_its_questions_and_none_that_wait(ann: User, work: Area) -> None:
    inside, outside, waiting = attached(ann), attached(ann), attached(ann)
    give([inside], said_in(work, ann, "What of the garden?"))
    give([outside], said_in(None, ann, "What of home?"))
    program = program_of(ann, area=work)
    seen = [program.get(f"/attachments/{file.pk}").status_code for file in (inside, outside, waiting)]
    assert seen == [200, 404, 404]
    asked = {"message": "Q", "attachments": [waiting.pk]}
    calls = (program.get("/attachments"), program.post("/chat/send", asked, content_type="application/json"))
    assert [call.status_code for call in calls] == [403, 403]


def test_the_form_says_what_a_token_without_an_area_reads(as_ann: Client, ann: User) -> None:
    closed = said_in(area_of(ann, "Therapy", is_closed=True), ann, "What of sleep?")
    program = program_of(ann, scope=TokenScope.READ)
    assert program.get(f"/sessions/{closed.session_id}/interactions").status_code == 200
    assert "also reads closed areas where it asks for them" in as_ann.get("/account/access/").content.decode()


def test_a_token_is_made_with_its_limits(as_ann: Client, ann: User, work: Area) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {"name": "Claude Code", "scope": "notes", "area": work.pk, "until": tomorrow.isoformat()}
    page = as_ann.post("/account/tokens/", sent).content.decode()
    token = ApiToken.objects.get()
    assert token.ends_at and (token.scope, token.area) == (TokenScope.NOTES, work)
    assert timezone.localtime(token.ends_at).date() == tomorrow + timedelta(days=1)
    assert "Read and keep notes" in page and "in Work" in page and "until <time" in page


@pytest.mark.parametrize(
    "sent", [{"scope": "all"}, {"scope": ""}, {"until": "2020-01-01"}, {"until": "soon"}, {"area": 10**6}]
)
def test_a_limit_that_is_none_makes_no_token(as_ann: Client, work: Area, sent: dict[str, str]) -> None:
    refused = as_ann.post("/account/tokens/", {"name": "t", "scope": "read"} | sent)
    assert refused.status_code == 422 and "field-error" in refused.content.decode()
    assert not ApiToken.objects.exists()


def test_a_token_of_an_area_names_no_other(ann: User, work: Area) -> None:
    other, program = area_of(ann, "Therapy"), program_of(ann, area=work)
    for path, sent in (("/sessions/start", {}), ("/chat/send", {"message": "Q"})):
        refused = program.post(path, sent | {"area_id": other.pk}, content_type="application/json")
        assert refused.status_code == 404

    assert program.get(f"/memory/search?q=Why&area_id={other.pk}").status_code == 404
    assert program.get("/memory/search?q=Why&all_areas=true").status_code == 403
    assert not ann.sessions.exists()
