"""Countries, their calling codes and how their numbers are written, from libphonenumber and CLDR; time zones. Reading these data takes
the better part of a second, once: in a thread, while others are served."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import phonenumbers
from babel import Locale
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


LANGUAGES = frozenset({
    "af", "am", "ar", "az", "be", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fil", "fr", "gl",
    "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ky", "lo", "lt", "lv", "mk", "ml",
    "mn", "mr", "ms", "my", "nb", "ne", "nl", "pa", "pl", "pt", "ro", "ru", "si", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te",
    "th", "tr", "uk", "ur", "uz", "vi", "zh", "zu",
})  # fmt: skip
"""In which countries are named. What is known of a language stays in memory, half a megabyte each, and anybody may ask."""


async def in_language(language: str) -> tuple[Country, ...]:
    """Every country with phone numbers, sorted by its name in `language` ("de", "de-AT"; English where that is not one of `LANGUAGES`)."""
    return await asyncio.to_thread(_in_language, _known(language))


def _known(language: str) -> str:
    parts = language.lower().replace("_", "-").split("-")
    if parts[0] == "zh" and {"hant", "tw", "hk"} & set(parts):
        return "zh_Hant"
    return parts[0] if parts[0] in LANGUAGES else "en"


@cache
def _in_language(language: str) -> tuple[Country, ...]:
    names = Locale.parse(language).territories
    return tuple(
        sorted(
            (
                Country(region, english, names.get(region, english), code, prefixes, patterns)
                for region, english, code, prefixes, patterns in _everywhere()
            ),
            key=lambda country: country.local,
        )
    )


@cache
def _everywhere() -> tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...]:
    """What is the same in all languages: region, English name, calling code, prefixes, patterns."""
    english = Locale.parse("en").territories
    return tuple(
        (region, english.get(region, region), str(code), _prefixes(region), _patterns(region, code))
        for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
        for region in regions
        if region != "001"
    )


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


def is_zone(name: str) -> bool:
    """Whether a time zone has this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


async def timezones(now: int) -> list[tuple[str, str, int]]:
    """(id, English name, seconds east of UTC at `now`) of the common zones, from west to east."""
    moment = datetime.fromtimestamp(now, UTC)
    found = [
        (zone.key, zone.key.rpartition("/")[2].replace("_", " "), int(offset.total_seconds()))
        for zone in await asyncio.to_thread(_zones)
        if (offset := moment.astimezone(zone).utcoffset()) is not None
    ]
    return sorted(found, key=lambda row: (row[2], row[0]))


@cache
def _zones() -> tuple[ZoneInfo, ...]:
    """The common ones: those of places."""
    elsewhere = ("Etc/", "posix/", "right/", "SystemV/", "US/")
    return tuple(
        ZoneInfo(name) for name in sorted(available_timezones()) if "/" in name and not name.startswith(elsewhere)
    )
