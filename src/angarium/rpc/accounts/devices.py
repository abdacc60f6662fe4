"""account.*: the devices of an account, and where they are woken."""

from __future__ import annotations

from angarium.domain.accounts import accounts, devices, waking
from angarium.model.accounts import Authorization, PushToken
from angarium.model.errors import Refusal
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_APPS = {
    "tdesktop": "Telegram Desktop", "android": "Telegram Android", "android_x": "Telegram X", "ios": "Telegram iOS",
    "macos": "Telegram macOS", "weba": "Telegram Web A", "webk": "Telegram Web K",
}  # fmt: skip
"""What apps with these phrases call themselves; of all others only the number is known."""

_PLATFORMS = {
    "tdesktop": "Desktop",
    "android": "Android",
    "android_x": "Android",
    "ios": "iOS",
    "macos": "macOS",
    "web": "Web",
    "weba": "Web",
    "webk": "Web",
}
"""Where clients run that name this language pack."""

_KINDS = range(1, 15)
"""https://core.telegram.org/api/push-updates#subscribing-to-notifications"""


def render_device(device: Authorization, current_id: int | None = None) -> types.Authorization:
    """One device; the hash of the one that asks is 0 (https://core.telegram.org/constructor/authorization)."""
    about = device.device
    current = device.id == current_id
    return types.Authorization(
        current=current,
        official_app=False,
        password_pending=device.password_pending,
        encrypted_requests_disabled=device.secret_chats_disabled,
        call_requests_disabled=device.calls_disabled,
        unconfirmed=not device.confirmed,
        hash=0 if current else device.hash,
        device_model=about.device_model,
        platform=_PLATFORMS.get(about.lang_pack, about.lang_pack),
        system_version=about.system_version,
        api_id=about.api_id,
        app_name=_APPS.get(about.lang_pack) or f"App {about.api_id}",
        app_version=about.app_version,
        date_created=device.created,
        date_active=device.active,
        ip=device.address,
        country="",
        region="",
    )


@method("account.getAuthorizations", bots=False)
async def get_authorizations(call: Call, req: functions.account.GetAuthorizations) -> types.account.TypeAuthorizations:
    found = await devices.find_all(call.tx, call.user_id)
    current = call.caller.authorization_id
    found.sort(key=lambda device: device.id != current)
    return types.account.Authorizations(
        authorization_ttl_days=await accounts.authorization_ttl_days(call.tx, call.user_id),
        authorizations=[render_device(device, current) for device in found],
    )


@method("account.resetAuthorization", writes=True, bots=False)
async def reset_authorization(call: Call, req: functions.account.ResetAuthorization) -> bool:
    own = await devices.get(call.tx, call.user_id, call.caller.authorization_id)
    await devices.log_out_other(call.tx, own, req.hash)
    return True


@method("auth.resetAuthorizations", writes=True, bots=False)
async def reset_authorizations(call: Call, req: functions.auth.ResetAuthorizations) -> bool:
    await devices.log_out_others(call.tx, await devices.get(call.tx, call.user_id, call.caller.authorization_id))
    return True


@method("account.changeAuthorizationSettings", writes=True, bots=False)
async def change_authorization_settings(call: Call, req: functions.account.ChangeAuthorizationSettings) -> bool:
    hash = req.hash or (await devices.get(call.tx, call.user_id, call.caller.authorization_id)).hash
    await devices.confirm(
        call.tx,
        call.user_id,
        hash,
        confirmed=req.confirmed,
        calls=req.call_requests_disabled,
        secret=req.encrypted_requests_disabled,
    )
    return True


@method("account.setAuthorizationTTL", writes=True, bots=False)
async def set_authorization_ttl(call: Call, req: functions.account.SetAuthorizationTTL) -> bool:
    own = await devices.get(call.tx, call.user_id, call.caller.authorization_id)
    await accounts.set_authorization_ttl(call.tx, own, req.authorization_ttl_days)
    return True


@method("account.registerDevice", writes=True, bots=False)
async def register_device(call: Call, req: functions.account.RegisterDevice) -> bool:
    if req.token_type not in _KINDS:
        raise Refusal("TOKEN_TYPE_INVALID")
    if not req.token:
        raise Refusal("TOKEN_EMPTY")
    if len(req.token) > 4096 or len(req.secret) > 256:
        raise Refusal("TOKEN_INVALID")
    token = PushToken(
        kind=req.token_type,
        token=req.token,
        sandbox=req.app_sandbox,
        secret=req.secret,
        no_muted=req.no_muted,
        others=tuple(req.other_uids[:100]),
    )
    await waking.register(call.tx, call.user_id, call.caller.authorization_id, token)
    return True


@method("account.unregisterDevice", writes=True, bots=False)
async def unregister_device(call: Call, req: functions.account.UnregisterDevice) -> bool:
    await waking.unregister(call.tx, call.user_id, call.caller.authorization_id, req.token_type, req.token)
    return True


@method("account.updateDeviceLocked", writes=True, bots=False)
async def update_device_locked(call: Call, req: functions.account.UpdateDeviceLocked) -> bool:
    await waking.lock(call.tx, call.user_id, call.caller.authorization_id, req.period)
    return True
