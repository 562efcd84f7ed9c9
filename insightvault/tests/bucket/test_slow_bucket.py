"""A bucket that takes its time: who needs no file of it waits for nobody who does."""

import asyncio
from collections.abc import Callable

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings as given
from django.contrib.auth import get_user_model
from django.test import Client
from pytest_django import Settings

from chat import live
from insightvault import bucket as module
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from insightvault.tests.asking import Answer, answer_to
from insightvault.tests.bucket.conftest import Kept, slow
from sessions_memory import lifecycle
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.deletion import jobs
from sessions_memory.files import waiting
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status
from sessions_memory.tests.attachments.files import TEXT, attached, image, read_of

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 8
ANN, BOB = "10.0.1.1", "10.0.1.2"
SECONDS = 120


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READ_SECONDS", SECONDS)


def cookie_of(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {"cookie": f"{given.SESSION_COOKIE_NAME}={client.cookies[given.SESSION_COOKIE_NAME].value}"}


def program(token: dict[str, str]) -> dict[str, str]:
    return {"authorization": token["Authorization"]}


def people() -> list[User]:
    return [get_user_model().objects.create_user(f"person{number}") for number in range(PEOPLE)]


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not is_so():
            await asyncio.sleep(0.01)


async def test_while_files_are_waited_for_all_others_get_their_pages(
    bucket: Kept, ann: User, ann_token: dict[str, str], bob: User
) -> None:
    owners = await sync_to_async(people)()
    files = [await sync_to_async(attached)(owner) for owner in owners]
    of_ann = await sync_to_async(attached)(ann)
    cookies = [await sync_to_async(cookie_of)(each) for each in (*owners, bob)]
    with slow(bucket) as (goes_on, came):
        downloads = [
            asyncio.create_task(answer_to(f"/attachments/{file.pk}/file/", headers=cookie, client=f"10.0.0.{file.pk}"))
            for file, cookie in zip(files, cookies, strict=False)
        ]
        await until(lambda: len(came) == waiting.THREADS)
        removal = asyncio.create_task(
            answer_to(f"/attachments/{of_ann.pk}/remove", method="POST", headers=program(ann_token))
        )
        async with asyncio.timeout(SECONDS):
            for cookie in cookies:
                assert (await answer_to("/history/", headers=cookie)).status == 200

        assert not any(task.done() for task in (*downloads, removal))
        goes_on.set()
        assert {(each.status, each.body) for each in await asyncio.gather(*downloads)} == {(200, TEXT.decode())}
        assert (await removal).status == 200

    assert of_ann.stored_as not in bucket.names


async def test_who_comes_when_all_places_are_taken_is_told_at_once(
    bucket: Kept, ann: User, ann_token: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting.POOL, "waiting_max", 1)
    owners = (await sync_to_async(people)())[: waiting.THREADS]
    files = [await sync_to_async(attached)(owner) for owner in owners]
    of_ann = await sync_to_async(attached)(ann)
    cookies = [await sync_to_async(cookie_of)(each) for each in owners]
    with slow(bucket) as (goes_on, came):
        downloads = [
            asyncio.create_task(answer_to(f"/attachments/{file.pk}/file/", headers=cookie, client=f"10.0.0.{file.pk}"))
            for file, cookie in zip(files, cookies, strict=True)
        ]
        await until(lambda: len(came) == waiting.THREADS)
        refused = await answer_to(f"/attachments/{of_ann.pk}/file", headers=program(ann_token))
        assert refused.status == 503
        assert "The file storage of this vault does not answer" in refused.body
        goes_on.set()
        await asyncio.gather(*downloads)

    again = await answer_to(f"/attachments/{of_ann.pk}/file", headers=program(ann_token))
    assert (again.status, again.body) == (200, TEXT.decode())


async def test_who_asks_for_many_files_holds_up_their_own(bucket: Kept, ann: User, bob: User) -> None:
    files = [await sync_to_async(attached)(ann, content=b"%d" % number) for number in range(PEOPLE)]
    of_bob = await sync_to_async(attached)(bob)
    of_ann, his = await sync_to_async(cookie_of)(ann), await sync_to_async(cookie_of)(bob)
    with slow(bucket) as (goes_on, came):
        hers = [
            asyncio.create_task(answer_to(f"/attachments/{file.pk}/file/", headers=of_ann, client=ANN))
            for file in files
        ]
        await until(lambda: len(came) == 1)
        download = asyncio.create_task(answer_to(f"/attachments/{of_bob.pk}/file/", headers=his, client=BOB))
        await until(lambda: len(came) == 2)
        assert of_bob.stored_as in came[1]
        goes_on.set()
        assert {each.status for each in await asyncio.gather(*hers, download)} == {200}


async def test_large_posts_of_one_person_hold_up_nobody_else_s(
    bucket: Kept, ann_token: dict[str, str], bob: User, bob_token: dict[str, str]
) -> None:
    with slow(bucket) as (goes_on, came):
        hers = [asyncio.create_task(large_post(ann_token, ANN)) for _ in range(PEOPLE)]
        await until(lambda: len(came) == 1)
        his = asyncio.create_task(large_post(bob_token, BOB))
        await until(lambda: len(came) == 2)
        assert f"attachments/{bob.pk}/" in came[1]
        goes_on.set()
        assert {each.status for each in await asyncio.gather(*hers, his)} == {201}


async def large_post(token: dict[str, str], client: str) -> Answer:
    """Of a file beyond what other requests may have."""
    head = b'--X\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    chunks = [head, *4 * [b"quince " * 143_000], b"\r\n--X--\r\n"]
    about = {"content-type": "multipart/form-data; boundary=X", "content-length": str(sum(map(len, chunks)))}
    return await answer_to("/attachments", method="POST", headers=program(token) | about, body=chunks, client=client)


@pytest.mark.usefixtures("answers")
async def test_questions_with_images_hold_up_no_other_question(
    bucket: Kept, bob: User, model_server: ModelServer, settings: Settings
) -> None:
    settings.VISION_MODELS = ["*"]
    asked = []
    owners = await sync_to_async(people)()
    files = [await sync_to_async(read_of)(owner, "tree.png", image()) for owner in owners]
    with slow(bucket) as (goes_on, came):
        for owner, file in zip(owners, files, strict=True):
            options = AnswerOptions(attachments=(file.pk,))
            asked.append(await sync_to_async(lifecycle.store_question)(owner, "What is it?", options=options))

        answered = [asyncio.create_task(live.finished(each)) for each in asked]
        await until(lambda: len(came) == waiting.THREADS)
        of_bob = await sync_to_async(lifecycle.store_question)(bob, "Is it late?")
        async with asyncio.timeout(SECONDS):
            await live.finished(of_bob)
        assert (await UserInteraction.objects.aget(pk=of_bob.pk)).status == Status.ANSWERED
        assert len(model_server.requests) == 1

        goes_on.set()
        await asyncio.gather(*answered)

    states = [row.status async for row in UserInteraction.objects.filter(pk__in=[each.pk for each in asked])]
    assert states == PEOPLE * [Status.ANSWERED]


def test_who_deletes_their_account_waits_for_no_file_and_the_worker_deletes_it(
    bucket: Kept, as_ann: Client, ann: User, bob: User
) -> None:
    of_ann, of_bob = attached(ann), attached(bob)
    with slow(bucket) as (_, came):
        answer = as_ann.post("/account/delete/", {"password": "ann-password-1"})
        assert answer.status_code == 302 and came == []

    assert not jobs.work_on_all()
    assert list(User.objects.all()) == [bob] and of_ann.stored_as not in bucket.names
    assert of_bob.stored_as in bucket.names
