"""help.getConfig and its kin: what a client must know of this server before anything else."""

from __future__ import annotations

from typing import Any

from angarium.domain.contents import factchecks
from angarium.domain.looks import appconfig
from angarium.domain.messages import reactions
from angarium.domain.operator import sanctions as imposed
from angarium.domain.operator import suggestions
from angarium.domain.people import sanctions
from angarium.model.config import Config
from angarium.model.sanctions import FROZEN
from angarium.rpc.operator.suggestions import known_in
from angarium.rpc.render.messages import render_reaction
from angarium.rpc.router import Call, method
from angarium.tl import functions, types
from angarium.tl.adapters.registry import extend

HOUR = 3600

SUGGESTIONS_MOVED = 204
"""The layer from which on help.promoData tells suggestions, and not the configuration."""

DATA_CENTRES = (1, 2, 3, 4, 5)  # clients start at any of them: all are this server


def address(config: Config, local: tuple[str, int]) -> tuple[str, int]:
    """Where clients find this server: what the operator says, else the address through which this one came."""
    if not config.public_address:
        return local
    host, _, port = config.public_address.rpartition(":")
    if port.isdecimal() and host and "]" not in port:
        return host.strip("[]"), int(port)
    return config.public_address.strip("[]"), local[1]


def _dc_options(call: Call) -> list[types.TypeDcOption]:
    host, port = address(call.house.config, call.caller.local)
    # Some clients fetch files only from addresses that are named for it, and wait until there is one.
    options: list[types.TypeDcOption] = [
        types.DcOption(id=dc, ip_address=host, port=port, ipv6=":" in host, static=True, media_only=media_only)
        for media_only in (False, True)
        for dc in DATA_CENTRES
    ]
    if (cdn := call.house.config.cdn).address:
        host, _, port_name = cdn.address.rpartition(":")
        host = host.strip("[]")
        options.append(
            types.DcOption(id=cdn.dc_id, ip_address=host, port=int(port_name), ipv6=":" in host, static=True, cdn=True)
        )
    return options


@method("help.getConfig", login=False)
async def get_config(call: Call, req: functions.help.GetConfig) -> types.TypeConfig:
    limits = call.house.config.limits
    user_id = call.caller.user_id
    reaction = await reactions.default(call.tx, user_id) if user_id is not None else reactions.FIRST_DEFAULT
    return extend(
        _config(call, reaction),
        # Fields that only older layers have.
        pfs_enabled=True,
        stickers_faved_limit=5,
        saved_gifs_limit=200,
        pinned_dialogs_count_max=limits.pinned_dialogs,
        pinned_infolder_count_max=limits.pinned_archived,
        phonecalls_enabled=False,
    )


def _config(call: Call, reaction: str) -> types.Config:
    limits, now = call.house.config.limits, call.tx.now
    return types.Config(
        default_p2p_contacts=True,
        revoke_pm_inbox=True,
        date=now,
        expires=now + HOUR,
        test_mode=False,
        this_dc=_this_dc(call),
        dc_options=_dc_options(call),
        dc_txt_domain_name="",
        chat_size_max=200,
        megagroup_size_max=200_000,
        forwarded_count_max=100,
        online_update_period_ms=210_000,
        offline_blur_timeout_ms=5_000,
        offline_idle_timeout_ms=30_000,
        online_cloud_timeout_ms=300_000,
        notify_cloud_delay_ms=30_000,
        notify_default_delay_ms=1_500,
        push_chat_period_ms=60_000,
        push_chat_limit=2,
        edit_time_limit=2 * 24 * HOUR,
        revoke_time_limit=2**31 - 1,
        revoke_pm_time_limit=2**31 - 1,
        rating_e_decay=2_419_200,
        stickers_recent_limit=200,
        channels_read_media_period=604_800,
        call_receive_timeout_ms=20_000,
        call_ring_timeout_ms=90_000,
        call_connect_timeout_ms=30_000,
        call_packet_timeout_ms=10_000,
        me_url_prefix="https://t.me/",
        caption_length_max=limits.caption_length,
        message_length_max=limits.message_length,
        webfile_dc_id=call.house.config.dc_id,
        reactions_default=render_reaction(reaction),
    )


@method("help.getNearestDc", login=False)
async def get_nearest_dc(call: Call, req: functions.help.GetNearestDc) -> types.TypeNearestDc:
    dc = _this_dc(call)
    return types.NearestDc(country=_country(call), this_dc=dc, nearest_dc=dc)


def _this_dc(call: Call) -> int:
    # COMPAT(TDLib): a configuration from another data centre than the one it took us for is asked for again, without end.
    return call.caller.dc or call.house.config.dc_id


def _country(call: Call) -> str:
    """The region in the client's language code: this server keeps no map of addresses."""
    codes = call.caller.device.system_lang_code if call.caller.device else ""
    region = codes.replace("_", "-").rpartition("-")[2]
    return region.upper() if len(region) == 2 and "-" in codes.replace("_", "-") else "US"


@method("help.getAppConfig", login=False)
async def get_app_config(call: Call, req: functions.help.GetAppConfig) -> types.help.TypeAppConfig:
    config = appconfig.make(
        call.house.config.limits, translates=call.house.sources.translator is not None, **await _about_asker(call)
    )
    known = appconfig.fingerprint(config)
    if req.hash == known:
        return types.help.AppConfigNotModified()
    return types.help.AppConfig(hash=known, config=render_json(config))


async def _about_asker(call: Call) -> dict[str, Any]:
    """What depends on who asks. Newer clients find suggestions in help.promoData."""
    user_id = call.caller.user_id
    if user_id is None:
        return {}
    found: dict[str, Any] = {"checks_facts": await factchecks.is_checker(call.tx, user_id)}
    if sanctions.is_frozen(call.house, user_id):
        found["frozen"] = call.house.sanctions[user_id, FROZEN]
        found["appeal"] = await imposed.appeal_url(call.tx)
    if call.caller.layer < SUGGESTIONS_MOVED:
        found["pending"] = known_in(call.caller.layer, await suggestions.pending(call.tx, user_id))
        found["dismissed"] = await suggestions.inverted(call.tx, user_id)
    return found


def render_json(value: object) -> types.TypeJSONValue:
    match value:
        case None:
            return types.JsonNull()
        case bool():
            return types.JsonBool(value=value)
        case int() | float():
            return types.JsonNumber(value=float(value))
        case str():
            return types.JsonString(value=value)
        case dict():
            return types.JsonObject(
                value=[types.JsonObjectValue(key=key, value=render_json(item)) for key, item in value.items()]
            )
        case list() | tuple():
            return types.JsonArray(value=[render_json(item) for item in value])
        case _:
            raise TypeError(type(value))
