"""account.*: the account as a whole: how long it lives, its number, its end; exports; plain switches."""

from __future__ import annotations

from angarium.domain.accounts import accounts, passwords
from angarium.domain.people import settings
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.rpc.accounts.auth import read_phone, render_sent
from angarium.rpc.accounts.passwords import read_proof, require_somebody
from angarium.rpc.accounts.profile import render_self
from angarium.rpc.accounts.verdicts import carry_out
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

_SENSITIVE = "sensitive_content"


@method("account.getAccountTTL")
async def get_account_ttl(call: Call, req: functions.account.GetAccountTTL) -> types.TypeAccountDaysTTL:
    return types.AccountDaysTTL(days=await accounts.ttl_days(call.tx, call.user_id))


@method("account.setAccountTTL", writes=True)
async def set_account_ttl(call: Call, req: functions.account.SetAccountTTL) -> bool:
    await accounts.set_ttl(call.tx, call.user_id, req.ttl.days)
    return True


@method("account.sendChangePhoneCode", writes=True, flood="sign_in")
async def send_change_phone_code(call: Call, req: functions.account.SendChangePhoneCode) -> types.auth.TypeSentCode:
    phone = read_phone(call, req.phone_number)
    return render_sent(call, await accounts.ask_change_phone(call.tx, call.user_id, phone, call.caller.address))


@method("account.changePhone", alone=True, flood="sign_in")
async def change_phone(call: Call, req: functions.account.ChangePhone) -> types.TypeUser:
    phone = read_phone(call, req.phone_number)

    async def deed(tx: Tx) -> Refusal | types.User:
        refusal = await accounts.change_phone(
            tx, call.user_id, phone, req.phone_code_hash, req.phone_code, call.caller.key_id
        )
        return refusal or await render_self(call, tx)

    return await carry_out(call, deed)


@method("account.sendConfirmPhoneCode", writes=True, flood="sign_in")
async def send_confirm_phone_code(call: Call, req: functions.account.SendConfirmPhoneCode) -> types.auth.TypeSentCode:
    waiting = await accounts.ask_keep(call.tx, call.user_id, req.hash, call.caller.address)
    return render_sent(call, waiting)


@method("account.confirmPhone", alone=True, flood="sign_in")
async def confirm_phone(call: Call, req: functions.account.ConfirmPhone) -> bool:
    await carry_out(
        call,
        lambda tx: accounts.keep(tx, call.user_id, req.phone_code_hash, req.phone_code, call.caller.key_id),
    )
    return True


@method("account.deleteAccount", alone=True, login=False)
async def delete_account(call: Call, req: functions.account.DeleteAccount) -> bool:
    user_id = await require_somebody(call)
    proof = read_proof(req.password)
    if proof is None:

        async def later(tx: Tx) -> Refusal | None:
            wait = await accounts.delete_later(tx, user_id)
            return Refusal("2FA_CONFIRM_WAIT_%d", wait) if wait else None

        await carry_out(call, later)
        return True
    await passwords.require(call.house, user_id, proof)
    await carry_out(call, lambda tx: accounts.delete(tx, user_id))
    return True


@method("account.initTakeoutSession", writes=True)
async def init_takeout_session(call: Call, req: functions.account.InitTakeoutSession) -> types.account.TypeTakeout:
    return types.account.Takeout(id=await settings.begin_takeout(call.tx, call.user_id))


@method("account.finishTakeoutSession", writes=True)
async def finish_takeout_session(call: Call, req: functions.account.FinishTakeoutSession) -> bool:
    if call.caller.takeout_id is None or call.caller.takeout_id != await settings.find_takeout(call.tx, call.user_id):
        raise Refusal("TAKEOUT_REQUIRED")
    await settings.end_takeout(call.tx, call.user_id)
    return True


@method("account.getContentSettings")
async def get_content_settings(
    call: Call, req: functions.account.GetContentSettings
) -> types.account.TypeContentSettings:
    enabled = await settings.is_on(call.tx, call.user_id, _SENSITIVE)
    return types.account.ContentSettings(sensitive_enabled=enabled, sensitive_can_change=True)


@method("account.setContentSettings", writes=True)
async def set_content_settings(call: Call, req: functions.account.SetContentSettings) -> bool:
    await settings.switch(call.tx, call.user_id, _SENSITIVE, on=req.sensitive_enabled)
    return True
