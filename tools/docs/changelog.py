"""CHANGELOG.md, from `changes/`: one file for each release, `next.md` for what is not released yet; one line for each change."""

from __future__ import annotations

from pathlib import Path

HEAD = "# Changelog\n\nWhat changed, for people who run Angarium. Built from `changes/*.md` by `make docs`.\n"


def render(root: Path) -> str:
    """The newest release first."""
    parts = [HEAD]
    files = sorted((root / "changes").glob("*.md"), key=lambda path: _order(path.stem), reverse=True)
    for path in files:
        title = "Not released yet" if path.stem == "next" else path.stem
        parts.append(f"## {title}\n\n{path.read_text('utf-8').strip()}\n")
    return "\n".join(parts)


def _order(stem: str) -> tuple[int, ...]:
    return (1 << 30,) if stem == "next" else tuple(int(part) for part in stem.split("."))
