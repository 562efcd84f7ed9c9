"""How often passwords are tried: under one name from one address, from one address, and in the whole vault.

An attempt is counted before its password is looked at, so that many at once get no further than one after the other;
one that turns out right is taken back. The rows hold digests, each until its span is over: no name, which may be a
password typed into the wrong field, no address and nothing of the form. Attempts during a lock are not counted, so that
the lock ends when the page says. No library counts by network and for the whole vault in rows that do not grow.
"""

import ipaddress
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from insightvault.accounts.models import AttemptCount

# No name is longer.
NAME_MAX_CHARS = 150
IPV6_NETWORK_BITS = 64


@dataclass(frozen=True)
class Limit:
    kind: str
    attempts: int
    span: timedelta


OF_NAME = Limit("name", 10, timedelta(minutes=15))
# A household behind one address.
OF_ADDRESS = Limit("address", 30, timedelta(minutes=15))
# One in which the same person logged in before.
OF_BROWSER = Limit("browser", 10, timedelta(minutes=15))
# An attacker with a thousand addresses keeps others from logging in no longer than the flood lasts.
OF_VAULT = Limit("vault", 60, timedelta(minutes=1))


@dataclass(frozen=True)
class Counted:
    """An attempt under each of its keys; `name_key` is "" where no name is guessed at."""

    name_key: str
    other_keys: tuple[str, ...]


class TooManyAttempts(Exception):
    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def count(*, address: str, name: str | None, browser: str = "") -> Counted:
    """Counts an attempt under all its keys or, raising TooManyAttempts, under none.

    `name`: None if none is guessed at. `browser`: what one is known by in which this person logged in before.

    Counts are right for any number of processes and nodes; nodes whose clocks differ count loosely.
    """
    now, origin = timezone.now(), network(address)
    keys = [(OF_ADDRESS, origin), (OF_VAULT, "")]
    if name is not None:
        keys.insert(0, (OF_NAME, f"{_as_looked_up(name)}\0{origin}"))
    if browser:
        keys = [(OF_BROWSER, browser)]

    AttemptCount.objects.forget_ended(now)
    with transaction.atomic():
        digests = [_counted(limit, value, now) for limit, value in keys]

    is_guess = name is not None
    return Counted(digests[0] if is_guess else "", tuple(digests[is_guess:]))


def count_one(limit: Limit, value: str) -> None:
    """Of what is no password. Raises TooManyAttempts."""
    now = timezone.now()
    AttemptCount.objects.forget_ended(now)
    _counted(limit, value, now)


def take_back(counted: Counted) -> None:
    """For an attempt that was right; the wrong ones under its name are forgotten, too."""
    AttemptCount.objects.filter(key=counted.name_key).delete()
    AttemptCount.objects.one_less(counted.other_keys)


def network(address: str) -> str:
    """An IPv4 address, or the network of an IPv6 one: its holder has all addresses in it. "" for what is neither."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""

    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, IPV6_NETWORK_BITS), strict=False))


def _as_looked_up(name: str) -> str:
    """One way to write a name that the login form takes in many."""
    return unicodedata.normalize("NFKC", name.strip()[:NAME_MAX_CHARS])


def _counted(limit: Limit, value: str, now: datetime) -> str:
    key = salted_hmac(f"{__name__}.{limit.kind}", value, algorithm="sha256").hexdigest()
    if until := AttemptCount.objects.one_more(key, most=limit.attempts, now=now, span=limit.span):
        raise TooManyAttempts(until)
    return key
