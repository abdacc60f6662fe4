"""`python -m tools.emoji.keywords`: makes src/angarium/starter/keywords.zip, the words that lead to emoji. Needs npm.

The words are of emojibase-data (MIT), which has them from Unicode's CLDR.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

PACKAGE = "emojibase-data@17.0.0"
INTEGRITY = "sha512-Yvgb5AWoHViHV/gq1qr5ZAarcBip+B27/ZLRsUJkbgAEaLlZ/fof9g882LTpmEpyhBNEC0m2SEmItljHsTygjA=="
TARGET = Path("src/angarium/starter/keywords.zip")
LANGUAGES = ("en", "de")
COMPONENTS = 2
"""The group of skin tones and hair, which are no emoji on their own."""


def fetch() -> dict[str, list[dict[str, Any]]]:
    """The package's emoji by language, once its bytes are those that were pinned."""
    with tempfile.TemporaryDirectory() as folder:
        packed = ["npm", "pack", "--silent", PACKAGE]
        done = subprocess.run(packed, cwd=folder, check=True, capture_output=True, text=True)
        body = (Path(folder) / done.stdout.strip()).read_bytes()
    found = "sha512-" + base64.b64encode(hashlib.sha512(body).digest()).decode()
    if found != INTEGRITY:
        sys.exit(f"{PACKAGE} is not what it was: {found}")
    with tarfile.open(fileobj=io.BytesIO(body)) as tar:
        return {code: json.load(tar.extractfile(f"package/{code}/data.json")) for code in LANGUAGES}  # type: ignore[arg-type]


def words_of(emoji: dict[str, Any]) -> set[str]:
    """What somebody may type to find it: its name, the words of its name, its tags."""
    label = emoji["label"].casefold()
    return {label, *label.replace(":", " ").split(), *(tag.casefold() for tag in emoji.get("tags", ()))}


def index(listed: list[dict[str, Any]]) -> dict[str, str]:
    """Word → its emoji with blanks between, in Unicode's order."""
    found: dict[str, list[str]] = {}
    for emoji in sorted(listed, key=lambda one: one.get("order", 0)):
        if emoji.get("group", COMPONENTS) != COMPONENTS:
            for word in words_of(emoji):
                if len(word) > 1:
                    found.setdefault(word, []).append(emoji["emoji"])
    return {word: " ".join(found[word]) for word in sorted(found)}


def main() -> None:
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for code, listed in fetch().items():
            made = index(listed)
            entry = zipfile.ZipInfo(f"{code}.json", (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, json.dumps(made, ensure_ascii=False, separators=(",", ":")))
            print(f"{code}: {len(made)} words")


if __name__ == "__main__":
    main()
