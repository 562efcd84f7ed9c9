"""The people of this vault, the browsers and tokens that open it for them, and how often passwords were tried."""

import functools
import hashlib
import secrets
import time
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Case, F, Q, Subquery, Sum, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sessions_memory.database.compiled_sql import STATEMENTS, compiled_query, compiled_update
from sessions_memory.database.user_lock import user_lock
from sessions_memory.models import Area
from sessions_memory.web.zones import zone_of

TOKEN_MARK = "iv_"  # noqa: S105 (what tokens begin with)
PREFIX_CHARS = 8
TOKEN_NAME_MAX_CHARS = 100
TOKENS_PER_PERSON = 50
LAST_USED_EVERY = timedelta(minutes=1)
TOKEN_DAYS_KEPT = timedelta(days=90)
# The key in a session's data under which its browser is named.
BROWSER_NAME = "browser"
BROWSER_NAME_MAX_CHARS = 60
SEEN_EVERY = timedelta(minutes=5)


class User(AbstractUser):
    # An IANA name; empty until the first visit of a browser tells it.
    time_zone = models.CharField(max_length=64, blank=True)
    # One of LANGUAGES; empty: the browser's.
    language = models.CharField(max_length=16, blank=True)

    @property
    def shown_name(self) -> str:
        """As its person wants to be called on the pages."""
        return self.first_name or self.get_username()


class BrowserManager(BaseSessionManager["Browser"]):
    def of(self, user: User) -> "models.QuerySet[Browser]":
        """The one seen last first, without those whose login is over."""
        return self.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at")


class Browser(AbstractBaseSession):
    """What Django keeps for one browser. Nobody's until somebody logs in there."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="browsers", db_index=False)
    # In plain words, such as "Firefox on Linux".
    name = models.CharField(max_length=BROWSER_NAME_MAX_CHARS, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[BrowserManager] = BrowserManager()

    class Meta:
        indexes = [models.Index(fields=["user", "-seen_at"], name="browser_of_user")]

    def __str__(self) -> str:
        return self.name or "a browser"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store


class TokenScope(models.TextChoices):
    """What a token may do, the least first. `insightvault.token_rights` says which call needs which."""

    READ = "read", pgettext_lazy("what a token allows", "Read")
    NOTES = "notes", _("Read and keep notes")
    EVERYTHING = "everything", _("Everything")

    @property
    def covered(self) -> "list[TokenScope]":
        """With itself, which is the last."""
        order = list(TokenScope)
        return order[: order.index(self) + 1]

    def covers(self, other: "TokenScope") -> bool:
        return other in self.covered


class TooManyTokens(Exception):
    """Says what to do."""

    def __init__(self) -> None:
        said = gettext("There are {count} tokens already. Revoke one that is no longer used.")
        super().__init__(said.format(count=TOKENS_PER_PERSON))


class TokenQuerySet(models.QuerySet["ApiToken"]):
    def create_for(
        self,
        user: User,
        name: str,
        *,
        scope: str = TokenScope.EVERYTHING,
        area: Area | None = None,
        ends_at: datetime | None = None,
    ) -> tuple["ApiToken", str]:
        """The stored token and its text, which is shown once and kept nowhere. Raises TooManyTokens."""
        text = _new_text()
        with user_lock(user):
            if self.filter(user=user).count() >= TOKENS_PER_PERSON:
                raise TooManyTokens
            limits = {"scope": scope, "area": area, "ends_at": ends_at}
            return self.create(user=user, name=name, prefix=_prefix(text), digest=digest(text), **limits), text

    def find(self, text: str, *, even_stale: bool = False) -> "ApiToken | None":
        """The token of an active person with this text, compared in constant time; None once revoked or ended.

        `even_stale`: also by a text that opens nothing any more and was not replaced yet.
        """
        if not text.startswith(TOKEN_MARK):
            return None

        for token in _of_prefix(_prefix(text)):
            if secrets.compare_digest(token.digest, digest(text)):
                return None if token.has_ended or (token.is_stale and not even_stale) else token

        return None

    def not_ended(self, now: datetime) -> Self:
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=now))


@compiled_query
def _of_prefix(prefix: str) -> "models.QuerySet[ApiToken]":
    return ApiToken.objects.select_related("user").filter(prefix=prefix, user__is_active=True)


def _new_text() -> str:
    return f"{TOKEN_MARK}{secrets.token_hex(PREFIX_CHARS // 2)}{secrets.token_urlsafe(32)}"


def _prefix(text: str) -> str:
    return text[len(TOKEN_MARK) :][:PREFIX_CHARS]


def digest(text: str) -> str:
    # The text holds 256 random bits: a slow hash would only slow each call.
    return hashlib.sha256(text.encode()).hexdigest()


class ApiToken(models.Model):
    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=TOKEN_NAME_MAX_CHARS)
    prefix = models.CharField(max_length=PREFIX_CHARS, db_index=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    scope = models.CharField(max_length=10, choices=TokenScope, default=TokenScope.EVERYTHING)
    # Where one is bound to an area, its call sees what an answer asked in there may recall. With the area it goes:
    # without one it would see more.
    area = models.ForeignKey(Area, models.CASCADE, null=True, blank=True, related_name="+")
    # From then on it opens nothing; null: until it is revoked.
    ends_at = models.DateTimeField(null=True, blank=True)
    # Of a program that logs in (`insightvault.oauth`), which is given another text before; null: as long as the token.
    text_ends_at = models.DateTimeField(null=True, blank=True, editable=False)
    # How many calls in the minute that was last called in; minutes since 1970.
    calls = models.PositiveIntegerField(default=0, editable=False)
    calls_minute = models.PositiveIntegerField(default=0, editable=False)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("API token"), _("API tokens")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{TOKEN_MARK}{self.prefix}…"

    @property
    def has_ended(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def is_stale(self) -> bool:
        return self.text_ends_at is not None and self.text_ends_at <= timezone.now()

    @property
    def last_moment(self) -> datetime | None:
        """On the last day, where a person chose a day."""
        return self.ends_at and self.ends_at - timedelta(seconds=1)

    def renew(self, until: datetime) -> str:
        """A text in the place of the one before, which opens nothing from now on."""
        text = _new_text()
        self.prefix, self.digest, self.text_ends_at = _prefix(text), digest(text), until
        # save() would fail if the token was revoked a moment ago.
        changed = {"prefix": self.prefix, "digest": self.digest, "text_ends_at": until}
        ApiToken.objects.filter(pk=self.pk).update(**changed)

        return text

    def covers(self, scope: TokenScope) -> bool:
        return TokenScope(self.scope).covers(scope)

    def note_use(self) -> None:
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at > LAST_USED_EVERY:
            self.last_used_at = now
            # save() would fail if the token was revoked a moment ago.
            ApiToken.objects.filter(pk=self.pk).update(last_used_at=now)

    def count_call(self, limit: int, *, of_person: int) -> bool:
        """Counts a call; False, and not counted, once there were so many with it, or of its person, in this minute.

        The count is kept in the token's own row and changed by one statement: right for any number of
        processes and nodes, without a server for it, a row for each minute, or anything to clean up.
        Across a minute's turn up to twice the limit may pass. A node whose clock is ahead begins the next minute
        for all: or one behind would begin the last one anew, and two in turns would count nothing. It guards the
        machine; it meters nothing.
        """
        minute = int(time.time()) // 60
        is_now = Q(calls_minute__in=(minute, minute + 1))
        row = ApiToken.objects.filter(pk=self.pk).exclude(is_now, calls__gte=limit)
        of_all = ApiToken.objects.filter(is_now, user=self.user_id).order_by().values("user")
        summed = Coalesce(Subquery(of_all.annotate(sum=Sum("calls")).values("sum")), 0)
        row = row.alias(calls_of_person=summed).filter(calls_of_person__lt=of_person)
        calls = Case(When(is_now, then=F("calls") + 1), default=1)
        counted_in = Case(When(is_now, then=F("calls_minute")), default=minute)

        return row.update(calls=calls, calls_minute=counted_in) == 1


class UseKind(models.TextChoices):
    """What a program did, or what it did it to. `programs` has the words."""

    MEMORIES = "memories"
    GROWTH = "growth"
    NOTES = "notes"
    QUESTIONS = "questions"


class TokenDayQuerySet(models.QuerySet["TokenDay"]):
    def add(self, token: ApiToken, done: Mapping[str, int]) -> None:
        """One statement for each kind, but for the first of a day."""
        for kind, count in done.items():
            if count and not self._count(token, kind, count):
                day = _today(token)
                self.bulk_create([self._row(token, kind, day)], ignore_conflicts=True)
                self.filter(user=token.user_id, day__lt=day - TOKEN_DAYS_KEPT).delete()
                self._count(token, kind, count)

    def done_today(self, token: ApiToken, kind: str) -> int:
        """By all tokens of its person."""
        rows = self.filter(user=token.user_id, day=_today(token), kind=kind)
        return sum(rows.values_list("count", flat=True))

    def _count(self, token: ApiToken, kind: str, count: int) -> int:
        return _tallied(token.user_id, _today(token), token.name, kind).update(count=_more(count))

    def _row(self, token: ApiToken, kind: str, day: date) -> "TokenDay":
        return self.model(user_id=token.user_id, day=day, name=token.name, kind=kind)


@compiled_update
def _tallied(user_id: int, day: date, name: str, kind: str) -> TokenDayQuerySet:
    return TokenDay.objects.filter(user=user_id, day=day, name=name, kind=kind)


@functools.lru_cache(STATEMENTS)
def _more(count: int) -> CombinedExpression:
    """Made once, as its statement is."""
    return F("count") + count


def _today(token: ApiToken) -> date:
    return timezone.localdate(timezone=zone_of(token.user))


class TokenDay(models.Model):
    """How much of a kind the tokens of one name read or wrote on one day. It outlives the token, and holds no words."""

    user = models.ForeignKey(User, models.CASCADE, related_name="token_days", db_index=False)
    # In the person's time zone.
    day = models.DateField()
    name = models.CharField(max_length=TOKEN_NAME_MAX_CHARS)
    kind = models.CharField(max_length=10, choices=UseKind)
    count = models.PositiveIntegerField(default=0)

    objects = TokenDayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day", "name", "kind"], name="token_day_known")]

    def __str__(self) -> str:
        return f"token day {self.pk}"


class AttemptQuerySet(models.QuerySet["AttemptCount"]):
    def one_more(self, key: str, *, most: int, now: datetime, span: timedelta) -> datetime | None:
        """None once it is counted; else, with `most` counted already, when the span ends."""
        row, _ = self.get_or_create(key=key, defaults={"attempts": 0, "ends_at": now + span})
        rows = self.filter(pk=row.pk)
        # One that ends too far from now comes from before the clock was set back; clocks of nodes differ by less.
        ended = rows.filter(Q(ends_at__lte=now) | Q(ends_at__gt=now + 2 * span))

        if ended.update(attempts=1, ends_at=now + span):
            return None
        if rows.filter(attempts__lt=most).update(attempts=F("attempts") + 1):
            return None
        return row.ends_at

    def one_less(self, keys: Iterable[str]) -> None:
        self.filter(key__in=list(keys), attempts__gt=0).update(attempts=F("attempts") - 1)

    def forget_ended(self, now: datetime) -> None:
        self.filter(ends_at__lte=now).delete()


class AttemptCount(models.Model):
    """Passwords tried under one key, a digest, in the span that began with the first of them."""

    key = models.CharField(max_length=64, unique=True)
    attempts = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    objects = AttemptQuerySet.as_manager()
