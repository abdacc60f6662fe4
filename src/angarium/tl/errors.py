"""What can be wrong with bytes or with an object to encode."""

from __future__ import annotations


class TLError(Exception):
    """Bytes that are no TL, or an object that cannot be written."""


class UnknownConstructor(TLError):
    """No layer has a constructor of this id."""

    def __init__(self, number: int) -> None:
        super().__init__(f"unknown constructor {number:08x}")
        self.id = number


class Malformed(TLError):
    """Cut short, too long, nested too deep, not UTF-8, or a vector longer than what is left of the buffer."""


class NotInLayer(TLError):
    """The layer has no such constructor and nothing that could stand for it."""

    def __init__(self, name: str, layer: int) -> None:
        super().__init__(f"{name} is not in layer {layer}")
        self.name, self.layer = name, layer
