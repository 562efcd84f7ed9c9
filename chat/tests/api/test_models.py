"""The models that can be asked, by their server."""

import pytest
from django.test import Client

from chat.model_server.servers.stored import save_connection
from chat.question_rules import unknown_model
from insightvault.fake_model_server import ModelServer

Headers = dict[str, str]


@pytest.fixture
def two(db: None) -> None:
    for name, models in (("Home", ["llama3"]), ("Paid", ["gpt", "llama3"])):
        save_connection(base_url=f"http://{name}.example/v1".lower(), api_key="sk-secret", models=models, name=name)


def test_they_are_named_by_their_server(client: Client, ann_token: Headers, two: None) -> None:
    response = client.get("/models", headers=ann_token)
    assert [tuple(one.values()) for one in response.json()] == [
        ("home/llama3", "llama3", "Home", True),
        ("paid/gpt", "gpt", "Paid", False),
        ("paid/llama3", "llama3", "Paid", False),
    ]
    assert "secret" not in response.content.decode() and "example" not in response.content.decode()


def test_of_one_server_the_names_alone(client: Client, ann_token: Headers, model_server: ModelServer) -> None:
    assert [one["id"] for one in client.get("/models", headers=ann_token).json()] == ["test-model", "other-model"]


def test_without_a_server_there_are_none(client: Client, ann_token: Headers) -> None:
    assert client.get("/models", headers=ann_token).json() == []


@pytest.mark.parametrize(("model", "named"), [("gpt", "paid/gpt"), ("gone/gpt", "home/llama3"), ("Home/llama3", "gpt")])
def test_a_model_that_is_not_there_is_422_and_names_those_that_are(
    client: Client, ann_token: Headers, two: None, model: str, named: str
) -> None:
    body = {"message": "How do leeks grow?", "model": model}
    response = client.post("/chat/send", body, content_type="application/json", headers=ann_token)
    assert response.status_code == 422 and named in response.json()["detail"]


def test_the_document_lists_what_can_be_asked(client: Client, ann_token: Headers, two: None) -> None:
    document = client.get("/api/openapi.json", headers=ann_token).json()
    listed = document["components"]["schemas"]["Question"]["properties"]["model"]["enum"]
    assert listed == ["home/llama3", "paid/gpt", "paid/llama3", "llama3", "", None]


@pytest.mark.parametrize("address", ["/models?cursor=1", "/models/7", "/models/"])
def test_what_is_no_such_call_is_refused(client: Client, ann_token: Headers, two: None, address: str) -> None:
    assert client.get(address, headers=ann_token).status_code in (404, 422)


def test_a_name_alone_is_the_default_server_s(two: None) -> None:
    assert unknown_model("llama3") == "" and unknown_model("paid/llama3") == "" and unknown_model("gpt")
