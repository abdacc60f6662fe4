"""Bots of the stories: made in the chat with the BotFather, signed in with their token."""

from __future__ import annotations

import io
import re
import time
from typing import Any

from PIL import Image

from angarium.model.bots import BOT_FATHER
from angarium.tl import functions, types
from angarium.tl.layers import CANONICAL
from tests.stories.client import PATIENCE
from tests.stories.harness import Actor, World

KNOWING_ALL = 225
"""The first layer that knows every update which has a qts."""


async def tell(actor: Actor, text: str) -> Any:
    """Say something to the BotFather; its answer."""
    await actor.say(BOT_FATHER, text)
    await actor.barrier()
    return actor.messages[-1]


async def converse(actor: Actor, *lines: str) -> str:
    """Say these lines one after the other; the text of the last answer."""
    answer = None
    for line in lines:
        answer = await tell(actor, line)
    return answer.message if answer else ""


async def make_token(owner: Actor, username: str, name: str = "Helper") -> str:
    """A new bot's token."""
    made = await converse(owner, "/newbot", name, username)
    found = re.search(r"\d+:[\w-]{35}", made)
    assert found, made
    return found[0]


async def sign_in(world: World, token: str, *, layer: int = CANONICAL) -> Actor:
    """A device of a bot, which is watched like everyone's."""
    actor = await world.device("bot", "", layer=layer)
    sign = functions.auth.ImportBotAuthorization(flags=0, api_id=11111, api_hash="a" * 32, bot_auth_token=token)
    actor.witness.lacking = layer < KNOWING_ALL
    return await world._settle_in(actor, await actor(sign))


async def make_bot(
    world: World, owner: Actor, username: str = "HelperBot", *, settings: tuple[str, ...] = (), layer: int = CANONICAL
) -> Actor:
    """A bot of somebody, signed in. `settings` are further lines for the BotFather, in which {} is the bot's name."""
    token = await make_token(owner, username)
    for line in settings:
        await tell(owner, line.format(f"@{username}"))
    return await sign_in(world, token, layer=layer)


def inline(*rows: list[types.KeyboardInlineButton]) -> types.ReplyInlineMarkup:
    """A keyboard below a message."""
    return types.ReplyInlineMarkup(rows=[types.KeyboardInlineButtonRow(buttons=row) for row in rows])


def button(text: str, kind: types.TypeInlineButtonType) -> types.KeyboardInlineButton:
    return types.KeyboardInlineButton(text=text, type=kind)


def callback(text: str, data: bytes) -> types.KeyboardInlineButton:
    return button(text, types.InlineButtonTypeCallback(data=data))


async def heard(actor: Actor, kind: type[Any], count: int = 1) -> Any:
    """The latest update of a kind, when there are so many: somebody waits for this one to be answered, and so has no answer that
    says when it was told."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if len(found := actor.heard(kind)) >= count:
            return found[-1]
        await actor.barrier()
    raise AssertionError(f"{kind.NAME} was not told")


async def photo_of(actor: Actor) -> types.InputMediaPhoto:
    """A photo of somebody's, as it is named again."""
    body = io.BytesIO()
    Image.new("RGB", (320, 200), (200, 30, 60)).save(body, "JPEG")
    id = actor.world.random.getrandbits(60)
    await actor(functions.upload.SaveFilePart(file_id=id, file_part=0, bytes=body.getvalue()))
    uploaded = types.InputMediaUploadedPhoto(file=types.InputFile(id=id, parts=1, name="a.jpg", md5_checksum=""))
    made = await actor(functions.messages.UploadMedia(peer=types.InputPeerSelf(), media=uploaded))
    photo = made.photo
    named = types.InputPhoto(id=photo.id, access_hash=photo.access_hash, file_reference=photo.file_reference)
    return types.InputMediaPhoto(id=named)
