"""What kurigram does with stars."""

from __future__ import annotations

import io

import pyrogram
from agent import picture, say
from pyrogram import handlers, raw


class Stars:
    async def let_pay(self, peer: int) -> bool:
        """Reactions in a channel may be paid for."""
        every = raw.types.ChatReactionsAll()
        named = await self.client.resolve_peer(peer)
        switch = raw.functions.messages.SetChatAvailableReactions(
            peer=named, available_reactions=every, paid_enabled=True
        )
        await self.client.invoke(switch)
        return True

    async def react_paid(self, peer: int, id: int, count: int) -> bool:
        return await self.client.send_paid_reaction(peer, id, count)

    async def reactions_of(self, peer: int, id: int) -> list[list]:
        """What is below a message: emoji or "paid", and how often."""
        shown = (await self.client.get_messages(peer, id)).reactions
        return [["paid" if one.is_paid else one.emoji, one.count] for one in shown.reactions] if shown else []

    async def stars(self, peer: int | None = None) -> int:
        return int(await self.client.get_stars_balance(peer))

    async def sell(self, to, title: str, stars: int) -> dict:
        price = pyrogram.types.LabeledPrice(label=title, amount=stars)
        sent = await self.client.send_invoice(
            to, title=title, description=title, payload="thing", currency="XTR", prices=[price]
        )
        return {"id": sent.id}

    async def serve_payments(self) -> bool:
        """Agree to everything that somebody wants to pay for, and tell what was paid."""

        async def agree(client, query) -> None:
            await query.answer(ok=True)

        async def paid(client, message) -> None:
            done = message.successful_payment
            say(event="paid", total=done.total_amount, charge=done.telegram_payment_charge_id)

        self.client.add_handler(handlers.PreCheckoutQueryHandler(agree), group=3)
        self.client.add_handler(handlers.MessageHandler(paid, pyrogram.filters.successful_payment), group=3)
        return True

    async def buy(self, peer, id: int) -> bool:
        """Pay for what a message asks for."""
        invoice = pyrogram.types.InputInvoiceMessage(chat_id=peer, message_id=id)
        form = await self.client.get_payment_form(invoice)
        await self.client.send_payment_form(payment_form_id=form.id, input_invoice=invoice)
        return True

    async def give_back(self, user: int, charge: str) -> bool:
        return bool(await self.client.refund_star_payment(user, charge))

    async def send_paid(self, to, stars: int) -> bool:
        """A picture that is seen for stars."""
        body = io.BytesIO(picture())
        body.name = "picture.png"
        await self.client.send_paid_media(to, stars, [pyrogram.types.InputMediaPhoto(body)])
        return True

    async def paid_media(self, peer, id: int) -> list[str]:
        """What somebody sees of it."""
        shown = (await self.client.get_messages(peer, id)).paid_media
        return [type(one).__name__ for one in shown.media]
