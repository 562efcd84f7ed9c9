import pytest

from sessions_memory.web.model_names import short_model


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/srv/models/Qwen2.5-0.5B-Instruct-Q4_K_M.gguf", "Qwen2.5-0.5B-Instruct-Q4_K_M.gguf"),
        ("models/small.gguf", "small.gguf"),
        ("~/models/small/", "small"),
        ("../small.bin", "small.bin"),
        (r"C:\models\small.GGUF", "small.GGUF"),
        ("meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-8B"),
        ("openai/gpt-oss-20b:free", "openai/gpt-oss-20b:free"),
        ("qwen3:8b", "qwen3:8b"),
        ("small.gguf", "small.gguf"),
        ("/", "/"),
        ("", ""),
    ],
)
def test_a_path_is_shown_by_its_last_part(name: str, shown: str) -> None:
    assert short_model(name) == shown
