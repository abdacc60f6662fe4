"""What people try in a group or channel, each in some role, so that who may do what can be read as a table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from angarium.model.ids import is_channel
from angarium.tl import functions, types
from tests.stories.client import RpcError
from tests.stories.files.materials import png, upload
from tests.stories.harness import Actor, World

call, channels = functions.messages, functions.channels

ROLES = ("stranger", "left", "banned", "muted", "member", "helper", "admin", "creator")
"""`helper` is an admin without any right that matters, `admin` one with all of them but to make others admins."""

ALL_BUT_ADMINS = {
    "change_info": True, "post_messages": True, "edit_messages": True, "delete_messages": True, "ban_users": True,
    "invite_users": True, "pin_messages": True, "other": True,
}  # fmt: skip
MUTED = types.ChatBannedRights(send_messages=True, until_date=0)
FREE = types.ChatBannedRights(until_date=0)
GONE = types.ChatBannedRights(view_messages=True, until_date=0)


class Place:
    """A group or channel with somebody in every role; `victim` is a member, `extra` somebody who is not there."""

    def __init__(self, world: World, owner: Actor, peer: int, *, broadcast: bool = False, name: str = "") -> None:
        self.world, self.owner, self.peer, self.broadcast, self.name = world, owner, peer, broadcast, name
        self.people: dict[str, Actor] = {"creator": owner}

    @property
    def is_channel(self) -> bool:
        return is_channel(self.peer)

    def chat(self, actor: Actor) -> Any:
        return actor.chat(self.peer)

    def channel(self, actor: Actor) -> Any:
        return actor.channel(self.peer)

    async def add(self, who: Actor) -> None:
        if self.is_channel:
            await self.owner(channels.InviteToChannel(channel=self.channel(self.owner), users=[self.owner.user(who)]))
        else:
            await self.owner(call.AddChatUser(chat_id=-self.peer, user_id=self.owner.user(who), fwd_limit=0))

    async def restrict(self, who: Actor, lost: types.ChatBannedRights) -> None:
        participant = self.owner.peer(who)
        await self.owner(
            channels.EditBanned(channel=self.channel(self.owner), participant=participant, banned_rights=lost)
        )

    async def promote(self, who: Actor, **rights: bool) -> None:
        user, owner = self.owner.user(who), self.owner
        if self.is_channel:
            given = types.ChatAdminRights(**rights)
            await owner(channels.EditAdmin(channel=self.channel(owner), user_id=user, admin_rights=given, rank=""))
        else:
            await owner(call.EditChatAdmin(chat_id=-self.peer, user_id=user, is_admin=bool(rights)))

    async def remove(self, who: Actor) -> None:
        """Out, and free to come again."""
        if self.is_channel:
            await self.restrict(who, GONE)
            await self.restrict(who, FREE)
        else:
            await self.owner(call.DeleteChatUser(chat_id=-self.peer, user_id=self.owner.user(who)))

    async def seat(self, role: str) -> None:
        """Bring somebody who is not there into their role."""
        who = self.people[role]
        if role in ("stranger", "creator", "extra"):
            return
        await self.add(who)
        match role:
            case "left" if self.is_channel:
                await who(channels.LeaveChannel(channel=self.channel(who)))
            case "left":
                await who(call.DeleteChatUser(chat_id=-self.peer, user_id=types.InputUserSelf()))
            case "banned" if self.is_channel:
                await self.restrict(who, GONE)
            case "banned":
                await self.remove(who)
            case "muted" if self.is_channel:
                await self.restrict(who, MUTED)
            case "helper" if self.is_channel:
                await self.promote(who, other=True)
            case "admin":
                await self.promote(who, **ALL_BUT_ADMINS)

    async def post(self, actor: Actor) -> int:
        """A new message of the owner's; its id for somebody, if they can see it."""
        id = await self.owner.write(self.peer, "look at this")
        if self.is_channel or actor is self.owner:
            return id
        await actor.barrier()
        return int(actor.messages[-1].id) if actor.messages else 1


async def build(world: World, kind: str, *names: str) -> Place:
    """`kind`: group, supergroup, channel, public supergroup, public channel; with the roles that are asked for."""
    owner = await world.sign_up("Creator")
    if kind == "group":
        first = await world.sign_up("First")
        place = Place(world, owner, await owner.create_group("Place", first))
    else:
        broadcast = kind.endswith("channel")
        name = "a_public_place" if kind.startswith("public") else ""
        peer = await owner.create_channel("Place", megagroup=not broadcast)
        place = Place(world, owner, peer, broadcast=broadcast, name=name)
        if name:
            await owner(channels.UpdateUsername(channel=place.channel(owner), username=name))
    for role in ("victim", "extra", *names):
        if role != "creator":
            place.people[role] = await world.sign_up(role.title())
            await place.seat(role)
    for actor in world.actors:
        actor.client.strict = actor.witness.client.strict = False  # another story reads every byte
    return place


Ask = Callable[[Place, Actor], Awaitable[Any]]
DEEDS: dict[str, Ask] = {}
RESTORE: dict[str, Ask] = {}
"""How the owner undoes what came of a deed."""


def deed(name: str) -> Callable[[Ask], Ask]:
    def note(ask: Ask) -> Ask:
        DEEDS[name] = ask
        return ask

    return note


def undo(*names: str) -> Callable[[Ask], Ask]:
    def note(restore: Ask) -> Ask:
        RESTORE.update(dict.fromkeys(names, restore))
        return restore

    return note


async def attempt(place: Place, name: str, actor: Actor) -> str:
    """ "ok", or how it is refused."""
    try:
        await DEEDS[name](place, actor)
    except RpcError as refusal:
        return refusal.name
    if name in RESTORE:
        await RESTORE[name](place, actor)
    return "ok"


# --- looking


@deed("read history")
async def _read(place: Place, actor: Actor) -> None:
    await actor(call.GetHistory(peer=place.chat(actor), limit=5))


@deed("see it in full")
async def _full(place: Place, actor: Actor) -> None:
    full = channels.GetFullChannel(channel=place.channel(actor))
    await actor(full if place.is_channel else call.GetFullChat(chat_id=-place.peer))


async def _participants(place: Place, actor: Actor, kind: Any) -> None:
    await actor(channels.GetParticipants(channel=place.channel(actor), filter=kind, offset=0, limit=10, hash=0))


@deed("see members")
async def _members(place: Place, actor: Actor) -> None:
    await _participants(place, actor, types.ChannelParticipantsRecent())


@deed("see admins")
async def _admins(place: Place, actor: Actor) -> None:
    await _participants(place, actor, types.ChannelParticipantsAdmins())


@deed("see the banned")
async def _kicked(place: Place, actor: Actor) -> None:
    await _participants(place, actor, types.ChannelParticipantsKicked(q=""))


@deed("read the admin log")
async def _log(place: Place, actor: Actor) -> None:
    await actor(channels.GetAdminLog(channel=place.channel(actor), q="", max_id=0, min_id=0, limit=5))


@deed("see the statistics")
async def _statistics(place: Place, actor: Actor) -> None:
    ask = functions.stats.GetBroadcastStats if place.broadcast else functions.stats.GetMegagroupStats
    await actor(ask(channel=place.channel(actor)))


# --- talking


@deed("send a text")
async def _send(place: Place, actor: Actor) -> None:
    await actor.write(place.peer, "hello")


@deed("type")
async def _type(place: Place, actor: Actor) -> None:
    await actor(call.SetTyping(peer=place.chat(actor), action=types.SendMessageTypingAction()))


@deed("react")
async def _react(place: Place, actor: Actor) -> None:
    id = await place.post(actor)
    reaction: list[Any] = [types.ReactionEmoji(emoticon="👍")]
    await actor(call.SendReaction(peer=place.chat(actor), msg_id=id, reaction=reaction))


@deed("forward from it")
async def _forward_from(place: Place, actor: Actor) -> None:
    id, number = await place.post(actor), place.world.random.getrandbits(60)
    await actor(
        call.ForwardMessages(from_peer=place.chat(actor), id=[id], random_id=[number], to_peer=types.InputPeerSelf())
    )


@deed("forward into it")
async def _forward_into(place: Place, actor: Actor) -> None:
    own = next(one.message.id for one in (await actor.say(actor, "noted")).updates if one.NAME == "updateNewMessage")
    number = place.world.random.getrandbits(60)
    await actor(
        call.ForwardMessages(from_peer=types.InputPeerSelf(), id=[own], random_id=[number], to_peer=place.chat(actor))
    )


@deed("edit others' messages")
async def _edit(place: Place, actor: Actor) -> None:
    posted = await place.people["victim"].write(place.peer, "mine") if not place.broadcast else await place.post(actor)
    if not place.is_channel:
        await actor.barrier()
        posted = actor.messages[-1].id if actor.messages else posted
    await actor(call.EditMessage(peer=place.chat(actor), id=posted, message="yours"))


@deed("delete others' messages")
async def _delete(place: Place, actor: Actor) -> None:
    id = (
        await place.post(place.people["victim"])
        if place.broadcast
        else await place.people["victim"].write(place.peer, "x")
    )
    if place.is_channel:
        await actor(channels.DeleteMessages(channel=place.channel(actor), id=[id]))
        return
    await actor.barrier()
    await actor(call.DeleteMessages(id=[actor.messages[-1].id if actor.messages else 1], revoke=True))


@deed("pin")
async def _pin(place: Place, actor: Actor) -> None:
    id = await place.post(actor)
    await actor(call.UpdatePinnedMessage(peer=place.chat(actor), id=id))


@deed("empty it for all")
async def _empty(place: Place, actor: Actor) -> None:
    await place.post(actor)
    await actor(channels.DeleteHistory(channel=place.channel(actor), max_id=0, for_everyone=True))


# --- people


@deed("add somebody")
async def _add(place: Place, actor: Actor) -> None:
    user = actor.user(place.people["extra"])
    if place.is_channel:
        await actor(channels.InviteToChannel(channel=place.channel(actor), users=[user]))
    else:
        await actor(call.AddChatUser(chat_id=-place.peer, user_id=user, fwd_limit=0))


@undo("add somebody")
async def _take_extra_out(place: Place, actor: Actor) -> None:
    await place.remove(place.people["extra"])


@deed("make a link")
async def _link(place: Place, actor: Actor) -> None:
    await actor(call.ExportChatInvite(peer=place.chat(actor)))


@deed("kick a member")
async def _kick(place: Place, actor: Actor) -> None:
    victim = place.people["victim"]
    if place.is_channel:
        await actor(channels.EditBanned(
            channel=place.channel(actor), participant=actor.peer(victim), banned_rights=GONE))  # fmt: skip
    else:
        await actor(call.DeleteChatUser(chat_id=-place.peer, user_id=actor.user(victim)))


@undo("kick a member")
async def _bring_back(place: Place, actor: Actor) -> None:
    await place.add(place.people["victim"])


@deed("mute a member")
async def _mute(place: Place, actor: Actor) -> None:
    await actor(channels.EditBanned(
        channel=place.channel(actor), participant=actor.peer(place.people["victim"]), banned_rights=MUTED))  # fmt: skip


@undo("mute a member")
async def _free(place: Place, actor: Actor) -> None:
    await place.restrict(place.people["victim"], FREE)
    if place.broadcast:
        await place.add(place.people["victim"])


@deed("promote a member")
async def _promote(place: Place, actor: Actor) -> None:
    victim = actor.user(place.people["victim"])
    if place.is_channel:
        given = types.ChatAdminRights(other=True)
        await actor(channels.EditAdmin(channel=place.channel(actor), user_id=victim, admin_rights=given, rank=""))
    else:
        await actor(call.EditChatAdmin(chat_id=-place.peer, user_id=victim, is_admin=True))


@undo("promote a member")
async def _dismiss(place: Place, actor: Actor) -> None:
    await place.promote(place.people["victim"])


# --- the place itself


@deed("change the title")
async def _title(place: Place, actor: Actor) -> None:
    title = f"Place {place.world.random.getrandbits(30)}"
    edit = channels.EditTitle(channel=place.channel(actor), title=title)
    await actor(edit if place.is_channel else call.EditChatTitle(chat_id=-place.peer, title=title))


@deed("change the picture")
async def _picture(place: Place, actor: Actor) -> None:
    photo = types.InputChatUploadedPhoto(file=await upload(actor, png(160, 160), "a.png"))
    edit = channels.EditPhoto(channel=place.channel(actor), photo=photo)
    await actor(edit if place.is_channel else call.EditChatPhoto(chat_id=-place.peer, photo=photo))


@deed("change the description")
async def _about(place: Place, actor: Actor) -> None:
    await actor(call.EditChatAbout(peer=place.chat(actor), about=f"about {place.world.random.getrandbits(30)}"))


@deed("set the timer")
async def _timer(place: Place, actor: Actor) -> None:
    await actor(call.SetHistoryTTL(peer=place.chat(actor), period=86400))


@undo("set the timer")
async def _no_timer(place: Place, actor: Actor) -> None:
    await place.owner(call.SetHistoryTTL(peer=place.chat(place.owner), period=0))


@deed("change what members may do")
async def _default(place: Place, actor: Actor) -> None:
    lost = types.ChatBannedRights(send_games=True, until_date=0)
    await actor(call.EditChatDefaultBannedRights(peer=place.chat(actor), banned_rights=lost))


@undo("change what members may do")
async def _no_default(place: Place, actor: Actor) -> None:
    await place.owner(call.EditChatDefaultBannedRights(peer=place.chat(place.owner), banned_rights=FREE))


@deed("protect the content")
async def _protect(place: Place, actor: Actor) -> None:
    await actor(call.ToggleNoForwards(peer=place.chat(actor), enabled=True))


@undo("protect the content")
async def _unprotect(place: Place, actor: Actor) -> None:
    await place.owner(call.ToggleNoForwards(peer=place.chat(place.owner), enabled=False))


@deed("choose its name")
async def _name(place: Place, actor: Actor) -> None:
    await actor(channels.UpdateUsername(channel=place.channel(actor), username="another_place"))


@undo("choose its name")
async def _unname(place: Place, actor: Actor) -> None:
    await place.owner(channels.UpdateUsername(channel=place.channel(place.owner), username=place.name))


@deed("slow it down")
async def _slow(place: Place, actor: Actor) -> None:
    await actor(channels.ToggleSlowMode(channel=place.channel(actor), seconds=10))


@undo("slow it down")
async def _fast(place: Place, actor: Actor) -> None:
    await place.owner(channels.ToggleSlowMode(channel=place.channel(place.owner), seconds=0))


@deed("hide the history from newcomers")
async def _hide(place: Place, actor: Actor) -> None:
    await actor(channels.TogglePreHistoryHidden(channel=place.channel(actor), enabled=True))


@undo("hide the history from newcomers")
async def _show(place: Place, actor: Actor) -> None:
    await place.owner(channels.TogglePreHistoryHidden(channel=place.channel(place.owner), enabled=False))


@deed("choose the reactions")
async def _reactions(place: Place, actor: Actor) -> None:
    some = types.ChatReactionsSome(reactions=[types.ReactionEmoji(emoticon="👍")])
    await actor(call.SetChatAvailableReactions(peer=place.chat(actor), available_reactions=some))


@undo("choose the reactions")
async def _any_reactions(place: Place, actor: Actor) -> None:
    anything = types.ChatReactionsAll(allow_custom=True)
    await place.owner(call.SetChatAvailableReactions(peer=place.chat(place.owner), available_reactions=anything))


@deed("leave and come again")
async def _leave(place: Place, actor: Actor) -> None:
    if place.is_channel:
        await actor(channels.LeaveChannel(channel=place.channel(actor)))
    else:
        await actor(call.DeleteChatUser(chat_id=-place.peer, user_id=types.InputUserSelf()))


@undo("leave and come again")
async def _come(place: Place, actor: Actor) -> None:
    await place.seat(next(role for role, one in place.people.items() if one is actor))


@deed("join")
async def _join(place: Place, actor: Actor) -> None:
    await actor(channels.JoinChannel(channel=place.channel(actor)))


@undo("join")
async def _part(place: Place, actor: Actor) -> None:
    await place.remove(actor)


@deed("end it")
async def _end(place: Place, actor: Actor) -> None:
    end = channels.DeleteChannel(channel=place.channel(actor))
    await actor(end if place.is_channel else call.DeleteChat(chat_id=-place.peer))
