"""Countries, their calling codes and how their numbers are written, from libphonenumber and CLDR."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from babel import Locale, UnknownLocaleError
from phonenumbers import PhoneMetadata

_PLAIN_PREFIXES = re.compile(r"\d+(\|\d+)*")


@dataclass(frozen=True, slots=True)
class Country:
    """`patterns` show digits as X: "XXX XXX XXXX"; `prefixes` tell apart the countries that share a calling code."""

    iso2: str
    english: str
    local: str
    calling_code: str
    prefixes: tuple[str, ...]
    patterns: tuple[str, ...]


@lru_cache(maxsize=16)
def in_language(language: str) -> tuple[Country, ...]:
    """Every country with phone numbers, sorted by its name in `language` (English where that is unknown)."""
    local, english = _territories(language), _territories("en")
    found = [
        Country(
            iso2=region,
            english=english.get(region, region),
            local=local.get(region, english.get(region, region)),
            calling_code=str(code),
            prefixes=_prefixes(region),
            patterns=_patterns(region, code),
        )
        for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
        for region in regions
        if region != "001"
    ]
    return tuple(sorted(found, key=lambda country: country.local))


def _territories(language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    return dict(locale.territories.items())


def _prefixes(region: str) -> tuple[str, ...]:
    metadata = PhoneMetadata.metadata_for_region(region)
    leading = metadata.leading_digits if metadata else None
    return tuple(leading.split("|")) if leading and _PLAIN_PREFIXES.fullmatch(leading) else ()


def _patterns(region: str, code: int) -> tuple[str, ...]:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if example is None:
        return ()
    written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    national = written.removeprefix(f"+{code}").strip()
    return (re.sub(r"\d", "X", national.replace("-", " ")),)


def timezones(now: int) -> list[tuple[str, str, int]]:
    """(id, English name, seconds east of UTC at `now`) of the common zones, from west to east."""
    moment = datetime.fromtimestamp(now, UTC)
    found = [
        (zone, zone.rpartition("/")[2].replace("_", " "), int(offset.total_seconds()))
        for zone in sorted(available_timezones())
        if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/"))
        if (offset := moment.astimezone(ZoneInfo(zone)).utcoffset()) is not None
    ]
    return sorted(found, key=lambda row: (row[2], row[0]))
