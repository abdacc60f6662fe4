"""Short files and short functions: the median is what people write, the caps are what this test holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

FILE_CAP, FUNCTION_CAP = 400, 50


def find_faults(root: Path) -> Iterator[str]:
    """Files above 400 lines and functions above 50, in the server and in the tests."""
    for path in sorted(
        [*(root / "src").rglob("*.py"), *(root / "tests").rglob("*.py"), *(root / "bench").rglob("*.py")]
    ):
        text = path.read_text("utf-8")
        lines = text.count("\n") + 1
        if lines > FILE_CAP:
            yield f"{path.relative_to(root)}: {lines} lines, {FILE_CAP} are allowed"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_CAP:
                    yield f"{path.relative_to(root)}:{node.lineno}: {node.name} has {length} lines, {FUNCTION_CAP} are allowed"
