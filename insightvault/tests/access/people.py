"""Everybody who may ask, and rows of every kind that ann owns, with a word of hers in each text."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from chat.fusion import fuse
from chat.models import ModelServer, RegionalHelp
from chat.tests.inputs import inputs, recalled
from insightvault.accounts.browsers import mark_of
from insightvault.accounts.models import ApiToken, AttemptCount, Browser, TokenDay, User
from insightvault.tests.routes import filled
from sessions_memory.models import (
    Area,
    Attachment,
    BulkJob,
    BulkSlice,
    Deletion,
    Evidence,
    ImportFile,
    ImportJob,
    Insight,
    Instructions,
    LookedConversation,
    Note,
    OfferedNote,
    Review,
    ReviewRest,
    SkippedEntry,
    Theme,
    ThemeMember,
    UserInteraction,
    UserSession,
)
from sessions_memory.states import (
    AttachmentKind,
    AttachmentState,
    InsightKind,
    JobState,
    ReviewSpan,
    Scope,
    Source,
    Status,
)

PEOPLE = ("nobody", "ann", "bob", "reviewer", "staff", "superuser")
SECRET, WORD = "Quincunx", "orchard"
WORDS = f"{SECRET} {WORD}"
KEY = "00000000-0000-4000-8000-000000007001"
ACCOUNT_KEY = "00000000-0000-4000-8000-000000007002"
# The ids of ann's rows: all differ, and nobody else's row has one, so that no address is right by chance.
SESSION, IMPORTED, INTERACTION, IMPORTED_INTERACTION = 7001, 7002, 7003, 7004
NOTE, JOB, FILE, OFFER, TOKEN, HELP = 7005, 7006, 7007, 7008, 7009, 7010
THEME, INSIGHT, REVIEW, OTHER_THEME, LOOKED, ATTACHMENT = 7011, 7012, 7013, 7014, 7015, 7016
# The owner's, not hers.
SERVER = 7031
AREA = 7032
BULK_JOB = 7041
ANOTHER_BROWSER = "another-browser"
# The number that stands in an address, by its beginning; the longest beginning holds.
NUMBERS = {
    "/s/": SESSION,
    "/sessions/": SESSION,
    "/areas/": AREA,
    "/growth/themes/": THEME,
    "/interactions/": INTERACTION,
    "/attachments/": ATTACHMENT,
    "/notes/": NOTE,
    "/import/": JOB,
    "/import/files/": FILE,
    "/import/notes/": OFFER,
    "/history/many/": BULK_JOB,
    "/sessions/bulk/": BULK_JOB,
    "/growth/t/": THEME,
    "/growth/insights/": INSIGHT,
    "/growth/reviews/": REVIEW,
    "/account/tokens/": TOKEN,
    "/account/model/": SERVER,
    "/admin/sessions_memory/usersession/": SESSION,
    "/admin/sessions_memory/userinteraction/": INTERACTION,
    "/admin/sessions_memory/theme/": THEME,
    "/admin/sessions_memory/insight/": INSIGHT,
    "/admin/sessions_memory/review/": REVIEW,
    "/admin/sessions_memory/area/": AREA,
    "/admin/accounts/apitoken/": TOKEN,
    "/admin/chat/regionalhelp/": HELP,
}
LOGINS = ("/accounts/login/", "/admin/login/")


# Any request may write to these, whatever its answer: who is here, when they were last, and how often they tried.
NOT_CONTENT = {model._meta.db_table for model in (Browser, User, ApiToken, TokenDay, AttemptCount)}
WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """`said`: the status, or "login" for a way to the login page. `written`: tables in which it wrote.

    `changed`: rows of ann's that were others after it; of somebody else's posts alone.
    """

    said: str
    response: Any
    written: list[str]
    changed: set[str]

    @property
    def text(self) -> str:
        return "" if self.response.streaming else self.response.content.decode(errors="replace")


class World:
    def __init__(self) -> None:
        self.ann = User.objects.create_user("ann")
        own_everything(self.ann)
        self.people = _people(self.ann)
        self.clients = {"nobody": Client(raise_request_exception=False)}
        self.clients |= {name: _client(person) for name, person in self.people.items()}
        self._hers = of_ann(self.ann)

    def path(self, route: str) -> str:
        """An address of ann's: of her row, where it names one."""
        beginnings = NUMBERS | {
            "/account/people/": self.ann.pk,
            "/admin/accounts/user/": self.ann.pk,
            "/admin/auth/group/": Group.objects.get().pk,
            # A model's number depends on Django's version; a person has no page of their own.
            "/admin/r/": ContentType.objects.get_for_model(User).pk,
        }
        longest = max((one for one in beginnings if route.startswith(one)), key=len, default="")
        number = str(beginnings.get(longest, 1))
        if route.startswith("/account/browsers/<"):
            return filled(route, {"str": mark_of(ANOTHER_BROWSER)})
        key = ACCOUNT_KEY if route.startswith("/account/deleted/") else KEY
        # Links that are known by heart open nothing here.
        word = number if route.startswith("/admin/") else "x"

        return filled(route, {"int": number, "path": number, "uuid": key, "str": "x", "": word})

    def ask(self, who: str, method: str, path: str, sent: Any = None, *, kind: str = "") -> Asked:
        """The answer to `who`; its effects are taken back. `kind`: the type of what is sent, if it is no form."""
        client, given = self.clients[who], {"content_type": kind} if kind else {}
        cookies = {name: morsel.value for name, morsel in client.cookies.items()}
        written: list[str] = []

        with taken_back(), connection.execute_wrapper(_noting(written)):
            response = getattr(client, method.lower())(path, {} if sent is None else sent, **given)
            said = _said(response)
            is_accepted = who != "ann" and method == "POST" and said in ("200", "302")
            changed = of_ann(self.ann) ^ self._hers if is_accepted else set()

        client.cookies = SimpleCookie(cookies)
        return Asked(said, response, written, changed)


def _people(ann: User) -> dict[str, User]:
    people = {
        "ann": ann,
        "bob": User.objects.create_user("bob"),
        "reviewer": User.objects.create_user("rita", is_staff=True),
        "staff": User.objects.create_user("sam", is_staff=True),
        "superuser": User.objects.create_superuser("sue"),
    }
    # The migrations make this group.
    people["reviewer"].groups.add(Group.objects.get(name="Reviewers"))
    return people


def _client(person: User) -> Client:
    """A browser in which they are logged in, and a program of theirs in one."""
    client = program_of(person)
    client.force_login(person, backend=settings.PERSON_BACKEND)
    return client


def program_of(person: User, **limits: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {ApiToken.objects.create_for(person, 'a program', **limits)[1]}"
    return client


def own_everything(ann: User) -> None:
    """A row of each kind that an address or a field can name."""
    now = timezone.now()
    session = UserSession.objects.create(pk=SESSION, user=ann, title=WORDS, context_summary=WORDS)
    imported = UserSession.objects.create(pk=IMPORTED, user=ann, title=WORDS, source=Source.CLAUDE, session_end=now)
    receipt = fuse(inputs(WORDS, memories=(recalled(IMPORTED_INTERACTION, WORDS),)), budget_tokens=4000).receipt
    for pk, where in ((INTERACTION, session), (IMPORTED_INTERACTION, imported)):
        UserInteraction.objects.create(
            pk=pk,
            user=ann,
            session=where,
            user_question=f"{WORDS}?",
            ai_response=f"{WORDS}.",
            status=Status.ANSWERED,
            answered_at=now,
            context_used=receipt,
            interaction_metadata={"thinking": WORDS, "attached": 1},
        )

    UserSession.objects.update(interaction_count=1)
    _attach(ann)
    Note.objects.create(pk=NOTE, user=ann, text=WORDS)
    Instructions.objects.create(user=ann, text=WORDS)
    job = ImportJob.objects.create(pk=JOB, user=ann, state=JobState.UPLOADING, remarks=[WORDS], failure=WORDS)
    ImportFile.objects.create(pk=FILE, user=ann, job=job, name=WORDS, size_bytes=9)
    SkippedEntry.objects.create(user=ann, job=job, title=WORDS, reason=WORDS)
    LookedConversation.objects.create(
        pk=LOOKED,
        user=ann,
        job=job,
        source="claude",
        source_id="1",
        title=WORDS,
        folder=WORDS,
        began_at=now,
        questions=1,
    )
    OfferedNote.objects.create(pk=OFFER, user=ann, job=job, text=WORDS, text_hash="1", origin=WORDS)
    Browser.objects.create(session_key=ANOTHER_BROWSER, user=ann, session_data="", expire_date=now + timedelta(days=1))
    ApiToken.objects.create(pk=TOKEN, user=ann, name="a program", prefix="prefix-1", digest="0" * 64)
    bulk = BulkJob.objects.create(pk=BULK_JOB, user=ann, action="pin", is_waiting=False, changed=1)
    BulkSlice.objects.create(job=bulk, before={str(SESSION): None})
    Deletion.objects.create(key=KEY, user=ann, scope=Scope.SESSION, deleted_at=now, wiped_at=now)

    Area.objects.create(pk=AREA, user=ann, name=WORDS, instructions=WORDS)

    _grow(ann)

    # A deletion of somebody who left, and a row of nobody's.
    Deletion.objects.create(key=ACCOUNT_KEY, scope=Scope.ACCOUNT, deleted_at=now, wiped_at=now)
    RegionalHelp.objects.create(pk=HELP, text="Somebody listens.")
    ModelServer.objects.create(pk=SERVER, name="Attic", slug="attic", base_url="http://127.0.0.1:9/v1")


def _attach(ann: User) -> None:
    """A file of her question, and on the disk an image of it."""
    name = f"attachments/{ann.pk}/{ATTACHMENT}"
    for stored_as in (name, f"{name}-small"):
        default_storage.delete(stored_as)
        default_storage.save(stored_as, ContentFile(WORDS.encode()))

    Attachment.objects.create(
        pk=ATTACHMENT,
        user=ann,
        interaction_id=INTERACTION,
        name=WORDS,
        kind=AttachmentKind.IMAGE,
        size_bytes=9,
        stored_as=name,
        has_preview=True,
        text=WORDS,
        remark=WORDS,
        state=AttachmentState.READ,
    )


def _grow(ann: User) -> None:
    row, day = UserInteraction.objects.get(pk=INTERACTION), timezone.now().date()
    theme = Theme.objects.create(pk=THEME, user=ann, name=WORDS, words=[[1, WORDS, 1.0]], is_enough=True)
    Theme.objects.create(pk=OTHER_THEME, user=ann, name=WORDS, is_hidden=True)
    ThemeMember.objects.create(theme=theme, interaction=row, user=ann)
    insight = Insight.objects.create(
        pk=INSIGHT, user=ann, kind=InsightKind.MILESTONE, rule=WORDS, key="1", theme=theme, day=day, words=WORDS
    )
    Evidence.objects.create(insight=insight, interaction=row, user=ann, end=len(SECRET))
    parts = [{"kind": "insight", "text": WORDS, "interactions": [INTERACTION], "insight": INSIGHT, "theme": THEME}]
    review = Review.objects.create(
        pk=REVIEW, user=ann, span=ReviewSpan.WEEK, first_day=day, last_day=day, parts=parts, text=WORDS
    )
    ReviewRest.objects.create(review=review, interaction=row, user=ann)


def of_ann(ann: User) -> set[str]:
    """Every row that is hers, but for when she was here last."""
    found = {repr(User.objects.filter(pk=ann.pk).values_list("username", "password", "is_staff", "is_active").get())}
    for model in apps.get_models():
        if any(field.name == "user" and field.related_model is User for field in model._meta.get_fields()):
            rows = model._default_manager.filter(user=ann).values()
            found |= {repr((model.__name__, sorted(row.items()))) for row in rows}

    return found


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _noting(written: list[str]) -> Callable[..., Any]:
    def note(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        table = WRITES.match(sql)
        if table and table[1] not in NOT_CONTENT:
            written.append(table[1])
        return execute(sql, *given)

    return note


def _said(response: Any) -> str:
    is_login = response.status_code == 302 and response["Location"].startswith(LOGINS)
    return "login" if is_login else str(response.status_code)
