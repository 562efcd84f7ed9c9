"""Shared by all tests: two people, a model server over real HTTP, and clients."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings

from chat import live, llm, model_room
from insightvault.accounts import passwords, still_open
from insightvault.accounts.models import ApiToken, User
from insightvault.fake_model_server import ModelServer
from sessions_memory.bulk import jobs as bulk_jobs
from sessions_memory.database import threads, user_lock
from sessions_memory.deletion import jobs as deletion_jobs

pytest_plugins = ["insightvault.tests.machine", "insightvault.tests.emptying"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Cuts the connections that the shared threads keep, or PostgreSQL's test database can't be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def quiet_settings(settings: Settings) -> None:
    """Nothing of the machine's environment reaches a test, and no test waits for a slow hash."""
    settings.CHAT_MODELS = []
    settings.CONTEXT_IS_SET = settings.MASK_SECRETS_IS_SET = False
    settings.OPENAI_API_KEY = ""
    settings.EMBEDDING_MODEL = settings.EMBEDDING_BASE_URL = settings.EMBEDDING_API_KEY = ""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }

    settings.API_RATE_PER_MINUTE = 0
    settings.ANSWERS_PER_USER = 10_000
    settings.MODEL_REST_SECONDS = 0
    model_room.forget_lengths()
    # A machine under load: a server that is asked for a model's length needed more than the second that it is given.
    model_room.ASK_SECONDS = 5.0
    # What such a machine does not end in a moment is left to the worker, which runs in few tests.
    deletion_jobs.AT_ONCE_SECONDS = bulk_jobs.AT_ONCE_SECONDS = 60.0
    # What a test has not committed is not there for the look of another connection, which a slow call would meet.
    still_open.LOOK_SECONDS = 60.0
    # Nobody else writes while a test's long work goes on.
    user_lock.BETWEEN_SECONDS = 0.001
    # A test before may have ended all answers of this process.
    live._is_leaving = False


@pytest.fixture(scope="session", autouse=True)
def no_connection_left(django_db_setup: None) -> Iterator[None]:
    """PostgreSQL removes a test database only when nobody is connected to it."""
    yield
    with pytest.MonkeyPatch.context() as patch:
        # Without the look at the connection, for which the database may no longer be asked here.
        patch.setattr(threads.DatabaseThread, "make_ready", lambda _: None)
        for executor in (*threads.EXECUTORS, *threads.LONG, passwords.THREAD):
            executor.submit(connections.close_all).result()


@pytest.fixture
def own_files(settings: Settings, tmp_path: Path) -> Path:
    """A storage of the test's own, where files that are sent in lie."""
    default = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path / "files"},
    }
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return tmp_path / "files"


@pytest.fixture
def ann(db: None) -> User:
    """Owns things."""
    return User.objects.create_user("ann", password="ann-password-1")


@pytest.fixture
def bob(db: None) -> User:
    """Must not see what ann owns."""
    return User.objects.create_user("bob", password="bob-password-1")


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_superuser("owner", password="owner-password-1")


@pytest.fixture
def as_ann(ann: User) -> Client:
    return _logged_in(ann)


@pytest.fixture
def as_bob(bob: User) -> Client:
    return _logged_in(bob)


@pytest.fixture
def as_owner(owner: User) -> Client:
    return _logged_in(owner)


def _logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=settings.PERSON_BACKEND)
    return client


@pytest.fixture
def ann_token(ann: User) -> dict[str, str]:
    """Headers of a program of ann's."""
    return {"Authorization": f"Bearer {ApiToken.objects.create_for(ann, 'test')[1]}"}


@pytest.fixture
def bob_token(bob: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {ApiToken.objects.create_for(bob, 'test')[1]}"}


@contextlib.contextmanager
def _running() -> Iterator[ModelServer]:
    """A model server in a thread with an event loop of its own."""
    server, loop = ModelServer(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result(10)

    yield server
    asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


@pytest.fixture
def model_server(settings: Settings) -> Iterator[ModelServer]:
    """Connected by the environment."""
    with _running() as server:
        settings.OPENAI_BASE_URL = server.base_url
        settings.CHAT_MODELS = list(server.models)
        yield server


@pytest.fixture
def other_server() -> Iterator[ModelServer]:
    """Running, and not connected."""
    with _running() as server:
        yield server


@pytest.fixture
async def answers(transactional_db: None) -> AsyncIterator[None]:
    """The running answers of this test's event loop; none outlives it."""
    live._is_leaving = False
    yield
    await live.close()
    await llm.close_clients()
