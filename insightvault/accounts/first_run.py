"""The one-time link with which the first person makes themself the owner."""

import secrets

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from insightvault.accounts.models import User

FILE = "setup_token"
TOKEN_CHARS = 32


def is_first_run() -> bool:
    return not User.objects.exists()


def setup_token() -> str | None:
    """The token of the link; None once there is anybody.

    On one machine it is made on first use and kept in DATA_DIR. Where several nodes may share a database all show the
    same, for a balancer sends whoever opens it to any of them.
    """
    path = settings.DATA_DIR / FILE
    if not is_first_run():
        path.unlink(missing_ok=True)
        return None

    if settings.DATABASE_URL:
        return salted_hmac(FILE, settings.VAULT_MARK, algorithm="sha256").hexdigest()[:TOKEN_CHARS]

    if not path.exists():
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24), encoding="ascii")

    return path.read_text(encoding="ascii")


def is_setup_token(text: str) -> bool:
    token = setup_token()
    return bool(token) and secrets.compare_digest((token or "").encode(), text.encode())


def make_owner(owner: User) -> bool:
    """Saves `owner` as a superuser, unless somebody was first."""
    with transaction.atomic():
        # SQLite's transaction is exclusive; on PostgreSQL two owners at the same moment are two people with the link.
        if User.objects.exists():
            return False
        owner.is_staff = owner.is_superuser = True
        owner.save()

    (settings.DATA_DIR / FILE).unlink(missing_ok=True)
    return True
