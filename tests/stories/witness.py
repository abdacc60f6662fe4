"""Holds what was pushed against what getDifference tells: both must leave a client with the same picture.

Every device has a witness: a second session of its auth key that never acts, so that everything reaches it as a push.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from angarium.tl import functions, types
from tests.stories.annexed import settled, with_page
from tests.stories.client import Client, RpcError
from tests.stories.moves import CHANNEL, channel_of

PASSING = {
    "updateUserTyping",
    "updateChatUserTyping",
    "updateChannelUserTyping",
    "updateEncryptedChatTyping",
    "updateUserStatus",
    "updateLoginToken",
    "updateBotInlineQuery",
    "updateServiceNotification",
    "updateMessagePoll",
    "updateConfig",
    "updateMessageID",
    "updateSentStoryReaction",
    "updateChannelTooLong",
    "updateChannelMessageViews",
    "updateChannelMessageForwards",
    "updatePinnedForumTopic",
    "updatePinnedForumTopics",
    "updateChannelPinnedTopic",
    "updateChannelPinnedTopics",
}
"""What no log keeps, or what only the caller's own result carries."""

COUNTERS = frozenset({"pts", "pts_count", "qts", "version"})
COUNTED = frozenset({"views", "sent_reaction"})
CHANGING = frozenset({"pinned", "reactions", "media_unread", "views", "forwards", "replies"})

NAMES = (
    "peer",
    "peer_id",
    "user_id",
    "msg_id",
    "chat_id",
    "channel_id",
    "key",
    "folder_id",
    "stickerset",
    "hash",
    "id",
)
"""Fields that say what an update is about; a later update about the same thing replaces an earlier one."""


class Picture:
    """What a client knows after some updates."""

    def __init__(self) -> None:
        self.messages: dict[int, Any] = {}
        self.deleted: set[int] = set()
        self.pinned: dict[tuple[str, int], bool] = {}
        self.others: dict[tuple[str, Any], Any] = {}
        self.encrypted: list[Any] = []
        self.numbered: list[Any] = []
        """What a bot is told with a qts."""
        self.reacted: set[str] = set()
        """Messages of supergroups and channels: their reactions are told to all as they stand then, and to some as they stand now."""

    def add_message(self, message: Any) -> None:
        """A difference tells a message as it is now, a push as it was; what has updates of its own is held against those."""
        self.messages[message.id] = bare(settled(message), CHANGING)

    def add_numbered(self, update: Any) -> None:
        """A message of somebody whose business a bot answers is told as it is now, and not at all when it is gone."""
        match update.NAME:
            case "updateBotNewBusinessMessage" | "updateBotEditBusinessMessage":
                about = repr((update.connection_id, update.message.id))
                self.others["business", about] = bare(settled(update.message), CHANGING)
            case "updateBotDeleteBusinessMessage":
                self.others |= {("business", repr((update.connection_id, id))): None for id in update.messages}
                self.numbered.append(bare(update))
            case _:
                self.numbered.append(bare(update))

    def add_old(self, updates: list[Any]) -> None:
        """What a difference tells: its state has the numbers, and clients drop what has one of its own up to there."""
        counted = [update for update in updates if any(getattr(update, name, 0) for name in ("pts_count", "qts"))]
        assert not counted, f"a difference tells updates with numbers of their own: {counted!r}"
        self.add(updates)

    def add(self, updates: Iterable[Any]) -> None:
        for update in updates:
            if update.NAME in NUMBERED:
                self.add_numbered(update)
                continue
            match update.NAME:
                case "updateNewMessage" | "updateEditMessage" | "updateNewChannelMessage" | "updateEditChannelMessage":
                    self.add_message(update.message)
                case "updateNewScheduledMessage":
                    self.others["scheduled", repr(update.message.id)] = bare(update.message, CHANGING)
                case "updateDeleteScheduledMessages":
                    for gone in update.messages:
                        self.others["scheduled", repr(gone)] = None
                case "updateDeleteMessages" | "updateDeleteChannelMessages":
                    self.deleted.update(update.messages)
                    for gone in update.messages:
                        self.messages.pop(gone, None)
                case (
                    "updateNewStickerSet"
                ):  # told as the set is now; of one that is gone only that the list has changed
                    made = update.stickerset.set
                    self.add([types.UpdateStickerSets(masks=made.masks, emojis=made.emojis)])
                case "updatePinnedMessages":
                    self.pinned.update({(repr(update.peer), number): update.pinned for number in update.messages})
                case "updateChannelWebPage" if _is_step(update):
                    pass
                case "updateWebPage" | "updateChannelWebPage":
                    self.messages = {key: with_page(known, update.webpage) for key, known in self.messages.items()}
                    self.others[update.NAME, repr(update.webpage.id)] = bare(update)
                case "updateNewEncryptedMessage":
                    self.encrypted.append(update.message)
                case "updateMessageReactions" if update.peer.NAME == "peerChannel":
                    self.reacted.add(f"{update.peer!r} {update.msg_id}")
                case "updateMessageReactions":
                    self.others["reactions", update.msg_id] = update
                case "updateChatParticipants":
                    self.others[update.NAME, repr(update.participants.chat_id)] = bare(update.participants)
                case "updateEncryption":
                    self.others["encryption", repr(update.chat.id)] = update
                case "updatePinnedChannelMessages":
                    self.pinned.update({("", number): update.pinned for number in update.messages})
                case "updateStory":  # its counters are asked for
                    story = bare(update.story, COUNTED)
                    self.others["updateStory", repr((update.peer, story.id))] = story
                case name if name not in PASSING:
                    about = [(field, getattr(update, field)) for field in NAMES if hasattr(update, field)]
                    self.others[name, repr(about)] = bare(update)


def bare(found: Any, without: frozenset[str] = COUNTERS) -> Any:
    """Without the counters, which a push and a difference carry in different places."""
    kept = {name: value for name, value in vars(found).items() if name not in without}
    return type(found)(**kept)


NUMBERED = {
    "updateBotBusinessConnect",
    "updateBotChatBoost",
    "updateBotChatInviteRequester",
    "updateBotDeleteBusinessMessage",
    "updateBotEditBusinessMessage",
    "updateBotGuestChatQuery",
    "updateBotMessageReaction",
    "updateBotMessageReactions",
    "updateBotNewBusinessMessage",
    "updateBotPurchasedPaidMedia",
    "updateBotStarsSubscription",
    "updateBotStopped",
    "updateChannelParticipant",
    "updateChatParticipant",
    "updateManagedBot",
    "updateMessagePollVote",
}
"""What bots are told with a qts (https://core.telegram.org/api/updates#update-sequences)."""

SAID_TO_A_CHANNEL = {"updateChannel", "updateMessageReactions", "updateChatDefaultBannedRights"}
"""What those who are online in a supergroup or channel are told in passing; others see it when they look."""


class Watched:
    """What was pushed of one supergroup or channel, from the first push on."""

    def __init__(self, start: int) -> None:
        self.start = self.pts = start
        self.told: list[Any] = []
        self.changed = False
        """Whether `updateChannel` came last: somebody who has been away and is back has missed what was in between."""

    def add(self, update: Any) -> None:
        """Its pts must grow without a gap."""
        expected = self.pts + update.pts_count
        assert update.pts == expected, f"a channel's pts went from {self.pts} to {update.pts}: {update!r}"
        self.pts = update.pts
        self.told.append(update)


class Witness:
    """The silent session, and the state from which it watches."""

    def __init__(self, client: Client, name_channel: Callable[[int], Any]) -> None:
        self.client = client
        self.name_channel = name_channel
        self.channels: dict[int, Watched] = {}
        self.state: Any = None
        self.user_id = 0
        self.told: list[Any] = []
        """What was pushed of the own box, once it has been checked."""
        self.answers: list[Any] = []
        """Updates in the results of the device's own calls: its other sessions must have been told the same."""
        self.gone = False
        """The device was logged out: nothing is owed to it any more."""
        self.lacking = False
        """A bot whose layer does not know every update that has a qts, and so finds gaps among them."""
        self.acknowledged = 0
        """The qts up to which the device has dropped its encrypted messages; no difference tells those."""
        self.settled: set[int] = set()
        """Secret chats that the device itself has accepted or ended: what it was told before that is over."""

    async def begin(self) -> None:
        """Watch from now on."""
        self.client.updates.clear()
        self.state = await self.client(functions.updates.GetState())

    async def check(self) -> None:
        """Fails unless what was pushed equals the difference, without a gap in any counter."""
        await self.client.ping()
        self.told = told = self._check_counters()
        self._check_answers()
        pushed = Picture()
        pushed.add(told)
        difference = await self._fetch()
        assert_same("messages", pushed.messages, difference.messages, known=pushed.deleted | difference.deleted)
        assert_same("deleted", dict.fromkeys(pushed.deleted), dict.fromkeys(difference.deleted))
        assert_same("pinned", pushed.pinned, difference.pinned)
        for key in [key for key in pushed.others if key[0] == "reactions" and key[1] in pushed.deleted]:
            pushed.others.pop(key)
        for key in {("encryption", repr(chat_id)) for chat_id in self.settled} - difference.others.keys():
            pushed.others.pop(key, None)
        for key in [key for key in pushed.others if key[0] in SAID_TO_A_CHANNEL and "Channel" in key[1] + key[0]]:
            difference.others.setdefault(key, pushed.others[key])
        for key in [key for key in pushed.others if key[0] == "updateStory" and self.is_told_in_passing(key[1])]:
            difference.others.setdefault(key, pushed.others[key])
        assert_same("updates", pushed.others, difference.others)
        assert_same("updates with a qts", dict(enumerate(pushed.numbered)), dict(enumerate(difference.numbered)))
        assert difference.reacted <= pushed.reacted, f"reactions told late: {difference.reacted - pushed.reacted}"
        kept = pushed.encrypted[max(0, self.acknowledged - self.state.qts) :]
        assert kept == difference.encrypted, f"encrypted: {kept!r} was pushed, {difference.encrypted!r} is told"
        for channel_id, watched in self.channels.items():
            await self._check_channel(channel_id, watched)

    def is_told_in_passing(self, peer: str) -> bool:
        """Whether these are others' stories, which people find when they look."""
        return f"user_id={self.user_id})" not in peer

    def _check_answers(self) -> None:
        """A result moves the counters of its caller as a push moves those of the other sessions."""
        pushed = {
            (update.NAME, update.pts)
            for packet in self.client.updates
            for update in getattr(packet, "updates", ())
            if hasattr(update, "pts")
        }
        for update in self.answers:
            if getattr(update, "pts_count", 0) and self._is_watched(update):
                assert (update.NAME, update.pts) in pushed, f"a result told what no other session was: {update!r}"

    def _is_watched(self, update: Any) -> bool:
        """Whether the witness has heard the whole of the box in which it happened."""
        if update.NAME not in CHANNEL:
            return bool(update.pts > self.state.pts)
        watched = self.channels.get(channel_of(update))
        return watched is not None and watched.start < update.pts <= watched.pts

    async def _check_channel(self, channel_id: int, watched: Watched) -> None:
        """The same for one supergroup or channel, as far as the device may still look into it."""
        pushed, difference, pts = Picture(), Picture(), watched.start
        pushed.add(watched.told)
        while True:
            ask = functions.updates.GetChannelDifference(
                channel=self.name_channel(channel_id), filter=types.ChannelMessagesFilterEmpty(), pts=pts, limit=100
            )
            try:
                found = await self.client(ask)
            except RpcError as refusal:
                assert refusal.name in {"CHANNEL_PRIVATE", "CHANNEL_INVALID"}, refusal
                return
            if isinstance(found, types.updates.ChannelDifference):
                for message in found.new_messages:
                    difference.add_message(message)
                difference.add_old(found.other_updates)
            pts = found.pts
            if any(chat.left for chat in getattr(found, "chats", ()) if chat.id == channel_id):
                return  # it is public: one may look into it still, but hears nothing any more
            if found.final:
                break
        assert pts == watched.pts, f"channel {channel_id}: pushed up to pts {watched.pts}, it stands at {pts}"
        late = difference.messages.keys() - pushed.messages.keys()
        if late and len(late) <= sum(_is_step(update) for update in watched.told):  # a bot that has come to lead since
            difference.messages = {id: one for id, one in difference.messages.items() if id not in late}
        assert_same("channel messages", pushed.messages, difference.messages, known=pushed.deleted | difference.deleted)
        assert_same("channel deletions", dict.fromkeys(pushed.deleted), dict.fromkeys(difference.deleted))
        assert_same("channel pins", pushed.pinned, difference.pinned)
        assert_same("channel updates", pushed.others, difference.others)

    def forgive(self) -> None:
        """The server is another one: it tells whoever listened to fetch the difference, since it cannot know what was lost meanwhile."""
        self.client.updates = [packet for packet in self.client.updates if packet.NAME != "updatesTooLong"]

    def _check_counters(self) -> list[Any]:
        """Every update of the own box that was pushed; pts and seq must have grown without a gap."""
        self.channels = {}
        pts, seq, qts, found = self.state.pts, self.state.seq, self.state.qts, []
        for packet in self.client.updates:
            assert packet.NAME != "updatesTooLong", "a session that reads was told that it missed something"
            updates = [packet.update] if packet.NAME == "updateShort" else packet.updates
            if number := getattr(packet, "seq", 0):
                assert number == seq + 1, f"seq went from {seq} to {number}: {packet!r}"
                seq = number
            for update in updates:
                if update.NAME in CHANNEL:
                    self._watch(update)
                    continue
                if update.NAME == "updateChannelTooLong":
                    self.channels.pop(update.channel_id, None)
                if update.NAME == "updateChannel" and update.channel_id in self.channels:
                    self.channels[update.channel_id].changed = True
                if count := getattr(update, "pts_count", None):
                    assert update.pts == pts + count, f"pts went from {pts} to {update.pts} by {count}: {update!r}"
                    pts = update.pts
                if update.NAME == "updateNewEncryptedMessage" or update.NAME in NUMBERED:
                    lacking = self.lacking and update.qts > qts
                    assert update.qts == qts + 1 or lacking, f"qts went from {qts} to {update.qts}: {update!r}"
                    qts = update.qts
                found.append(update)
        self.pts, self.seq, self.qts = pts, seq, qts
        return found

    def _watch(self, update: Any) -> None:
        channel_id = channel_of(update)
        before = update.pts - update.pts_count
        watched = self.channels.setdefault(channel_id, Watched(before))
        if watched.changed and watched.pts != before:
            watched = self.channels[channel_id] = Watched(before)
        watched.changed = False
        watched.add(update)

    async def _fetch(self) -> Picture:
        """The difference since the beginning, all slices of it."""
        picture, pts, qts, date = Picture(), self.state.pts, self.state.qts, self.state.date
        while True:
            found = await self.client(functions.updates.GetDifference(pts=pts, date=date, qts=qts))
            if isinstance(found, types.updates.DifferenceEmpty):
                break
            assert found.NAME in {"updates.difference", "updates.differenceSlice"}, found
            for message in found.new_messages:
                picture.add_message(message)
            picture.encrypted += found.new_encrypted_messages
            picture.add_old(
                [one for one in found.other_updates if one.NAME not in CHANNEL]
            )  # numbered in their own lines
            if isinstance(found, types.updates.Difference):
                state = found.state
                self.qts = max(self.qts, state.qts) if self.lacking else self.qts
                assert (state.pts, state.seq, state.qts) == (self.pts, self.seq, self.qts), "the counters differ"
                break
            pts, date = found.intermediate_state.pts, found.intermediate_state.date
            qts = found.intermediate_state.qts
        state = await self.client(functions.updates.GetState())
        self.qts = max(self.qts, state.qts) if self.lacking else self.qts
        assert (state.pts, state.seq, state.qts) == (self.pts, self.seq, self.qts), (
            f"pushed up to pts {self.pts}, seq {self.seq}, qts {self.qts}; the box stands at pts {state.pts}, seq {state.seq},"
            f" qts {state.qts}"
        )
        return picture


def _is_step(update: Any) -> bool:
    """A step of a supergroup's line by something that is not for a bot."""
    return bool(update.NAME == "updateChannelWebPage" and update.webpage == types.WebPageEmpty(id=0))


def assert_same(what: str, pushed: dict[Any, Any], told: dict[Any, Any], *, known: set[int] | None = None) -> None:
    for key in pushed.keys() | told.keys():
        if known and key in known:
            continue
        assert pushed.get(key) == told.get(key), (
            f"{what} {key}:\n  pushed     {pushed.get(key)!r}\n  difference {told.get(key)!r}"
        )
