"""Typed readers of the environment, and the secret key of a machine of one's own.

Every name read here is recorded in `READ`, so that a test can compare the
settings with the table of docs/settings.md.
"""

import contextlib
import os
import re
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

READ: set[str] = set()
PORT_MAX = 65_535
ADDRESS = re.compile(r"(?:\[([0-9a-f:.]{2,45})\]|([\w.-]{1,253})):(\d{1,5})", re.ASCII | re.IGNORECASE)
PREFIX = re.compile(r"(?!\.)[\w.~-]{1,60}(?:/(?!\.)[\w.~-]{1,60}){0,4}", re.ASCII)


def env_str(name: str, default: str = "") -> str:
    READ.add(name)
    return os.environ.get(name, "").strip() or default


def is_set(name: str) -> bool:
    """Whether somebody chose a value, be it the default one."""
    return bool(env_str(name))


def env_secret(name: str) -> str:
    """The value of `name`, or the content of the file that `name`_FILE names."""
    value, path = env_str(name), env_str(f"{name}_FILE")
    if value or not path:
        return value

    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE: {path} cannot be read ({error.strerror}).") from error


def env_bool(name: str, default: bool) -> bool:
    value = env_str(name, str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name} is {value!r}: write True or False.")

    return value == "True"


def env_int(name: str, default: int, *, minimum: int = 0) -> int:
    value = env_str(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number.") from None

    if number < minimum:
        raise ImproperlyConfigured(f"{name} is {number}: the least is {minimum}.")

    return number


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in env_str(name, default).split(",") if item.strip()]


def env_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = env_str(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}: write one of {', '.join(choices)}.")

    return value


def env_prefix(name: str) -> str:
    """A path such as "/vault", without its last slash; "" for none."""
    value = env_str(name).strip("/")
    if value and not PREFIX.fullmatch(value):
        raise ImproperlyConfigured(f"{name} is {value!r}: write a path such as /vault, of letters, digits and -._~.")

    return f"/{value}" if value else ""


def env_address(name: str) -> tuple[str, int] | None:
    """A host and a port; None where none is set."""
    value = env_str(name)
    if not value:
        return None

    found = ADDRESS.fullmatch(value)
    if not found or not 0 < int(found[3]) <= PORT_MAX:
        raise ImproperlyConfigured(f"{name} is {value!r}: write an address and a port, such as 127.0.0.1:9109.")

    return found[1] or found[2], int(found[3])


def make_data_dir(data_dir: Path) -> None:
    """Only its owner may look inside: it holds every conversation and the secret key."""
    # This holds for all that the process makes from here on, with SQLite's files among it.
    os.umask(0o077)
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryFile(dir=data_dir):
            pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"DATA_DIR, {data_dir}, can't be written ({error.strerror}). "
            "Give this user the right to write there, or set DATA_DIR to another folder."
        ) from error


def kept_secret_key(data_dir: Path) -> str:
    """The key kept in `data_dir`, made on first use; two processes starting at once agree on one."""
    path = data_dir / "secret_key"
    if not path.exists():
        handle, temporary = tempfile.mkstemp(dir=data_dir, prefix=".secret_key")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(50))

        # A link, not a rename: it fails when another process was first, and its key stands.
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)

        Path(temporary).unlink()

    return path.read_text(encoding="utf-8").strip()
