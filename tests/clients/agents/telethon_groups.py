"""What Telethon does with groups and channels."""

from __future__ import annotations

import base64
import io

from agent import picture
from telethon import functions, types, utils


class Groups:
    async def create_group(self, title: str, users: list[int]) -> dict:
        made = await self.client(functions.messages.CreateChatRequest(users=users, title=title))
        return {
            "id": -getattr(made, "updates", made).chats[0].id
            if hasattr(made, "missing_invitees")
            else -made.chats[0].id
        }

    async def create_channel(self, title: str, megagroup: bool) -> dict:
        made = await self.client(
            functions.channels.CreateChannelRequest(title=title, about="", megagroup=megagroup, broadcast=not megagroup)
        )
        return {"id": utils.get_peer_id(types.PeerChannel(made.chats[0].id))}

    async def invite(self, peer: int, users: list[int]) -> bool:
        await self.client(functions.channels.InviteToChannelRequest(peer, users))
        return True

    async def name_chat(self, peer: int, username: str) -> bool:
        return await self.client(functions.channels.UpdateUsernameRequest(peer, username))

    async def join(self, username: str) -> dict:
        await self.client(functions.channels.JoinChannelRequest(username))
        return {"id": await self.client.get_peer_id(username)}

    async def link(self, peer: int) -> dict:
        return {"link": (await self.client(functions.messages.ExportChatInviteRequest(peer))).link}

    async def join_link(self, link: str) -> bool:
        code = link.rsplit("/", 1)[1].lstrip("+")
        await self.client(functions.messages.ImportChatInviteRequest(code))
        return True

    async def send_album(self, to: int, texts: list[str], film: str = "") -> list[int]:
        """Photos, and the `film`, in base64, as the last if there is one."""
        files = []
        for number, _ in enumerate(texts):
            body = io.BytesIO(picture())
            body.name = f"{number}.png"
            files.append(body)
        if film:
            files[-1] = io.BytesIO(base64.b64decode(film))
            files[-1].name = "film.mp4"
        return [message.id for message in await self.client.send_file(to, files, caption=texts)]

    async def promote(self, peer: int, user: int) -> bool:
        await self.client.edit_admin(
            peer, user, delete_messages=True, pin_messages=True, ban_users=True, post_messages=True
        )
        return True

    async def ban(self, peer: int, user: int) -> bool:
        await self.client.edit_permissions(peer, user, view_messages=False)
        return True

    async def participants(self, peer: int) -> list[int]:
        return [user.id async for user in self.client.iter_participants(peer)]

    async def leave(self, peer: int) -> bool:
        await self.client.delete_dialog(peer)
        return True
