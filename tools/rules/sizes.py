"""Short files and short functions: the median is what people write, the caps are what this test holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tools.sources import read_source

FILE_CAP, FUNCTION_CAP = 400, 50
TEST_CAP = 600  # a list of cases is read from the top


def find_faults(root: Path) -> Iterator[str]:
    """Files above their cap and functions above 50 lines, in the server, its tests and its benchmarks."""
    for path in sorted(path for top in ("src", "tests", "bench", "tools") for path in (root / top).rglob("*.py")):
        source = read_source(path)
        cap = FILE_CAP if path.is_relative_to(root / "src") else TEST_CAP
        if source.lines > cap:
            yield f"{path.relative_to(root)}: {source.lines} lines, {cap} are allowed"
        for line, name, length in source.functions:
            if length > FUNCTION_CAP:
                yield f"{path.relative_to(root)}:{line}: {name} has {length} lines, {FUNCTION_CAP} are allowed"
    for path in sorted(path for kind in ("*.ts", "*.svelte") for path in (root / "web/src").rglob(kind)):
        lines = path.read_text("utf-8").count("\n") + 1
        if lines > FILE_CAP and "i18n" not in path.parts:
            yield f"{path.relative_to(root)}: {lines} lines, {FILE_CAP} are allowed"
