"""Objects of a file, made to fit the types that our own code writes."""

from typing import Any

import pytest

from sessions_memory.importers.mapping.fitting import LIST_MAX, fitted
from sessions_memory.receipts.metadata import AnswerMetadata
from sessions_memory.receipts.values import EarlierReceipt

ITEM = {"kind": "memory", "id": 7, "time": "", "tokens": 3, "text": "I row.", "score": 1, "matched": ["row"]}


def test_what_fits_stays_as_it_is_and_in_its_order() -> None:
    receipt = {"version": 2, "items": [ITEM], "digest": "ab", "left_out_by_person": ["note:3"]}
    assert fitted(receipt, EarlierReceipt) == receipt
    assert list(fitted(receipt, EarlierReceipt)) == list(receipt)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("prompt_tokens", True), ("prompt_tokens", 1.5), ("prompt_tokens", "5"), ("prompt_tokens", 10**30)),
        *(("duration_ms", float("nan")), ("duration_ms", float("inf")), ("thinking", 5), ("use_memory", 0)),
        *(("left_out", "memory:7"), ("attachments", {}), ("memory", []), ("surprise", 1)),
    ],
)
def test_what_has_another_type_or_name_is_left_out(name: str, value: Any) -> None:
    assert fitted({"model": "m", name: value}, AnswerMetadata) == {"model": "m"}


def test_elements_that_do_not_fit_leave_the_others() -> None:
    odd = [ITEM, {"id": 7}, {**ITEM, "kind": "song"}, None, 5, {**ITEM, "score": "high"}]
    kept = fitted({"items": odd, "left_out": 5}, EarlierReceipt)
    assert kept == {"items": [ITEM, {key: value for key, value in ITEM.items() if key != "score"}]}


def test_a_list_has_an_end_and_no_object_is_an_empty_one() -> None:
    assert len(fitted({"left_out": ["x"] * (LIST_MAX + 9)}, AnswerMetadata)["left_out"]) == LIST_MAX
    assert fitted([], AnswerMetadata) == fitted(None, AnswerMetadata) == fitted("x", AnswerMetadata) == {}
