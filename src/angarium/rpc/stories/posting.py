"""stories.*: posting, changing, deleting."""

from __future__ import annotations

from angarium.domain.files import downloads
from angarium.domain.stories import changing, posting
from angarium.model.entities import FormattedText
from angarium.model.errors import Refusal
from angarium.model.ids import FileId
from angarium.model.stories import StoryContent
from angarium.rpc.accounts.privacy import read_rules
from angarium.rpc.files.media import read_media
from angarium.rpc.messages.texts import read_text
from angarium.rpc.peers import read_peer
from angarium.rpc.router import Call, method
from angarium.rpc.stories.answers import answer_changed
from angarium.rpc.stories.areas import read_areas
from angarium.tl import functions, types


@method("stories.canSendStory", bots=False)
async def can_send_story(call: Call, req: functions.stories.CanSendStory) -> types.stories.CanSendStoryCount:
    left = await posting.count_left(call.tx, call.user_id, read_peer(call, req.peer))
    return types.stories.CanSendStoryCount(count_remains=left)


def _read_caption(call: Call, text: str | None, entities: list[types.TypeMessageEntity] | None) -> FormattedText:
    try:
        return read_text(call, text or "", entities, call.house.config.limits.story_caption)
    except Refusal as refusal:
        raise Refusal("MEDIA_CAPTION_TOO_LONG") if refusal.name == "MESSAGE_TOO_LONG" else refusal from None


async def _read_music(call: Call, given: types.TypeInputDocument | None) -> FileId:
    """A piece of music that is played with it. Refuses MEDIA_INVALID, and what file references refuse."""
    if not isinstance(given, types.InputDocument):
        return FileId(0)
    async with call.house.work.read() as tx:
        document = await downloads.require_document(tx, given.id, given.access_hash, given.file_reference)
    if not any(one.kind == "Audio" and not one.voice for one in document.attributes):
        raise Refusal("MEDIA_INVALID")
    return document.id


@method("stories.sendStory", alone=True, flood="send")
async def send_story(call: Call, req: functions.stories.SendStory) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    if not req.random_id:
        raise Refusal("RANDOM_ID_EMPTY")
    caption = _read_caption(call, req.caption, req.entities)
    content = StoryContent(
        media=await read_media(call, req.media),
        text=caption.text,
        entities=caption.entities,
        areas=await read_areas(call, req.media_areas),
        privacy=read_rules(call, req.privacy_rules),
        noforwards=req.noforwards,
        music=await _read_music(call, req.music),
    )
    wish = posting.Wish(
        random_id=req.random_id,
        period=req.period or 0,
        pinned=req.pinned,
        source=(read_peer(call, req.fwd_from_id), req.fwd_from_story or 0) if req.fwd_from_id is not None else None,
        modified=req.fwd_modified,
        albums=tuple((req.albums or ())[:100]),
    )
    async with call.begin() as inner:
        story = await posting.send(inner.tx, call.user_id, peer, content, wish)
        return await answer_changed(inner, story, types.UpdateStoryID(id=story.id, random_id=req.random_id))


@method("stories.editStory", alone=True, flood="send")
async def edit_story(call: Call, req: functions.stories.EditStory) -> types.TypeUpdates:
    peer = read_peer(call, req.peer)
    wanted = changing.Edit(
        media=await read_media(call, req.media) if req.media is not None else None,
        areas=await read_areas(call, req.media_areas) if req.media_areas is not None else None,
        caption=_read_caption(call, req.caption, req.entities) if req.caption is not None else None,
        privacy=read_rules(call, req.privacy_rules) if req.privacy_rules is not None else None,
        music=await _read_music(call, req.music) if req.music is not None else None,
    )
    async with call.begin() as inner:
        return await answer_changed(inner, await changing.edit(inner.tx, call.user_id, peer, req.id, wanted))


@method("stories.deleteStories", writes=True)
async def delete_stories(call: Call, req: functions.stories.DeleteStories) -> list[int]:
    with call.tx.unasked():
        return await changing.delete(call.tx, call.user_id, read_peer(call, req.peer), req.id)


@method("stories.togglePinned", writes=True, bots=False)
async def toggle_pinned(call: Call, req: functions.stories.TogglePinned) -> list[int]:
    with call.tx.unasked():
        return await changing.pin(call.tx, call.user_id, read_peer(call, req.peer), req.id, pinned=req.pinned)


@method("stories.togglePinnedToTop", writes=True, bots=False)
async def toggle_pinned_to_top(call: Call, req: functions.stories.TogglePinnedToTop) -> bool:
    await changing.pin_to_top(call.tx, call.user_id, read_peer(call, req.peer), req.id)
    return True
