"""The owner edits the system prompt; versions stay, and the newest stands."""

from django.test import Client

from chat.models import SystemPrompt
from chat.prompt.system import BUILT_IN, MAX_CHARS, standing_prompt, write_prompt
from insightvault.accounts.models import User
from sessions_memory.tests.reading import as_read


def test_the_built_in_one_stands_until_the_owner_writes_one(as_owner: Client) -> None:
    assert standing_prompt().text == BUILT_IN and standing_prompt().version == 1
    response = as_owner.post("/account/prompt/", {"text": " Be brief.\r\nBe kind. ", "do": "save"})
    assert response["Location"] == "/account/prompt/"
    assert (standing_prompt().version, standing_prompt().text) == (2, "Be brief.\nBe kind.")
    page = as_read(as_owner.get("/account/prompt/").content.decode())

    assert "Be brief." in page and "Version 2 (current)" in page and "Version 1 (built-in)" in page


def test_it_can_be_restored_as_a_version_of_its_own(as_owner: Client) -> None:
    write_prompt("Be brief.")
    as_owner.post("/account/prompt/", {"text": "Be brief.", "do": "restore"})
    assert (standing_prompt().version, standing_prompt().text, standing_prompt().is_built_in) == (3, BUILT_IN, True)


def test_the_same_text_is_no_new_version(db: None) -> None:
    write_prompt("Be brief.")
    write_prompt("Be brief.")
    assert SystemPrompt.objects.count() == 2


def test_a_built_in_one_that_changed_with_an_upgrade_becomes_a_version(db: None) -> None:
    SystemPrompt.objects.create(version=1, text="As it was.", is_built_in=True)
    assert (standing_prompt().version, standing_prompt().text) == (2, BUILT_IN)
    SystemPrompt.objects.create(version=3, text="The owner’s.")
    assert standing_prompt().text == "The owner’s."


def test_too_long_a_text_is_refused_and_stays_in_the_form(as_owner: Client) -> None:
    response = as_owner.post("/account/prompt/", {"text": "x" * (MAX_CHARS + 1)})
    assert response.status_code == 422 and "At most 8,000 characters" in response.content.decode()
    assert standing_prompt().version == 1


def test_only_the_owner_may(as_ann: Client, ann: User, client: Client) -> None:
    assert as_ann.get("/account/prompt/").status_code == 403
    assert as_ann.post("/account/prompt/", {"text": "Be mine."}).status_code == 403
    assert client.get("/account/prompt/").status_code == 302
    assert "/account/prompt/" not in as_ann.get("/account/memory-and-privacy/").content.decode()
