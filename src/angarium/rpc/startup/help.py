"""help.*: countries, terms, support and what else clients ask before a chat is open."""

from __future__ import annotations

from angarium.domain.facts import gather
from angarium.domain.looks import appconfig, countries
from angarium.model.errors import Refusal
from angarium.model.ids import SERVICE_USER
from angarium.rpc.peers import read_user
from angarium.rpc.render.users import render_user
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


@method("help.getCountriesList", login=False)
async def get_countries_list(call: Call, req: functions.help.GetCountriesList) -> types.help.TypeCountriesList:
    found = countries.in_language(req.lang_code[:16] or "en")
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


@method("help.getTimezonesList", bots=False)
async def get_timezones_list(call: Call, req: functions.help.GetTimezonesList) -> types.help.TypeTimezonesList:
    found = countries.timezones(call.tx.now)
    known = appconfig.fingerprint(found)
    if req.hash == known:
        return types.help.TimezonesListNotModified()
    return types.help.TimezonesList(
        timezones=[types.Timezone(id=id, name=name, utc_offset=offset) for id, name, offset in found], hash=known
    )


@method("help.getAppUpdate", login=False)
async def get_app_update(call: Call, req: functions.help.GetAppUpdate) -> types.help.TypeAppUpdate:
    return types.help.NoAppUpdate()


@method("help.saveAppLog", login=False)
async def save_app_log(call: Call, req: functions.help.SaveAppLog) -> bool:
    return True


@method("help.getInviteText", bots=False)
async def get_invite_text(call: Call, req: functions.help.GetInviteText) -> types.help.TypeInviteText:
    return types.help.InviteText(message=f"Let us chat on {call.house.config.name}.")


@method("help.getDeepLinkInfo", login=False)
async def get_deep_link_info(call: Call, req: functions.help.GetDeepLinkInfo) -> types.help.TypeDeepLinkInfo:
    return types.help.DeepLinkInfoEmpty()


@method("help.getSupport", bots=False)
async def get_support(call: Call, req: functions.help.GetSupport) -> types.help.TypeSupport:
    """Whom to ask: the account from which this server speaks."""
    facts = await gather(call.tx, call.user_id, [], users=(SERVICE_USER,))
    view = facts.users[SERVICE_USER]
    return types.help.Support(phone_number=view.user.phone, user=render_user(view, facts))


@method("help.getSupportName", bots=False)
async def get_support_name(call: Call, req: functions.help.GetSupportName) -> types.help.TypeSupportName:
    return types.help.SupportName(name=call.house.config.name)


@method("help.getUserInfo", bots=False)
async def get_user_info(call: Call, req: functions.help.GetUserInfo) -> types.help.TypeUserInfo:
    read_user(call, req.user_id)
    raise Refusal("USER_INVALID")  # only support staff may ask, and there is none


@method("help.getRecentMeUrls", bots=False)
async def get_recent_me_urls(call: Call, req: functions.help.GetRecentMeUrls) -> types.help.TypeRecentMeUrls:
    return types.help.RecentMeUrls(urls=[], chats=[], users=[])
