"""How models are named by their server, and what stands in for one that is gone."""

import pytest

from chat.model_server.connection import Connection
from chat.model_server.servers.choosing import Servers

HOME = Connection("http://127.0.0.1:1/v1", "", ("llama3", "meta/llama"), name="Home", slug="home")
PAID = Connection("https://models.example/v1", "k", ("gpt", "llama3"), name="Paid", slug="paid")
BOTH, ALONE, NONE = Servers((HOME, PAID)), Servers((HOME,)), Servers()


def chosen(servers: Servers, value: str, *, exactly: bool = False) -> tuple[str, str] | None:
    choice = servers.find(value) if exactly else servers.choose(value)
    return (choice.connection.slug, choice.model) if choice else None


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("", ("home", "llama3")),
        ("llama3", ("home", "llama3")),
        ("meta/llama", ("home", "meta/llama")),
        ("home/meta/llama", ("home", "meta/llama")),
        ("paid/llama3", ("paid", "llama3")),
        ("paid/gpt", ("paid", "gpt")),
        ("gpt", None),
        ("paid/other", None),
        ("gone/gpt", None),
        ("paid/", None),
    ],
)
def test_a_name_alone_means_the_default_server(value: str, found: tuple[str, str] | None) -> None:
    assert chosen(BOTH, value, exactly=True) == found


@pytest.mark.parametrize(
    ("servers", "value", "found"),
    [
        # Chosen while it was the only server.
        (BOTH, "gpt", ("paid", "gpt")),
        # The owner took the model out: another one of the same server.
        (BOTH, "paid/other", ("paid", "gpt")),
        (BOTH, "other", ("home", "llama3")),
        # The others went.
        (ALONE, "home/llama3", ("home", "llama3")),
        (ALONE, "paid/gpt", None),
        (ALONE, "paid/llama3", None),
        (ALONE, "gpt", ("home", "llama3")),
        (NONE, "home/llama3", None),
        (NONE, "", None),
    ],
)
def test_what_is_gone_goes_to_no_other_server(servers: Servers, value: str, found: tuple[str, str] | None) -> None:
    assert chosen(servers, value) == found
    assert servers.is_gone(value) == (bool(servers.connections) and found is None)


def test_models_are_named_by_their_server_where_there_are_several() -> None:
    named = [(group.name, [(one.value, one.label) for one in group.choices]) for group in BOTH.groups()]
    assert named == [
        ("Home", [("home/llama3", "llama3 · Home"), ("home/meta/llama", "meta/llama · Home")]),
        ("Paid", [("paid/gpt", "gpt · Paid"), ("paid/llama3", "llama3 · Paid")]),
    ]
    assert [(one.value, one.label) for one in ALONE.groups()[0].choices] == [
        ("llama3", "llama3"),
        ("meta/llama", "meta/llama"),
    ]
    assert all(BOTH.find(value) for value in BOTH.values()) and "llama3" in BOTH.values()


def test_the_nearest_is_the_first_that_is_there() -> None:
    nearest = BOTH.nearest("gone/gpt", "paid/gpt")
    assert nearest and nearest.value == "paid/gpt"
    default = BOTH.nearest("gone/gpt", "")
    assert default and default.value == "home/llama3" and NONE.nearest("x") is None
