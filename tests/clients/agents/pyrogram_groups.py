"""What Pyrogram and kurigram do with groups and channels."""

from __future__ import annotations

import base64
import hashlib
import io

import pyrogram
from agent import picture
from pyrogram import raw
from pyrogram.crypto import rsa


def read_key(pem: str) -> tuple[int, int, int]:
    """(n, e, fingerprint) of a PKCS#1 public key."""
    der = base64.b64decode("".join(line for line in pem.splitlines() if "-" not in line))

    def part(at: int) -> tuple[bytes, int]:
        size, at = der[at + 1], at + 2
        if size & 0x80:
            count = size & 0x7F
            size, at = int.from_bytes(der[at : at + count], "big"), at + count
        return der[at : at + size], at + size

    _, end = part(0)
    body, at = part(end - len(part(0)[0]))
    exponent, _ = part(at)
    n, e = int.from_bytes(body, "big"), int.from_bytes(exponent, "big")

    def tl(number: int) -> bytes:
        raw_bytes = number.to_bytes((number.bit_length() + 7) // 8, "big")
        head = bytes([len(raw_bytes)]) if len(raw_bytes) < 254 else b"\xfe" + len(raw_bytes).to_bytes(3, "little")
        return head + raw_bytes + b"\0" * (-len(head + raw_bytes) % 4)

    return n, e, int.from_bytes(hashlib.sha1(tl(n) + tl(e)).digest()[-8:], "little", signed=True)


class Groups:
    async def create_group(self, title: str, users: list[int]) -> dict:
        return {"id": (await self.client.create_group(title, users)).id}

    async def create_channel(self, title: str, megagroup: bool) -> dict:
        create = self.client.create_supergroup if megagroup else self.client.create_channel
        return {"id": (await create(title)).id}

    async def invite(self, peer: int, users: list[int]) -> bool:
        return bool(await self.client.add_chat_members(peer, users))

    async def name_chat(self, peer: int, username: str) -> bool:
        return bool(await self.client.set_chat_username(peer, username))

    async def join(self, username: str) -> dict:
        joined = await self.client.join_chat(username)
        return {"id": getattr(joined, "chat", joined).id}

    async def link(self, peer: int) -> dict:
        return {"link": await self.client.export_chat_invite_link(peer)}

    async def join_link(self, link: str) -> bool:
        await self.client.join_chat(link)
        return True

    async def send_album(self, to: int, texts: list[str], film: str = "") -> list[int]:
        """Photos, and the `film`, in base64, as the last if there is one."""
        media = []
        for number, text in enumerate(texts):
            body = io.BytesIO(picture())
            body.name = f"{number}.png"
            media.append(pyrogram.types.InputMediaPhoto(body, caption=text))
        if film:
            body = io.BytesIO(base64.b64decode(film))
            body.name = "film.mp4"
            media[-1] = pyrogram.types.InputMediaVideo(body, caption=texts[-1], width=320, height=240, duration=1)
        return [message.id for message in await self.client.send_media_group(to, media)]

    async def promote(self, peer: int, user: int) -> bool:
        may = pyrogram.types.ChatPrivileges(
            can_delete_messages=True, can_pin_messages=True, can_restrict_members=True, can_post_messages=True
        )
        return bool(await self.client.promote_chat_member(peer, user, may))

    async def ban(self, peer: int, user: int) -> bool:
        return bool(await self.client.ban_chat_member(peer, user))

    async def participants(self, peer: int) -> list[int]:
        return [member.user.id async for member in self.client.get_chat_members(peer)]

    async def leave(self, peer: int) -> bool:
        await self.client.leave_chat(peer)
        return True

    async def support_cdn(self) -> bool:
        """Pyrogram follows where it is sent for a file, but neither says so nor learns the way: do both for it."""
        config = await self.client.invoke(raw.functions.help.GetConfig())
        places = {option.id: (option.ip_address, option.port) for option in config.dc_options if option.cdn}
        kind = type(next(iter(rsa.server_public_keys.values())))
        for key in (await self.client.invoke(raw.functions.help.GetCdnConfig())).public_keys:
            n, e, fingerprint = read_key(key.public_key)
            rsa.server_public_keys[fingerprint] = kind(n, e)
        centre = pyrogram.connection.connection.DataCenter
        known = centre.__new__
        centre.__new__ = lambda cls, dc_id, *rest: places.get(dc_id) or known(cls, dc_id, *rest)
        ask = raw.functions.upload.GetFile
        plain = ask.__init__
        ask.__init__ = lambda self, **fields: plain(self, cdn_supported=True, **fields)
        return bool(places)
