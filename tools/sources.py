"""What the house rules want to know of a Python source: read once, however many rules ask and however many copies there are."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Text:
    """A text that stands in a source. `parts`: None is where an f-string puts something in; `bare`: a statement of its own, as
    docstrings are."""

    line: int
    parts: tuple[str | None, ...]
    bare: bool = False

    def fill(self, gap: str) -> str:
        """The text, with `gap` wherever something is put in."""
        return "".join(gap if part is None else part for part in self.parts)


@dataclass(frozen=True, slots=True)
class Source:
    """One module. `functions`: line, name and length of each; `refused`: line and name of whatever a `Refusal` in it may say."""

    lines: int
    docstring: str
    functions: tuple[tuple[int, str, int], ...]
    texts: tuple[Text, ...]
    refused: tuple[tuple[int, str], ...]


def read_source(path: Path) -> Source:
    """Raises SyntaxError."""
    return _read(path.read_text("utf-8"))


@cache
def _read(text: str) -> Source:
    tree = ast.parse(text)
    functions: list[tuple[int, str, int]] = []
    texts: list[Text] = []
    refused: list[tuple[int, str]] = []
    statements = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                functions.append((node.lineno, node.name, (node.end_lineno or node.lineno) - node.lineno + 1))
            case ast.Expr():
                statements.add(node.value)
            case ast.JoinedStr():
                texts.append(Text(node.lineno, tuple(map(_part, node.values))))
            case ast.Constant(value=str() as said):
                texts.append(Text(node.lineno, (said,), node in statements))
            case ast.Call(args=[first, *_]) if _name(node.func) == "Refusal":
                refused += [(node.lineno, said) for said in _leaves(first)]
    docstring = ast.get_docstring(tree) or ""
    return Source(text.count("\n") + 1, docstring, tuple(functions), tuple(texts), tuple(refused))


def _part(node: ast.expr) -> str | None:
    return str(node.value) if isinstance(node, ast.Constant) else None


def _leaves(node: ast.expr) -> list[str]:
    return [leaf.value for leaf in ast.walk(node) if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)]


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
