import pytest

from chat.model_server.setup.encoders import encoders_of, is_encoder, speakers_of


@pytest.mark.parametrize(
    "name",
    [
        "nomic-embed-text:latest",
        "text-embedding-3-small",
        "BAAI/bge-m3",
        "bge-large",
        "intfloat/multilingual-e5-small",
        "sentence-transformers/all-MiniLM-L6-v2",
        "mxbai-embed-large",
        "/srv/models/gte-small.gguf",
        "Qwen/Qwen3-Embedding-0.6B",
    ],
)
def test_what_looks_like_an_encoder_is_one(name: str) -> None:
    assert is_encoder(name)


@pytest.mark.parametrize("name", ["qwen3:8b", "gpt-4o", "bge-reranker-base", "llama3.2", "mistral-e500", "gteam", ""])
def test_others_are_none(name: str) -> None:
    assert not is_encoder(name)


def test_a_list_is_parted_into_both() -> None:
    names = ["all-minilm", "qwen3:8b"]
    assert (encoders_of(names), speakers_of(names)) == (["all-minilm"], ["qwen3:8b"])
    assert speakers_of(["all-minilm"]) == ["all-minilm"]
