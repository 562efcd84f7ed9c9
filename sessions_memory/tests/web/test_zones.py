import shutil
import zoneinfo
from pathlib import Path

import pytest
from pytest_django import Settings

from insightvault.accounts.models import User
from insightvault.tests.processes import manage
from sessions_memory.web.zones import RENAMED, known_zone, offered_zones, zone_of


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


OLD = ("Asia/Calcutta", "Europe/Kiev", "Asia/Saigon", "Asia/Katmandu", "America/Buenos_Aires")
SHOWN = """
import datetime
from sessions_memory.web.zones import known_zone
noon = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
print(*(noon.astimezone(known_zone(name)).strftime("%H:%M") for name in NAMES))
"""


def hours(names: tuple[str, ...], zone_files: Path) -> str:
    """Noon of UTC there, as a process of its own tells it that has only these files."""
    code = SHOWN.replace("NAMES", repr(names))
    done = manage("shell", "-v0", "-c", code, data_dir=zone_files / "data", PYTHONTZPATH=str(zone_files))
    return done.stdout.strip() or done.stderr


def test_old_names_are_known_where_only_the_new_ones_have_files(tmp_path: Path) -> None:
    for name in ("UTC", *(RENAMED[name] for name in OLD)):
        kept = tmp_path / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(next(path for root in zoneinfo.TZPATH if (path := Path(root, name)).exists()), kept)
    assert hours(OLD, tmp_path) == "17:30 14:00 19:00 17:45 09:00"


def test_zones_are_known_on_a_system_without_any_file(tmp_path: Path) -> None:
    pytest.importorskip("tzdata", reason="make setup installs it")
    assert hours((*OLD, "US/Eastern", "Pacific/Auckland"), tmp_path) == "17:30 14:00 19:00 17:45 09:00 07:00 01:00"


def test_offered_are_real_places_and_utc() -> None:
    zones = offered_zones()
    assert zones[0] == "UTC" and {"Asia/Kolkata", "Europe/Kyiv", "Pacific/Auckland"} < set(zones)
    assert all(name == "UTC" or name.partition("/")[2] for name in zones)
    assert not any(name.startswith(("Etc/", "SystemV/", "US/", "posix", "EST")) or name in RENAMED for name in zones)


def test_each_renamed_zone_is_one_of_today() -> None:
    assert set(RENAMED.values()) <= set(offered_zones())
