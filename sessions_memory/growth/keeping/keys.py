"""By which an insight is known again when its words are gone."""

from django.utils.crypto import salted_hmac

from sessions_memory.growth.rules.incidents import incident_key

SALT = "sessions_memory.growth.incident"


def key_of(sentence: str) -> str:
    """Of the incident that a sentence tells: with this vault's secret, so that nobody can try words against it."""
    return keyed(incident_key(sentence))


def keyed(name: str) -> str:
    return salted_hmac(SALT, name, algorithm="sha256").hexdigest()
