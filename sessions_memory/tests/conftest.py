"""A reviewer in the admin, and rows to review."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from sessions_memory import lifecycle
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.receipts.values import Receipt
from sessions_memory.states import Source, Status

Staff = Callable[..., Client]


@pytest.fixture
def interaction(ann: Any) -> UserInteraction:
    session = lifecycle.get_or_create_session(ann)
    session.rename("Lost things")
    stored = lifecycle.store_interaction(
        session,
        "Was the violet umbrella mine?",
        "Umbrella: yes, violet.",
        context_used=Receipt(went_without=["umbrella stand"]),
        interaction_metadata={"thinking": "pondering umbrellas", "prompt_tokens": 321},
    )

    UserInteraction.objects.filter(pk=stored.pk).update(model="gpt-4o", error="no umbrella")
    UserSession.objects.filter(pk=session.pk).update(context_summary="All about an umbrella.")
    return UserInteraction.objects.get(pk=stored.pk)


@pytest.fixture
def staff(db: None) -> Staff:
    def make(*permissions: str) -> Client:
        person = get_user_model().objects.create_user("sam", is_staff=True)
        person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client = Client()
        client.force_login(person, backend=settings.PERSON_BACKEND)

        return client

    return make


@pytest.fixture
def viewer(staff: Staff) -> Client:
    return staff("view_usersession", "view_userinteraction")


@pytest.fixture
def two_people(ann: Any, bob: Any) -> tuple[UserInteraction, UserInteraction]:
    """ann asked here and was answered; bob's came from Claude and failed."""
    ours = lifecycle.store_interaction(UserSession.objects.create(user=ann, title="Garden"), "q", "a")
    imported = UserSession.objects.create(
        user=bob, title="Travel", source=Source.CLAUDE, session_end="2024-05-01T10:00:00Z"
    )
    theirs = lifecycle.store_interaction(imported, "q", "a", created_at=imported.session_start)
    UserInteraction.objects.filter(pk=ours.pk).update(model="gpt-4o")
    UserInteraction.objects.filter(pk=theirs.pk).update(model="claude-3", status=Status.FAILED)

    return ours, theirs
