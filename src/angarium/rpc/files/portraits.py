"""What clients upload as the picture of a person or a group, read into facts."""

from __future__ import annotations

from angarium.domain.files import portraits, stickersets
from angarium.domain.files.portraits import Markup, Portrait
from angarium.model.errors import Refusal
from angarium.model.files import Photo
from angarium.rpc.files.media import read_upload
from angarium.rpc.router import Call
from angarium.tl import functions, types

Given = functions.photos.UploadProfilePhoto | functions.photos.UploadContactProfilePhoto | types.InputChatUploadedPhoto


async def make_portrait(call: Call, given: Given) -> Photo:
    """Refuses PHOTO_FILE_MISSING, VIDEO_FILE_INVALID, EMOJI_MARKUP_INVALID and what pictures refuse. Call it outside of any unit of
    work: pictures take their time."""
    markup = await _read_markup(call, given.video_emoji_markup)
    portrait = Portrait(
        read_upload(given.file) if given.file else None,
        read_upload(given.video) if given.video else None,
        given.video_start_ts or 0.0,
        markup,
    )
    return await portraits.make(call.house, call.user_id, portrait)


async def _read_markup(call: Call, given: types.TypeVideoSize | None) -> Markup | None:
    if given is None:
        return None
    async with call.house.work.read() as tx:
        match given:
            case types.VideoSizeEmojiMarkup():
                return await portraits.find_markup(tx, tuple(given.background_colors), given.emoji_id)
            case types.VideoSizeStickerMarkup(stickerset=types.InputStickerSetID() as named):
                made = await stickersets.get(tx, id=named.id, access_hash=named.access_hash)
                return await portraits.find_markup(
                    tx, tuple(given.background_colors), given.sticker_id, set_id=made.id, set_hash=made.access_hash
                )
            case _:
                raise Refusal("EMOJI_MARKUP_INVALID")
