"""What Pyrogram and kurigram do with groups and channels."""

from __future__ import annotations

import io

import pyrogram
from agent import picture


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
        return {"id": (await self.client.join_chat(username)).id}

    async def link(self, peer: int) -> dict:
        return {"link": await self.client.export_chat_invite_link(peer)}

    async def join_link(self, link: str) -> bool:
        await self.client.join_chat(link)
        return True

    async def send_album(self, to: int, texts: list[str]) -> list[int]:
        media = []
        for number, text in enumerate(texts):
            body = io.BytesIO(picture())
            body.name = f"{number}.png"
            media.append(pyrogram.types.InputMediaPhoto(body, caption=text))
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
