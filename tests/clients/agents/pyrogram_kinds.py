"""What Pyrogram and kurigram send besides text, how they name what they are sent, and any method of their layer."""

from __future__ import annotations

import io
import json

import pyrogram
from agent import plain, read_buttons
from pyrogram import raw

FILES = {"voice": "voice.ogg", "round": "round.mp4", "video": "film.mp4", "music": "song.mp3", "file": "notes.bin"}


def read(value) -> object:
    """The library's objects as all agents tell them."""
    return plain(value, lambda one: json.loads(str(one)))


class Kinds:
    async def post(self, to, kind: str, body: str = "") -> int:
        """Send one of a kind; its id."""
        client = self.client
        match kind:
            case "place":
                return (await client.send_location(to, 52.5, 13.4)).id
            case "live":
                return await self._post_live(to)
            case "venue":
                return (await client.send_venue(to, 52.5, 13.4, "Zoo", "Road 1")).id
            case "contact":
                return (await client.send_contact(to, "+4915512345678", "Carl")).id
            case "dice":
                return (await client.send_dice(to, "🎯")).id
            case "quiz":
                return await self._post_quiz(to)
        data = io.BytesIO(bytes.fromhex(body))
        data.name = FILES.get(kind, "a.gif")
        send = {
            "voice": client.send_voice, "round": client.send_video_note, "video": client.send_video, "file": client.send_document,
            "gif": client.send_animation, "music": client.send_audio,
        }[kind]  # fmt: skip
        more = {"title": "Song", "performer": "Band", "duration": 1} if kind == "music" else {}
        return (await send(to, data, **more)).id

    async def upload(self, name: str, hex: str) -> object:
        """The parts of a file, by a name of their own."""
        data = io.BytesIO(bytes.fromhex(hex))
        data.name = name
        return read(await self.client.save_file(data))

    async def give_away(self, peer: int, user: int, password: str) -> bool:
        """A group or channel gets another owner."""
        return bool(await self.client.transfer_chat_ownership(peer, user, password))

    async def keyboards(self, to) -> bool:
        """As a bot: a keyboard below a message, and one in place of the letters."""
        kinds = pyrogram.types
        below, key = kinds.InlineKeyboardButton, kinds.KeyboardButton
        rows = [
            [below("Tap", callback_data="tap"), below("Look", url="https://example.org/")],
            [below("Share", switch_inline_query="cats")],
        ]
        await self.client.send_message(to, "Below", reply_markup=kinds.InlineKeyboardMarkup(rows))
        keys = [[key("Yes")], [key("Number", request_contact=True), key("Where", request_location=True)]]
        await self.client.send_message(to, "Instead", reply_markup=kinds.ReplyKeyboardMarkup(keys))
        return True

    async def buttons(self, peer, id: int) -> list[list[str]]:
        wanted = [raw.types.InputMessageID(id=id)]
        found = await self.client.invoke(raw.functions.messages.GetMessages(id=wanted))
        return read_buttons(found.messages[0].reply_markup.rows)

    async def _post_live(self, to) -> int:
        place = raw.types.InputGeoPoint(lat=52.5, long=13.4)
        media = raw.types.InputMediaGeoLive(geo_point=place, period=900)
        sent = await self.client.invoke(
            raw.functions.messages.SendMedia(
                peer=await self.client.resolve_peer(to), media=media, message="", random_id=self.client.rnd_id()
            )
        )
        return next(one.id for one in sent.updates if isinstance(one, raw.types.UpdateMessageID))

    async def _post_quiz(self, to) -> int:
        form, kinds = getattr(pyrogram.types, "InputPollOption", None), pyrogram.enums.PollType
        options = [form(text=one) for one in ("Red", "Blue")] if form else ["Red", "Blue"]
        right = {"correct_option_ids": [1]} if form else {"correct_option_id": 1}
        return (await self.client.send_poll(to, "Which?", options, type=kinds.QUIZ, **right)).id

    async def describe(self, peer, id: int) -> dict:
        """A message in words that every library shares."""
        message = await self.client.get_messages(peer, id)
        match message.media.name if message.media else "":
            case "LOCATION":
                live = getattr(message.location, "live_period", None)
                return {"kind": "live" if live else "place", "lat": round(message.location.latitude, 2)}
            case "LIVE_LOCATION":
                return {"kind": "live", "lat": round(message.live_location.latitude, 2)}
            case "VENUE":
                return {"kind": "venue", "title": message.venue.title, "address": message.venue.address}
            case "CONTACT":
                return {
                    "kind": "contact",
                    "name": message.contact.first_name,
                    "phone": message.contact.phone_number.lstrip("+"),
                }
            case "DICE":
                return {"kind": "dice", "emoji": message.dice.emoji, "value": message.dice.value}
            case "POLL":
                question = getattr(message.poll.question, "text", message.poll.question)
                return {"kind": "poll", "question": str(question), "quiz": message.poll.type.name == "QUIZ"}
            case "VOICE":
                return {"kind": "voice", "size": message.voice.file_size}
            case "AUDIO":
                audio = message.audio
                return {"kind": "music", "title": audio.title, "performer": audio.performer, "size": audio.file_size}
            case "VIDEO_NOTE":
                return {"kind": "round", "size": message.video_note.file_size}
            case "ANIMATION":
                return {"kind": "gif", "width": message.animation.width}
            case "VIDEO":
                return {"kind": "video", "width": message.video.width, "size": message.video.file_size}
            case "DOCUMENT":
                return {"kind": "file", "name": message.document.file_name, "size": message.document.file_size}
        return {"kind": str(message.media)}

    async def invoke(self, method: str, **given) -> object:
        """Any method, by its name in TL; what the library's layer does not know is left out."""
        room, _, name = method.partition(".")
        request = getattr(getattr(raw.functions, room), name[0].upper() + name[1:])
        made = {key: await self._made(value) for key, value in given.items() if key in request.__slots__}
        return read(await self.client.invoke(request(**made)))

    async def _made(self, value):
        match value:
            case {"bytes": str(body)}:
                return bytes.fromhex(body)
            case {"long": number}:
                return int(number)
            case {"peer": peer} if "_" not in value:
                return await self.client.resolve_peer(peer)
            case {"user": peer} if "_" not in value:
                found = await self.client.resolve_peer(peer)
                own = isinstance(found, raw.types.InputPeerSelf)
                return (
                    raw.types.InputUserSelf()
                    if own
                    else raw.types.InputUser(user_id=found.user_id, access_hash=found.access_hash)
                )
            case {"channel": peer} if "_" not in value:
                found = await self.client.resolve_peer(peer)
                return raw.types.InputChannel(channel_id=found.channel_id, access_hash=found.access_hash)
            case {"_": str(name), **fields}:
                kind = getattr(raw.types, name[0].upper() + name[1:])
                return kind(**{key: await self._made(one) for key, one in fields.items() if key in kind.__slots__})
            case list():
                return [await self._made(one) for one in value]
        return value
