"""The board, the alerts and the table name exactly the metrics that there are."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from insightvault.metrics.queues import LENGTH, OLDEST, QUEUES, UP
from insightvault.metrics.recording import COUNTED
from insightvault.tests.processes import ROOT
from sessions_memory import measures
from sessions_memory.states import Status

BOARD, ALERTS, TABLE = (ROOT / "docs" / name for name in ("grafana-board.json", "alerts.yaml", "monitoring.md"))
NAME = re.compile(r"insightvault_\w+")
SELECTED = re.compile(r"(insightvault_\w+)\{([^}]*)\}")
LABEL = re.compile(r"(\w+)\s*(=~|!=|=)\s*\"([^\"]*)\"")
# Prometheus itself adds them.
OF_PROMETHEUS = {"instance", "job"}
VALUES = {
    "part": {measures.WEB, measures.WORKER},
    "of": {measures.DATABASE, measures.MODEL},
    "queue": set(QUEUES),
    "status": {*Status.values, "5xx"},
}


def registered() -> dict[str, set[str]]:
    """By the name of each series that may come, its labels."""
    found: dict[str, set[str]] = {}
    for metric in COUNTED:
        [family] = metric.describe()
        labels = set(metric._labelnames)
        ends = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(family.type, ("",))
        found |= {f"{family.name}{end}": labels for end in ends}

    return found | {UP: set(), LENGTH: {"queue"}, OLDEST: {"queue"}}


def board() -> Any:
    return json.loads(BOARD.read_text(encoding="utf-8"))


def expressions() -> Iterator[str]:
    for panel in board()["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    for group in yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]:
        yield from (rule["expr"] for rule in group["rules"])


@pytest.mark.parametrize("expression", list(expressions()))
def test_an_expression_names_only_what_is_registered(expression: str) -> None:
    known = registered()
    assert set(NAME.findall(expression)) <= set(known)

    for name, selected in SELECTED.findall(expression):
        for label, sign, value in LABEL.findall(selected):
            assert label in known[name] | OF_PROMETHEUS, expression
            assert label in OF_PROMETHEUS or sign == "=~" or value in VALUES[label], expression


def test_every_metric_is_on_the_board_and_in_the_table() -> None:
    shown = set(NAME.findall(" ".join(target["expr"] for panel in board()["panels"] for target in panel["targets"])))
    rows = re.findall(r"^\| `(insightvault_\w+)` \| .*?\|", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    bare = {re.sub("_(bucket|sum|count)$", "", name) for name in registered()}

    assert {re.sub("_bucket$", "", name) for name in shown} == bare
    assert sorted(rows) == sorted(bare)


def test_the_table_names_every_queue() -> None:
    [queues] = re.findall(r"^The queues: (.*?)\. They", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall("`(\\w+)`", queues)) == set(QUEUES)


def test_the_board_can_be_imported() -> None:
    panels = board()["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels) and board()["schemaVersion"] >= 36
    # Whoever imports it chooses the source.
    assert {panel["datasource"]["uid"] for panel in panels} == {"${source}"}
    places = [panel["gridPos"] for panel in panels]
    assert [place for place in places if place["x"] + place["w"] > 24] == []
