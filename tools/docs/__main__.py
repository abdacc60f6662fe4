"""`make docs`: writes every generated page."""

from __future__ import annotations

from pathlib import Path

from tools.docs.pages import PAGES

ROOT = Path(__file__).parents[2]

for name, render in PAGES.items():
    text = render(ROOT)
    if not (page := ROOT / name).exists() or page.read_text("utf-8") != text:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")
        print(f"wrote {name}")
