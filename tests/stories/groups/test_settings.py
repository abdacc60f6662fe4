"""What the switches of a group forbid, to whom: slow mode, protected content, hidden members and history, joining; bots and anonymous
admins; and what is left to those who have gone."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.bots.robots import make_bot
from tests.stories.groups.deeds import FREE, GONE, MUTED, attempt, build
from tests.stories.harness import World, refused

call, channels = functions.messages, functions.channels


async def tried(place: Any, name: str, *roles: str) -> list[str]:
    return [await attempt(place, name, place.people[role]) for role in roles]


async def test_slow_mode(world: World) -> None:
    place = await build(world, "supergroup", "member", "helper")
    owner, member = place.owner, place.people["member"]
    await owner(channels.ToggleSlowMode(channel=place.channel(owner), seconds=10))
    id = await member.write(place.peer, "first")
    assert await tried(place, "send a text", "member", "helper", "helper", "creator") == ["SLOWMODE_WAIT_10", "ok", "ok", "ok"]  # fmt: skip
    assert await tried(place, "forward into it", "member") == ["SLOWMODE_WAIT_10"]
    await member(call.EditMessage(peer=place.chat(member), id=id, message="edited"))
    full = await member(channels.GetFullChannel(channel=place.channel(member)))
    assert (
        full.full_chat.slowmode_seconds == 10 and full.full_chat.slowmode_next_send_date == int(world.clock.now()) + 10
    )
    world.clock.advance(10)
    assert await tried(place, "send a text", "member") == ["ok"]
    with refused("SECONDS_INVALID"):
        await owner(channels.ToggleSlowMode(channel=place.channel(owner), seconds=7))


async def test_protected_content(world: World) -> None:
    for kind in ("group", "supergroup", "channel"):
        place = await build(world, kind, "member", "admin")
        owner, member = place.owner, place.people["member"]
        await owner(call.ToggleNoForwards(peer=place.chat(owner), enabled=True))
        forbidden = "CHAT_FORWARDS_RESTRICTED"
        assert await tried(place, "forward from it", "member", "admin", "creator") == [forbidden] * 3
        id = await place.post(member)
        elsewhere = types.InputReplyToMessage(
            reply_to_msg_id=id, reply_to_peer_id=place.chat(member), quote_text="look"
        )
        if place.is_channel:
            with refused("REPLY_MESSAGE_ID_INVALID"):
                await member.say(member, "as it says there", reply_to=elsewhere)


async def test_hidden_members(world: World) -> None:
    place = await build(world, "supergroup", "member", "helper")
    owner, member = place.owner, place.people["member"]
    await owner(channels.ToggleParticipantsHidden(channel=place.channel(owner), enabled=True))
    hidden = "CHAT_ADMIN_REQUIRED"
    assert await tried(place, "see members", "member", "helper", "creator") == [hidden, "ok", "ok"]
    ask = channels.GetParticipant(channel=place.channel(member), participant=member.peer(place.people["victim"]))
    with refused(hidden):
        await member(ask)
    ask.participant = types.InputPeerSelf()
    assert (await member(ask)).participant.NAME == "channelParticipantSelf"
    full = await member(channels.GetFullChannel(channel=place.channel(member)))
    assert full.full_chat.participants_hidden and not full.full_chat.can_view_participants


async def test_hidden_history(world: World) -> None:
    place = await build(world, "supergroup", "member")
    owner, newcomer = place.owner, place.people["extra"]
    before = await owner.write(place.peer, "a secret")
    await owner(channels.TogglePreHistoryHidden(channel=place.channel(owner), enabled=True))
    await place.add(newcomer)
    after = await owner.write(place.peer, "welcome")
    peer, number = place.chat(newcomer), world.random.getrandbits
    shown = await newcomer(call.GetHistory(peer=peer, limit=50))
    assert [one.id for one in shown.messages] == [after, after - 1]
    asked = [types.InputMessageID(id=id) for id in (before, after)]
    found = await newcomer(channels.GetMessages(channel=place.channel(newcomer), id=asked))
    assert [one.NAME for one in found.messages] == ["messageEmpty", "message"]
    assert not (
        await newcomer(call.Search(peer=peer, q="secret", filter=types.InputMessagesFilterEmpty(), limit=9))
    ).messages
    with refused("MESSAGE_ID_INVALID"):
        await newcomer(call.ForwardMessages(
            from_peer=peer, id=[before], random_id=[number(60)], to_peer=types.InputPeerSelf()))  # fmt: skip
    with refused("MESSAGE_ID_INVALID"):
        await newcomer(call.SendReaction(peer=peer, msg_id=before, reaction=[types.ReactionEmoji(emoticon="👍")]))
    with refused("REPLY_MESSAGE_ID_INVALID"):
        reply = types.InputReplyToMessage(reply_to_msg_id=before, quote_text="secret")
        await newcomer.write(place.peer, "guessed", reply_to=reply)
    known = types.InputUserFromMessage(peer=peer, msg_id=before, user_id=owner.user_id)
    with refused("MSG_ID_INVALID"):
        await newcomer(functions.users.GetUsers(id=[known]))
    await owner(call.EditMessage(peer=place.chat(owner), id=before, message="a changed secret"))
    await newcomer.barrier()
    assert not any("secret" in repr(update) for update in newcomer.witness.client.updates)


async def test_joining(world: World) -> None:
    place = await build(world, "public supergroup", "stranger", "banned")
    owner, stranger = place.owner, place.people["stranger"]
    await owner(channels.ToggleJoinRequest(channel=place.channel(owner), enabled=True))
    assert await tried(place, "join", "stranger", "banned") == ["INVITE_REQUEST_SENT", "CHANNEL_PRIVATE"]
    await owner(call.HideChatJoinRequest(peer=place.chat(owner), user_id=owner.user(stranger), approved=True))
    assert await tried(place, "send a text", "stranger") == ["ok"]


async def test_those_who_have_gone_change_nothing(world: World) -> None:
    place = await build(world, "group", "member")
    owner, member = place.owner, place.people["member"]
    mine = await member.write(place.peer, "I was here")
    theirs = await place.post(member)
    await owner(call.DeleteChatUser(chat_id=-place.peer, user_id=owner.user(member)))
    with refused("CHAT_WRITE_FORBIDDEN"):
        await member(call.EditMessage(peer=place.chat(member), id=mine, message="I am here"))
    with refused("MESSAGE_DELETE_FORBIDDEN"):
        await member(call.DeleteMessages(id=[mine], revoke=True))
    with refused("CHAT_WRITE_FORBIDDEN"):
        await member(call.SendReaction(
            peer=place.chat(member), msg_id=theirs, reaction=[types.ReactionEmoji(emoticon="👍")]))  # fmt: skip
    await member(call.DeleteMessages(id=[mine]))
    assert [one.message for one in owner.messages if one.NAME == "message"] == ["I was here"]
    with refused("USER_NOT_PARTICIPANT"):
        await member(call.DeleteChatUser(chat_id=-place.peer, user_id=types.InputUserSelf()))


async def test_whoever_is_muted_does_not_speak_by_edits(world: World) -> None:
    place = await build(world, "supergroup", "member")
    member = place.people["member"]
    id = await member.write(place.peer, "hello")
    edit = call.EditMessage(peer=place.chat(member), id=id, message="buy this")
    await place.restrict(member, MUTED)
    with refused("USER_BANNED_IN_CHANNEL"):
        await member(edit)
    await place.restrict(member, FREE)
    await member(edit)
    await place.restrict(member, GONE)
    with refused("CHANNEL_PRIVATE"):
        await member(edit)


async def test_whoever_posts_no_longer_edits_no_posts(world: World) -> None:
    alice, bob = await world.sign_up("Alice"), await world.sign_up("Bob")
    news = await alice.create_channel("News", bob)
    appoint = channels.EditAdmin(
        channel=alice.channel(news), user_id=alice.user(bob), admin_rights=types.ChatAdminRights(post_messages=True),
        rank="",
    )  # fmt: skip
    await alice(appoint)
    edit = call.EditMessage(peer=bob.chat(news), id=await bob.write(news, "It rains"), message="It pours")
    await bob(edit)
    appoint.admin_rights = types.ChatAdminRights()
    await alice(appoint)
    edit.message = "It shines"
    with refused("CHAT_ADMIN_REQUIRED"):
        await bob(edit)


async def test_bots(world: World) -> None:
    place = await build(world, "supergroup", "member")
    owner = place.owner
    bot = await make_bot(world, owner)
    place.people["bot"] = bot
    await place.add(bot)
    assert await tried(place, "send a text", "bot") == ["ok"]
    assert await tried(place, "delete others' messages", "bot") == ["MESSAGE_DELETE_FORBIDDEN"]
    assert await tried(place, "kick a member", "bot") == ["CHAT_ADMIN_REQUIRED"]
    for name in ("read history", "join", "end it", "slow it down", "empty it for all", "read the admin log"):
        assert await tried(place, name, "bot") == ["BOT_METHOD_INVALID"], name
    await place.promote(
        bot, delete_messages=True, ban_users=True, change_info=True, invite_users=True, pin_messages=True
    )
    for name in (
        "delete others' messages", "kick a member", "mute a member", "change the title", "change the description", "pin",
        "make a link", "change what members may do", "see members",
    ):  # fmt: skip
        assert await tried(place, name, "bot") == ["ok"], name
    await place.restrict(bot, GONE)
    assert await tried(place, "send a text", "bot") == ["CHANNEL_PRIVATE"]


async def test_anonymous_admins(world: World) -> None:
    place = await build(world, "supergroup", "member", "admin")
    admin, member = place.people["admin"], place.people["member"]
    await place.promote(admin, anonymous=True, delete_messages=True, pin_messages=True)
    id = await admin.write(place.peer, "The house says so")
    await admin(call.UpdatePinnedMessage(peer=place.chat(admin), id=id))
    await member.barrier()
    for said in member.messages[-2:]:
        assert said.from_id == types.PeerChannel(channel_id=place.channel(member).channel_id), said
    assert not any(user.id == admin.user_id for packet in member.packets[-2:] for user in packet.users)
    history = await member(call.GetHistory(peer=place.chat(member), limit=2))
    assert admin.user_id not in [user.id for user in history.users]
    await admin(call.EditMessage(peer=place.chat(admin), id=id, message="The house has spoken"))
    with refused("CHAT_ADMIN_REQUIRED"):
        await member(channels.GetMessageAuthor(channel=place.channel(member), id=id))
    assert (await place.owner(channels.GetMessageAuthor(channel=place.channel(place.owner), id=id))).id == admin.user_id
    await admin(call.SetTyping(peer=place.chat(admin), action=types.SendMessageTypingAction()))
    await admin(call.SendReaction(peer=place.chat(admin), msg_id=id, reaction=[types.ReactionEmoji(emoticon="👍")]))
    await member.barrier()
    told = member.heard(types.UpdateMessageReactions)[-1].reactions.recent_reactions
    listed = await member(call.GetMessageReactionsList(peer=place.chat(member), id=id, limit=5))
    for reacted in (*told, *listed.reactions):
        assert reacted.peer_id == types.PeerChannel(channel_id=place.channel(member).channel_id)
    own = await admin(call.GetMessagesReactions(peer=place.chat(admin), id=[id]))
    assert own.updates[0].reactions.recent_reactions[0].my
    assert not [one for one in member.heard(types.UpdateChannelUserTyping) if one.from_id.NAME == "peerUser"]
