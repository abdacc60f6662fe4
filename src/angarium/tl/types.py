"""One class for each constructor name of the union table, made at first use: `types.auth.SentCode` is `auth.sentCode`.

Type checkers and editors read the generated `types.pyi` (`python -m angarium.tl.stubs`).
"""

from __future__ import annotations

from typing import Any

from angarium.tl.objects import class_names, find_attribute


def __getattr__(name: str) -> Any:
    found = None if name.startswith("_") else find_attribute(name, is_method=False)
    if found is None:
        raise AttributeError(f"no constructor {name!r} in any layer")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({path.partition(".")[0] for path in class_names(is_method=False)})
