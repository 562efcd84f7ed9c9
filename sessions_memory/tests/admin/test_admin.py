"""Staff review metadata; content is opened one deliberate, logged step further, or not at all."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sessions_memory import lifecycle
from sessions_memory.admin.audit import readings_of
from sessions_memory.attachments.keeping import give
from sessions_memory.models import UserInteraction, UserSession
from sessions_memory.receipts.values import Receipt
from sessions_memory.tests.attachments.files import read_of

SESSIONS = "/admin/sessions_memory/usersession/"
INTERACTIONS = "/admin/sessions_memory/userinteraction/"
QUESTION, ANSWER, THOUGHT = "Was the violet umbrella mine?", "Umbrella: yes, violet.", "pondering umbrellas"

Staff = Callable[..., Client]


def pages(interaction: UserInteraction) -> list[str]:
    return [
        SESSIONS,
        f"{SESSIONS}{interaction.session_id}/change/",
        f"{SESSIONS}{interaction.session_id}/history/",
        INTERACTIONS,
        f"{INTERACTIONS}{interaction.pk}/change/",
        f"{INTERACTIONS}{interaction.pk}/history/",
    ]


def read_urls(interaction: UserInteraction) -> list[str]:
    return [f"{SESSIONS}{interaction.session_id}/read/", f"{INTERACTIONS}{interaction.pk}/read/"]


def test_anonymous_is_sent_to_log_in(client: Client, interaction: UserInteraction) -> None:
    for url in pages(interaction):
        response = client.get(url, follow=True)
        assert response.redirect_chain[-1][0] == f"{reverse('login')}?next={url}"

    for url in read_urls(interaction):
        assert client.post(url).status_code == 302


def test_ordinary_person_has_no_access(as_ann: Client, interaction: UserInteraction) -> None:
    for url in pages(interaction):
        assert as_ann.get(url, follow=True).status_code == 403

    for url in read_urls(interaction):
        assert as_ann.post(url, follow=True).status_code == 403

    assert not LogEntry.objects.exists()


def test_staff_without_permission_get_403(staff: Staff, interaction: UserInteraction) -> None:
    sam = staff()
    assert [sam.get(url).status_code for url in pages(interaction)] == [403] * 6
    assert [sam.post(url).status_code for url in read_urls(interaction)] == [403] * 2


def test_metadata_pages_hold_no_content(viewer: Client, interaction: UserInteraction) -> None:
    for url in pages(interaction):
        response = viewer.get(url)
        assert response.status_code == 200
        assert "mbrella" not in response.content.decode()


def test_change_page_shows_what_was_measured_and_no_thinking(viewer: Client, interaction: UserInteraction) -> None:
    page = viewer.get(f"{INTERACTIONS}{interaction.pk}/change/").content.decode()
    assert "prompt_tokens 321" in page
    assert THOUGHT not in page


def test_reading_shows_the_content_and_logs_it_without_a_word(
    viewer: Client, interaction: UserInteraction, ann: Any
) -> None:
    response = viewer.post(f"{INTERACTIONS}{interaction.pk}/read/")
    page = response.content.decode()

    for words in (QUESTION, ANSWER, THOUGHT, "umbrella stand", "no umbrella"):
        assert words in page

    assert "no-store" in response["Cache-Control"]
    entry = LogEntry.objects.get()
    assert (entry.object_repr, entry.user.get_username()) == (f"interaction {interaction.pk}", "sam")
    assert "mbrella" not in f"{entry.object_repr} {entry.change_message}"
    assert [(reading.reader, reading.what) for reading in readings_of(ann)] == [
        ("sam", f"interaction {interaction.pk}")
    ]


def test_the_files_of_a_question_are_read_with_it_and_seen_nowhere_before(
    viewer: Client, ann: Any, interaction: UserInteraction
) -> None:
    give([read_of(ann, "diary <b>.md")], interaction)
    seen = [viewer.get(path).content.decode() for path in (INTERACTIONS, f"{INTERACTIONS}{interaction.pk}/change/")]
    assert not any("diary" in page or "quince" in page for page in seen)

    page = viewer.post(f"{INTERACTIONS}{interaction.pk}/read/").content.decode()
    assert "diary &lt;b&gt;.md" in page and "The quince tree was planted in 1987." in page
    assert len(readings_of(ann)) == 1


def test_reading_a_session_shows_all_of_it_and_logs_once(viewer: Client, interaction: UserInteraction) -> None:
    page = viewer.post(f"{SESSIONS}{interaction.session_id}/read/").content.decode()
    for words in ("Lost things", "All about an umbrella.", QUESTION, ANSWER):
        assert words in page

    assert LogEntry.objects.get().object_repr == f"session {interaction.session_id}"


def test_the_person_sees_the_reading_on_the_account_page(
    viewer: Client, as_ann: Client, as_bob: Client, interaction: UserInteraction
) -> None:
    viewer.post(f"{INTERACTIONS}{interaction.pk}/read/")
    assert f"interaction {interaction.pk}" in as_ann.get(reverse("accounts:memory-and-privacy")).content.decode()
    assert f"interaction {interaction.pk}" not in as_bob.get(reverse("accounts:memory-and-privacy")).content.decode()


def test_a_long_session_is_read_in_pages(viewer: Client, interaction: UserInteraction) -> None:
    for number in range(60):
        lifecycle.store_interaction(interaction.session, f"Question number {number}?", "a")

    url = f"{SESSIONS}{interaction.session_id}/read/"
    first, second = viewer.post(url).content.decode(), viewer.post(url, {"page": "2"}).content.decode()
    assert QUESTION in first and "Question number 59?" not in first and "Page 1 of 2" in first
    assert QUESTION not in second and "Question number 59?" in second
    inside = viewer.get(f"{SESSIONS}{interaction.session_id}/change/", {"page": "2"}).content.decode()
    assert f"interaction {interaction.pk}<" in inside and "Page 2 of 2" in inside


def test_a_receipt_is_read_as_sentences(viewer: Client, ann: Any) -> None:
    item = {"kind": "memory", "date": "1 May 2026", "text": "I row.", "reasons": ["says “row”", "asked 2 times"]}
    odd = [item, "odd", {"kind": 5, "reasons": 7}]
    # A receipt in a file may hold anything.
    receipt = cast(Receipt, {"items": odd, "left_out": "odd"})
    stored = lifecycle.store_interaction(lifecycle.get_or_create_session(ann), "Q", "A", context_used=receipt)
    page = viewer.post(f"{INTERACTIONS}{stored.pk}/read/").content.decode()
    assert "Memory, 1 May 2026" in page and "I row." in page and "Says “row”, asked 2 times" in page


def test_the_reviewers_group_views_and_changes_nothing(staff: Staff, interaction: UserInteraction) -> None:
    sam = staff()
    get_user_model().objects.get(username="sam").groups.add(Group.objects.get(name="Reviewers"))

    assert [sam.get(url).status_code for url in pages(interaction)] == [200] * 6
    assert sam.post(read_urls(interaction)[1]).status_code == 200
    assert sam.post(f"{SESSIONS}{interaction.session_id}/delete/", {"post": "yes"}).status_code == 403
    assert sam.get("/admin/accounts/user/").status_code == 403


def test_reading_is_escaped_text(viewer: Client, ann: Any) -> None:
    session = lifecycle.get_or_create_session(ann)
    stored = lifecycle.store_interaction(session, "<script>x</script>", "<b>bold</b>")
    page = viewer.post(f"{INTERACTIONS}{stored.pk}/read/").content.decode()
    assert "&lt;script&gt;x" in page
    assert "<b>bold" not in page


def test_reading_takes_a_post_with_a_csrf_token(viewer: Client, interaction: UserInteraction) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = viewer.cookies

    for url in read_urls(interaction):
        assert viewer.get(url).status_code == 405
        assert strict.post(url).status_code == 403

    assert not LogEntry.objects.exists()


def test_reading_a_session_needs_permission_for_its_interactions(staff: Staff, interaction: UserInteraction) -> None:
    sam = staff("view_usersession")
    page = sam.get(f"{SESSIONS}{interaction.session_id}/change/").content.decode()
    assert f"interaction {interaction.pk}" not in page
    assert sam.post(f"{SESSIONS}{interaction.session_id}/read/").status_code == 403


def test_reading_what_is_not_there_is_404(viewer: Client) -> None:
    assert viewer.post(f"{INTERACTIONS}999/read/").status_code == 404
    assert not LogEntry.objects.exists()


def test_content_off_leaves_metadata_only(as_owner: Client, interaction: UserInteraction, settings: Settings) -> None:
    settings.ADMIN_CONTENT = "off"
    for url in pages(interaction):
        page = as_owner.get(url).content.decode()
        assert "/read/" not in page
        assert "export_content" not in page
        assert "Lost things" not in page

    assert [as_owner.post(url).status_code for url in read_urls(interaction)] == [404, 404]
    assert "0 sessions" in as_owner.get(SESSIONS, {"q": "Lost"}).content.decode()
    exported = as_owner.post(INTERACTIONS, {"action": "export_content", "_selected_action": [interaction.pk]})
    assert not getattr(exported, "streaming", False)
    assert not LogEntry.objects.exists()


def test_nothing_is_added_or_changed_even_by_the_owner(as_owner: Client, interaction: UserInteraction) -> None:
    for base, pk in ((SESSIONS, interaction.session_id), (INTERACTIONS, interaction.pk)):
        assert as_owner.get(f"{base}add/").status_code == 403
        assert as_owner.post(f"{base}{pk}/change/", {"title": "x"}).status_code == 403


def test_links_go_both_ways(viewer: Client, interaction: UserInteraction) -> None:
    inside = viewer.get(f"{SESSIONS}{interaction.session_id}/change/").content.decode()
    assert f"{INTERACTIONS}{interaction.pk}/change/" in inside
    assert f"{INTERACTIONS}?session={interaction.session_id}" in inside

    for url in (INTERACTIONS, f"{INTERACTIONS}{interaction.pk}/change/"):
        assert f"{SESSIONS}{interaction.session_id}/change/" in viewer.get(url).content.decode()


def test_deleting_a_session_asks_first_without_its_words(as_owner: Client, interaction: UserInteraction) -> None:
    url = f"{SESSIONS}{interaction.session_id}/delete/"
    page = as_owner.get(url).content.decode()
    assert f"session {interaction.session_id} (interactions: 1)" in page
    assert "mbrella" not in page
    assert "Lost things" not in page

    as_owner.post(url, {"post": "yes"})
    assert not UserSession.objects.exists()
    assert LogEntry.objects.get().object_repr == f"session {interaction.session_id}"


def test_deleting_interactions_keeps_the_count_true(as_owner: Client, interaction: UserInteraction) -> None:
    other = lifecycle.store_interaction(interaction.session, "q", "a")
    as_owner.post(f"{INTERACTIONS}{interaction.pk}/delete/", {"post": "yes"})
    assert UserSession.objects.get().interaction_count == 1
    as_owner.post(INTERACTIONS, {"action": "delete_selected", "post": "yes", "_selected_action": [other.pk]})
    assert not UserSession.objects.exists()


def test_viewers_delete_nothing(viewer: Client, interaction: UserInteraction) -> None:
    assert viewer.post(f"{SESSIONS}{interaction.session_id}/delete/", {"post": "yes"}).status_code == 403
    viewer.post(SESSIONS, {"action": "delete_selected", "post": "yes", "_selected_action": [interaction.session_id]})
    assert UserSession.objects.exists()


def test_deleting_a_session_needs_permission_for_its_interactions(staff: Staff, interaction: UserInteraction) -> None:
    sam = staff("view_usersession", "delete_usersession")
    assert sam.post(f"{SESSIONS}{interaction.session_id}/delete/", {"post": "yes"}).status_code == 403
    assert UserSession.objects.exists()
