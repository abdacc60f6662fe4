"""account.*: what clients fetch, save and open on their own (https://core.telegram.org/api/auto-download)."""

from __future__ import annotations

from angarium.domain.accounts import automation
from angarium.domain.accounts.automation import Browser, Download, Save, Site
from angarium.domain.facts import gather
from angarium.rpc.peers import read_peer
from angarium.rpc.render.chats import render_chats
from angarium.rpc.render.peers import render_peer
from angarium.rpc.render.users import render_users
from angarium.rpc.router import Call, method
from angarium.tl import functions, types


def _render_download(kept: Download) -> types.AutoDownloadSettings:
    return types.AutoDownloadSettings(
        disabled=kept.disabled,
        video_preload_large=kept.preload_large,
        audio_preload_next=kept.preload_next,
        phonecalls_less_data=kept.less_data,
        stories_preload=kept.stories,
        photo_size_max=kept.photo,
        video_size_max=kept.video,
        file_size_max=kept.file,
        video_upload_maxbitrate=kept.bitrate,
        small_queue_active_operations_max=kept.small_queue,
        large_queue_active_operations_max=kept.large_queue,
    )


@method("account.getAutoDownloadSettings", bots=False)
async def get_auto_download_settings(
    call: Call, req: functions.account.GetAutoDownloadSettings
) -> types.account.AutoDownloadSettings:
    kept = await automation.downloads(call.tx, call.user_id)
    return types.account.AutoDownloadSettings(
        low=_render_download(kept.low), medium=_render_download(kept.medium), high=_render_download(kept.high)
    )


@method("account.saveAutoDownloadSettings", writes=True, bots=False)
async def save_auto_download_settings(call: Call, req: functions.account.SaveAutoDownloadSettings) -> bool:
    given = req.settings
    wish = Download(
        disabled=given.disabled, preload_large=given.video_preload_large, preload_next=given.audio_preload_next,
        less_data=given.phonecalls_less_data, stories=given.stories_preload, photo=given.photo_size_max,
        video=given.video_size_max, file=given.file_size_max, bitrate=given.video_upload_maxbitrate,
        small_queue=given.small_queue_active_operations_max, large_queue=given.large_queue_active_operations_max,
    )  # fmt: skip
    preset = "low" if req.low else "high" if req.high else "medium"
    await automation.set_download(call.tx, call.user_id, preset, wish)
    return True


def _render_save(kept: Save) -> types.AutoSaveSettings:
    return types.AutoSaveSettings(photos=kept.photos, videos=kept.videos, video_max_size=kept.video_size)


@method("account.getAutoSaveSettings", bots=False)
async def get_auto_save_settings(
    call: Call, req: functions.account.GetAutoSaveSettings
) -> types.account.AutoSaveSettings:
    kept = await automation.saves(call.tx, call.user_id)
    facts = await gather(call.tx, call.user_id, [], users=kept.exceptions)
    return types.account.AutoSaveSettings(
        users_settings=_render_save(kept.users),
        chats_settings=_render_save(kept.chats),
        broadcasts_settings=_render_save(kept.broadcasts),
        exceptions=[
            types.AutoSaveException(peer=render_peer(peer), settings=_render_save(one))
            for peer, one in kept.exceptions.items()
        ],
        chats=render_chats(facts, kept.exceptions),
        users=render_users(facts),
    )


@method("account.saveAutoSaveSettings", writes=True, bots=False)
async def save_auto_save_settings(call: Call, req: functions.account.SaveAutoSaveSettings) -> bool:
    given = req.settings
    size = given.video_max_size if given.video_max_size is not None else Save().video_size
    wish = Save(photos=given.photos, videos=given.videos, video_size=max(0, min(size, automation.LARGEST)))
    scopes = [name for name in ("users", "chats", "broadcasts") if getattr(req, name)]
    peer = read_peer(call, req.peer) if req.peer is not None else 0
    await automation.set_save(call.tx, call.user_id, scopes, peer, wish)
    return True


@method("account.deleteAutoSaveExceptions", writes=True, bots=False)
async def delete_auto_save_exceptions(call: Call, req: functions.account.DeleteAutoSaveExceptions) -> bool:
    await automation.forget_save_exceptions(call.tx, call.user_id)
    return True


def _render_browser(kept: Browser) -> types.account.WebBrowserSettings:
    return types.account.WebBrowserSettings(
        open_external_browser=kept.external,
        display_close_button=kept.close_button,
        external_exceptions=[_render_site(site) for site in kept.sites if site.external],
        inapp_exceptions=[_render_site(site) for site in kept.sites if not site.external],
        hash=automation.fingerprint(kept),
    )


def _render_site(site: Site) -> types.WebDomainException:
    return types.WebDomainException(domain=site.domain, url=site.url, title=site.domain)


@method("account.getWebBrowserSettings", bots=False)
async def get_web_browser_settings(
    call: Call, req: functions.account.GetWebBrowserSettings
) -> types.account.TypeWebBrowserSettings:
    kept = await automation.browser(call.tx, call.user_id)
    if req.hash == automation.fingerprint(kept):
        return types.account.WebBrowserSettingsNotModified()
    return _render_browser(kept)


@method("account.updateWebBrowserSettings", writes=True, bots=False)
async def update_web_browser_settings(
    call: Call, req: functions.account.UpdateWebBrowserSettings
) -> types.account.TypeWebBrowserSettings:
    return _render_browser(
        await automation.set_browser(
            call.tx, call.user_id, external=req.open_external_browser, close_button=req.display_close_button
        )
    )


@method("account.toggleWebBrowserSettingsException", writes=True, bots=False)
async def toggle_web_browser_settings_exception(
    call: Call, req: functions.account.ToggleWebBrowserSettingsException
) -> types.TypeUpdates:
    external = None if req.delete else bool(req.open_external_browser)
    site = await automation.set_site(call.tx, call.user_id, req.url, external)
    told = types.UpdateWebBrowserException(
        delete=req.delete, open_external_browser=external, exception=_render_site(site)
    )
    return types.Updates(updates=[told], users=[], chats=[], date=call.tx.now, seq=0)


@method("account.deleteWebBrowserSettingsExceptions", writes=True, bots=False)
async def delete_web_browser_settings_exceptions(
    call: Call, req: functions.account.DeleteWebBrowserSettingsExceptions
) -> types.account.TypeWebBrowserSettings:
    return _render_browser(await automation.set_browser(call.tx, call.user_id, sites=()))
