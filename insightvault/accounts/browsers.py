"""The browsers in which a person is logged in, as the account page lists them, and logging one out from afar."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from insightvault.accounts.models import BROWSER_NAME, Browser, User

# More are logged out together.
SHOWN_MAX = 50
USER_AGENT_MAX_CHARS = 500
# By what their programs call themselves; most also name those below.
PROGRAMS = (
    *(("Edg", "Edge"), ("OPR/", "Opera"), ("Vivaldi", "Vivaldi"), ("SamsungBrowser", "Samsung Internet")),
    *(("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari")),
)
SYSTEMS = (
    *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")),
    *(("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux")),
)
UNKNOWN, ON = "A browser", " on "


@dataclass(frozen=True)
class LoggedIn:
    """`mark` stands for it on the page: its key is as good as the password."""

    name: str
    mark: str
    seen_at: datetime
    is_this_one: bool


def name_browser(session: SessionBase, user_agent: str) -> None:
    session[BROWSER_NAME] = browser_name(user_agent)


def browser_name(user_agent: str) -> str:
    """As it is stored: "Firefox on Linux"; "A browser" where nothing in it is known."""
    sent = user_agent[:USER_AGENT_MAX_CHARS]
    program = next((name for sign, name in PROGRAMS if sign in sent), UNKNOWN)
    system = next((name for sign, name in SYSTEMS if sign in sent), "")

    return f"{program}{ON}{system}" if system else program


def in_words(name: str) -> str:
    """A stored name for the page: "Firefox auf Linux"."""
    known, _on, system = name.partition(ON)
    program = _("A browser") if known in ("", UNKNOWN) else known

    return _("{program} on {system}").format(program=program, system=system) if system else program


def logged_in(person: User, this_one: str | None) -> list[LoggedIn]:
    """This one first, then the one seen last; `this_one` is the key of a session."""
    rows = [row for row in Browser.objects.of(person)[:SHOWN_MAX] if _is_valid(row, person)]
    listed = [
        LoggedIn(in_words(row.name), mark_of(row.session_key), row.seen_at, row.session_key == this_one) for row in rows
    ]
    return sorted(listed, key=lambda one: not one.is_this_one)


def log_out(person: User, mark: str, this_one: str | None) -> bool:
    """False where it is none of theirs, or this one, which logs out as everywhere."""
    for row in Browser.objects.of(person).exclude(session_key=this_one)[:SHOWN_MAX]:
        if constant_time_compare(mark_of(row.session_key), mark):
            row.delete()
            return True

    return False


def log_out_others(person: User, this_one: str | None) -> None:
    Browser.objects.filter(user=person).exclude(session_key=this_one).delete()


def mark_of(key: str) -> str:
    return salted_hmac(__name__, key, algorithm="sha256").hexdigest()[:32]


def _is_valid(row: Browser, person: User) -> bool:
    """A new password ends the others, and leaves their rows."""
    return constant_time_compare(row.get_decoded().get(HASH_SESSION_KEY, ""), person.get_session_auth_hash())
