"""Newer versions of people's programs (https://core.telegram.org/method/help.getAppUpdate), as the operator names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from angarium.domain.texts import markdown
from angarium.model.accounts import Device
from angarium.model.config import Apps
from angarium.model.entities import FormattedText


@dataclass(frozen=True, slots=True)
class Release:
    """A version that is newer than the one in use. `id` is another one for whatever is handed out anew."""

    id: int
    version: str
    url: str
    text: FormattedText
    required: bool


def find_newer(apps: Apps, device: Device | None, source: str) -> Release | None:
    """What the program in use had better be replaced by. A line that names the shop (`source`) stands above one that names the
    platform alone."""
    if device is None or not device.lang_pack or not (have := _numbers(device.app_version)):
        return None
    newest = {place: (version, url) for place, version, url in (line.split() for line in apps.newest)}
    found = newest.get(f"{device.lang_pack}/{source}") or newest.get(device.lang_pack)
    if found is None or _numbers(found[0]) <= have:
        return None
    digest = blake2b(" ".join(found).encode(), digest_size=4, person=b"angarium apps").digest()
    return Release(int.from_bytes(digest) >> 1, *found, markdown.read(apps.text), apps.required)


def _numbers(version: str) -> tuple[int, ...]:
    """`5.2.1 x64` as numbers that compare, without zeros at the end; empty when it begins with none."""
    leading = re.match(r"\d{1,9}(\.\d{1,9}){0,3}", version)
    return tuple(int(part) for part in re.sub(r"(\.0+)+$", "", leading.group()).split(".")) if leading else ()
