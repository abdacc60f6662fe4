"""More of what people try in a group or channel: topics, polls, links, requests, looks, switches, statistics."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.contents.test_polls import question
from tests.stories.groups.deeds import DEEDS, RESTORE, Ask, Place
from tests.stories.groups.test_topics import listed, open_topic, within
from tests.stories.harness import NEW, Actor

call, channels, stats = functions.messages, functions.channels, functions.stats

FURTHER: dict[str, Ask] = {}


def deed(name: str, undo: Ask | None = None) -> Any:
    def note(ask: Ask) -> Ask:
        FURTHER[name] = DEEDS[name] = ask
        if undo is not None:
            RESTORE[name] = undo
        return ask

    return note


async def _owners_link(place: Place) -> str:
    made = await place.owner(call.ExportChatInvite(peer=place.chat(place.owner), title="The owner's"))
    return str(made.link)


# --- looking


@deed("see a member")
async def _member(place: Place, actor: Actor) -> None:
    who = actor.peer(place.people["victim"])
    await actor(channels.GetParticipant(channel=place.channel(actor), participant=who))


@deed("see who reacted")
async def _reactions(place: Place, actor: Actor) -> None:
    id = await place.post(actor)
    await actor(call.GetMessageReactionsList(peer=place.chat(actor), id=id, limit=5))


@deed("count the views")
async def _views(place: Place, actor: Actor) -> None:
    id = await place.post(actor)
    await actor(call.GetMessagesViews(peer=place.chat(actor), id=[id], increment=True))


@deed("search")
async def _search(place: Place, actor: Actor) -> None:
    await actor(call.Search(peer=place.chat(actor), q="look", filter=types.InputMessagesFilterEmpty(), limit=5))


@deed("count those online")
async def _online(place: Place, actor: Actor) -> None:
    await actor(call.GetOnlines(peer=place.chat(actor)))


@deed("name a message by a link")
async def _message_link(place: Place, actor: Actor) -> None:
    id = await place.post(actor)
    await actor(channels.ExportMessageLink(channel=place.channel(actor), id=id))


@deed("see a post's statistics")
async def _post_statistics(place: Place, actor: Actor) -> None:
    id = await place.post(actor)
    await actor(stats.GetMessageStats(channel=place.channel(actor), msg_id=id))


@deed("see who passed a post on")
async def _public_forwards(place: Place, actor: Actor) -> None:
    id = await place.post(actor)
    await actor(stats.GetMessagePublicForwards(channel=place.channel(actor), msg_id=id, offset="", limit=5))


@deed("ask as whom to speak")
async def _send_as(place: Place, actor: Actor) -> None:
    await actor(channels.GetSendAs(peer=place.chat(actor)))


# --- talking


@deed("ask a question")
async def _poll(place: Place, actor: Actor) -> None:
    number = place.world.random.getrandbits(60)
    media = question("Soup", "Salad")
    await actor(call.SendMedia(peer=place.chat(actor), media=media, message="", random_id=number))


@deed("vote")
async def _vote(place: Place, actor: Actor) -> None:
    number = place.world.random.getrandbits(60)
    send = call.SendMedia(peer=place.chat(place.owner), media=question("Soup", "Salad"), message="", random_id=number)
    sent = await place.owner(send)
    id = next(one.id for one in sent.updates if one.NAME == "updateMessageID")
    new = next(one.message for one in sent.updates if one.NAME in NEW)
    if not place.is_channel and actor is not place.owner:
        await actor.barrier()
        id = actor.messages[-1].id if actor.messages else 1
    await actor(call.SendVote(peer=place.chat(actor), msg_id=id, options=[new.media.poll.answers[0].option]))


@deed("say it later")
async def _schedule(place: Place, actor: Actor) -> None:
    await actor.write(place.peer, "later", schedule_date=int(place.world.clock.now()) + 3600)


@deed("speak as the place")
async def _as_place(place: Place, actor: Actor) -> None:
    await actor.write(place.peer, "as ourselves", send_as=place.chat(actor))


@deed("unpin everything")
async def _unpin(place: Place, actor: Actor) -> None:
    await actor(call.UnpinAllMessages(peer=place.chat(actor)))


# --- people


@deed("delete all of somebody's")
async def _delete_all(place: Place, actor: Actor) -> None:
    who = actor.peer(place.people["victim"])
    await actor(channels.DeleteParticipantHistory(channel=place.channel(actor), participant=who))


@deed("give a member a title")
async def _rank(place: Place, actor: Actor) -> None:
    who = actor.peer(place.people["victim"])
    await actor(call.EditChatParticipantRank(peer=place.chat(actor), participant=who, rank="Cook"))


@deed("see one's own links")
async def _own_links(place: Place, actor: Actor) -> None:
    ask = call.GetExportedChatInvites(peer=place.chat(actor), admin_id=types.InputUserSelf(), limit=5)
    await actor(ask)


@deed("see the owner's links")
async def _owners_links(place: Place, actor: Actor) -> None:
    owner = actor.user(place.owner)
    await actor(call.GetExportedChatInvites(peer=place.chat(actor), admin_id=owner, limit=5))


@deed("see who has links")
async def _admins_with_links(place: Place, actor: Actor) -> None:
    await actor(call.GetAdminsWithInvites(peer=place.chat(actor)))


@deed("change the owner's link")
async def _edit_link(place: Place, actor: Actor) -> None:
    link = await _owners_link(place)
    await actor(call.EditExportedChatInvite(peer=place.chat(actor), link=link, title="Changed"))


@deed("see who wants to join")
async def _importers(place: Place, actor: Actor) -> None:
    nobody = types.InputUserEmpty()
    await actor(
        call.GetChatInviteImporters(peer=place.chat(actor), requested=True, offset_date=0, offset_user=nobody, limit=5)
    )


@deed("let somebody in")
async def _let_in(place: Place, actor: Actor) -> None:
    extra = actor.user(place.people["extra"])
    await actor(call.HideChatJoinRequest(peer=place.chat(actor), user_id=extra, approved=True))


# --- the place itself


def switch(name: str, ask: Any) -> None:
    """A switch that is put on, and off again by the owner."""

    async def on(place: Place, actor: Actor) -> None:
        await actor(ask(place, actor, True))

    async def off(place: Place, actor: Actor) -> None:
        await place.owner(ask(place, place.owner, False))

    deed(name, off)(on)


switch(
    "make it a forum",
    lambda place, actor, on: channels.ToggleForum(channel=place.channel(actor), enabled=on, tabs=False),
)
switch(
    "sign the posts",
    lambda place, actor, on: channels.ToggleSignatures(channel=place.channel(actor), signatures_enabled=on),
)
switch("fight spam", lambda place, actor, on: channels.ToggleAntiSpam(channel=place.channel(actor), enabled=on))
switch(
    "hide the members",
    lambda place, actor, on: channels.ToggleParticipantsHidden(channel=place.channel(actor), enabled=on),
)
switch(
    "let only members write",
    lambda place, actor, on: channels.ToggleJoinToSend(channel=place.channel(actor), enabled=on),
)
switch(
    "ask before somebody joins",
    lambda place, actor, on: channels.ToggleJoinRequest(channel=place.channel(actor), enabled=on),
)
switch(
    "translate for all",
    lambda place, actor, on: channels.ToggleAutotranslation(channel=place.channel(actor), enabled=on),
)


@deed("choose its colour")
async def _colour(place: Place, actor: Actor) -> None:
    colour = place.world.random.randrange(0, 7)
    await actor(channels.UpdateColor(channel=place.channel(actor), for_profile=True, color=colour))


@deed("choose its stickers")
async def _stickers(place: Place, actor: Actor) -> None:
    await actor(channels.SetStickers(channel=place.channel(actor), stickerset=types.InputStickerSetEmpty()))


@deed("link another place")
async def _link(place: Place, actor: Actor) -> None:
    empty = types.InputChannelEmpty()
    own = place.channel(actor)
    broadcast, group = (own, empty) if place.broadcast else (empty, own)
    await actor(channels.SetDiscussionGroup(broadcast=broadcast, group=group))


@deed("make it large")
async def _migrate(place: Place, actor: Actor) -> None:
    await actor(call.MigrateChat(chat_id=-place.peer))


# --- topics of a forum


async def _owners_topic(place: Place, **fields: bool) -> int:
    id = await open_topic(place.owner, place.peer, "The owner's")
    if fields:
        await place.owner(call.EditForumTopic(peer=place.chat(place.owner), topic_id=id, **fields))
    return id


@deed("list the topics")
async def _topics(place: Place, actor: Actor) -> None:
    await listed(actor, place.peer)


@deed("open a topic")
async def _open_topic(place: Place, actor: Actor) -> None:
    await open_topic(actor, place.peer, "Lunch")


@deed("close one's own topic")
async def _close_own(place: Place, actor: Actor) -> None:
    id = await open_topic(actor, place.peer, "Lunch")
    await actor(call.EditForumTopic(peer=place.chat(actor), topic_id=id, closed=True))


@deed("rename the owner's topic")
async def _rename_topic(place: Place, actor: Actor) -> None:
    id = await _owners_topic(place)
    await actor(call.EditForumTopic(peer=place.chat(actor), topic_id=id, title="Mine"))


@deed("write in a topic")
async def _write_in_topic(place: Place, actor: Actor) -> None:
    await actor.write(place.peer, "hello", reply_to=within(await _owners_topic(place)))


@deed("write in a closed topic")
async def _write_in_closed(place: Place, actor: Actor) -> None:
    await actor.write(place.peer, "hello", reply_to=within(await _owners_topic(place, closed=True)))


@deed("pin a topic")
async def _pin_topic(place: Place, actor: Actor) -> None:
    id = await _owners_topic(place)
    await actor(call.UpdatePinnedForumTopic(peer=place.chat(actor), topic_id=id, pinned=True))
    await place.owner(call.UpdatePinnedForumTopic(peer=place.chat(place.owner), topic_id=id, pinned=False))


@deed("delete the owner's topic")
async def _delete_topic(place: Place, actor: Actor) -> None:
    id = await _owners_topic(place)
    await actor(call.DeleteTopicHistory(peer=place.chat(actor), top_msg_id=id))


@deed("hide the general topic")
async def _hide_general(place: Place, actor: Actor) -> None:
    await actor(call.EditForumTopic(peer=place.chat(actor), topic_id=1, hidden=True))
    await place.owner(call.EditForumTopic(peer=place.chat(place.owner), topic_id=1, hidden=False))
