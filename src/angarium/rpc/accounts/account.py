"""account.*: the account as a whole: how long it lives, its number, its end; exports; plain switches."""

from __future__ import annotations

import structlog

from angarium.domain.accounts import accounts, codes, devices, passwords, privacyrules
from angarium.domain.accounts.codes import VERIFY
from angarium.domain.messages import direct, prices
from angarium.domain.operator import terms
from angarium.domain.people import persons, settings
from angarium.domain.people.settings import SPONSORED
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.ids import UserId
from angarium.rpc.accounts.auth import read_phone, render_sent
from angarium.rpc.accounts.passwords import read_proof, require_somebody
from angarium.rpc.accounts.profile import render_self
from angarium.rpc.accounts.verdicts import carry_out
from angarium.rpc.peers import read_peer, read_user
from angarium.rpc.router import Call, method
from angarium.tl import functions, types

log = structlog.get_logger(__name__)

_SENSITIVE = "sensitive_content"


@method("account.getAccountTTL", bots=False)
async def get_account_ttl(call: Call, req: functions.account.GetAccountTTL) -> types.TypeAccountDaysTTL:
    return types.AccountDaysTTL(days=await accounts.ttl_days(call.tx, call.user_id))


@method("account.setAccountTTL", writes=True, bots=False)
async def set_account_ttl(call: Call, req: functions.account.SetAccountTTL) -> bool:
    await accounts.set_ttl(call.tx, call.user_id, req.ttl.days)
    return True


@method("account.sendChangePhoneCode", writes=True, flood="sign_in", bots=False)
async def send_change_phone_code(call: Call, req: functions.account.SendChangePhoneCode) -> types.auth.TypeSentCode:
    phone = read_phone(call, req.phone_number)
    own = await devices.get(call.tx, call.user_id, call.caller.authorization_id)
    return render_sent(call, await accounts.ask_change_phone(call.tx, own, phone, call.caller.address))


@method("account.changePhone", alone=True, flood="sign_in", bots=False)
async def change_phone(call: Call, req: functions.account.ChangePhone) -> types.TypeUser:
    phone = read_phone(call, req.phone_number)

    async def deed(tx: Tx) -> Refusal | types.User:
        refusal = await accounts.change_phone(
            tx, call.user_id, phone, req.phone_code_hash, req.phone_code, call.caller.key_id
        )
        return refusal or await render_self(call, tx)

    return await carry_out(call, deed)


@method("account.sendConfirmPhoneCode", writes=True, flood="sign_in", bots=False)
async def send_confirm_phone_code(call: Call, req: functions.account.SendConfirmPhoneCode) -> types.auth.TypeSentCode:
    waiting = await accounts.ask_keep(call.tx, call.user_id, req.hash, call.caller.address)
    return render_sent(call, waiting)


@method("account.confirmPhone", alone=True, flood="sign_in", bots=False)
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
    else:
        await passwords.require(call.house, user_id, proof)
        await carry_out(call, lambda tx: accounts.delete(tx, user_id))
    if req.reason == terms.DECLINED:
        log.info("somebody declined the terms, and the account is gone", user=user_id)
    return True


@method("account.initTakeoutSession", writes=True, bots=False)
async def init_takeout_session(call: Call, req: functions.account.InitTakeoutSession) -> types.account.TypeTakeout:
    return types.account.Takeout(id=await settings.begin_takeout(call.tx, call.user_id))


@method("account.finishTakeoutSession", writes=True, bots=False)
async def finish_takeout_session(call: Call, req: functions.account.FinishTakeoutSession) -> bool:
    if call.caller.takeout_id is None or call.caller.takeout_id != await settings.find_takeout(call.tx, call.user_id):
        raise Refusal("TAKEOUT_REQUIRED")
    await settings.end_takeout(call.tx, call.user_id)
    return True


@method("account.getContentSettings", bots=False)
async def get_content_settings(
    call: Call, req: functions.account.GetContentSettings
) -> types.account.TypeContentSettings:
    enabled = await settings.is_on(call.tx, call.user_id, _SENSITIVE)
    return types.account.ContentSettings(sensitive_enabled=enabled, sensitive_can_change=True)


@method("account.setContentSettings", writes=True, bots=False)
async def set_content_settings(call: Call, req: functions.account.SetContentSettings) -> bool:
    await settings.switch(call.tx, call.user_id, _SENSITIVE, on=req.sensitive_enabled)
    return True


@method("account.sendVerifyPhoneCode", writes=True, bots=False, flood="sign_in")
async def send_verify_phone_code(call: Call, req: functions.account.SendVerifyPhoneCode) -> types.auth.TypeSentCode:
    """To prove a further number, which Telegram Passport may pass on (https://core.telegram.org/passport)."""
    phone = read_phone(call, req.phone_number)
    waiting = await codes.ask(call.tx, phone, VERIFY, user_id=None, address=call.caller.address)
    return render_sent(call, waiting)


@method("account.verifyPhone", alone=True, bots=False, flood="sign_in")
async def verify_phone(call: Call, req: functions.account.VerifyPhone) -> bool:
    phone = read_phone(call, req.phone_number)

    async def prove(tx: Tx) -> Refusal | None:
        return await codes.prove(tx, call.user_id, phone, req.phone_code_hash, req.phone_code, call.caller.key_id)

    await carry_out(call, prove)
    return True


@method("account.toggleSponsoredMessages", writes=True, bots=False)
async def toggle_sponsored_messages(call: Call, req: functions.account.ToggleSponsoredMessages) -> bool:
    await settings.switch(call.tx, call.user_id, SPONSORED, on=req.enabled)
    return True


@method("account.toggleNoPaidMessagesException", writes=True, bots=False)
async def toggle_no_paid_messages_exception(call: Call, req: functions.account.ToggleNoPaidMessagesException) -> bool:
    """https://core.telegram.org/api/paid-messages: somebody who never has to pay, and perhaps is given back what they have."""
    user_id = await _read_payer(call, req.user_id)
    if req.parent_peer is not None:
        parent = read_peer(call, req.parent_peer)
        await direct.free(
            call.tx, call.user_id, parent, user_id, free=not req.require_payment, refund=req.refund_charged
        )
        return True
    if req.refund_charged:
        await prices.give_back(call.tx, call.user_id, user_id)
    allow = not req.require_payment
    await privacyrules.set_exception(call.tx, call.user_id, "no_paid_messages", user_id, allow=allow)
    return True


@method("account.getPaidMessagesRevenue", bots=False)
async def get_paid_messages_revenue(
    call: Call, req: functions.account.GetPaidMessagesRevenue
) -> types.account.TypePaidMessagesRevenue:
    payer_id = await _read_payer(call, req.user_id)
    if req.parent_peer is not None:
        parent = read_peer(call, req.parent_peer)
        return types.account.PaidMessagesRevenue(
            stars_amount=await direct.revenue(call.tx, call.user_id, parent, payer_id)
        )
    return types.account.PaidMessagesRevenue(stars_amount=await prices.earned(call.tx, call.user_id, payer_id))


async def _read_payer(call: Call, given: types.TypeInputUser) -> UserId:
    """Refuses USER_ID_INVALID."""
    user_id = read_user(call, given)
    await persons.get(call.tx, call.user_id, user_id)
    return user_id
