import pytest

from sessions_memory.database.text import row_id, storable


def test_what_no_database_keeps_is_replaced() -> None:
    assert storable("a\x00b\ud800c\U0001f600") == "a\ufffdb\ufffdc\U0001f600"
    assert (storable("a\x00é"), storable("a\udfff"), storable("é")) == ("a\ufffdé", "a\ufffd", "é")


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("", None), ("-7", None), ("7.0", None), ("9" * 19, None), ("x", None)]
)
def test_what_a_row_can_be_known_by(text: str, number: int | None) -> None:
    assert row_id(text) == number
