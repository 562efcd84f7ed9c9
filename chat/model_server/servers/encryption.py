"""Encrypts by a key that comes from SECRET_KEY."""

import base64
import functools

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypted(text: str) -> str:
    return _box(settings.SECRET_KEY).encrypt(text.encode()).decode()


def decrypted(sealed: str) -> str:
    try:
        return _box(settings.SECRET_KEY).decrypt(sealed.encode()).decode()
    except InvalidToken:
        # SECRET_KEY changed: the server will ask for the key, and the answer says so.
        return ""


@functools.cache
def _box(secret: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"insightvault model key")
    return Fernet(base64.urlsafe_b64encode(derived.derive(secret.encode())))
