"""help.*: countries, terms, support and what else clients ask before a chat is open."""

from __future__ import annotations

import json
from typing import Any

import structlog

from angarium.domain.facts import gather
from angarium.domain.looks import appconfig, countries
from angarium.domain.operator import apps, deeplinks
from angarium.model.ids import SERVICE_USER
from angarium.rpc.render.entities import render_entities
from angarium.rpc.render.users import render_user
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

log = structlog.get_logger(__name__)

_EVENTS, _EVENT_LENGTH = 16, 512
"""How much a program may tell of itself at once: events, and characters of each."""


@method("help.getCountriesList", login=False, alone=True)
async def get_countries_list(call: Call, req: functions.help.GetCountriesList) -> types.help.TypeCountriesList:
    found = await countries.in_language(req.lang_code[:16])
    known = appconfig.fingerprint(
        [[country.iso2, country.local, country.calling_code, country.patterns] for country in found]
    )
    if req.hash == known:
        return types.help.CountriesListNotModified()
    return types.help.CountriesList(countries=[_render_country(country) for country in found], hash=known)


def _render_country(country: countries.Country) -> types.help.Country:
    code = types.help.CountryCode(
        country_code=country.calling_code,
        prefixes=list(country.prefixes) or None,
        patterns=list(country.patterns) or None,
    )
    name = country.local if country.local != country.english else None
    return types.help.Country(iso2=country.iso2, default_name=country.english, name=name, country_codes=[code])


@method("help.getTimezonesList", alone=True, bots=False)
async def get_timezones_list(call: Call, req: functions.help.GetTimezonesList) -> types.help.TypeTimezonesList:
    found = await countries.timezones(call.house.now())
    known = appconfig.fingerprint(found)
    if req.hash == known:
        return types.help.TimezonesListNotModified()
    return types.help.TimezonesList(
        timezones=[types.Timezone(id=id, name=name, utc_offset=offset) for id, name, offset in found], hash=known
    )


@method("help.getAppUpdate", login=False)
async def get_app_update(call: Call, req: functions.help.GetAppUpdate) -> types.help.TypeAppUpdate:
    found = apps.find_newer(call.house.config.apps, call.caller.device, req.source)
    if found is None:
        return types.help.NoAppUpdate()
    return types.help.AppUpdate(
        can_not_skip=found.required, id=found.id, version=found.version, text=found.text.text,
        entities=render_entities(found.text.entities) or [], url=found.url,
    )  # fmt: skip


@method("help.saveAppLog", login=False)
async def save_app_log(call: Call, req: functions.help.SaveAppLog) -> bool:
    """What a program tells of itself goes to the operator's log, cut to measure."""
    device = call.caller.device
    program = f"{device.lang_pack} {device.app_version}" if device else ""
    for event in req.events[:_EVENTS]:
        data = json.dumps(_plain(event.data), ensure_ascii=False)[:_EVENT_LENGTH]
        log.info("a program tells of itself", program=program, kind=event.type[:64], peer=event.peer, data=data)
    return True


def _plain(value: types.TypeJSONValue) -> Any:
    match value:
        case types.JsonObject():
            return {item.key: _plain(item.value) for item in value.value}
        case types.JsonArray():
            return [_plain(item) for item in value.value]
        case types.JsonBool() | types.JsonNumber() | types.JsonString():
            return value.value
    return None


@method("help.getInviteText", bots=False)
async def get_invite_text(call: Call, req: functions.help.GetInviteText) -> types.help.TypeInviteText:
    return types.help.InviteText(message=f"Let us chat on {call.house.config.name}.")


@method("help.getDeepLinkInfo", login=False)
async def get_deep_link_info(call: Call, req: functions.help.GetDeepLinkInfo) -> types.help.TypeDeepLinkInfo:
    found = deeplinks.explain(req.path, call.house.config.name)
    if found is None:
        return types.help.DeepLinkInfoEmpty()
    return types.help.DeepLinkInfo(update_app=found.outdated, message=found.text)


@method("help.getSupport", bots=False)
async def get_support(call: Call, req: functions.help.GetSupport) -> types.help.TypeSupport:
    """Whom to ask: the account from which this server speaks."""
    facts = await gather(call.tx, call.user_id, [], users=(SERVICE_USER,))
    view = facts.users[SERVICE_USER]
    return types.help.Support(phone_number=view.user.phone, user=render_user(view, facts))


@method("help.getSupportName", bots=False)
async def get_support_name(call: Call, req: functions.help.GetSupportName) -> types.help.TypeSupportName:
    return types.help.SupportName(name=call.house.config.name)
