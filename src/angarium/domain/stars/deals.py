"""What somebody is about to pay for, and the form on which they do (https://core.telegram.org/api/payments#3-payment)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest

from angarium.domain import facts as gathered
from angarium.domain.bots import bots
from angarium.domain.chats import guards
from angarium.domain.stars import invoices
from angarium.domain.work import Tx
from angarium.model.errors import Refusal
from angarium.model.facts import Facts
from angarium.model.ids import MsgId, Peer, UserId, is_user
from angarium.model.messages import Message
from angarium.model.payments import Invoice
from angarium.store import invoices as stored
from angarium.store import messages

GOOD = 3600
"""Seconds for which a form can be sent."""


@dataclass(frozen=True, slots=True)
class Deal:
    """An invoice, and where somebody has it from: a message that they see, or a link."""

    user_id: UserId
    invoice: Invoice
    message: Message | None = None
    slug: str = ""

    @property
    def place(self) -> bytes:
        return b"%d %d" % (self.message.box, self.message.id) if self.message else self.slug.encode()


async def require_message(tx: Tx, user_id: UserId, peer: Peer, id: int) -> Message:
    """A message that somebody sees. Refuses MESSAGE_ID_INVALID, and what `guards.require_open` does."""
    floor = 0 if is_user(peer) else (await guards.require_open(tx, user_id, peer)).floor
    message = await messages.find(tx, guards.box_of(user_id, peer), MsgId(id))
    if message is None or message.peer != peer or message.id <= floor:
        raise Refusal("MESSAGE_ID_INVALID")
    return message


async def of_message(tx: Tx, user_id: UserId, peer: Peer, id: int) -> Deal:
    """What the invoice in a message asks for. Refuses MESSAGE_ID_INVALID, BOT_INVALID."""
    message = await require_message(tx, user_id, peer, id)
    media = message.content.media
    invoice = await stored.find(tx, media.extra_id) if media is not None and media.kind == "invoice" else None
    if invoice is None:
        raise Refusal("MESSAGE_ID_INVALID")
    await bots.get(tx, invoice.bot_id)
    return Deal(user_id, invoice, message)


async def of_slug(tx: Tx, user_id: UserId, slug: str) -> Deal:
    """What the invoice behind a link asks for. Refuses SLUG_INVALID, BOT_INVALID."""
    invoice = await invoices.find_by_slug(tx, slug)
    await bots.get(tx, invoice.bot_id)
    return Deal(user_id, invoice, slug=slug)


async def show(tx: Tx, deal: Deal) -> Facts:
    """Who is paid."""
    return await gathered.gather(tx, deal.user_id, [], users=[deal.invoice.bot_id])


def make_form(tx: Tx, deal: Deal) -> int:
    """The number of a form: it says until when it is good, and fits this deal alone."""
    return _form(tx, deal, tx.now)


def _form(tx: Tx, deal: Deal, at: int) -> int:
    told = b"%d %d %d %s" % (deal.user_id, deal.invoice.id, at, deal.place)
    digest = blake2b(told, digest_size=4, key=tx.house.secret, person=b"payment form").digest()
    return at << 32 | int.from_bytes(digest, "big")


def require_form(tx: Tx, deal: Deal, form_id: int) -> None:
    """Refuses FORM_ID_EMPTY, FORM_EXPIRED."""
    if not form_id:
        raise Refusal("FORM_ID_EMPTY")
    at = form_id >> 32
    fits = 0 <= tx.now - at <= GOOD and compare_digest(b"%d" % _form(tx, deal, at), b"%d" % form_id)
    if not fits:
        raise Refusal("FORM_EXPIRED")


def charge_of(deal: Deal, form_id: int) -> str:
    """The name of the payment that a form becomes: a form is paid once."""
    told = b"%d %d %d" % (deal.user_id, deal.invoice.id, form_id)
    return f"stx{blake2b(told, digest_size=16, person=b'form').hexdigest()}"
