"""Trees of messages whose links are broken, and the branch that is kept of them."""

from collections.abc import Mapping
from typing import Any

import pytest

from sessions_memory.importers.mapping.branches import GAPS, PIECES, Tree, current_branch
from sessions_memory.importers.mapping.contract import Context
from sessions_memory.importers.mapping.values import Limits

# Four messages in a row, said one after another; the file has them in another order.
WHOLE: dict[str, Any] = {"d": "c", "top": None, "b": "a", "a": "top", "c": "b"}
IN_ORDER = ["a", "b", "c", "d"]


def branch(
    parents: Mapping[str, Any],
    leaf: Any = "d",
    children: Mapping[str, Any] | None = None,
    times: Mapping[str, int] | None = None,
    firsts: str = "",
) -> tuple[list[str], tuple[str, ...]]:
    context = Context(Limits())
    seconds = {key: ord(key[0]) for key in IN_ORDER} if times is None else times
    tree = Tree(
        parents,
        seconds=lambda key: seconds.get(key, 0),
        children=children or {},
        begins=lambda key: key in firsts,
        says=lambda key: key != "top",
    )

    return [key for key in current_branch(tree, leaf, context) if key != "top"], context.take_remarks()


def test_a_whole_tree_is_walked_up_from_its_leaf_without_a_remark() -> None:
    assert branch(WHOLE) == (IN_ORDER, ())


@pytest.mark.parametrize(
    "broken",
    [
        {"c": None},
        {"c": 7},
        {"c": "gone"},
        {"c": ""},
        {"b": None, "d": None},
        {"d": None},
        {"a": None, "b": None, "c": None, "d": None},
        {"a": "w", "b": "x", "c": "y", "d": "z"},
    ],
)
def test_where_links_are_missing_the_times_decide_and_it_is_said(broken: dict[str, Any]) -> None:
    assert branch(WHOLE | broken) == (IN_ORDER, (PIECES,))


@pytest.mark.parametrize("leaf", ["d", None, "gone", "top", 7, "b"])
def test_lists_of_children_stand_in_for_parents(leaf: Any) -> None:
    children = {"top": ["a"], "a": ["b"], "b": ["c", "c", None], "c": ["d", "c"], "d": "none"}
    times = dict(zip("dcba", range(4), strict=True))
    parents = dict.fromkeys(WHOLE)
    assert branch(parents, leaf, children, times) == (IN_ORDER, ())


def test_a_message_that_was_left_out_keeps_those_around_it_together() -> None:
    parents = {key: parent for key, parent in WHOLE.items() if key != "b"}
    assert branch(parents, children={"a": ["b"]}) == (["a", "c", "d"], (GAPS,))
    assert branch(parents) == (["a", "c", "d"], (PIECES,))


def test_without_times_the_order_of_the_file_decides() -> None:
    parents = {"x": None, "y": "x", "p": None, "q": "p", "m": None}
    assert branch(parents, "m", times={})[0] == ["x", "y", "p", "q", "m"]


def test_a_message_without_a_time_stands_behind_the_one_before_it() -> None:
    parents = {"late": None, "later": None, "early": None, "after": None}
    assert branch(parents, None, times={"late": 5, "early": 2})[0] == ["early", "after", "late", "later"]


@pytest.mark.parametrize(
    ("parents", "children"),
    [
        (WHOLE | {"c": "d"}, {"b": ["c"]}),
        (WHOLE | {"a": "d"}, {"top": ["a"]}),
        (WHOLE | {"c": "c"}, {"b": ["c"]}),
        (WHOLE | {"c": "d"}, {}),
        (WHOLE | {"a": "d"}, {}),
    ],
)
@pytest.mark.parametrize("leaf", ["d", None])
def test_a_circle_is_opened_where_another_message_or_the_time_says(
    parents: dict[str, Any], children: dict[str, Any], leaf: str | None
) -> None:
    assert branch(parents, leaf, children)[0] == IN_ORDER


def test_other_versions_stay_out_whether_or_not_a_link_is_broken() -> None:
    versions = {"b2": "a", "c2": "b2"}
    assert branch(WHOLE | versions)[0] == IN_ORDER
    assert branch(WHOLE | {"b": None} | versions, "c2", times={"c2": 300})[0][-3:] == ["a", "b2", "c2"]


def test_another_first_question_is_a_version_of_it() -> None:
    parents = {"a": None, "b": "a", "c": None, "d": "c"}
    assert branch(parents, firsts="ac") == (["c", "d"], ())
    assert branch(parents, "b", firsts="ac") == (["a", "b"], ())


def test_an_answer_without_its_question_joins_the_newest_beginning_before_it() -> None:
    parents = {"x": None, "a": None, "b": "a", "d": None}
    assert branch(parents, firsts="ax", times={"x": 1, "a": 2, "b": 3, "d": 4}) == (["a", "b", "d"], (PIECES,))


def test_nothing_said_is_nothing() -> None:
    assert branch({"top": None}, "top") == ([], ())
    assert branch({}) == ([], ())
