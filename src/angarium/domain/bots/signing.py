"""Bots sign in with their token (https://core.telegram.org/method/auth.importBotAuthorization)."""

from __future__ import annotations

from angarium.domain.accounts import devices
from angarium.domain.accounts.signing import Client
from angarium.domain.bots import bots
from angarium.domain.work import Tx
from angarium.model.ids import UserId
from angarium.store import logins


async def sign_in(tx: Tx, token: str, client: Client) -> UserId:
    """Make a key a device of the bot. Refuses ACCESS_TOKEN_INVALID, ACCESS_TOKEN_EXPIRED."""
    bot = await bots.by_token(tx, token)
    most = tx.house.config.limits.sessions
    for oldest in (await logins.find_all(tx, bot.id))[most - 1 :]:
        await devices.log_out(tx, oldest)
    await devices.log_in(tx, bot.id, client.key_id, client.device, client.layer, client.address)
    return bot.id
