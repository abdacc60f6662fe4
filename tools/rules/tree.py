"""What may not stand in the tree: this machine's paths, registries' hosts, dependencies under a licence we cannot ship."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

# Written in pieces, so that this file is not its own first fault.
_HOSTS = re.compile(
    "|".join(
        ["py" + r"pi\.", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "yarn" + r"pkg\.com", "npm" + r"mirror"]
    )
)
_PATHS = re.compile(
    "|".join(
        [
            "/wo" + r"rk/(main|shared|\.library)",
            "/ro" + r"ot/\.",
            "/ho" + r"me/[a-z]+/",
            "/tmp/(?:ba" + r"sh_jobs|brief)",
        ]
    )
)
_FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software|Zlib|MPL|Mozilla|HPND|LGPL|Lesser|Unlicense|public domain|0BSD|CC0|any-OSI",
    re.I,
)
_TEXT_LIMIT = 2_000_000


def find_faults(root: Path) -> Iterator[str]:
    """Lines with a host path or a registry's host in any file that git knows or would take."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listing.stdout.decode().split("\0")):
        path = root / name
        if not path.is_file() or path.stat().st_size > _TEXT_LIMIT:
            continue
        data = path.read_bytes()
        if b"\0" in data[:8192]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if found := _HOSTS.search(line) or _PATHS.search(line):
                yield f"{name}:{number}: names {found.group(0)}"


def find_unfree(lock: str) -> Iterator[str]:
    """Distributions of a requirements file whose licence is not known to be free to ship beside Apache-2.0 code."""
    for name, marker in re.findall(r"^([\w.-]+)==\S+( ; )?", lock, re.M):
        try:
            facts = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            if not marker:  # with a marker it belongs to another platform
                yield f"{name}: not installed"
            continue
        said = [facts.get("License-Expression") or "", (facts.get("License") or "")[:200]]
        said += [word for word in facts.get_all("Classifier") or [] if word.startswith("License")]
        if not _FREE.search(" ".join(said)):
            yield f"{name}: licence {' '.join(said).strip() or 'not stated'}"
