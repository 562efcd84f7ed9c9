"""How the program behind a token comes by the token's text: first by a code, from then on by refresh tokens.

Each is shown once and replaced by the next; of all of them only the digest of the one that counts is kept.
"""

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone

from insightvault.accounts.models import ApiToken, User, digest

logger = logging.getLogger(__name__)

CODE_MARK, REFRESH_MARK = "ivc_", "ivr_"
HANDLE_CHARS = 16
CODE_HOLDS = timedelta(seconds=60)
TEXT_HOLDS = timedelta(hours=1)
# A refresh token that lies unused for so long opens nothing any more.
REFRESH_HOLDS = timedelta(days=60)
# A program that asked twice at the same moment, or lost an answer, is refused and keeps what it has.
TWICE_WITHIN = timedelta(seconds=5)
CLIENT_ID_MAX_CHARS = 300
REDIRECT_MAX_CHARS = 500
# Of SHA-256, as PKCE writes it.
CHALLENGE_CHARS = 43


@dataclass(frozen=True)
class Texts:
    """What a program is given: shown once and kept nowhere."""

    access: str
    refresh: str
    seconds: int


class OAuthGrantQuerySet(models.QuerySet["OAuthGrant"]):
    @transaction.atomic
    def allow(
        self, person: User, name: str, *, client_id: str, redirect_uri: str, challenge: str, **limits: Any
    ) -> str:
        """The code by which the program gets its token. Raises TooManyTokens. `limits`: of the token."""
        self._forget_ended(person)
        token, _ = ApiToken.objects.create_for(person, name, **limits)
        now = timezone.now()
        # Nobody was told its first text.
        ApiToken.objects.filter(pk=token.pk).update(text_ends_at=now)

        code = _text(CODE_MARK, secrets.token_hex(HANDLE_CHARS // 2))
        asked = {"client_id": client_id, "redirect_uri": redirect_uri, "challenge": challenge}
        about = {"handle": _handle(code), "digest": digest(code), "digest_ends_at": now + CODE_HOLDS}
        self.create(token=token, changed_at=Now(), **about, **asked)
        return code

    def shown(self, mark: str, text: str, client_id: str) -> "OAuthGrant | None":
        """The one whose code or refresh token this is, if its program shows it and it counts.

        One that counted before was copied: whoever has it, or the program itself, is then a thief, and the token goes.
        """
        if not text.startswith(mark):
            return None

        rows = self.select_related("token").filter(handle=_handle(text), token__user__is_active=True)
        grant = rows.filter(client_id=client_id).first()
        if grant is None or grant.token.has_ended:
            return None
        if not secrets.compare_digest(grant.digest, digest(text)):
            grant.revoke_if_copied()
            return None

        return grant if grant.digest_ends_at > timezone.now() else None

    def revoke(self, text: str, client_id: str) -> None:
        """By any text that the program was given, whether it still counts or not."""
        if text.startswith(REFRESH_MARK):
            rows = self.filter(handle=_handle(text))
        else:
            rows = self.filter(token=ApiToken.objects.find(text, even_stale=True))

        # A token that was made by hand has no program that could end it.
        rows.filter(client_id=client_id)._end_tokens()

    def _forget_ended(self, person: User) -> None:
        """Those that no text opens any more: they would take the places of a person's tokens."""
        now = timezone.now()
        over = self.filter(token__user=person, token__text_ends_at__lte=now)
        over = over.filter(models.Q(digest_ends_at__lte=now) | models.Q(token__ends_at__lte=now))
        over._end_tokens()

    def _end_tokens(self) -> None:
        ApiToken.objects.filter(pk__in=list(self.values_list("pk", flat=True))).delete()


class OAuthGrant(models.Model):
    token = models.OneToOneField(ApiToken, models.CASCADE, related_name="grant", primary_key=True)
    # The address of the document that tells of the program.
    client_id = models.CharField(max_length=CLIENT_ID_MAX_CHARS)
    redirect_uri = models.CharField(max_length=REDIRECT_MAX_CHARS)
    challenge = models.CharField(max_length=CHALLENGE_CHARS)
    # The part that all codes and refresh tokens of one login have in common.
    handle = models.CharField(max_length=HANDLE_CHARS, unique=True)
    digest = models.CharField(max_length=64)
    digest_ends_at = models.DateTimeField()
    changed_at = models.DateTimeField(default=timezone.now)
    is_used = models.BooleanField(default=False)

    objects = OAuthGrantQuerySet.as_manager()

    def __str__(self) -> str:
        return f"login of {self.token}"

    @property
    def host(self) -> str:
        return self.client_id.split("/")[2]

    @transaction.atomic
    def exchange(self) -> Texts | None:
        """A text for the token and a refresh token, in the place of what was shown; None if another was faster."""
        now = timezone.now()
        refresh = _text(REFRESH_MARK, self.handle)
        new = {"digest": digest(refresh), "digest_ends_at": now + REFRESH_HOLDS, "changed_at": Now(), "is_used": True}
        if not OAuthGrant.objects.filter(pk=self.pk, digest=self.digest).update(**new):
            return None

        until = min(filter(None, (now + TEXT_HOLDS, self.token.ends_at)))
        return Texts(self.token.renew(until), refresh, int((until - now).total_seconds()))

    @transaction.atomic
    def forget_if_unused(self) -> None:
        """Claimed first: what this row held when it was read, another call may have exchanged since."""
        if OAuthGrant.objects.filter(pk=self.pk, digest=self.digest, is_used=False).update(is_used=True):
            self.token.delete()

    def revoke_if_copied(self) -> None:
        # By the database's clock: a node's may differ by more than that.
        if OAuthGrant.objects.filter(pk=self.pk, changed_at__lt=Now() - TWICE_WITHIN).exists():
            logger.warning("a code or refresh token was shown twice: token %s is revoked", self.pk)
            self.token.delete()


def _text(mark: str, handle: str) -> str:
    return f"{mark}{handle}{secrets.token_urlsafe(32)}"


def _handle(text: str) -> str:
    # Both marks are as long.
    return text[len(CODE_MARK) :][:HANDLE_CHARS]
