"""What TDLib does with groups and channels."""

from __future__ import annotations

import base64

from agent import picture

EMPTY = {"@type": "formattedText", "text": ""}


class Groups:
    async def create_group(self, title: str, users: list[int]) -> dict:
        for user in users:
            await self.chat(user)
        made = await self.request("createNewBasicGroupChat", user_ids=users, title=title)
        return {"id": made["chat_id"]}

    async def create_channel(self, title: str, megagroup: bool) -> dict:
        return {"id": (await self.request("createNewSupergroupChat", title=title, is_channel=not megagroup))["id"]}

    async def invite(self, peer: int, users: list[int]) -> bool:
        await self.request("addChatMembers", chat_id=peer, user_ids=users)
        return True

    async def name_chat(self, peer: int, username: str) -> bool:
        await self.request("setSupergroupUsername", supergroup_id=-peer - 10**12, username=username)
        return True

    async def join(self, username: str) -> dict:
        peer = (await self.request("searchPublicChat", username=username))["id"]
        await self.request("joinChat", chat_id=peer)
        return {"id": peer}

    async def link(self, peer: int) -> dict:
        return {"link": (await self.request("createChatInviteLink", chat_id=peer, name=""))["invite_link"]}

    async def join_link(self, link: str) -> bool:
        await self.request("joinChatByInviteLink", invite_link=link)
        return True

    async def send_album(self, to: int, texts: list[str], film: str = "") -> list[int]:
        """Photos, and the `film`, in base64, as the last if there is one."""
        contents = [
            self.media("photo", picture(), f"{at}.png", caption={**EMPTY, "text": words}, width=64, height=48)
            for at, words in enumerate(texts)
        ]
        if film:
            body, said = base64.b64decode(film), {**EMPTY, "text": texts[-1]}
            contents[-1] = self.media("video", body, "film.mp4", caption=said, width=320, height=240, duration=1)
        sent = await self.request("sendMessageAlbum", chat_id=to, input_message_contents=contents)
        return [(await self.done(one))["id"] >> 20 for one in sent["messages"]]

    async def promote(self, peer: int, user: int) -> bool:
        may = dict.fromkeys(
            ("can_manage_chat", "can_delete_messages", "can_pin_messages", "can_restrict_members", "can_post_messages"),
            True,
        )
        rights = {"@type": "chatAdministratorRights", **may}
        return await self._make(peer, user, {"@type": "chatMemberStatusAdministrator", "rights": rights})

    async def ban(self, peer: int, user: int) -> bool:
        return await self._make(peer, user, {"@type": "chatMemberStatusBanned", "banned_until_date": 0})

    async def _make(self, peer: int, user: int, status: dict) -> bool:
        member = {"@type": "messageSenderUser", "user_id": user}
        await self.request("setChatMemberStatus", chat_id=peer, member_id=member, status=status)
        return True

    async def participants(self, peer: int) -> list[int]:
        if peer > -(10**12):
            found = await self.request("getBasicGroupFullInfo", basic_group_id=-peer)
        else:
            found = await self.request("getSupergroupMembers", supergroup_id=-peer - 10**12, offset=0, limit=200)
        return [one["member_id"]["user_id"] for one in found["members"]]

    async def leave(self, peer: int) -> bool:
        await self.request("leaveChat", chat_id=peer)
        return True

    async def put_question(self, to, question: str, answers: list[str], **more) -> dict:
        options = [{**EMPTY, "text": answer} for answer in answers]
        if self.new:
            options = [{"@type": "inputPollOption", "text": option} for option in options]
        kind = more.pop("type", {"@type": "inputPollTypeRegular" if self.new else "pollTypeRegular"})
        content = {
            "@type": "inputMessagePoll",
            "question": {**EMPTY, "text": question},
            "options": options,
            "type": kind,
            **more,
        }
        return await self.send(to, content)

    async def ask(self, to, question: str, answers: list[str]) -> dict:
        """A poll that shows who votes."""
        return self._told_poll(await self.put_question(to, question, answers, is_anonymous=False))

    async def vote(self, peer, id: int, place: int) -> dict:
        await self.request("setPollAnswer", chat_id=peer, message_id=id << 20, option_ids=[place])
        return self._told_poll(await self.request("getMessage", chat_id=peer, message_id=id << 20))

    async def end_poll(self, peer, id: int) -> bool:
        await self.request("stopPoll", chat_id=peer, message_id=id << 20)
        return bool(
            (await self.request("getMessage", chat_id=peer, message_id=id << 20))["content"]["poll"]["is_closed"]
        )

    def _told_poll(self, message: dict) -> dict:
        poll = message["content"]["poll"]
        return {
            "id": message["id"] >> 20,
            "question": poll["question"]["text"],
            "answers": [option["text"]["text"] for option in poll["options"]],
            "voters": [option["voter_count"] for option in poll["options"]],
            "total": poll["total_voter_count"],
        }
