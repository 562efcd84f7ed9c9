"""How the index's bytes are laid out. Pure: numpy arrays in, bytes out, and back."""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Raised when bytes written before can't be read any more.
VERSION = 3
# How many interactions a posting's row covers: a question reads one row a block for each of its words.
BLOCK = 8192

Array = NDArray[Any]
# SQLite gives bytes, PostgreSQL's driver a view of them.
Bytes = bytes | memoryview

PLACES = np.dtype([("place", "<u2"), ("question", "u1"), ("answer", "u1")])
TERMS = np.dtype([("term", "<i8"), ("question", "u1"), ("answer", "u1")])
FACTS = np.dtype(
    [
        ("interaction", "<i8"),  # 0: removed
        ("session", "<i8"),
        ("time", "<i8"),  # microseconds since 1970
        ("question_length", "<u2"),
        ("answer_length", "<u2"),
        ("question_speaker", "<u4"),  # of a label such as "Ines: …"; 0: none
        ("answer_speaker", "<u4"),
        ("flags", "u1"),
        ("language", "u1"),
    ]
)
# A record begins with its names.
_NAMES = struct.Struct("<qq")
IS_WISH, QUESTION_DATED, ANSWER_DATED, IS_REPLY = 1, 4, 8, 32


@dataclass(frozen=True)
class Document:
    """An interaction as the index has it: one FACTS record, and TERMS without repetition."""

    facts: bytes
    terms: bytes


def named(document: Document, interaction_id: int, session_id: int) -> Document:
    """One that was made before its interaction had an id."""
    return Document(_NAMES.pack(interaction_id, session_id) + document.facts[_NAMES.size :], document.terms)


def pack_terms(question: dict[int, int], answer: dict[int, int]) -> bytes:
    """Counts stop at 255, beyond which they say nothing more."""
    terms = sorted(question.keys() | answer.keys())
    packed = np.empty(len(terms), TERMS)
    packed["term"] = terms

    for name, counts in (("question", question), ("answer", answer)):
        packed[name] = np.minimum(np.fromiter(map(counts.get, terms, repeat(0)), np.int64, len(terms)), 255)

    return packed.tobytes()


def read(data: Bytes | Iterable[Bytes], form: np.dtype[Any]) -> Array:
    return np.frombuffer(data if isinstance(data, bytes | memoryview) else b"".join(data), form)


def lengthened(records: Array, count: int) -> Array:
    """A copy with zeros at its end, `count` in all. Copying record by record would take twenty times as long."""
    longer = np.zeros(count, records.dtype)
    longer.view(np.uint8)[: records.nbytes] = records.view(np.uint8)
    return longer


def postings(first: int, terms: Sequence[Bytes]) -> list[tuple[int, int, bytes]]:
    """(block, term, PLACES) of interactions at the positions from `first` on; ordered, so that pages fill in turn."""
    columns = read(terms, TERMS)
    positions = np.repeat(np.arange(first, first + len(terms)), [len(data) // TERMS.itemsize for data in terms])
    order = np.lexsort((positions, columns["term"], positions // BLOCK))
    columns, positions = columns[order], positions[order]
    blocks = positions // BLOCK

    places = np.zeros(len(columns), PLACES)
    places["place"], places["question"], places["answer"] = positions % BLOCK, columns["question"], columns["answer"]
    new = np.flatnonzero((np.diff(blocks, prepend=-1) != 0) | (np.diff(columns["term"], prepend=-1) != 0))
    ends = [*new[1:].tolist(), len(columns)]
    data, width = places.tobytes(), PLACES.itemsize

    rows = zip(blocks[new].tolist(), columns["term"][new].tolist(), new.tolist(), ends, strict=True)
    return [(block, term, data[start * width : end * width]) for block, term, start, end in rows]


def all_without(rows: Sequence[Bytes], gone: Sequence[int]) -> list[bytes]:
    """The PLACES of many postings of one block, each without those of the places `gone`."""
    places = read(rows, PLACES)
    is_kept = np.ones(BLOCK, bool)
    is_kept[list(gone)] = False
    kept = is_kept[places["place"]]
    lengths = np.fromiter(map(len, rows), np.int64, len(rows)) // PLACES.itemsize

    ends = np.concatenate([[0], np.cumsum(kept)])[np.cumsum(lengths)] * PLACES.itemsize
    data, bounds = places[kept].tobytes(), [0, *ends.tolist()]
    return [data[start:end] for start, end in pairwise(bounds)]


def without(places: Bytes, gone: Array) -> bytes:
    """PLACES without those of the places `gone`."""
    kept = read(places, PLACES)
    return kept[~np.isin(kept["place"], gone)].tobytes()
