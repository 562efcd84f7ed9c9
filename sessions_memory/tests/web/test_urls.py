import pytest
from django.urls import reverse

from sessions_memory.web.urls import address, interaction_url, place_url

NAMES = ["chat:session", "chat:interaction", "sessions_memory:session-pin", "sessions_memory:session-delete"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", [0, 1, 7_700_000_000_077, 2**63 - 1])
def test_an_address_is_where_django_finds_the_page(name: str, number: int) -> None:
    assert address(name, number) == reverse(name, args=[number])


def test_an_address_without_a_number() -> None:
    assert address("chat:home") == reverse("chat:home")


def test_where_an_interaction_stands() -> None:
    assert interaction_url(3, 7) == "/s/3/#interaction-7"
    assert place_url(3, 7) == "/s/3/?at=7#interaction-7"
