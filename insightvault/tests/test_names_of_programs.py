"""What other programs asked through this vault is shown with the program's own name, wherever it is quoted."""

import pytest
from django.test import Client

from chat.tests.views.test_receipts import answered
from insightvault.accounts.models import User
from insightvault.mcp.tests.calling import call
from insightvault.tests.access.people import program_of
from sessions_memory.growth.answers.evidence import evidence_for
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.pages.growth.theme.members import member_page
from sessions_memory.states import InsightKind, InsightState, Source, said_in
from sessions_memory.tests.areas.made import said_in as said
from sessions_memory.tests.growth.made import insight_of, place_in, theme_of

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "How do I prune the quince tree in my garden?"


@pytest.fixture
def quince(ann: User) -> UserInteraction:
    row = said(None, ann, ASKED, "In March.")
    row.session.source, row.session.source_id = Source.PROGRAM, "Claude Code/1"
    row.session.save()
    return row


def test_every_place_that_quotes_it_shows_the_name(ann: User, as_ann: Client, quince: UserInteraction) -> None:
    theme = theme_of(ann, "Trees", quince.session, is_pinned=True, found={"then": place_in(quince.session, ASKED)})
    milestone = place_in(quince.session, "quince tree")
    insight_of(ann, InsightKind.MILESTONE, milestone, theme=theme, state=InsightState.CONFIRMED)
    asked = answered(ann, "When did I prune the quince tree?")
    pages = (
        f"/interactions/{asked.pk}/receipt/",
        f"/interactions/{quince.pk}/correct/",
        "/memory/?q=quince+tree",
        *(
            "/history/?q=quince",
            "/history/",
            f"/growth/t/{theme.pk}/",
            f"/growth/t/{theme.pk}/put/",
            "/growth/insights/",
        ),
    )
    for page in pages:
        assert "Claude Code" in as_ann.get(page).content.decode(), page

    assert [row.source for row in member_page(ann, theme).rows] == ["Claude Code"]
    UserInteraction.objects.filter(pk=quince.pk).update(never_recall=True)
    assert "Claude Code" in as_ann.get("/memory/never/").content.decode()


def test_programs_are_told_it_too_and_no_label_of_a_prompt_holds_it(ann: User, quince: UserInteraction) -> None:
    program = program_of(ann)
    (hit,) = call(program, "search", query="quince tree")["results"]
    whole = call(program, "fetch", id=hit["id"])
    assert hit["source"] == whole["metadata"]["source"] == "Claude Code"
    assert "Claude Code" not in hit["text"] + whole["text"]


def test_what_growth_chose_for_an_answer_has_it(ann: User, quince: UserInteraction) -> None:
    theme_of(ann, "Quince", quince.session, is_pinned=True, found={"then": place_in(quince.session, ASKED)})
    when = quince.created_at
    (found,) = evidence_for(ann, "When did I start with the quince?", now=when, exclude=frozenset())
    assert found.memory.said_in == "Claude Code"


@pytest.mark.parametrize("kept", [{"source_name": "Other programs"}, {}])
def test_a_receipt_of_before_still_shows(
    ann: User, as_ann: Client, quince: UserInteraction, kept: dict[str, str]
) -> None:
    asked = answered(ann, "When did I prune the quince tree?")
    for item in asked.context_used["items"]:
        del item["source_name"]
        item.update(kept)

    asked.save()
    assert "Other programs" in as_ann.get(f"/interactions/{asked.pk}/receipt/").content.decode()


def test_a_name_is_bounded_and_a_program_without_one_is_called_as_its_kind() -> None:
    assert said_in(Source.PROGRAM, "x" * 200 + "/1") == "x" * 60
    assert said_in(Source.PROGRAM, "1") == "Other programs"


def test_a_program_without_a_name_is_called_in_the_reader_s_language(
    ann: User, as_ann: Client, quince: UserInteraction
) -> None:
    UserSession.objects.filter(pk=quince.session_id).update(source_id="1")
    theme = theme_of(ann, "Trees", quince.session, is_pinned=True, found={"then": place_in(quince.session, ASKED)})
    for page in (f"/s/{quince.session_id}/", f"/growth/t/{theme.pk}/", f"/growth/t/{theme.pk}/put/"):
        shown = as_ann.get(page, headers={"Accept-Language": "de"}).content.decode()
        assert "Andere Programme" in shown and "Other programs" not in shown, page
