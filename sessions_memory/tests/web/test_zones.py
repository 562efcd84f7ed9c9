import zoneinfo

import pytest
from pytest_django import Settings

from insightvault.accounts.models import User
from sessions_memory.web.zones import known_zone, zone_of


def test_a_person_s_days_begin_where_they_live(ann: User) -> None:
    ann.time_zone = "Pacific/Auckland"
    assert zone_of(ann) == zoneinfo.ZoneInfo("Pacific/Auckland")


@pytest.mark.parametrize(
    "name", ["", "Nowhere/Atlantis", "../../etc/passwd", "/etc/passwd", "Europe", "x\0y", "a/" * 2000]
)
def test_without_a_zone_that_is_known_they_begin_where_the_vault_is(ann: User, settings: Settings, name: str) -> None:
    settings.TIME_ZONE = "Europe/Vienna"
    ann.time_zone = name
    assert known_zone(name) is None
    assert zone_of(ann) == zoneinfo.ZoneInfo("Europe/Vienna")
