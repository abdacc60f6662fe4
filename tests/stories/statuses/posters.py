"""People who post stories."""

from __future__ import annotations

from typing import Any

from angarium.tl import functions, types
from tests.stories.files.materials import mp4, png, upload
from tests.stories.harness import Actor, World

call = functions.stories
HOUR, DAY = 3600, 86_400
ALL, CONTACTS = types.InputPrivacyValueAllowAll(), types.InputPrivacyValueAllowContacts()
CLOSE = types.InputPrivacyValueAllowCloseFriends()


async def picture(actor: Actor) -> types.InputMediaUploadedPhoto:
    return types.InputMediaUploadedPhoto(file=await upload(actor, png(90, 160), "a.png"))


async def film(actor: Actor, seconds: float = 2.0) -> types.InputMediaUploadedDocument:
    video = types.DocumentAttributeVideo(duration=seconds, w=64, h=112)
    return types.InputMediaUploadedDocument(
        file=await upload(actor, mp4(), "a.mp4"), mime_type="video/mp4", attributes=[video], nosound_video=True
    )


async def post(actor: Actor, *rules: Any, peer: Any = None, media: Any = None, **more: Any) -> Any:
    """Post a story; the item as the answer shows it."""
    fields = {"random_id": actor.world.random.getrandbits(62), **more}
    send = call.SendStory(
        peer=peer or types.InputPeerSelf(),
        media=media or await picture(actor),
        privacy_rules=list(rules or (ALL,)),
        **fields,
    )
    answer = await actor(send)
    assert [update.NAME for update in answer.updates] == ["updateStoryID", "updateStory"]
    assert answer.updates[0].random_id == fields["random_id"]
    return answer.updates[1].story


async def know(actor: Actor, *others: Actor, close: bool = False) -> None:
    """Have these people in the address book."""
    for other in others:
        add = functions.contacts.AddContact(
            id=actor.user(other),
            first_name=other.name,
            last_name="",
            phone=other.phone,
            add_phone_privacy_exception=True,
        )
        await actor(add)
    if close:
        await actor(functions.contacts.EditCloseFriends(id=[other.user_id for other in others]))


async def friends(world: World, *names: str) -> list[Actor]:
    """People who all know each other."""
    found = [await world.sign_up(name) for name in names]
    for one in found:
        await know(one, *(other for other in found if other is not one))
    return found


async def feed(actor: Actor, **how: Any) -> dict[int, list[int]]:
    """Whose stories somebody is offered, and which."""
    found = await actor(call.GetAllStories(**how))
    return {number(row.peer): [story.id for story in row.stories] for row in found.peer_stories}


def number(peer: Any) -> int:
    return int(peer.user_id if peer.NAME == "peerUser" else peer.channel_id)


async def shown(actor: Actor, peer: Any) -> list[Any]:
    """The active stories of a peer."""
    return list((await actor(call.GetPeerStories(peer=peer))).stories.stories)
