"""What Telethon sends besides text, how it names what it is sent, and any method of its layer."""

from __future__ import annotations

import inspect
import io

from agent import plain, read_buttons
from telethon import Button, functions, types
from telethon.password import compute_check
from telethon.tl.alltlobjects import LAYER

FILES = {"voice": "voice.ogg", "round": "round.mp4", "video": "film.mp4", "music": "song.mp3", "file": "notes.bin"}


class Kinds:
    async def post(self, to, kind: str, body: str = "") -> int:
        """Send one of a kind; its id."""
        point = types.InputGeoPoint(lat=52.5, long=13.4)
        media = {
            "place": lambda: types.InputMediaGeoPoint(point),
            "live": lambda: types.InputMediaGeoLive(geo_point=point, period=900),
            "venue": lambda: types.InputMediaVenue(point, "Zoo", "Road 1", "", "", ""),
            "contact": lambda: types.InputMediaContact("+4915512345678", "Carl", "", ""),
            "dice": lambda: types.InputMediaDice("🎯"),
            "quiz": lambda: self._quiz(),
        }
        if kind in media:
            return (await self.client.send_message(to, file=media[kind]())).id
        data = io.BytesIO(bytes.fromhex(body))
        data.name = FILES.get(kind, "a.gif")
        attributes = {
            "music": [types.DocumentAttributeAudio(duration=1, title="Song", performer="Band")],
            "round": [types.DocumentAttributeVideo(duration=2, w=240, h=240, round_message=True)],
        }.get(kind)
        return (
            await self.client.send_file(
                to, data, voice_note=kind == "voice", video_note=kind == "round", attributes=attributes, force_document=kind == "file"
            )
        ).id  # fmt: skip

    async def upload(self, name: str, hex: str) -> object:
        """The parts of a file, by a name of their own."""
        file = await self.client.upload_file(bytes.fromhex(hex), file_name=name)
        return plain(types.InputFile(file.id, file.parts, file.name, ""), lambda one: one.to_dict())

    async def give_away(self, peer: int, user: int, password: str) -> bool:
        """A group or channel gets another owner."""
        check = compute_check(await self.client(functions.account.GetPasswordRequest()), password)
        await self.client(functions.messages.EditChatCreatorRequest(peer=peer, user_id=user, password=check))
        return True

    async def keyboards(self, to) -> bool:
        """As a bot: a keyboard below a message, and one in place of the letters."""
        make = Button
        below = [
            [make.inline("Tap", b"tap"), make.url("Look", "https://example.org/")],
            [make.switch_inline("Share", "cats")],
        ]
        await self.client.send_message(to, "Below", buttons=below)
        await self.client.send_message(
            to, "Instead", buttons=[[make.text("Yes")], [make.request_phone("Number"), make.request_location("Where")]]
        )
        return True

    async def buttons(self, peer, id: int) -> list[list[str]]:
        return read_buttons((await self.client.get_messages(peer, ids=id)).reply_markup.rows)

    def _quiz(self):
        new = "hash" in inspect.signature(types.Poll.__init__).parameters
        write = (lambda words: types.TextWithEntities(words, [])) if LAYER > 177 else str
        answers = [types.PollAnswer(write(answer), bytes([at])) for at, answer in enumerate(("Red", "Blue"))]
        poll = types.Poll(id=0, question=write("Which?"), quiz=True, answers=answers, **({"hash": 0} if new else {}))
        return types.InputMediaPoll(poll=poll, correct_answers=[1 if new else b"\x01"])

    async def describe(self, peer, id: int) -> dict:
        """A message in words that every library shares."""
        media = (await self.client.get_messages(peer, ids=id)).media
        match type(media).__name__:
            case "MessageMediaGeo":
                return {"kind": "place", "lat": round(media.geo.lat, 2)}
            case "MessageMediaGeoLive":
                return {"kind": "live", "lat": round(media.geo.lat, 2)}
            case "MessageMediaVenue":
                return {"kind": "venue", "title": media.title, "address": media.address}
            case "MessageMediaContact":
                return {"kind": "contact", "name": media.first_name, "phone": media.phone_number.lstrip("+")}
            case "MessageMediaDice":
                return {"kind": "dice", "emoji": media.emoticon, "value": media.value}
            case "MessageMediaPoll":
                poll = media.poll
                return {
                    "kind": "poll",
                    "question": getattr(poll.question, "text", poll.question),
                    "quiz": bool(poll.quiz),
                }
            case "MessageMediaDocument":
                return self._describe_file(media.document)
        return {"kind": type(media).__name__}

    def _describe_file(self, document) -> dict:
        found = {type(one).__name__: one for one in document.attributes}
        size = {"size": document.size}
        audio, video = found.get("DocumentAttributeAudio"), found.get("DocumentAttributeVideo")
        if audio is not None and audio.voice:
            return {"kind": "voice", **size}
        if audio is not None:
            return {"kind": "music", "title": audio.title, "performer": audio.performer, **size}
        if video is not None and video.round_message:
            return {"kind": "round", **size}
        if "DocumentAttributeAnimated" in found:
            return {"kind": "gif", "width": video.w}
        if video is not None:
            return {"kind": "video", "width": video.w, **size}
        return {"kind": "file", "name": found["DocumentAttributeFilename"].file_name, **size}

    async def invoke(self, method: str, **given) -> object:
        """Any method, by its name in TL; what the library's layer does not know is left out."""
        room, _, name = method.partition(".")
        request = getattr(getattr(functions, room), name[0].upper() + name[1:] + "Request")
        known = inspect.signature(request.__init__).parameters
        made = {key: await self._made(value) for key, value in given.items() if key in known}
        return plain(await self.client(request(**made)), lambda one: one.to_dict())

    async def _made(self, value):
        match value:
            case {"bytes": str(body)}:
                return bytes.fromhex(body)
            case {"long": number}:
                return int(number)
            case {"peer": peer} | {"user": peer} | {"channel": peer} if "_" not in value:
                return await self.client.get_input_entity(peer)
            case {"_": str(name), **fields}:
                kind = getattr(types, name[0].upper() + name[1:])
                known = inspect.signature(kind.__init__).parameters
                return kind(**{key: await self._made(one) for key, one in fields.items() if key in known})
            case list():
                return [await self._made(one) for one in value]
        return value
