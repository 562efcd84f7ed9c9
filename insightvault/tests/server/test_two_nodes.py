"""Two nodes as a balancer has them: two processes, each with a data folder of its own, on one database and one key."""

import json
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from insightvault.accounts.guarding import attempts
from insightvault.fake_model_server import ModelServer, Reply
from insightvault.tests.processes import ROOT, START_SECONDS, Running, environment, manage, prepare, served
from insightvault.tests.server.test_serve import connected, until

pytestmark = pytest.mark.once
PASSWORD = "a-password-of-theirs-1"
CALLS = 20
STATUS = """
from sessions_memory.models import UserInteraction
print(*UserInteraction.objects.values_list("status", flat=True))
"""
LEFT_TO_DO = """
from datetime import timedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from insightvault.accounts.models import Browser, User
from sessions_memory import lifecycle
from sessions_memory.importers import uploads
from sessions_memory.models import UserSession
from sessions_memory.tests.exports import chatgpt_zip, many
ann, bob = User.objects.order_by("pk")
days = timedelta(days=9)
for key, expires in (("old", timezone.now() - days), ("new", timezone.now() + days)):
    Browser.objects.create(session_key=key, user=ann, session_data="", expire_date=expires)
for user in (ann, bob):
    lifecycle.store_interaction(lifecycle.get_or_create_session(user), "Where is the quince?", "By the wall.")
UserSession.objects.filter(user=ann).update(last_activity_at=timezone.now() - days)
uploads.take_whole(bob, [SimpleUploadedFile("one.zip", chatgpt_zip(*many(3)))])
"""
DONE = """
from insightvault.accounts.models import Browser, User
from sessions_memory.models import ImportJob, UserSession
ann, bob = User.objects.order_by("pk")
print(*[browser.session_key for browser in Browser.objects.all()])
print(*[session.is_open for session in UserSession.objects.filter(user=ann)])
job = ImportJob.objects.get()
print(UserSession.objects.filter(user=bob).count(), job.state, job.found, job.imported)
"""
PEOPLE = f"""
from insightvault.accounts.models import ApiToken, User
for name in ("ann", "bob"):
    print(ApiToken.objects.create_for(User.objects.create_user(name, password={PASSWORD!r}), "a program")[1])
"""


@dataclass(frozen=True)
class Place:
    """The data folders of two nodes, and what both are set to."""

    folders: tuple[Path, Path]
    settings: dict[str, str]

    def run(self, number: int, code: str) -> str:
        """Of a process of that node's."""
        done = manage("shell", "-v0", "-c", code, data_dir=self.folders[number], **self.settings)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @contextmanager
    def served(self) -> Iterator[tuple[Running, Running]]:
        with served(self.folders[0], **self.settings) as one, served(self.folders[1], **self.settings) as two:
            yield one, two


@pytest.fixture
def place(tmp_path: Path) -> Place:
    for name in ("shared", "one", "two"):
        prepare(tmp_path / name)
    # As a mount of each.
    for name in ("one", "two"):
        (tmp_path / name / "files").symlink_to(tmp_path / "shared" / "files", target_is_directory=True)
    (tmp_path / "shared" / "files").mkdir()

    settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/shared/insightvault.sqlite3", "SECRET_KEY": "k" * 60}
    return Place((tmp_path / "one", tmp_path / "two"), settings)


@dataclass
class Browser:
    opener: urllib.request.OpenerDirector

    def get(self, url: str) -> tuple[str, str]:
        """Where it led to, and what is there."""
        with self.opener.open(url) as page:
            return page.geturl(), page.read().decode()

    def log_in(self, form_of: str, sent_to: str, *, password: str = PASSWORD, name: str = "ann") -> str:
        """By a form that one node gave and another takes; where it led to."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(f"{form_of}/accounts/login/")[1])
        assert token
        form = {"username": name, "password": password, "csrfmiddlewaretoken": token[1]}
        try:
            with self.opener.open(f"{sent_to}/accounts/login/", urllib.parse.urlencode(form).encode()) as page:
                return str(page.geturl())
        except urllib.error.HTTPError as refused:
            return str(refused.code)


def browser() -> Browser:
    return Browser(urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar())))


def call(address: str, token: str, sent: dict[str, str] | None = None) -> int:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = json.dumps(sent).encode() if sent else None
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers)) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_the_set_up_link_that_one_node_shows_opens_at_the_other(place: Place) -> None:
    with place.served() as (one, two):
        link = re.search(rf"{one.address}(/setup/\S+/)", one.log.read_text())
        assert link
        assert 'name="username"' in browser().get(two.address + link[1])[1]
        with pytest.raises(urllib.error.HTTPError):
            browser().get(f"{two.address}/setup/another/")


def test_a_form_of_one_node_logs_in_at_the_other_and_a_logout_holds_at_both(place: Place) -> None:
    place.run(0, PEOPLE)
    with place.served() as (one, two):
        of_ann, nobody = browser(), browser()
        of_ann.log_in(one.address, two.address)
        for node in (one, two):
            assert of_ann.get(f"{node.address}/account/")[0] == f"{node.address}/account/"
            assert "/accounts/login/" in nobody.get(f"{node.address}/account/")[0]

        page = of_ann.get(f"{one.address}/account/")[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1]}).encode()
        of_ann.opener.open(f"{one.address}/accounts/logout/", form).close()
        for node in (one, two):
            assert "/accounts/login/" in of_ann.get(f"{node.address}/account/")[0]


def test_a_link_for_a_new_password_that_one_node_made_opens_at_the_other(place: Place) -> None:
    place.run(0, PEOPLE)
    link = place.run(
        0,
        "from django.contrib.auth.tokens import default_token_generator as tokens\n"
        "from django.utils.http import urlsafe_base64_encode as encoded\n"
        "from insightvault.accounts.models import User\n"
        "ann = User.objects.get(username='ann')\n"
        "print(f'/accounts/reset/{encoded(str(ann.pk).encode())}/{tokens.make_token(ann)}/')",
    )
    with served(place.folders[1], **place.settings) as two:
        assert 'type="password"' in browser().get(two.address + link)[1]
        assert 'type="password"' not in browser().get(f"{two.address}{link[:-5]}aaaa/")[1]


def test_wrong_passwords_are_counted_over_both(place: Place) -> None:
    place.run(0, PEOPLE)
    with place.served() as nodes:
        for number in range(attempts.OF_NAME.attempts):
            address = nodes[number % 2].address
            assert browser().log_in(address, address, password="wrong").endswith("/accounts/login/")

        for node in nodes:
            assert browser().log_in(node.address, node.address) == "429"
            assert browser().log_in(node.address, node.address, name="bob") == f"{node.address}/"


def test_calls_of_a_program_are_counted_over_both(place: Place) -> None:
    of_ann, of_bob = place.run(0, PEOPLE).split()
    place.settings["API_RATE_PER_MINUTE"] = str(CALLS)
    with place.served() as nodes:
        taken, minutes = 0, {0, 1}
        # A minute that turns meanwhile begins the count anew.
        while len(minutes) > 1:
            began = int(time.time() // 60)
            statuses = [call(f"{nodes[number % 2].address}/sessions/recent", of_ann) for number in range(3 * CALLS)]
            taken, minutes = statuses.count(200), {began, int(time.time() // 60)}

        assert (taken, set(statuses)) == (CALLS, {200, 429})
        assert call(f"{nodes[0].address}/sessions/recent", of_bob) == 200


def test_a_key_that_was_saved_at_one_node_is_sent_by_the_other(place: Place, model_server: ModelServer) -> None:
    (of_ann, _) = place.run(0, PEOPLE).split()
    place.run(
        0,
        "from chat.models import ModelServer\nfrom chat.model_server.servers.sealing import seal\n"
        f"ModelServer.objects.create(name='a', slug='a', base_url={model_server.base_url!r}, "
        f"chat_models=[{model_server.models[0]!r}], is_default=True, sealed_api_key=seal('the-key'))",
    )
    with served(place.folders[1], **place.settings) as two:
        assert call(f"{two.address}/chat/send", of_ann, {"message": "Where is the quince?"}) == 200

    assert "Bearer the-key" in model_server.keys


def test_an_answer_whose_node_is_killed_stands_as_interrupted_at_the_other(
    place: Place, model_server: ModelServer
) -> None:
    of_ann, of_bob = place.run(0, PEOPLE).split()
    place.settings.update(connected(model_server))
    model_server.queue.append(Reply.words(20, permits=threading.Semaphore(5)))
    with place.served() as (one, two):
        threading.Thread(target=ask_in_vain, args=(f"{one.address}/chat/send", of_ann), daemon=True).start()
        until(lambda: place.run(1, STATUS) == "answering")
        one.process.kill()
        until(lambda: place.run(1, STATUS) == "interrupted")
        assert call(f"{two.address}/chat/send", of_bob, {"message": "And the fig?"}) == 200


def ask_in_vain(address: str, token: str) -> None:
    with suppress(OSError):
        call(address, token, {"message": "Where is it?"})


def test_what_two_workers_find_at_once_is_done_once(place: Place) -> None:
    place.run(0, PEOPLE)
    place.run(0, LEFT_TO_DO)
    command = [sys.executable, "manage.py", "worker", "--once"]
    workers = [
        subprocess.Popen(
            command, cwd=ROOT, env=environment(folder, **place.settings), stderr=subprocess.PIPE, text=True
        )
        for folder in place.folders
    ]
    for worker in workers:
        _, told = worker.communicate(timeout=START_SECONDS)
        assert (worker.returncode, "Traceback" in told) == (0, False), told

    assert place.run(1, DONE).splitlines() == ["new", "False", "4 done 3 3"]
