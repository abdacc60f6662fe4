"""Secret chats between clients that nobody here wrote: what they seal, only they can open."""

from __future__ import annotations

import time

import pytest

from tests.clients.conftest import Server, Starter

TELETHON, KURIGRAM = "telethon-secret-0.2", "kurigram-secret-0.1"
PAIRS = [(TELETHON, TELETHON), (KURIGRAM, KURIGRAM), (TELETHON, KURIGRAM), (KURIGRAM, TELETHON)]


@pytest.mark.parametrize(("first", "second"), PAIRS, ids=["+".join(pair) for pair in PAIRS])
async def test_they_share_secrets(start: Starter, server: Server, first: str, second: str) -> None:
    alice, bob = await start(first, sign_up="Alice"), await start(second, sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bob"))["id"]
    await bob.add_contact(phone=alice.phone, first_name="Alice")
    chat = (await alice.begin_secret(to=to_bob))["chat"]
    await bob.heard("secret_ready", chat=chat)
    await alice.heard("secret_ready", chat=chat)

    for one, other in ((alice, bob), (bob, alice)):
        for text in ("a secret 🔒", "and another one"):
            await one.send_secret(chat=chat, text=text)
            await other.heard("secret", chat=chat, text=text)
        await one.type_secret(chat=chat)
        await other.heard("raw", name="UpdateEncryptedChatTyping")
        await other.read_secret(chat=chat, max_date=int(time.time()))
        await one.heard("raw", name="UpdateEncryptedMessagesRead")
        if other.name == TELETHON:  # tg-secret 0.1.3 does not read files
            sent = await one.send_secret_file(chat=chat, name="plans.bin", size=50_000)
            got = await other.heard("secret", chat=chat, text="plans.bin")
            assert (got["size"], got["sha256"]) == (50_000, sent["sha256"])

    bob.events.clear()
    await alice.end_secret(chat=chat)
    await bob.heard("raw", name="UpdateEncryption")
    for file in server.folder.rglob("*"):
        if file.is_file():
            assert "a secret 🔒".encode() not in file.read_bytes(), f"{file.name} has it in the clear"


async def test_secrets_wait_for_a_client_that_is_away(start: Starter) -> None:
    alice, bob = await start(TELETHON, sign_up="Alice"), await start(TELETHON, sign_up="Bob")
    to_bob = (await alice.add_contact(phone=bob.phone, first_name="Bob"))["id"]
    chat = (await alice.begin_secret(to=to_bob))["chat"]
    await bob.heard("secret_ready", chat=chat)
    await alice.heard("secret_ready", chat=chat)
    await alice.send_secret(chat=chat, text="before")
    await bob.heard("secret", chat=chat, text="before")
    await bob.disconnect()
    for number in range(3):
        await alice.send_secret(chat=chat, text=f"missed {number}")
    await bob.reconnect()
    for number in range(3):
        await bob.heard("secret", chat=chat, text=f"missed {number}")
