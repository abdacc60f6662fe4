"""The colours of names and profiles (https://core.telegram.org/api/colors)."""

from __future__ import annotations

from dataclasses import dataclass

Colors = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameColor:
    """One to three stripes, as RGB; none for those that every client has built in."""

    id: int
    light: Colors = ()
    dark: Colors = ()


@dataclass(frozen=True, slots=True)
class ProfileColor:
    """`palette` is shown in the list to choose from, `background` behind the profile, `ring` around the photo."""

    id: int
    palette: Colors
    background: Colors
    ring: Colors
    dark_background: Colors


NAMES = (
    *(NameColor(id) for id in range(7)),
    NameColor(7, (0xD4483B, 0xF2A094), (0xFF8A7A, 0x9C3B30)),
    NameColor(8, (0xC2761A, 0xF0C078), (0xFFB95C, 0x8F5A1C)),
    NameColor(9, (0x8A4FC4, 0xCBA6EE), (0xC79BF5, 0x66408C)),
    NameColor(10, (0x3D9437, 0x9FD894), (0x8FDB82, 0x35702F)),
    NameColor(11, (0x1C8EA0, 0x84D3DE), (0x6FD3E2, 0x216D7A)),
    NameColor(12, (0x2F73C9, 0x95C1F2), (0x83B9F7, 0x2C5A94)),
    NameColor(13, (0xC44585, 0xF0A1C8), (0xF590C3, 0x8C3563)),
    NameColor(14, (0x2F73C9, 0xD4483B, 0xFFFFFF), (0x83B9F7, 0xFF8A7A, 0xE8EEF4)),
    NameColor(15, (0xC2761A, 0x3D9437, 0xFFFFFF), (0xFFB95C, 0x8FDB82, 0xF2F0E6)),
    NameColor(16, (0x3D9437, 0xD4483B, 0xFFFFFF), (0x8FDB82, 0xFF8A7A, 0xEFF4EC)),
    NameColor(17, (0x1C8EA0, 0x3D9437, 0xFFFFFF), (0x6FD3E2, 0x8FDB82, 0xE8F4F2)),
    NameColor(18, (0x1C8EA0, 0xD4483B, 0xC9E2C4), (0x6FD3E2, 0xFF8A7A, 0x9CC796)),
    NameColor(19, (0x2F73C9, 0xC2761A, 0xFFE3B0), (0x83B9F7, 0xFFB95C, 0xE3CFA0)),
    NameColor(20, (0x2F73C9, 0x8A4FC4, 0xE7D6F7), (0x83B9F7, 0xC79BF5, 0xD3C0E6)),
)


def _profile(id: int, first: int, second: int = 0) -> ProfileColor:
    palette = (first, second) if second else (first,)
    ring = (_mix(first, 0xFFFFFF, 35), _mix(second or first, 0xFFFFFF, 60))
    return ProfileColor(id, palette, palette, ring, tuple(_mix(color, 0x000000, 40) for color in palette))


def _mix(color: int, other: int, percent: int) -> int:
    """`percent` of `other` in `color`, channel by channel."""
    parts = ((color >> shift & 255, other >> shift & 255, shift) for shift in (16, 8, 0))
    return sum((mine * (100 - percent) + its * percent) // 100 << shift for mine, its, shift in parts)


PROFILES = tuple(
    _profile(id, *colors)
    for id, colors in enumerate(
        (
            (0xB5534A,), (0xB8792F,), (0x7C5AA8,), (0x4D8A45,), (0x3A8794,), (0x45749F,), (0xA6557F,), (0x66727D,),
            (0xB5534A, 0xB8792F), (0xB8792F, 0x8F8A3B), (0x7C5AA8, 0xA6557F), (0x4D8A45, 0x3A8794),
            (0x3A8794, 0x45749F), (0x45749F, 0x7C5AA8), (0xA6557F, 0xB5534A), (0x66727D, 0x45586B),
        )
    )
)  # fmt: skip
