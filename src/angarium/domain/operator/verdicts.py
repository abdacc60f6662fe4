"""What people are told about what the operator took from them, in English and German."""

from __future__ import annotations

from datetime import UTC, datetime

from angarium.model.sanctions import Sanction

_LANGUAGES = ("en", "de")

_WORDS: dict[str, tuple[str, str]] = {
    "limited": (
        (
            "Your account is limited{until}. You can write to people who keep you as a contact or have written to you, but you cannot"
            " write first to others, add them to groups, make groups or channels, or write in public groups.{reason}\n\n"
            "If you think that this is a mistake, tell @SpamBot."
        ),
        (
            "Dein Konto ist eingeschränkt{until}. Du kannst denen schreiben, die dich als Kontakt haben oder dir geschrieben haben, aber"
            " andere nicht zuerst anschreiben, nicht in Gruppen holen, keine Gruppen oder Kanäle gründen und nicht in öffentlichen Gruppen"
            " schreiben.{reason}\n\nWenn du das für einen Irrtum hältst, sag es @SpamBot."
        ),
    ),
    "frozen": (
        (
            "Your account is frozen. You can read everything, but neither write nor change anything.{deleted}{reason}\n\n"
            "If you think that this is a mistake, tell @SpamBot."
        ),
        (
            "Dein Konto ist eingefroren. Du kannst alles lesen, aber nichts schreiben und nichts ändern.{deleted}{reason}\n\n"
            "Wenn du das für einen Irrtum hältst, sag es @SpamBot."
        ),
    ),
    "limited no more": ("Your account is no longer limited.", "Dein Konto ist nicht mehr eingeschränkt."),
    "frozen no more": ("Your account is no longer frozen.", "Dein Konto ist nicht mehr eingefroren."),
    "free": (
        "Nothing has been taken from your account: you can do everything here.",
        "Deinem Konto ist nichts genommen: Du kannst hier alles tun.",
    ),
    "object": (
        "To object, tell me in your own words what happened. Those who run this server will read it.",
        "Wenn du widersprechen willst, schreib mir, wie es war. Wer diesen Server betreibt, wird es lesen.",
    ),
    "passed on": (
        "Thank you, this was passed on to those who run this server. You will hear of it here when they decide otherwise.",
        "Danke, das ist an die weitergegeben, die diesen Server betreiben. Wenn sie anders entscheiden, erfährst du es.",
    ),
    "enough": (
        "What you wrote before is still being looked at. Please write again tomorrow.",
        "Was du schon geschrieben hast, wird noch geprüft. Bitte schreib morgen wieder.",
    ),
    "until": (" until {}", " bis {}"),
    "deleted": (" On {} it will be deleted.", " Am {} wird es gelöscht."),
    "reason": ("\n\nReason: {}", "\n\nGrund: {}"),
}


def say(language: str, key: str, one: Sanction | None = None) -> str:
    """The words for somebody whose app speaks `language`; others than we know get English."""
    place = _LANGUAGES.index(language) if language in _LANGUAGES else 0
    text = _WORDS[key][place]
    if one is None:
        return text
    day = datetime.fromtimestamp(one.until, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return text.format(
        until=_WORDS["until"][place].format(day) if one.until else "",
        deleted=_WORDS["deleted"][place].format(day) if one.until else "",
        reason=_WORDS["reason"][place].format(one.reason) if one.reason else "",
    )
