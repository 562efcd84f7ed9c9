import zoneinfo

import pytest

from chat.help.lines import LINES, REGION_OF_ZONE, ZONES, region_of

WHERE = [
    ("", "Europe/Berlin", "en-US", "DE"),
    ("CH", "Europe/Berlin", "de-DE", "CH"),
    ("", "America/Indiana/Knox", "", "US"),
    ("", "Australia/Lord_Howe", "", "AU"),
    ("", "UTC", "de-AT,de;q=0.9,en;q=0.8", "AT"),
    ("", "UTC", "de;q=0.9", "DE"),
    ("", "UTC", "en,pt-BR", "BR"),
    ("", "UTC", "zh-Hant-TW", ""),
    ("", "Africa/Nairobi", "sw-KE", ""),
    ("", "", "", ""),
    ("", "Nowhere/Else", ";;,,*;q=x, -, de-", ""),
]


@pytest.mark.parametrize(("chosen", "time_zone", "languages", "region"), WHERE)
def test_the_region_is_the_person_s_choice_else_told_by_clock_and_browser(
    chosen: str, time_zone: str, languages: str, region: str
) -> None:
    assert region_of(chosen=chosen, time_zone=time_zone, languages=languages) == region


def test_every_region_has_a_line_and_every_zone_exists() -> None:
    assert set(ZONES) == set(LINES)
    known = zoneinfo.available_timezones()

    for zone in REGION_OF_ZONE:
        assert zone in known or any(name.startswith(zone) for name in known if zone.endswith("/")), zone
