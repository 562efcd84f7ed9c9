"""A page of answers that are shown for the first time."""

from django.test import Client

from chat.answer.rendering import RENDERER_VERSION
from insightvault.accounts.models import User
from sessions_memory.lifecycle import start_session, store_interaction
from sessions_memory.models import UserInteraction

# More than the work of one answer each, and together more than that of a page.
ANSWER = "# a\n" * 10_000
ANSWERS = 30


def test_a_page_renders_the_newest_answers_and_shows_the_others_as_they_were_written(as_ann: Client, ann: User) -> None:
    session = start_session(ann)
    for number in range(ANSWERS):
        store_interaction(session, f"Question {number}?", ANSWER)

    page = as_ann.get(f"/s/{session.pk}/").content.decode()
    rendered = (
        UserInteraction.objects.filter(renderer_version=RENDERER_VERSION).order_by("pk").values_list("pk", flat=True)
    )
    newest = UserInteraction.objects.order_by("-pk").values_list("pk", flat=True)
    assert set(rendered) == set(newest[: len(rendered)])
    assert 10 < len(rendered) < ANSWERS
    assert page.count("Question ") >= ANSWERS and page.count('class="as-written"') > ANSWERS

    as_ann.get(f"/s/{session.pk}/")
    assert not UserInteraction.objects.exclude(renderer_version=RENDERER_VERSION).exists()
