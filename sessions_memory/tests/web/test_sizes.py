import pytest
from django.utils import translation

from sessions_memory.web.sizes import size_in_words, size_of


@pytest.mark.parametrize(
    ("count", "english", "german"),
    [
        (1, "1 byte", "1 Byte"),
        (812, "812 bytes", "812 Bytes"),
        (1_250_000, "1.2 MB", "1,2 MB"),
        (14_000, "14 KB", "14 KB"),
    ],
)
def test_a_size_is_told_in_its_reader_s_language_and_to_a_model_in_english(
    count: int, english: str, german: str
) -> None:
    with translation.override("de"):
        assert (size_in_words(count), size_of(count)) == (german, english)
    assert size_in_words(count) == english
