"""By which an insight is known again when its words are gone."""

from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from sessions_memory.growth.rules.incidents import incident_key

SALT = "sessions_memory.growth.incident"


def key_of(sentence: str) -> str:
    """Of the incident that a sentence tells: with this vault's secret, so that nobody can try words against it."""
    return keyed(incident_key(sentence))


def keyed(name: str) -> str:
    return salted_hmac(SALT, name, algorithm="sha256").hexdigest()


def key_of_change(sentences: Iterable[str]) -> str:
    return keyed(" ".join(sorted({incident_key(sentence) for sentence in sentences})))


def key_of_rhythm(theme: str, weekday: int) -> str:
    """`theme`: its `source_id`, which it has in a backup, too."""
    return keyed(f"rhythm {theme} {weekday}")


def key_of_pair(themes: Iterable[str]) -> str:
    return keyed(f"goes-along {' '.join(sorted(themes))}")
