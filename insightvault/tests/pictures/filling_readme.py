"""Fills the vault of the README's pictures; runs inside it, as `filling` does."""

import json
import tempfile
from datetime import timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management import call_command

from insightvault.tests.pictures.filling import load_sample
from insightvault.tests.pictures.history import NOW, PASSWORD
from insightvault.tests.pictures.settings import CLOCK

QUESTION = "What has the cello changed for me this year?"
TALKS = ("Bread with rye", "A letter to the landlord", "Ferries in June", "A bicycle chain", "Names for a cat")


def fill() -> None:
    """`maren` has imported more and has asked, `visitor` only looks around."""
    for name in ("maren", "visitor"):
        get_user_model().objects.create_user(name, password=PASSWORD, time_zone="Europe/Berlin")
        CLOCK.moment = NOW - timedelta(days=1)
        load_sample(name)

    _import("maren")
    CLOCK.moment = NOW - timedelta(minutes=3)
    call_command("ask", QUESTION, user="maren", verbosity=0)
    CLOCK.moment = NOW


def _import(name: str) -> None:
    talks = [_talk(number, title) for number, title in enumerate(TALKS, 1)]
    # It has no messages.
    talks[-1]["chat_messages"] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "conversations.json")
        file.write_text(json.dumps(talks), encoding="utf-8")
        call_command("import_history", str(file), user=name, verbosity=0)


def _talk(number: int, title: str) -> dict[str, object]:
    """As Claude's export has it."""
    day = f"2025-11-0{number}T09:00:00Z"
    said = (("human", f"{title}: where do I begin?"), ("assistant", "With what you have."))
    return {
        "uuid": f"{number}",
        "name": title,
        "created_at": day,
        "updated_at": day,
        "account": {"uuid": "a"},
        "chat_messages": [
            {"uuid": f"{number}-{place}", "text": text, "sender": sender, "created_at": day}
            for place, (sender, text) in enumerate(said)
        ],
    }
