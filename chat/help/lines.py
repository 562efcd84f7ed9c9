"""Help lines by region: a few that have been the same for years, and which of them is a person's.

Pure. The owner's own words come before these, in `pages.help_notice`.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

EVERYWHERE = ""
DIRECTORY = "https://findahelpline.com"


@dataclass(frozen=True)
class HelpLine:
    """`number` as it is dialled in the region, `emergency` for danger now. `places`: "in …" in English and German."""

    places: tuple[str, str]
    number: str
    emergency: str
    is_free: bool = True
    takes_texts: bool = False


# All of them answer day and night.
LINES = {
    "AT": HelpLine(("Austria", "Österreich"), "142", "112"),
    "AU": HelpLine(("Australia", "Australien"), "13 11 14", "000", is_free=False),
    "BR": HelpLine(("Brazil", "Brasilien"), "188", "192"),
    "CA": HelpLine(("Canada", "Kanada"), "988", "911", takes_texts=True),
    "CH": HelpLine(("Switzerland", "der Schweiz"), "143", "112", is_free=False),
    "DE": HelpLine(("Germany", "Deutschland"), "0800 111 0 111", "112"),
    "ES": HelpLine(("Spain", "Spanien"), "024", "112"),
    "FR": HelpLine(("France", "Frankreich"), "3114", "112"),
    "GB": HelpLine(("the United Kingdom", "Großbritannien"), "116 123", "999"),
    "IE": HelpLine(("Ireland", "Irland"), "116 123", "112"),
    "IN": HelpLine(("India", "Indien"), "14416", "112"),
    "JP": HelpLine(("Japan", "Japan"), "0120-279-338", "119"),
    "NL": HelpLine(("the Netherlands", "den Niederlanden"), "0800-0113", "112"),
    "NZ": HelpLine(("New Zealand", "Neuseeland"), "1737", "111", takes_texts=True),
    "PT": HelpLine(("Portugal", "Portugal"), "808 24 24 24", "112", is_free=False),
    "RU": HelpLine(("Russia", "Russland"), "8 495 989-50-50", "112", is_free=False),
    "US": HelpLine(("the United States", "den USA"), "988", "911", takes_texts=True),
}

# For choosing one.
REGIONS = {
    "AU": _("Australia"),
    "AT": _("Austria"),
    "BR": _("Brazil"),
    "CA": _("Canada"),
    "FR": _("France"),
    "DE": _("Germany"),
    "IN": _("India"),
    "IE": _("Ireland"),
    "JP": _("Japan"),
    "NL": _("Netherlands"),
    "NZ": _("New Zealand"),
    "PT": _("Portugal"),
    "RU": _("Russia"),
    "ES": _("Spain"),
    "CH": _("Switzerland"),
    "GB": _("United Kingdom"),
    "US": _("United States"),
}

# The zones that a browser names, without those of other countries that keep the same time.
ZONES = {
    "AT": "Europe/Vienna",
    "AU": "Australia/",
    "BR": "America/Sao_Paulo America/Bahia America/Belem America/Fortaleza America/Recife America/Manaus "
    "America/Cuiaba America/Campo_Grande America/Maceio America/Araguaina America/Porto_Velho America/Boa_Vista "
    "America/Rio_Branco America/Santarem America/Eirunepe America/Noronha Brazil/",
    "CA": "America/Toronto America/Vancouver America/Edmonton America/Winnipeg America/Halifax America/Regina "
    "America/St_Johns America/Moncton America/Montreal America/Whitehorse America/Yellowknife America/Iqaluit "
    "America/Thunder_Bay America/Glace_Bay America/Goose_Bay America/Dawson America/Inuvik Canada/",
    "CH": "Europe/Zurich",
    "DE": "Europe/Berlin Europe/Busingen",
    "ES": "Europe/Madrid Africa/Ceuta Atlantic/Canary",
    "FR": "Europe/Paris",
    "GB": "Europe/London Europe/Belfast",
    "IE": "Europe/Dublin",
    "IN": "Asia/Kolkata Asia/Calcutta",
    "JP": "Asia/Tokyo",
    "NL": "Europe/Amsterdam",
    "NZ": "Pacific/Auckland Pacific/Chatham",
    "PT": "Europe/Lisbon Atlantic/Madeira Atlantic/Azores",
    "RU": "Europe/Moscow Europe/Kaliningrad Europe/Samara Europe/Saratov Europe/Volgograd Europe/Astrakhan "
    "Europe/Ulyanovsk Europe/Kirov Asia/Yekaterinburg Asia/Omsk Asia/Novosibirsk Asia/Barnaul Asia/Tomsk "
    "Asia/Novokuznetsk Asia/Krasnoyarsk Asia/Irkutsk Asia/Chita Asia/Yakutsk Asia/Khandyga Asia/Vladivostok "
    "Asia/Magadan Asia/Sakhalin Asia/Srednekolymsk Asia/Kamchatka Asia/Anadyr",
    "US": "America/New_York America/Chicago America/Denver America/Los_Angeles America/Phoenix America/Anchorage "
    "America/Detroit America/Boise America/Indiana/ America/Indianapolis America/Kentucky/ America/Louisville "
    "America/North_Dakota/ America/Menominee America/Juneau America/Sitka America/Nome America/Yakutat "
    "America/Metlakatla America/Adak Pacific/Honolulu US/",
}
REGION_OF_ZONE = {zone: region for region, zones in ZONES.items() for zone in zones.split()}
# A language whose region is left out, where nearly all who speak it live in one.
REGION_OF_LANGUAGE = {"de": "DE", "ja": "JP", "ru": "RU", "nl": "NL"}
TAG = re.compile(r"^([a-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?$")


def region_of(*, chosen: str, time_zone: str, languages: str) -> str:
    """The person's choice, else where their clock is, else their browser's languages; "" where none tells.

    `time_zone`: an IANA name; `languages`: the header Accept-Language.
    """
    return chosen or _region_of_zone(time_zone) or _region_of_languages(languages)


def _region_of_zone(name: str) -> str:
    folder = name[: name.rfind("/") + 1]
    return REGION_OF_ZONE.get(name) or REGION_OF_ZONE.get(folder, EVERYWHERE)


def _region_of_languages(header: str) -> str:
    for entry in header[:200].split(","):
        tag = TAG.match(entry.partition(";")[0].strip())
        if tag is None:
            continue

        region = tag[2].upper() if tag[2] else REGION_OF_LANGUAGE.get(tag[1], "")
        if region in LINES:
            return region

    return EVERYWHERE
