"""Asking in the terminal."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insightvault.accounts.models import User
from insightvault.fake_model_server import ModelServer, Reply
from sessions_memory import lifecycle
from sessions_memory.models import Attachment, UserInteraction, UserSession
from sessions_memory.notes import keeping
from sessions_memory.states import Status
from sessions_memory.tests.areas.made import area_of, said_in

pytestmark = pytest.mark.django_db(transaction=True)


def ask(*arguments: str) -> str:
    out = StringIO()
    call_command("ask", *arguments, stdout=out)
    return out.getvalue()


def test_the_answer_is_printed_and_kept(transactional_db: None, ann: User, model_server: ModelServer) -> None:
    now_open = lifecycle.start_session(ann)
    assert ask("Why?", "--user", "ann", "--model", "other-model") == "Hello from the model.\n"
    row = UserInteraction.objects.get()
    assert (row.status, row.ai_response, row.session) == (Status.ANSWERED, "Hello from the model.", now_open)
    assert model_server.requests[0]["model"] == "other-model"


def test_a_new_session_is_started_if_so_asked(transactional_db: None, ann: User, model_server: ModelServer) -> None:
    before = lifecycle.start_session(ann)
    ask("Why?", "--user", "ann", "--new-session")
    assert UserSession.objects.owned_by(ann).open().get() != before


def test_a_question_is_asked_in_the_area_that_is_named(
    transactional_db: None, ann: User, bob: User, model_server: ModelServer
) -> None:
    work, theirs = area_of(ann), area_of(bob, "Play")
    said_in(work, ann, "The quince is called Inside")
    said_in(None, ann, "The quince is called Outside")
    for named in ("work", str(work.pk)):
        ask("What is the quince called?", "--user", "ann", "--area", named)

    prompt, session = str(model_server.requests[0]), UserInteraction.objects.latest("pk").session
    assert "Inside" in prompt and "Outside" not in prompt
    assert session.area == work and session.interaction_count == 2

    ask("And now?", "--user", "ann", "--area", "Work", "--new-session")
    newest = UserInteraction.objects.latest("pk").session
    assert newest != session and newest.area == work
    with pytest.raises(CommandError, match="You have no area “Play”"):
        ask("Why?", "--user", "ann", "--area", theirs.name)


def test_memory_is_left_out_if_so_asked(transactional_db: None, ann: User, model_server: ModelServer) -> None:
    keeping.keep_note(ann, "Ines is my sister.")
    ask("Who is Ines?", "--user", "ann")
    assert "Ines is my sister." in str(model_server.requests[-1])
    ask("Who is Ines?", "--user", "ann", "--no-memory")
    assert "Ines is my sister." not in str(model_server.requests[-1])

    assert UserInteraction.objects.latest("pk").context_used["memory_off"] == "question"


def test_a_model_s_error_is_an_error_here(transactional_db: None, ann: User, model_server: ModelServer) -> None:
    model_server.queue.append(Reply(status=500))
    with pytest.raises(CommandError, match="status 500") as caught:
        ask("Why?", "--user", "ann")

    assert caught.value.returncode == 1
    assert UserInteraction.objects.get().status == Status.FAILED


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Why?", "--user", "nobody"), "nobody called nobody"),
        ((" ", "--user", "ann"), "Write a question"),
        (("Why?", "--user", "ann", "--model", "nothing-7b"), "test-model, other-model"),
    ],
)
def test_what_cannot_be_asked_is_told_and_not_stored(
    transactional_db: None, ann: User, model_server: ModelServer, arguments: tuple[str, ...], told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        ask(*arguments)

    assert not UserInteraction.objects.exists()


def test_a_file_of_this_machine_is_asked_with(
    transactional_db: None, ann: User, model_server: ModelServer, tmp_path: Path
) -> None:
    (tmp_path / "quince.md").write_text("The quince tree was planted in 1987.")
    ask("What does it say?", "--user", "ann", "--attach", str(tmp_path / "quince.md"))
    attachment = Attachment.objects.get()
    assert (attachment.interaction, attachment.state) == (UserInteraction.objects.get(), "read")


def test_a_file_that_can_t_be_attached_is_told(transactional_db: None, ann: User, tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(b"\x1f\x8b\x08")
    with pytest.raises(CommandError, match=r"“a.gz” can’t be attached"):
        ask("What does it say?", "--user", "ann", "--attach", str(tmp_path / "a.gz"))
    with pytest.raises(CommandError, match="can’t be read: No such file"):
        ask("What does it say?", "--user", "ann", "--attach", str(tmp_path / "b.md"))
