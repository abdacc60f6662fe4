"""What TDLib sends besides text, and how it names what it is sent."""

from __future__ import annotations

NAMES = {
    "voice": "voice.ogg",
    "round": "round.mp4",
    "video": "film.mp4",
    "music": "song.mp3",
    "file": "notes.bin",
    "gif": "a.gif",
}
KINDS = {"voice": "voiceNote", "round": "videoNote", "music": "audio", "file": "document", "gif": "animation"}
MORE = {
    "voice": {"duration": 1, "waveform": "AAAA"}, "round": {"duration": 2, "length": 240},
    "gif": {"width": 120, "height": 90, "duration": 1}, "video": {"width": 320, "height": 240, "duration": 2},
    "music": {"title": "Song", "performer": "Band", "duration": 1},
}  # fmt: skip
PLACE = {"@type": "location", "latitude": 52.5, "longitude": 13.4}
OUTSIDE = ("caption", "has_spoiler")
"""What stays outside of the object that wraps a file."""


class Kinds:
    def media(self, kind: str, body: bytes, name: str, **more) -> dict:
        """The content of a message with a file."""
        self.files += 1
        folder = self.folder / str(self.files)
        folder.mkdir()
        (folder / name).write_bytes(body)
        word = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in kind)
        file = {"@type": "inputFileLocal", "path": str(folder / name)}
        title = kind[0].upper() + kind[1:]
        if not self.new:
            return {"@type": f"inputMessage{title}", word: file, **more}
        outside = {key: more.pop(key) for key in OUTSIDE if key in more}
        return {"@type": f"inputMessage{title}", word: {"@type": f"input{title}", word: file, **more}, **outside}

    async def post(self, to, kind: str, body: str = "") -> int:
        """Send one of a kind; its id."""
        match kind:
            case "place":
                content = {"@type": "inputMessageLocation", "location": PLACE}
            case "live" if self.new:
                live = {"@type": "liveLocation", "location": PLACE, "live_period": 900}
                content = {"@type": "inputMessageLiveLocation", "location": live}
            case "live":
                content = {"@type": "inputMessageLocation", "location": PLACE, "live_period": 900}
            case "venue":
                venue = {"@type": "venue", "location": PLACE, "title": "Zoo", "address": "Road 1"}
                content = {"@type": "inputMessageVenue", "venue": venue}
            case "contact":
                contact = {"@type": "contact", "phone_number": "+4915512345678", "first_name": "Carl"}
                content = {"@type": "inputMessageContact", "contact": contact}
            case "dice":
                content = {"@type": "inputMessageDice", "emoji": "🎯"}
            case "quiz":
                right = {"correct_option_ids": [1]} if self.new else {"correct_option_id": 1}
                kind = {"@type": "inputPollTypeQuiz" if self.new else "pollTypeQuiz", **right}
                return (await self.put_question(to, "Which?", ["Red", "Blue"], type=kind, is_anonymous=True))[
                    "id"
                ] >> 20
            case _:
                content = self.media(KINDS.get(kind, kind), bytes.fromhex(body), NAMES[kind], **MORE.get(kind, {}))
        return (await self.send(to, content))["id"] >> 20

    async def describe(self, peer, id: int) -> dict:
        """A message in words that every library shares."""
        content = (await self.request("getMessage", chat_id=await self.chat(peer), message_id=id << 20))["content"]
        match content["@type"]:
            case "messageLocation":
                live = content.get("live_period")
                return {"kind": "live" if live else "place", "lat": round(content["location"]["latitude"], 2)}
            case "messageLiveLocation":
                return {"kind": "live", "lat": round(content["location"]["location"]["latitude"], 2)}
            case "messageVenue":
                return {"kind": "venue", "title": content["venue"]["title"], "address": content["venue"]["address"]}
            case "messageContact":
                contact = content["contact"]
                return {"kind": "contact", "name": contact["first_name"], "phone": contact["phone_number"].lstrip("+")}
            case "messageDice":
                return {"kind": "dice", "emoji": content["emoji"], "value": content["value"]}
            case "messagePoll":
                poll = content["poll"]
                return {
                    "kind": "poll",
                    "question": poll["question"]["text"],
                    "quiz": poll["type"]["@type"] == "pollTypeQuiz",
                }
            case "messageVoiceNote":
                return {"kind": "voice", "size": content["voice_note"]["voice"]["size"]}
            case "messageAudio":
                audio = content["audio"]
                named = {"title": audio["title"], "performer": audio["performer"]}
                return {"kind": "music", **named, "size": audio["audio"]["size"]}
            case "messageVideoNote":
                return {"kind": "round", "size": content["video_note"]["video"]["size"]}
            case "messageAnimation":
                return {"kind": "gif", "width": content["animation"]["width"]}
            case "messageVideo":
                return {"kind": "video", "width": content["video"]["width"], "size": content["video"]["video"]["size"]}
            case "messageDocument":
                file = content["document"]
                return {"kind": "file", "name": file["file_name"], "size": file["document"]["size"]}
        return {"kind": content["@type"]}
