"""A question with an image that lies in a bucket which is away."""

import pytest
from asgiref.sync import sync_to_async
from django.test import AsyncClient
from pytest_django import Settings

from chat import live
from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer
from insightvault.tests.bucket.conftest import Kept
from sessions_memory import lifecycle
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.models import UserInteraction
from sessions_memory.states import Status
from sessions_memory.tests.attachments.files import image, read_of


@pytest.mark.usefixtures("answers")
async def test_its_answer_fails_with_a_sentence_and_a_retry_sees_the_image(
    ann: User, bucket: Kept, model_server: ModelServer, settings: Settings
) -> None:
    settings.VISION_MODELS = ["*"]
    file = await sync_to_async(read_of)(ann, "tree.png", image())
    bucket.go_away()
    options = AnswerOptions(attachments=(file.pk,))
    asked = await sync_to_async(lifecycle.store_question)(ann, "What is it?", options=options)
    await live.finished(asked)

    row = await UserInteraction.objects.aget(pk=asked.pk)
    assert (row.status, model_server.requests) == (Status.FAILED, [])
    client = AsyncClient()
    await sync_to_async(client.force_login)(ann)
    page = await client.get(row.get_absolute_url(), headers={"Accept-Language": "de"})
    assert "Der Dateispeicher dieses Tresors antwortet gerade nicht." in page.content.decode()

    bucket.use()
    again = await sync_to_async(lifecycle.store_question)(ann, "What is it?", replaces=row)
    await live.finished(again)
    assert isinstance(model_server.requests[-1]["messages"][-1]["content"], list)
