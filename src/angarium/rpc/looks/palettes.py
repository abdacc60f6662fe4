"""help.*: the colours of names and profiles (https://core.telegram.org/api/colors)."""

from __future__ import annotations

from angarium.domain.looks import appconfig, palettes
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_NAMES = appconfig.fingerprint([[color.id, color.light, color.dark] for color in palettes.NAMES])
_PROFILES = appconfig.fingerprint([[color.id, color.palette, color.ring] for color in palettes.PROFILES])


@method("help.getPeerColors", bots=False)
async def get_peer_colors(call: Call, req: functions.help.GetPeerColors) -> types.help.TypePeerColors:
    if req.hash == _NAMES:
        return types.help.PeerColorsNotModified()
    options = [
        types.help.PeerColorOption(color_id=color.id, colors=_stripes(color.light), dark_colors=_stripes(color.dark))
        for color in palettes.NAMES
    ]
    return types.help.PeerColors(hash=_NAMES, colors=options)


def _stripes(colors: palettes.Colors) -> types.help.PeerColorSet | None:
    return types.help.PeerColorSet(colors=list(colors)) if colors else None


@method("help.getPeerProfileColors", bots=False)
async def get_peer_profile_colors(call: Call, req: functions.help.GetPeerProfileColors) -> types.help.TypePeerColors:
    if req.hash == _PROFILES:
        return types.help.PeerColorsNotModified()
    options = [
        types.help.PeerColorOption(
            color_id=color.id,
            colors=_profile(color, color.background),
            dark_colors=_profile(color, color.dark_background),
        )
        for color in palettes.PROFILES
    ]
    return types.help.PeerColors(hash=_PROFILES, colors=options)


def _profile(color: palettes.ProfileColor, background: palettes.Colors) -> types.help.PeerColorProfileSet:
    return types.help.PeerColorProfileSet(
        palette_colors=list(color.palette), bg_colors=list(background), story_colors=list(color.ring)
    )
