"""Asks in the terminal: the story of the pages, in an event loop of its own."""

import asyncio
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser

from chat import live, llm
from chat.question_rules import UNANSWERED, checked_question, reason, stored, unknown_model
from sessions_memory import lifecycle
from sessions_memory.answer_options import AnswerOptions
from sessions_memory.areas.naming import UnclearArea, area_named
from sessions_memory.attachments import keeping, reading
from sessions_memory.database.text import storable
from sessions_memory.database.threads import next_thread
from sessions_memory.files.trouble import said_of
from sessions_memory.models import Area, UserInteraction, UserSession

INTERRUPTED_BY_KEYBOARD = 130  # what shells expect after Ctrl-C


class Command(BaseCommand):
    help = "Asks a question as a person, in their open session, and prints the answer as it comes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("question")
        parser.add_argument("--user", required=True, metavar="NAME", help="who asks")
        parser.add_argument("--area", metavar="AREA", help="asks in this area of theirs: its name, or its number")
        parser.add_argument("--model", default="", help="one of the connected models; the default one if left out")
        parser.add_argument("--no-memory", action="store_true", help="answers without recalled memories and notes")
        parser.add_argument(
            "--attach", action="append", default=[], metavar="FILE", help="a file for the question; may be repeated"
        )
        parser.add_argument("--new-session", action="store_true", help="ends the open session and starts one")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_named(options["user"])
        question = _checked(options["question"], options["model"])
        area = area_of(person, options["area"])

        try:
            files = [attached(person, Path(name)) for name in options["attach"]]
            session = _session(person, area, is_new=options["new_session"])
            answer_options = AnswerOptions(use_memory=not options["no_memory"], attachments=tuple(files))
            interaction = lifecycle.store_question(
                person, question, session=session, model=options["model"], options=answer_options
            )
        except (lifecycle.TooManyAnswers, keeping.Refused) as error:
            raise CommandError(str(error)) from None

        try:
            asyncio.run(self._print_answer(interaction))
        except KeyboardInterrupt:
            raise CommandError("Stopped. The partial answer is saved.", returncode=INTERRUPTED_BY_KEYBOARD) from None

        row = stored(interaction.pk)
        if row is None:
            raise CommandError("The question was deleted while it was being answered.")
        if row.status in UNANSWERED:
            raise CommandError(reason(row))

    async def _print_answer(self, interaction: UserInteraction) -> None:
        async with next_thread():
            # This process does not sweep: the server answers other people's questions.
            live.open(sweeping=False)
            said = ""

            try:
                async for event in live.follow(interaction, 0):
                    if event.kind == "text":
                        self.stdout.write(event.data, ending="")
                        self.stdout.flush()
                        said = event.data

                if said and not said.endswith("\n"):
                    self.stdout.write("")
            except asyncio.CancelledError:
                await live.stop(interaction)
                raise
            finally:
                await live.close()
                await llm.close_clients()


def person_named(name: str) -> AbstractBaseUser:
    person = get_user_model().objects.filter(username=name, is_active=True).first()
    if person is None:
        raise CommandError(f"There is nobody called {name}.")

    return person


def area_of(person: AbstractBaseUser, named: str | None) -> Area | None:
    """None: outside of all areas, or wherever the open session is."""
    try:
        return None if named is None else area_named(person, storable(named))
    except UnclearArea as error:
        raise CommandError(str(error)) from None


def _session(person: AbstractBaseUser, area: Area | None, *, is_new: bool) -> UserSession | None:
    """None: the open one, or a new one."""
    if is_new:
        return lifecycle.start_session(person, area=area)

    return lifecycle.session_in(person, area) if area else None


def attached(person: AbstractBaseUser, path: Path) -> int:
    """The id of a file of this machine that waits for a question, and is read already. Raises keeping.Refused."""
    try:
        with path.open("rb") as file:
            (kept,) = keeping.take_in(person, [UploadedFile(file, path.name, size=path.stat().st_size)])
    except OSError as error:
        raise CommandError(said_of(error) or f"{path} can’t be read: {error.strerror}.") from None

    reading.read_all()
    return kept.pk


def _checked(text: str, model: str) -> str:
    try:
        question = checked_question(storable(text))
    except ValueError as error:
        raise CommandError(str(error)) from None

    if problem := unknown_model(model):
        raise CommandError(problem)

    return question
