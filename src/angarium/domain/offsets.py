"""Texts of whole numbers that clients hand back as they were given to them: above all, where the next page of a list begins."""

from __future__ import annotations

import re

BEYOND = 2**62
"""After any date and any number: where lists begin that go from the newest back."""

_NUMBER = re.compile(r"-?[0-9]{1,19}")


def find(text: str, count: int, sign: str = ".") -> tuple[int, ...] | None:
    """So many numbers; None for what was never given out, such as those that no database holds."""
    parts = text.split(sign)
    if len(parts) != count or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    numbers = tuple(map(int, parts))
    return numbers if all(-(2**63) <= number < 2**63 for number in numbers) else None


def before(text: str) -> tuple[int, int, int]:
    """A place in a list by date, chat and id that goes from the newest back; its beginning for what was never given out."""
    date, chat, id = find(text, 3) or (BEYOND, BEYOND, BEYOND)
    return date, chat, id
