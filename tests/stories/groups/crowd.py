"""People with clients of many layers in one group or channel."""

from __future__ import annotations

from typing import Any

from angarium.model.ids import is_channel
from angarium.tl import functions, types
from angarium.tl.layers import serve
from tests.pure.tl import plain
from tests.stories.bots.robots import make_bot
from tests.stories.files.materials import upload
from tests.stories.harness import NEW, Actor, World

call = functions.messages

LAYERS = (133, 152, 158, 181, 198, 216, 227, 229)
KINDS = ("group", "supergroup", "channel")
REACTIONS, QUOTES = 137, 167
"""The first served layers that know them."""


class Crowd:
    """One person for each layer, and a bot. The owner's client is of the newest layer; in a channel the readers only read."""

    def __init__(self, world: World, kind: str, people: list[Actor], bot: Actor, peer: int) -> None:
        self.world, self.kind, self.people, self.bot, self.peer = world, kind, people, bot, peer
        self.owner = people[-1]
        self.writers = people[1:-2] + people[-1:] if kind == "channel" else people
        self._read = {id(actor): 0 for actor in (*people, bot)}

    async def seen(self) -> dict[int, list[Any]]:
        """What is new to everyone since the last time, by layer: their second session hears all, their own messages too."""
        await self.world.settle()
        found: dict[int, list[Any]] = {}
        for actor in self.people:
            await actor.witness.client.ping()
            updates = actor.witness.client.updates[self._read[id(actor)] :]
            self._read[id(actor)] += len(updates)
            single = [one for packet in updates for one in getattr(packet, "updates", [])]
            found[actor.layer] = [one.message for one in single if one.NAME in NEW]
        return found

    async def told(self, text: str) -> dict[int, Any]:
        """The one new message for everyone, which says this."""
        found: dict[int, Any] = {}
        for layer, messages in (await self.seen()).items():
            [found[layer]] = messages
            assert found[layer].message == text, (layer, found[layer])
        return found

    async def media(self, writer: Actor, media: Any, text: str = "", **more: Any) -> dict[int, Any]:
        """Send a file or the like; as everyone sees it."""
        number = self.world.random.getrandbits(62)
        await writer(call.SendMedia(peer=writer.chat(self.peer), media=media, message=text, random_id=number, **more))
        return await self.told(text)


async def gather(world: World, kind: str) -> Crowd:
    """Everyone in one place."""
    people = [await world.sign_up(f"P{layer}", layer=layer) for layer in LAYERS]
    owner = people[-1]
    bot = await make_bot(world, owner, settings=("/setprivacy", "{}", "Disable"))
    for actor in people:
        await actor.say(bot, "/start")
    if kind == "group":
        peer = await owner.create_group("Crowd", *people[:-1], bot)
    else:
        others = [*people[:-1], bot] if kind == "supergroup" else people[:-1]
        peer = await owner.create_channel("Crowd", *others, megagroup=kind == "supergroup")
    made = Crowd(world, kind, people, bot, peer)
    if kind == "channel":
        may = {"post_messages": True, "edit_messages": True, "delete_messages": True, "pin_messages": True}
        for actor in (*made.writers[:-1], bot):
            await owner(functions.channels.EditAdmin(
                channel=owner.channel(peer), user_id=owner.user(actor),
                admin_rights=types.ChatAdminRights(**may, change_info=True, invite_users=True), rank=""))  # fmt: skip
    await made.seen()
    return made


async def read_everything(crowd: Crowd) -> None:
    """What a client asks when it shows a chat: everyone gets an answer in their own layer."""
    for actor in crowd.people:
        peer = actor.chat(crowd.peer)
        history = await actor(call.GetHistory(peer=peer, limit=100))
        ids = [message.id for message in history.messages]
        wanted = [types.InputMessageID(id=id) for id in ids]
        await actor(call.GetDialogs(offset_peer=types.InputPeerEmpty(), limit=20))
        await actor(call.GetPeerDialogs(peers=[types.InputDialogPeer(peer=peer)]))
        await actor(call.Search(peer=peer, q="", filter=types.InputMessagesFilterPinned(), limit=20))
        await actor(call.Search(peer=peer, q="text", filter=types.InputMessagesFilterEmpty(), limit=20))
        await actor(call.GetMessagesReactions(peer=peer, id=ids))
        await actor(call.GetMessagesViews(peer=peer, id=ids, increment=True))
        await actor(call.GetUnreadMentions(peer=peer, limit=20))
        await actor(call.GetUnreadReactions(peer=peer, limit=20))
        if not is_channel(crowd.peer):
            await actor(call.GetMessages(id=wanted))
            await actor(call.GetFullChat(chat_id=-crowd.peer))
            await actor(call.ReadHistory(peer=peer, max_id=0))
            continue
        channel = actor.channel(crowd.peer)
        await actor(functions.channels.GetMessages(channel=channel, id=wanted))
        await actor(functions.channels.GetFullChannel(channel=channel))
        await actor(functions.channels.ReadHistory(channel=channel, max_id=0))
        await actor(functions.channels.GetParticipant(channel=channel, participant=types.InputPeerSelf()))
        if crowd.kind == "supergroup":
            recent = types.ChannelParticipantsRecent()
            await actor(functions.channels.GetParticipants(channel=channel, filter=recent, offset=0, limit=20, hash=0))


async def answer(writer: Actor, peer: int, text: str, id: int, quote: str = "", at: int = 0) -> None:
    """Answer a message as a client of the writer's layer does."""
    if writer.layer >= QUOTES:
        reply = types.InputReplyToMessage(reply_to_msg_id=id, quote_text=quote or None, quote_offset=at)
        await writer.write(peer, text, reply_to=reply)
        return
    where = writer.chat(peer)
    named = {"_": where.NAME, **{name: value for name, value in vars(where).items() if value is not None}}
    number = writer.world.random.getrandbits(62)
    said = {"_": "messages.sendMessage", "peer": named, "message": text, "random_id": number, "reply_to_msg_id": id}
    await writer.client.send_query("messages.sendMessage", plain.write(said, serve(writer.layer)))


async def uploaded(actor: Actor, body: bytes, name: str, mime_type: str, *attributes: Any) -> Any:
    """A document to send."""
    return types.InputMediaUploadedDocument(
        file=await upload(actor, body, name), mime_type=mime_type, attributes=list(attributes)
    )
