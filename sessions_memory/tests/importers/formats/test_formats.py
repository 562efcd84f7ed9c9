"""The formats that are known, and how a record is told to be of one."""

import pytest

from sessions_memory.importers.formats import FORMATS
from sessions_memory.tests.importers.exports import chatgpt, claude


def test_a_position_can_tell_the_formats_apart() -> None:
    assert len({known.record for known in FORMATS}) == len(FORMATS)


def test_a_record_belongs_to_one_format() -> None:
    for record in (chatgpt(("user", "Q")), claude(("human", "Q"))):
        assert sum(known.recognises(record) for known in FORMATS) == 1


@pytest.mark.parametrize("record", [None, "text", 5, [], {}, [{"role": "user"}], {"messages": 1}, {"mapping": None}])
def test_what_is_no_record_is_nobodys(record: object) -> None:
    mine = [known.name for known in FORMATS if known.recognises(record)]
    assert mine == (["ChatGPT"] if record == {"mapping": None} else [])  # damaged, and still told by its name
