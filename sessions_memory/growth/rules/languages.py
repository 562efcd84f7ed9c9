"""The languages that there are rules in."""

import functools
from importlib import import_module

from sessions_memory.growth.rules.values import Language

MODULES = {"en": "english", "de": "german"}


@functools.cache
def languages() -> dict[str, Language]:
    """By their codes. Compiling their patterns takes half a second, so that it waits for the first text to be read."""
    return {code: _language(name) for code, name in MODULES.items()}


def _language(name: str) -> Language:
    language: Language = import_module(f"sessions_memory.growth.rules.{name}").LANGUAGE
    return language
