"""stories.*: albums on a profile."""

from __future__ import annotations

from angarium.domain.stories import albums, feeds
from angarium.model.facts import Facts
from angarium.model.stories import Story, StoryAlbum
from angarium.rpc.peers import read_peer
from angarium.rpc.render.hashes import hash_of
from angarium.rpc.render.media import render_document, render_photo
from angarium.rpc.router import Call, method
from angarium.rpc.stories.answers import answer_page
from angarium.tl import functions, types

AT_ONCE = 100


def _render(album: StoryAlbum, cover: Story | None, facts: Facts) -> types.StoryAlbum:
    media = cover.content.media if cover is not None and cover.key in facts.stories else None
    photo = facts.photos.get(media.file_id) if media is not None and media.kind == "photo" else None
    video = facts.documents.get(media.file_id) if media is not None and media.kind == "document" else None
    return types.StoryAlbum(
        album_id=album.id,
        title=album.title,
        icon_photo=render_photo(photo, facts) if photo else None,
        icon_video=render_document(video, facts) if video else None,
    )


@method("stories.createAlbum", writes=True, bots=False)
async def create_album(call: Call, req: functions.stories.CreateAlbum) -> types.StoryAlbum:
    with call.tx.unasked():
        shelf = await albums.create(
            call.tx, call.user_id, read_peer(call, req.peer), req.title, req.stories[: AT_ONCE + 1]
        )  # fmt: skip
    return _render(*shelf.albums[0], shelf.facts)


@method("stories.updateAlbum", writes=True, bots=False)
async def update_album(call: Call, req: functions.stories.UpdateAlbum) -> types.StoryAlbum:
    with call.tx.unasked():
        shelf = await albums.update(
            call.tx, call.user_id, read_peer(call, req.peer), req.album_id, title=req.title,
            add=(req.add_stories or [])[: AT_ONCE + 1], drop=(req.delete_stories or [])[:AT_ONCE],
            order=(req.order or [])[:1000],
        )  # fmt: skip
    return _render(*shelf.albums[0], shelf.facts)


@method("stories.reorderAlbums", writes=True, bots=False)
async def reorder_albums(call: Call, req: functions.stories.ReorderAlbums) -> bool:
    await albums.reorder(call.tx, call.user_id, read_peer(call, req.peer), req.order[:1000])
    return True


@method("stories.deleteAlbum", writes=True, bots=False)
async def delete_album(call: Call, req: functions.stories.DeleteAlbum) -> bool:
    with call.tx.unasked():
        await albums.delete(call.tx, call.user_id, read_peer(call, req.peer), req.album_id)
    return True


@method("stories.getAlbums", bots=False)
async def get_albums(call: Call, req: functions.stories.GetAlbums) -> types.stories.TypeAlbums:
    shelf = await albums.listing(call.tx, call.user_id, read_peer(call, req.peer))
    known = hash_of(number for album, cover in shelf.albums for number in (album.id, cover.id if cover else 0))
    if req.hash == known and known:
        return types.stories.AlbumsNotModified()
    return types.stories.Albums(hash=known, albums=[_render(*one, shelf.facts) for one in shelf.albums])


@method("stories.getAlbumStories", bots=False)
async def get_album_stories(call: Call, req: functions.stories.GetAlbumStories) -> types.stories.Stories:
    count, found, facts = await albums.page(
        call.tx, call.user_id, read_peer(call, req.peer), req.album_id, req.offset, req.limit
    )
    return answer_page(feeds.Page(found, count, facts, []))
